// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

addTour("complaint_tag_create_tour", {
    url: "/odoo/complaint-tags",
    steps: () => [
        {
            content: "Add a tag",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Name it in the new row",
            trigger: ".o_selected_row .o_field_widget[name='name'] input",
            run: "edit Cold chain broken",
        },
        {
            content: "Save the row",
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            content: "The tag is in the list",
            trigger:
                ".o_data_row:not(.o_selected_row) .o_data_cell[name='name']:contains('Cold chain broken')",
        },
    ],
});
