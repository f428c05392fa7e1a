// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {registry} from "@web/core/registry";

const PATIENCE_MS = 50000;

/**
 * Add a tour whose steps wait long enough for a machine that does much else.
 *
 * @param {String} name
 * @param {Object} tour with a function *steps*, as the registry takes it
 */
export function addTour(name, tour) {
    registry.category("web_tour.tours").add(name, {
        ...tour,
        steps: () => tour.steps().map((step) => ({timeout: PATIENCE_MS, ...step})),
    });
}
