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
    type,
} from "@complaint_management/../tests/tours/complaint_story_steps";
import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

// From the alarm to the proof, one tour for each turn. Nothing here knows the language
// of the screen; the names typed and looked for are made by the test.

const PANEL = ".o_complaint_exposure";
const LIST = ".o_list_view";
const SHEET = ".o_action_manager .o_form_view";

/**
 * Look for a customer of the lot in the panel.
 *
 * @param {String} name
 * @param {String[]} words what stands in the row, too
 * @returns {Object}
 */
const received = (name, ...words) => ({
    content: `${name} received it`,
    trigger: `${PANEL} table[name=customers] tr:contains(${name})${words
        .map((word) => `:contains(${word})`)
        .join("")}`,
});

/** Buttons that stand behind one more are shown. */
const showButtons = {
    content: "Where buttons are many, some stand behind one more",
    trigger: ".o-form-buttonbox",
    run: () => document.querySelector(".o-form-buttonbox .o_button_more")?.click(),
};

/**
 * Note the result of a record on the list of the investigation.
 *
 * @param {Number} index of the row
 * @param {String} result key of the result
 * @returns {Object[]}
 */
const checked = (index, result) => {
    const list = `${DIALOG} .o_field_widget[name='check_ids']`;
    return [
        press(
            `Record ${index}`,
            `${list} .o_data_row:eq(${index}) .o_data_cell[name='result']`
        ),
        ...pick(
            "complaint.investigation.check",
            "result",
            result,
            `${list} .o_data_row:eq(${index})`
        ),
    ];
};

addTour("complaint_quality_alarm_tour", {
    url: "/odoo/complaint-alarms",
    steps: () => [
        press(
            "Open the alarm",
            `${LIST} .o_data_row:contains(2611A) .o_data_cell[name='case_count']`
        ),
        type("decision_reason", "Three wards, one weld"),
        act("action_confirm"),
        reached("confirmed"),
        act("action_hold_lot"),
        type("reason", "Leaks at the port", DIALOG),
        press("Hold it", `${DIALOG} footer .btn-primary`),
        noDialog,
        showButtons,
        press("Where did it go?", "button[name='action_view_exposure']"),
        {content: "It is held", trigger: `${PANEL} [name=held]`},
        {
            content: "So many bags are out",
            trigger: `${PANEL} [name=delivered]:contains(18,000)`,
        },
        {content: "In stock is all", trigger: `${PANEL} [name=on_hand]:contains(1,500)`},
        received("Third Hospital", "6,000"),
        received("County Hospital", "4,000"),
        received("Children's Hospital", "3,000"),
        received("Chinese Medicine", "2,500"),
        received("Maternity Hospital", "2,500"),
        received("Lakeside Centre", "K2611", "80"),
        {
            content: "The rate is above its norm",
            trigger: `${PANEL} table[name=rates] tr:contains(1,722) .text-bg-danger`,
        },
    ],
});

addTour("complaint_quality_cause_tour", {
    steps: () => [
        page("investigation"),
        open("investigation_ids", "kind"),
        ...pick("complaint.investigation", "kind", "in_depth"),
        press("List the records", `${DIALOG} button[name='action_add_checks']`),
        {
            content: "Five of them",
            trigger: `${DIALOG} .o_field_widget[name='check_ids'] .o_data_row:eq(4)`,
        },
        ...checked(0, "deviation"),
        ...checked(1, "deviation"),
        ...checked(2, "in_order"),
        ...checked(3, "in_order"),
        ...checked(4, "missing"),
        press("Causes", `${DIALOG} .o_notebook .nav-link[name='causes']`),
        add("cause_ids", DIALOG),
        type("name", "The welding jaw was too cold", `${DIALOG} .o_selected_row`),
        ...pick(
            "complaint.investigation.cause",
            "factor",
            "machine",
            `${DIALOG} .o_selected_row`
        ),
        press("Other complaints", `${DIALOG} .o_notebook .nav-link[name='covered']`),
        {
            content: "Two more are answered",
            trigger: `${DIALOG} .o_field_widget[name='covered_case_ids'] .o_data_row:eq(1)`,
        },
        type("finding", "The port was welded too cold.", DIALOG),
        ...pick("complaint.investigation", "conclusion", "confirmed"),
        ...pick("complaint.investigation", "responsible_party", "department"),
        press("Finish", `${DIALOG} button[name='action_finish']`),
        {
            content: "It is finished",
            trigger: `${DIALOG} .o_arrow_button_current[data-value='done']`,
        },
        press("Leave the dialog", `${DIALOG} .o_form_button_save`),
        noDialog,
        showButtons,
        press("Actions", "button[name='action_view_corrective_actions']"),
        press("New one", ".o_list_button_add"),
        type("name", "Interlock the welding jaw"),
        type("description", "The line does not start before the jaw is warm."),
        type("public_text", "We changed the start of the filling line."),
        ...choose("user_id", "Welding Station"),
        {
            content: "Until next week",
            trigger: `${SHEET} .o_field_widget[name='due_date'] :is(input, button)`,
            run: "click",
        },
        {
            content: "In seven days",
            trigger: `${SHEET} .o_field_widget[name='due_date'] input`,
            run: "edit +7d && press Enter",
        },
        ...save,
    ],
});

