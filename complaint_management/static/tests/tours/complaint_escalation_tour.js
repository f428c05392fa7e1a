// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {DIALOG, noDialog, press} from "./complaint_story_steps";
import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

// A limit passed while the area manager was away. One tour for each turn; the names are
// made by the test, the same for each language.

const ROW = ".o_list_view .o_data_row";
const STRIP = ".o_complaint_clocks";

addTour("complaint_escalation_take_care_tour", {
    url: "/odoo/complaint-escalations",
    steps: () => [
        {
            content: "It says who was passed over",
            trigger: `${ROW} .o_data_cell[name='skipped']:contains(Area Manager)`,
        },
        press("Acknowledge", `${ROW} td.o_list_button button:not([name='action_open_case'])`),
        press("I take care", `${DIALOG} footer button[name='action_acknowledge']`),
        noDialog,
        {
            content: "It says until when",
            trigger: `${ROW} .o_data_cell[name='acknowledged_until']:contains(:)`,
        },
        press("Open the complaint", `${ROW} button[name='action_open_case']`),
        {
            content: "The strip shows what is late",
            trigger: `${STRIP} .o_complaint_clock_open:contains(First reply) .fa-exclamation-circle`,
        },
    ],
});

addTour("complaint_escalation_solve_tour", {
    steps: () => [
        {
            content: "What is late is at the head",
            trigger: `${STRIP} .o_complaint_clock_open:contains(First reply) .fa-exclamation-circle`,
        },
        press("The reply was given", `${STRIP} button[name='reach']`),
        {
            content: "It is reached, late",
            trigger: `${STRIP} .o_complaint_clock[data-state='reached']:contains(First reply) .fa-exclamation-circle`,
        },
    ],
});

addTour("complaint_escalation_quiet_tour", {
    url: "/odoo/complaint-escalations",
    steps: () => [
        {
            content: "Nothing is left to take care of",
            trigger: ".o_list_view:not(:has(.o_data_row)) .o_view_nocontent_smiling_face",
        },
    ],
});
