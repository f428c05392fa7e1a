// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {
    DIALOG,
    act,
    add,
    choose,
    keep,
    noDialog,
    open,
    page,
    pick,
    press,
    reached,
    save,
    tell,
    type,
} from "./complaint_story_steps";
import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

// 3,200 given back: proposed, approved by two, told, signed, credited, posted, closed.
// One tour for each turn; the names are made by the test, the same for each language.

const CARD = ".o_kanban_renderer .o_kanban_record:not(.o_kanban_ghost)";
const STATE = ".o_arrow_button_current[data-value='%s']";

/**
 * Wait until the settlement in the dialog stands at a state.
 *
 * @param {String} state
 * @returns {Object}
 */
const stands = (state) => ({
    content: `The settlement is ${state}`,
    trigger: `${DIALOG} ${STATE.replace("%s", state)}`,
});

/**
 * Promise something on the goods of the complaint, in the dialog of a line.
 *
 * @param {String} kind
 * @param {Object} values to type, by field
 * @returns {Object[]}
 */
const promise = (kind, values) => [
    ...pick("complaint.settlement.line", "kind", kind),
    ...choose("case_line_id", "Glucose", DIALOG),
    ...Object.entries(values).map(([name, text]) => type(name, text, DIALOG)),
];

addTour("complaint_settlement_propose_tour", {
    steps: () => [
        page("settlement"),
        add("settlement_ids"),
        type("reasons", "The bags leak: twelve are paid back.", DIALOG),
        type("basis", "Our terms of sale, section 4.", DIALOG),
        type("improvement", "The port is welded longer.", DIALOG),
        add("line_ids", DIALOG),
        ...promise("refund", {quantity: "12", amount: "2712"}),
        keep,
        {
            content: "One line is promised",
            trigger: `${DIALOG} .o_field_widget[name='line_ids'] .o_data_row`,
        },
        add("line_ids", DIALOG),
        ...promise("discount", {amount: "488", description: "For the trouble"}),
        keep,
        {
            content: "Two lines are promised",
            trigger: `${DIALOG} .o_field_widget[name='line_ids'] .o_data_row:eq(1)`,
        },
        keep,
        ...save,
        open("settlement_ids", "state"),
        press("Request approval", `${DIALOG} button[name='action_request_approval']`),
        stands("to_approve"),
        {
            content: "Two people decide",
            trigger: `${DIALOG} .o_field_widget[name='approval_ids'] .o_data_row:eq(1)`,
        },
        press("Leave the dialog", `${DIALOG} .o_form_button_save`),
        noDialog,
    ],
});

addTour("complaint_settlement_approve_tour", {
    url: "/odoo/complaint-approvals",
    steps: () => [
        {
            content: "The card says how much, and what the customer gets",
            trigger: `${CARD}:contains(3,200.00):contains(2,712.00):contains(488.00)`,
        },
        press("Approve", `${CARD} footer button.btn-primary`),
        {
            content: "Approve is chosen",
            trigger: `${DIALOG} .o_field_widget[name='decision'] input[data-value='approve']:checked`,
        },
        type("opinion", "Agreed.", DIALOG),
        press("Decide", `${DIALOG} footer button[name='action_decide']`),
        {
            content: "Nothing is left to decide",
            trigger: `body:not(:has(.modal)):not(:has(${CARD})) .o_kanban_view`,
        },
    ],
});

addTour("complaint_settlement_offer_tour", {
    steps: () => [act("action_offer"), reached("offered"), ...tell("offered")],
});

/**
 * Draw two strokes on the canvas, as a finger or a mouse does.
 *
 * @param {HTMLCanvasElement} canvas
 */
