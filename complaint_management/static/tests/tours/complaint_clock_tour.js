// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {DIALOG, choose, noDialog, press} from "./complaint_story_steps";
import {
    measureWork,
    sayWork,
} from "@complaint_management/js/complaint_time_left";
import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

const STRIP = ".o_complaint_clocks";
const OPEN = `${STRIP} .o_complaint_clock_open:contains(Reply)`;

// The names typed here are made by the test, the same for each language.
addTour("complaint_clock_strip_tour", {
    steps: () => [
        {
            content: "The binding limit is at the head",
            trigger: `${STRIP} .o_complaint_clock_open:eq(0):contains(Reply)`,
        },
        press("Show what is hidden", `${STRIP} button[name='more']`),
        {
            content: "All limits are there",
            trigger: `${STRIP} .o_complaint_clock_open:eq(5)`,
        },
        press("Why this date?", `${OPEN} button[name='why']`),
        {
            content: "It says why",
            trigger: `${OPEN} .o_complaint_clock_why:contains(Test Policy)`,
        },
        press("Change it", `${OPEN} button[name='change']`),
        ...choose("reason_id", "Samples", DIALOG),
        press("Pause it", `${DIALOG} footer button[name='action_change']`),
        noDialog,
        {
            content: "The strip says that it waits, and for what",
            trigger: `${OPEN}[data-state='paused'] .o_complaint_clock_status:contains(Samples)`,
        },
        {
            content: "The other limit binds now",
            trigger: `${STRIP} .o_complaint_clock_open:eq(0):contains(Report)`,
        },
        press("Change it again", `${OPEN} button[name='change']`),
        press("Let it go on", `${DIALOG} footer button[name='action_change']`),
        noDialog,
        {
            content: "It runs",
            trigger: `${OPEN}[data-state='running']`,
        },
        press("It is done", `${OPEN} button[name='reach']`),
        {
            content: "It is among what was reached",
            trigger: `${STRIP} .o_complaint_clock[data-state='reached']:contains(Reply)`,
        },
        press("Show the first ones only", `${STRIP} button[name='more']`),
        {
            content: "The others are counted",
            trigger: `${STRIP}:not(:has(.o_complaint_clock_open:eq(3))) button[name='more']:contains(2)`,
        },
    ],
});

addTour("complaint_list_columns_tour", {
    url: "/odoo/complaints",
    steps: () => [
        {
            content: "The team is not shown",
            trigger: ".o_list_view:has(.o_data_row):not(:has(.o_data_cell[name='team_id']))",
        },
        press("Which columns?", ".o_optional_columns_dropdown button"),
        press("Show the team", ".o-dropdown-item input[name='team_id']"),
        {
            content: "The team is read and shown",
            trigger: ".o_data_row .o_data_cell[name='team_id']:contains(Test Team)",
        },
    ],
});

// Two days of eight and four hours, in seconds since some midnight.
const HOUR = 3600;
const WORK = [
    [8 * HOUR, 12 * HOUR, 8 * HOUR],
    [13 * HOUR, 17 * HOUR, 8 * HOUR],
    [32 * HOUR, 36 * HOUR, 4 * HOUR],
];

/** Check how working time is measured and said as it goes by. */
function checkWork() {
    for (const [since, until, seconds, days] of [
        [0, 48, 12, 2],
        [9, 14, 4, 0.5],
        [12, 13, 0, 0],
        [16, 34, 3, 0.625],
        [17, 32, 0, 0],
    ]) {
        const found = measureWork(WORK, since * HOUR, until * HOUR);
        if (found.seconds !== seconds * HOUR || found.days !== days) {
            throw new Error(`${since} to ${until}: ${JSON.stringify(found)}`);
        }
    }
    const words = [
        sayWork({days: 2.59, seconds: 70000}, true),
        sayWork({days: 1, seconds: 28800}, true),
        sayWork({days: 0.99, seconds: 28512}, true),
        sayWork({days: 3, seconds: 86400}, false),
        sayWork({days: 0.01, seconds: 300}, true),
        sayWork({days: 0, seconds: 0}, true),
    ].map(String);
    const expected = [
        "2.5 working days",
        "1 working day",
        "7 h 55 min of working time",
        "24 working hours",
        "5 min of working time",
        "",
    ];
    if (words.join() !== expected.join()) {
        throw new Error(words.join());
    }
}

// No words: they are told in two languages.
addTour("complaint_clock_time_left_tour", {
    steps: () => [
        {
            content: "The time left, and when pointed at the time by the clock",
            trigger: `${STRIP} .o_complaint_clock_status[title*='2']`,
        },
    ],
});

addTour("complaint_list_time_left_tour", {
    url: "/odoo/complaints",
    steps: () => [
        {
            content: "The list says it in working days",
            trigger:
                ".o_data_row .o_data_cell[name='next_deadline']:contains(working days left)",
            run: checkWork,
        },
    ],
});
