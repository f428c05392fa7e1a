// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import * as hoot from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";

export const PATIENCE_MS = 50000;
const SETTLED_MS = 300;
const TYPED = /^edit (?!.*&&)(.*)$/;

/**
 * Type into a field, and again if it did not stay.
 *
 * An answer of the server to what was chosen before draws the fields anew. For somebody
 * who types, text and its event are one; here an answer can come in between, and the
 * field is empty again.
 *
 * @param {Element} field
 * @param {String} text
 */
async function edit(field, text) {
    for (let tries = 0; tries < 5; tries++) {
        await hoot.click(field);
        await hoot.edit(text);
        if (field.value === undefined || field.value === text) {
            return;
        }
        await hoot.delay(SETTLED_MS);
    }
    throw new Error(`"${text}" does not stay in its field`);
}

function makePatient(step) {
    const [, text] = (typeof step.run === "string" && step.run.match(TYPED)) || [];
    const typed = text && {
        run() {
            return edit(this.anchor, text);
        },
    };
    return {timeout: PATIENCE_MS, ...step, ...typed};
}

/**
 * Add a tour whose steps wait long enough for a machine that does much else.
 *
 * @param {String} name
 * @param {Object} tour with a function *steps*, as the registry takes it
 */
export function addTour(name, tour) {
    registry.category("web_tour.tours").add(name, {
        ...tour,
        steps: () => tour.steps().map(makePatient),
    });
}
