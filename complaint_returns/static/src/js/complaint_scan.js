// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {CharField, charField} from "@web/views/fields/char/char_field";
import {registry} from "@web/core/registry";
import {useAutofocus} from "@web/core/utils/hooks";

/** Where a scanner types: it has the focus as soon as the return is open. */
export class ComplaintScanField extends CharField {
    setup() {
        super.setup();
        useAutofocus({refName: "input"});
    }
}

registry.category("fields").add("complaint_scan", {
    ...charField,
    component: ComplaintScanField,
});