addTour("complaint_quality_done_tour", {
    steps: () => [
        act("action_complete"),
        type("note", "Interlock built in on line 2", DIALOG),
        press("It is done", `${DIALOG} footer button[name='action_complete']`),
        noDialog,
        reached("completed"),
    ],
});

addTour("complaint_quality_verify_tour", {
    steps: () => [
        type("verification_note", "Seen at three starts"),
        act("action_verify"),
        reached("verified"),
    ],
});

addTour("complaint_quality_proof_tour", {
    steps: () => [
        act("action_measure"),
        page("effectiveness"),
        {
            content: "Enough of later lots was shipped",
            trigger: `${SHEET} .o_field_widget[name='after_shipped']:contains(18,000)`,
        },
        {
            content: "It is decided",
            trigger: `${SHEET} .o_form_statusbar:not(:has(button[name='action_measure']))`,
        },
    ],
});

addTour("complaint_quality_told_tour", {
    steps: () => [
        act("action_tell"),
        {
            content: "The letter can be read first",
            trigger: `${DIALOG} .o_field_widget[name='preview']:contains(start of the filling line)`,
        },
        press(
            "By phone",
            `${DIALOG} .o_field_widget[name='via'] input[data-value='phone']`
        ),
        press(
            "Record it",
            `${DIALOG} footer button[name='action_tell']:not(.o_invisible_modifier)`
        ),
        {
            content: "Nobody is left to be told",
            trigger:
                "body:not(:has(.modal)) .o_form_statusbar:not(:has(button[name='action_tell']))",
        },
    ],
});

addTour("complaint_quality_reaction_tour", {
    steps: () => [
        showButtons,
        press("The sheet", "button[name='action_open_reaction']"),
        {
            content: "The drug comes from the goods",
            trigger: `${SHEET} .o_field_widget[name='drug_name'] input:value(Ceftriaxone)`,
        },
        press("Chills", `${SHEET} .o_field_widget[name='symptom_chills'] input`),
        type("temperature", "41.5"),
        type("onset_minutes", "20"),
        type("infusion_set", "Set B"),
        ...save,
        {
            content: "Something alike is known",
            trigger: `${SHEET} .alert .o_field_widget[name='hint']:not(:empty)`,
        },
        {
            content: "The same drug elsewhere",
            trigger: "button[name='action_view_same_drug']:contains(1)",
        },
    ],
});

addTour("complaint_quality_clear_tour", {
    steps: () => [
        showButtons,
        press("The sheet", "button[name='action_open_reaction']"),
        type("clearing_note", "Retained sample sterile and free of pyrogens"),
        act("action_clear_lot"),
        {
            content: "It is cleared",
            trigger: `${SHEET} .o_field_widget[name='lot_cleared_by_id']`,
        },
    ],
});

addTour("complaint_quality_release_tour", {
    url: "/odoo/complaint-holds",
    steps: () => [
        press(
            "Open the hold",
            `${LIST} .o_data_row:contains(2611A) .o_data_cell[name='held_at']`
        ),
        type("release_reason", "Retained sample passes"),
        act("action_release"),
        reached("released"),
    ],
});
