// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

const SCAN = "div[name='scan'] input";
const LAST = "div[name='scan_last']";

/** A scanner types the code and presses Enter. */
function scan(code, counted) {
    return [
        {trigger: SCAN, run: `edit ${code}`},
        {trigger: SCAN, run: "press Enter"},
        {trigger: `${LAST}:contains('${counted} counted')`},
        // The next code must not be typed behind the last one.
        {
            trigger: SCAN,
            run() {
                if (this.anchor.value) {
                    throw new Error(`Still there: ${this.anchor.value}`);
                }
            },
        },
    ];
}

addTour("complaint_return_receive_tour", {
    steps: () => [
        ...scan("2602A", "1"),
        ...scan("2602A", "2"),
        ...scan("9*2602A", "11"),
        ...scan("-2602A", "10"),
        {trigger: "button[name='action_receive']", run: "click"},
        {
            trigger: ".o_statusbar_status button[data-value='received'].o_arrow_button_current",
        },
        {trigger: ".o_data_row td[name='condition']", run: "click"},
        {trigger: "td[name='condition'] input", run: "click"},
        {trigger: ".o_select_menu_item:contains('Defect as reported')", run: "click"},
        {trigger: "button[name='action_inspect']", run: "click"},
        {
            trigger: ".o_statusbar_status button[data-value='inspected'].o_arrow_button_current",
        },
    ],
});
