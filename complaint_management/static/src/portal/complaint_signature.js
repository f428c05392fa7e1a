// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {Component, onMounted, onWillUnmount, useRef, useState} from "@odoo/owl";
import {NameAndSignature} from "@web/core/signature/name_and_signature";
import {registry} from "@web/core/registry";

/**
 * The place to draw a signature, inside the form that accepts an offer.
 *
 * The name is typed in the form itself, which can be sent without a picture: nobody has
 * to draw, and without scripts the form works as well. What is drawn goes along with
 * the form as base64, in a hidden field.
 */
export class ComplaintSignature extends Component {
    static template = "complaint_management.Signature";
    static components = {NameAndSignature};
    static props = {};

    setup() {
        this.root = useRef("root");
        this.picture = useRef("picture");
        this.mode = "draw";
        // A blank, so that core offers to write the name; it follows what is typed.
        this.signature = useState({
            name: " ",
            isSignatureEmpty: true,
            getSignatureImage: () => "",
            resetSignature: () => undefined,
        });
        this.onName = this.onName.bind(this);
        this.onSubmit = this.onSubmit.bind(this);
        onMounted(() => {
            this.form = this.root.el.closest("form");
            this.name = this.form.querySelector("[name='signed_by']");
            this.name.addEventListener("input", this.onName);
            this.form.addEventListener("submit", this.onSubmit);
            this.onName();
        });
        onWillUnmount(() => {
            this.name.removeEventListener("input", this.onName);
            this.form.removeEventListener("submit", this.onSubmit);
        });
    }

    onName() {
        this.signature.name = this.name.value || " ";
        if (this.mode === "auto") {
            this.signature.resetSignature();
        }
    }

    onSignatureChange(mode) {
        this.mode = mode;
    }

    onSubmit() {
        const drawn = !this.signature.isSignatureEmpty;
        const image = drawn ? this.signature.getSignatureImage() : "";
        this.picture.el.value = image.split(",")[1] || "";
    }
}

registry
    .category("public_components")
    .add("complaint_management.signature", ComplaintSignature);
