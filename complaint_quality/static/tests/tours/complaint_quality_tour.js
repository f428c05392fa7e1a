// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

addTour("complaint_action_complete_tour", {
    steps: () => [
        {
            content: "The responsible says that it is done",
            trigger: ".o_form_statusbar button[name='action_complete']",
            run: "click",
        },
        {
            content: "What was done",
            trigger: ".modal .o_field_widget[name='note'] textarea",
            run: "edit Interlock built in on line 2",
        },
        {
            content: "It is done",
            trigger: ".modal footer button[name='action_complete']",
            run: "click",
        },
        {
            content: "It waits to be verified",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name='completion_note']:contains('Interlock')",
        },
    ],
});

addTour("complaint_action_verify_tour", {
    steps: () => [
        {
            content: "Somebody else writes down what was checked",
            trigger: ".o_field_widget[name='verification_note'] textarea",
            run: "edit Seen at three starts",
        },
        {
            content: "And verifies it",
            trigger: ".o_form_statusbar button[name='action_verify']",
            run: "click",
        },
        {
            content: "The complainants are to be told now",
            trigger: ".o_form_statusbar button[name='action_tell']",
            run: "click",
        },
        {
            content: "The letter can be read first",
            trigger:
                ".modal .o_field_widget[name='preview']:contains('start of the filling line')",
        },
        {
            content: "It was told by phone",
            trigger: ".modal .o_field_widget[name='via'] input[data-value='phone']",
            run: "click",
        },
        {
            content: "Record it",
            trigger: ".modal footer button:contains('Record as Told')",
            run: "click",
        },
        {
            content: "Nobody is left to be told",
            trigger:
                "body:not(:has(.modal)) .o_form_statusbar:not(:has(button[name='action_tell']))",
        },
    ],
});

addTour("complaint_known_issue_tour", {
    steps: () => [
        {
            content: "Where buttons are many, some stand behind one more",
            trigger: ".o-form-buttonbox",
            run: () => {
                const more = document.querySelector(".o-form-buttonbox .o_button_more");
                more?.click();
            },
        },
        {
            content: "What is known of such a complaint",
            trigger: "button[name='action_view_suggested_issues']",
            run: "click",
        },
        {
            content: "Tell it from the list",
            trigger: ".o_data_row:contains('Leaking bag') button[name='action_tell']",
            run: "click",
        },
        {
            content: "Its text stands in the letter",
            trigger: ".modal .o_field_widget[name='body']:contains('uncut')",
        },
        {
            content: "It was told on the phone",
            trigger: ".modal footer button:contains('Record as Told')",
            run: "click",
        },
        {
            content: "Back at the list",
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
    ],
});
