// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";
import * as hoot from "@odoo/hoot-dom";

const SETTLED_MS = 200;
const hasFocus = (name) => {
    const active = document.activeElement;
    return active.closest(`[name='${name}']`) && active.tagName !== "A";
};

/**
 * Press Tab until a field of that name has the focus, as a typist does.
 *
 * A list takes its time to leave a row and moves the focus once more: what is typed
 * before goes astray. So the focus has to stay.
 */
async function tabTo(name) {
    for (let pressed = 0; pressed < 40; pressed++) {
        if (hasFocus(name)) {
            await hoot.delay(SETTLED_MS);
            if (hasFocus(name)) {
                return;
            }
        }
        await hoot.press("Tab");
        await hoot.animationFrame();
    }
    throw new Error(`no Tab leads to ${name}`);
}

const OFFERS = ".o-autocomplete--dropdown-menu";

/** Take the first offer; a list that lost its marked row gets it back by the arrow. */
async function take() {
    for (let pressed = 0; pressed < 5 && hoot.queryFirst(OFFERS); pressed++) {
        if (!hoot.queryFirst(`${OFFERS} .ui-state-active`)) {
            await hoot.press("ArrowDown");
        }
        await hoot.press("Enter");
        await hoot.waitUntil(() => !hoot.queryFirst(OFFERS), {timeout: 5000}).catch(
            () => null
        );
    }
    if (hoot.queryFirst(OFFERS)) {
        throw new Error("Enter does not take what is offered");
    }
}

const go = (name) => ({
    content: `Tab to ${name}`,
    trigger: ".o_complaint_register",
    run: () => tabTo(name),
});

const type = (name, text) => [
    go(name),
    {
        content: `Type into ${name}`,
        trigger: ".o_complaint_register",
        run: async () => {
            await hoot.fill(text);
            if (document.activeElement.value !== text || !hasFocus(name)) {
                throw new Error(`what was typed is not in ${name}`);
            }
        },
    },
];

const choose = (name, text, label) => [
    ...type(name, text),
    {
        content: `The list of ${name} offers it`,
        trigger: `.o-autocomplete--dropdown-item:contains(${label || text})`,
    },
    {
        content: "Take it",
        trigger: ".o_complaint_register",
        run: take,
    },
];

const press = (content, trigger, keys) => ({
    content,
    trigger,
    run: () => hoot.press(keys),
});

/**
 * Take a call: nothing is clicked from the first key to the number.
 *
 * @param {Object} words what is typed
 * @returns {Array} the steps of a tour
 */
function takeCall(words) {
    return [
        {
            content: "The customer has the focus at once",
            trigger:
                ".o_complaint_register .o_field_widget[name='partner_id']:has(:focus)",
        },
        ...choose("partner_id", words.phone, words.customer),
        {
            content: "The earlier complaint is hinted at",
            trigger: ".o_field_widget[name='recent_case_count']:contains(1)",
        },
        ...type("contact_ward", words.ward),
        ...choose("category_id", words.category),
        {
            content: "Go to the goods",
            trigger: ".o_complaint_register",
            run: async () => {
                await tabTo("mark_ids");
                await hoot.press("Tab");
            },
        },
        press(
            "Add goods",
            ".o_field_x2many_list_row_add a:focus, .o_field_x2many_list_row_add button:focus",
            "Enter"
        ),
        {
            content: "The new row is open",
            trigger: ".o_selected_row [name='product_id'] input:focus",
        },
        ...choose("product_id", words.product),
        ...choose("lot_id", words.lot),
        ...type("quantity", "12"),
        ...type("phenomenon", words.phenomenon),
        {
            content: "What looks alike is shown while typing",
            trigger: ".o_field_widget[name='look_alike_ids'] .o_data_row",
        },
        ...type("drug_name", words.drug),
        ...type("cartons_affected", "2"),
        ...type("cartons_total", "40"),
        ...type("description", words.description),
        ...type("demand", words.demand),
        press(
            "Register",
            ".o_complaint_register:not(:has(.o_field_invalid)) button[data-hotkey='r']",
            ["alt", "r"]
        ),
        {
            content: "The number stands large on the case",
            trigger: "[name='register_done'] [name='name']:contains(/)",
        },
        {
            content: "It is registered",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value='registered']",
        },
    ];
}

addTour("complaint_case_register_tour", {
    steps: () =>
        takeCall({
            phone: "0471 555 0123",
            customer: "Third Hospital",
            ward: "Ward 3",
            category: "Leaking",
            product: "Glucose",
            lot: "2611A",
            phenomenon: "Drops at the port",
            drug: "Cefazolin",
            description: "Twelve bags leak at the port.",
            demand: "Replacement",
        }),
});

addTour("complaint_case_register_zh_tour", {
    steps: () =>
        takeCall({
            phone: "0471 555 0123",
            customer: "第三人民医院",
            ward: "三病区",
            category: "漏液",
            product: "葡萄糖",
            lot: "2611A",
            phenomenon: "接口处漏液",
            drug: "头孢唑林",
            description: "十二袋在接口处漏液。",
            demand: "换货",
        }),
});
