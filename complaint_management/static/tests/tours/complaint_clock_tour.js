// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {DIALOG, choose, noDialog, press} from "./complaint_story_steps";
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