function draw(canvas) {
    const box = canvas.getBoundingClientRect();
    const send = (kind, x, y, target) =>
        target.dispatchEvent(
            new PointerEvent(kind, {
                bubbles: true,
                button: 0,
                buttons: kind === "pointerup" ? 0 : 1,
                cancelable: true,
                clientX: box.left + box.width * x,
                clientY: box.top + box.height * y,
                isPrimary: true,
                pointerId: 1,
                pointerType: "touch",
                pressure: 0.5,
            })
        );
    for (const start of [0.1, 0.5]) {
        send("pointerdown", start, 0.7, canvas);
        for (let part = 1; part <= 10; part++) {
            send("pointermove", start + part * 0.03, 0.7 - (part % 5) * 0.1, canvas);
        }
        send("pointerup", start + 0.3, 0.7, canvas);
    }
}

addTour("complaint_settlement_sign_tour", {
    url: "/my/complaints",
    steps: () => [
        {
            content: "Open the complaint that waits",
            trigger: "tr:has(.text-bg-warning) a[href^='/my/complaints/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The offer says how much",
            trigger: "#complaint_offer .fw-bold:contains(3,200.00)",
        },
        {
            content: "Read the letter",
            trigger: "#complaint_letter",
            async run() {
                const number = document.querySelector("h2").textContent.trim();
                const answer = await fetch(this.anchor.href);
                const letter = await answer.text(); // In tests, Odoo gives HTML.
                if (!answer.ok || !letter.includes(number)) {
                    throw new Error(`The letter answers ${answer.status}`);
                }
            },
        },
        {
            content: "Type the name",
            trigger: "#complaint_signed_by",
            run: "edit Buyer of the hospital",
        },
        {
            content: "Draw the signature",
            trigger: ".o_complaint_signature canvas.o_web_sign_signature",
            run() {
                draw(this.anchor);
            },
        },
        {
            content: "It is drawn",
            trigger: ".o_complaint_signature canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Accept it",
            trigger: "form[action$='/accept'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is signed, with the picture",
            trigger: "#complaint_signed:contains(Buyer of the hospital) img",
        },
    ],
});

/**
 * Press *Execute* on a line and wait for its credit note.
 *
 * @param {Number} index of the line
 * @returns {Object[]}
 */
const execute = (index) => {
    const row = `${DIALOG} .o_field_widget[name='line_ids'] .o_data_row:eq(${index})`;
    return [
        press(`Execute ${index}`, `${row} button[name='action_execute']`),
        {
            content: `Its document is named ${index}`,
            trigger: `${row}:not(:has(button[name='action_execute'])) .o_data_cell[name='document_names']:not(:empty)`,
        },
    ];
};

addTour("complaint_settlement_execute_tour", {
    steps: () => [
        act("action_execute"),
        reached("executing"),
        page("settlement"),
        open("settlement_ids", "state"),
        ...execute(0),
        ...execute(1),
        press("Leave the dialog", `${DIALOG} .o_form_button_save`),
        noDialog,
    ],
});

addTour("complaint_settlement_post_tour", {
    steps: () => [
        press(
            "Confirm the credit note",
            ".o_form_view .o_statusbar_buttons button[name='action_post']:visible"
        ),
        {
            content: "It is posted",
            trigger: `.o_form_view ${STATE.replace("%s", "posted")}`,
        },
    ],
});

addTour("complaint_settlement_close_tour", {
    steps: () => [
        act("action_follow_up"),
        reached("follow_up"),
        page("follow_up"),
        add("followup_ids"),
        ...pick("complaint.followup", "outcome_satisfaction", "5"),
        keep,
        page("decision"),
        ...pick(
            "complaint.case",
            "cause_category",
            "production",
            ".o_action_manager .o_form_view"
        ),
        ...save,
        page("closing"),
        {
            content: "The closing report can be printed",
            trigger: "button[name='action_print_closing_report']",
        },
        press("Promised and done", "button[name='action_view_promises']"),
        {
            content: "Both are done as promised",
            trigger: ".o_list_view .o_data_row:eq(1):not(.text-danger)",
        },
        press("Back to the complaint", ".o_breadcrumb .breadcrumb-item:last a, .o_back_button"),
        act("action_close"),
        reached("closed"),
        ...tell("closed"),
    ],
});
