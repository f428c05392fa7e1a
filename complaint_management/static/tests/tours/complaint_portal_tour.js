// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

const PDF = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

// By what the page is made of, not by its words: it is walked in each language.
addTour("complaint_portal_tour", {
    url: "/my/complaints",
    steps: () => [
        {
            content: "Open the complaint that waits",
            trigger: "tr:has(.text-bg-warning) a[href^='/my/complaints/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The next thing is the offer",
            trigger: ".o_complaint_next a[href='#complaint_offer']",
        },
        {
            content: "Choose a file",
            trigger: "#complaint_upload_files",
            run() {
                const chosen = new DataTransfer();
                chosen.items.add(new File([PDF], "delivery slip.pdf"));
                this.anchor.files = chosen.files;
            },
        },
        {
            content: "Say what it shows",
            trigger: "#complaint_upload_note",
            run: "edit The delivery slip",
        },
        {
            content: "Send the file",
            trigger: "#complaint_files form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The file is there, under its new name",
            trigger: "#complaint_files a[href*='/files/']:contains('.pdf')",
        },
        {
            content: "Sign the offer",
            trigger: "#complaint_signed_by",
            run: "edit Buyer One",
        },
        {
            content: "Accept it",
            trigger: "form[action$='/accept'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is left to do",
            trigger: ".alert-success ~ .o_complaint_next.alert-info",
        },
        {
            content: "The offer says that it was accepted",
            trigger: "#complaint_offer .text-success .fa-check",
        },
    ],
});

addTour("complaint_portal_answer_tour", {
    url: "/my/complaints",
    steps: () => [
        {
            content: "Open the complaint that waits",
            trigger: "tr:has(.text-bg-warning) a[href^='/my/complaints/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Answer the question",
            trigger: ".o_complaint_next #complaint_answer",
            run: "edit Two cartons, ward 3",
        },
        {
            content: "Send it",
            trigger: ".o_complaint_next button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Now the text is to be confirmed",
            trigger: "form[action$='/confirm'] button.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is left to do",
            trigger: ".alert-success ~ .o_complaint_next.alert-info",
        },
    ],
});
