// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";
import {
    DIALOG,
    act,
    add,
    answer,
    choose,
    evidence,
    handOver,
    keep,
    open,
    page,
    pick,
    press,
    reached,
    receive,
    save,
    tell,
    type,
} from "./complaint_story_steps";

// Twelve bags leak in ward 3: from the call to the last letter, one tour for each turn.
// The names typed here are made by the test, the same for each language.

const REGISTER = ".o_complaint_register";

addTour("complaint_story_call_tour", {
    steps: () => [
        ...choose("partner_id", "Third Hospital", REGISTER),
        ...choose("contact_id", "Buyer", REGISTER),
        type("contact_ward", "3", REGISTER),
        ...choose("category_id", "Leaking", REGISTER),
        add("line_ids", REGISTER),
        ...choose("product_id", "Glucose", `${REGISTER} .o_selected_row`),
        ...choose("lot_id", "2611A", `${REGISTER} .o_selected_row`),
        type("quantity", "12", `${REGISTER} .o_selected_row`),
        type("phenomenon", "Drops at the port", `${REGISTER} .o_selected_row`),
        type("description", "Twelve bags leak at the port.", REGISTER),
        type("demand", "Twelve new bags", REGISTER),
        press("Register", `${REGISTER} button[name='action_register_and_acknowledge']`),
        {
            content: "The number can be read out",
            trigger: "[name='register_done'] [name='name']:contains(/)",
        },
        reached("registered"),
        ...tell("registered"),
        act("action_accept"),
        reached("accepted"),
        ...tell("accepted"),
        ...handOver("Field Sales", "Please visit ward 3 and look at the bags."),
    ],
});

addTour("complaint_story_visit_tour", {
    url: "/odoo/complaint-handovers",
    steps: () => [
        ...receive,
        ...evidence("photo", "Port of a leaking bag"),
        ...answer("Two cartons are wet, all twelve bags are from one pallet."),
    ],
});

addTour("complaint_story_investigate_tour", {
    steps: () => [
        act("action_investigate"),
        reached("investigating"),
        ...handOver("Quality", "Please write down what you find."),
    ],
});

addTour("complaint_story_finding_tour", {
    url: "/odoo/complaint-handovers",
    steps: () => [
        ...receive,
        page("investigation"),
        open("investigation_ids", "kind"),
        type("finding", "The cartons were pierced on the way.", DIALOG),
        ...pick("complaint.investigation", "conclusion", "confirmed"),
        ...pick("complaint.investigation", "responsible_party", "carrier"),
        press("Finish", `${DIALOG} button[name='action_finish']`),
        {
            content: "It is finished",
            trigger: `${DIALOG} .o_arrow_button_current[data-value='done']`,
        },
        press("Leave the dialog", `${DIALOG} .o_form_button_save`),
        ...answer("Confirmed: damage on the way."),
    ],
});

addTour("complaint_story_offer_tour", {
    steps: () => [
        act("action_propose"),
        reached("solution"),
        page("settlement"),
        add("settlement_ids"),
        type("reasons", "The bags were damaged on the way to you.", DIALOG),
        type("basis", "Our terms of sale, section 4.", DIALOG),
        type("improvement", "The carrier loads bags on top from now on.", DIALOG),
        add("line_ids", DIALOG),
        ...pick("complaint.settlement.line", "kind", "replacement"),
        ...choose("case_line_id", "Glucose", DIALOG),
        type("quantity", "12", DIALOG),
        press("Another line", `${DIALOG} .o_form_button_save_new`),
        ...pick("complaint.settlement.line", "kind", "apology"),
        type("description", "We are sorry for the trouble.", DIALOG),
        keep,
        {
            content: "Two lines are promised",
            trigger: `${DIALOG} .o_field_widget[name='line_ids'] .o_data_row:eq(1)`,
        },
        keep,
        ...save,
        act("action_offer"),
        reached("offered"),
        ...tell("offered"),
    ],
});

addTour("complaint_story_buyer_tour", {
    url: "/my/complaints",
    steps: () => [
        {
            content: "Open the complaint that waits",
            trigger: "tr:has(.text-bg-warning) a[href^='/my/complaints/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The text is right",
            trigger: "form[action$='/confirm'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "That is noted",
            trigger: "#complaint_said:not(:has(form)) .fa-check",
        },
        {
            content: "Sign the offer",
            trigger: "#complaint_signed_by",
            run: "edit Buyer of the hospital",
        },
        {
            content: "Accept it",
            trigger: "form[action$='/accept'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is left to do",
            trigger: ".alert-success ~ .o_complaint_next.alert-info",
        },
    ],
});

/**
 * Choose the proof on a line of the settlement and mark the line as done.
 *
 * @param {Number} index of the line
 * @returns {Object[]}
 */
const carryOut = (index) => [
    open("line_ids", "kind", DIALOG, `.o_data_row:eq(${index})`),
    ...choose("evidence_id", "Delivery slip", DIALOG),
    press("Mark as done", `${DIALOG} button[name='action_done_manually']`),
    {
        content: "It is done",
        trigger: `${DIALOG} .o_form_view:not(:has(button[name='action_done_manually'])) .o_field_widget[name='done_at']`,
    },
    keep,
];

addTour("complaint_story_close_tour", {
    steps: () => [
        act("action_execute"),
        reached("executing"),
        ...evidence("receipt", "Delivery slip of the replacement"),
        page("settlement"),
        open("settlement_ids", "state"),
        ...carryOut(0),
        ...carryOut(1),
        keep,
        act("action_follow_up"),
        reached("follow_up"),
        page("follow_up"),
        add("followup_ids"),
        ...pick("complaint.followup", "outcome_satisfaction", "4"),
        ...pick("complaint.followup", "handling_satisfaction", "5"),
        keep,
        page("decision"),
        ...pick(
            "complaint.case",
            "cause_category",
            "transport",
            ".o_action_manager .o_form_view"
        ),
        ...save,
        act("action_close"),
        reached("closed"),
        ...tell("closed"),
    ],
});
