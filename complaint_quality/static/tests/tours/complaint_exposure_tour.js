// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

addTour("complaint_exposure_tour", {
    steps: () => [
        {
            content: "Where did the lot go?",
            trigger: "button[name=action_view_exposure]",
            run: "click",
        },
        {
            content: "It is told how much was delivered, and to whom",
            trigger:
                ".o_complaint_exposure [name=delivered]:contains(120)",
        },
        {
            trigger: ".o_complaint_exposure table[name=customers]:contains(City Hospital)",
        },
        {
            content: "The complaint on the lot is one click away",
            trigger: ".o_complaint_exposure table[name=cases] a",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_form_statusbar, .o_form_view [name=name]",
        },
    ],
});
