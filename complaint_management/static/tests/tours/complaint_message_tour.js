// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

const MESSAGE = ".o-mail-Message:contains('Two cartons leak.')";

addTour("complaint_message_tour", {
    steps: () => [
        {
            content: "Point at the customer's message",
            trigger: MESSAGE,
            run: "hover && click .o-mail-Message-actions button[title='Expand']",
        },
        {
            content: "Make a complaint of it",
            trigger: ".o-dropdown-item:contains('Make a Complaint of It')",
            run: "click",
        },
        {
            content: "The text is in the new complaint",
            trigger: ".o_field_widget[name='description'] textarea:value('Two cartons leak.')",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The complaint has its number",
            trigger: ".o_form_saved .o_field_widget[name='name']:contains('C/')",
        },
    ],
});
