// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

addTour("complaint_tell_tour", {
    steps: () => [
        {
            content: "Accept the complaint",
            trigger: "button[name='action_accept']",
            run: "click",
        },
        {
            content: "It was not told yet: tell it",
            trigger: "div[name='notice']:contains('Accepted') button[name='action_tell']",
            run: "click",
        },
        {
            content: "The letter is there, in the complainant's words",
            trigger: ".modal .o_field_widget[name='body']:contains('We have accepted')",
        },
        {
            content: "Change the subject",
            trigger: ".modal .o_field_widget[name='subject'] input",
            run: "edit Good news",
        },
        {
            content: "Send it",
            trigger: ".modal footer button[name='action_tell']:contains('Send')",
            run: "click",
        },
        {
            content: "The line says so, and nothing is to be told",
            trigger: "body:not(:has(.modal)):not(:has(div[name='notice'])) div[name='told']:contains('Accepted · E-mail')",
        },
    ],
});
