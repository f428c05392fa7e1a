// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import * as hoot from "@odoo/hoot-dom";
import {addTour} from "@complaint_management/../tests/tours/complaint_tours";
import {rpc} from "@web/core/network/rpc";
import {user} from "@web/core/user";

// The way of returned goods through the warehouse by keyboard and scanner alone, which
// types a code and presses Enter. Nothing is clicked, and nothing here knows the
// language of the screen.

const SCAN = "div[name='scan'] input";
const DIALOG = ".modal:not(.o_inactive_modal)";
const PATIENCE = 100;
let slip = null;
let touched = false;

/** What has the focus has to be where it can be seen. */
function focused() {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    if (!box.height || box.top < 0 || box.top > window.innerHeight) {
        throw new Error(`Focus out of sight: ${element.outerHTML.slice(0, 200)}`);
    }
    return element;
}

function expectFocus(selector) {
    if (!focused().matches(selector)) {
        const found = document.activeElement.outerHTML.slice(0, 300);
        throw new Error(`${selector} should have the focus, not ${found}`);
    }
}

/** Press keys when something is there. */
const keys = (trigger, ...strokes) => ({
    content: `Press ${strokes.join(", ")}`,
    trigger,
    async run() {
        for (const stroke of strokes) {
            await hoot.press(stroke);
            await hoot.delay(PATIENCE);
        }
    },
});

/** Type into what has the focus, which is what the selector says. */
const typed = (selector, text) => ({
    content: `Type ${text}`,
    trigger: selector,
    async run() {
        expectFocus(selector);
        await hoot.fill(typeof text === "function" ? text() : text);
        await hoot.delay(PATIENCE);
    },
});

const scanned = (text) => [typed(SCAN, text), keys(SCAN, "Enter")];

const reached = (state) => ({
    content: `It is ${state}`,
    trigger: `.o_statusbar_status .o_arrow_button_current[data-value='${state}']`,
});

/** Choose from a selection of the dialog by typing the name of a key. */
const chosen = (name, key) => [
    {
        content: `Type ${key}`,
        trigger: `${DIALOG} div[name='${name}'] input`,
        async run() {
            expectFocus(`${DIALOG} div[name='${name}'] input`);
            const fields = await rpc(
                "/web/dataset/call_kw/complaint.return.decide/fields_get",
                {
                    model: "complaint.return.decide",
                    method: "fields_get",
                    args: [[name], ["selection"]],
                    kwargs: {context: user.context},
                }
            );
            const label = fields[name].selection.find((row) => row[0] === key)[1];
            const items = () => [...document.querySelectorAll(".o_select_menu_item")];
            // The first key opens the whole menu, what is typed then narrows it down.
            await hoot.fill(label[0]);
            await hoot.waitUntil(() => items().length > 1, {
                message: "The menu should open",
                timeout: 10000,
            });
            await hoot.fill(label.slice(1));
            await hoot.waitUntil(
                () => items().length === 1 && items()[0].innerText.trim() === label,
                {message: `${label} should be left alone`, timeout: 10000}
            );
        },
    },
    keys(".o_select_menu_item", "Enter"),
    keys(DIALOG, ["alt", "q"]),
    {content: "It is written down", trigger: `body:not(:has(${DIALOG}))`},
];

const find = [
    {
        content: "The slip is in the hand",
        trigger: ".o_list_view .o_data_row td[name='name']",
        run() {
            const mark = () => (touched = true);
            document.addEventListener("pointerdown", mark, true);
            document.addEventListener("mousedown", mark, true);
            const cells = document.querySelectorAll(".o_data_row td[name='name']");
            slip = cells[0].innerText.trim();
        },
    },
    typed(".o_searchview_input", () => `${slip}/C`),
    keys(".o_searchview_autocomplete .o-dropdown-item", "Enter"),
    {content: "One return is left", trigger: ".o_searchview_facet"},
    {
        content: "Down into the list, and open it",
        trigger: ".o_list_view .o_data_row:only-child",
        async run() {
            for (let step = 0; step < 5; step++) {
                await hoot.press("ArrowDown");
                await hoot.delay(PATIENCE);
                if (document.activeElement.closest(".o_data_row")) {
                    break;
                }
            }
            focused();
            await hoot.press("Enter");
        },
    },
];

const receive = [
    ...scanned(() => `${slip}/C`),
    {content: "The package is open", trigger: "div[name='scan_class']:contains(C)"},
    ...scanned("9*2602A"),
    {content: "Nine", trigger: "td[name='quantity_counted']:contains(9)"},
    ...scanned("-2602A"),
    {content: "One was taken back", trigger: "td[name='quantity_counted']:contains(8)"},
    keys(SCAN, ["alt", "g"]),
    typed(`${DIALOG} div[name='product_id'] input`, "Sodium"),
    keys(`${DIALOG} .o-autocomplete--dropdown-item:contains(Sodium)`, "Enter"),
    keys(`${DIALOG} div[name='lot_text'] input`, "Tab"),
    typed(`${DIALOG} div[name='lot_text'] input`, "2602B"),
    keys(DIALOG, "Tab", "Tab"),
    typed(`${DIALOG} div[name='note'] input`, "In the same bag"),
    keys(DIALOG, ["alt", "q"]),
    {content: "They are counted", trigger: ".o_data_row:contains(2602B)"},
    keys(`body:not(:has(${DIALOG}))`, ["alt", "r"]),
    reached("received"),
];

const decide = [
    keys("button[data-hotkey='e']", ["alt", "e"]),
    ...chosen("condition", "as_reported"),
    keys("button[data-hotkey='i']", ["alt", "i"]),
    reached("inspected"),
    keys("button[data-hotkey='e']", ["alt", "e"]),
    ...chosen("disposition", "quarantine"),
    keys("button[data-hotkey='d']", ["alt", "d"]),
    reached("disposed"),
    {
        content: "No mouse was used",
        trigger: "body",
        run() {
            if (touched) {
                throw new Error("Something was clicked");
            }
        },
    },
];

addTour("complaint_return_keyboard_tour", {
    steps: () => [...find, ...receive, ...decide],
});
