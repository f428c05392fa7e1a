// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";
import {registry} from "@web/core/registry";

/**
 * Photos as core shows files, but never one that a browser kept: under the address of
 * a photo whose labels were covered, it would go on showing what was on them.
 */
export class ComplaintPhotosField extends Many2ManyBinaryField {
    static template = "complaint_returns.Photos";
}

registry.category("fields").add("complaint_photos", {
    ...many2ManyBinaryField,
    component: ComplaintPhotosField,
    relatedFields: [
        ...many2ManyBinaryField.relatedFields,
        {name: "checksum", type: "char"},
    ],
});
