// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {registry} from "@web/core/registry";

const MESSAGE = ".o-mail-Message:contains('Two cartons leak.')";

registry.category("web_tour.tours").add("complaint_message_tour", {
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
