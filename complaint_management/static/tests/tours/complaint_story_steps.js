// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import * as hoot from "@odoo/hoot-dom";
import {PATIENCE_MS} from "@complaint_management/../tests/tours/complaint_tours";
import {rpc} from "@web/core/network/rpc";
import {user} from "@web/core/user";

// What people do on the screens of a complaint. Nothing here knows the language the
// screen is in: what is pressed is found by its name, what is chosen by its key.

export const DIALOG = ".modal:not(.o_inactive_modal)";
const FORM = ".o_action_manager .o_form_view";

/**
 * Press what is found by a selector.
 *
 * @param {String} content what it is for
 * @param {String} trigger where it is
 * @returns {Object}
 */
export const press = (content, trigger) => ({content, trigger, run: "click"});

/**
 * Press a button of the open complaint.
 *
 * @param {String} name method that it calls
 * @returns {Object}
 */
export const act = (name) =>
    press(name, `${FORM} .o_statusbar_buttons button[name='${name}']`);

/**
 * Wait until the open complaint stands at a state.
 *
 * @param {String} state
 * @returns {Object}
 */
export const reached = (state) => ({
    content: `It is ${state}`,
    trigger: `.o_statusbar_status .o_arrow_button_current[data-value='${state}']`,
});

/**
 * Open a page of the complaint.
 *
 * @param {String} name
 * @returns {Object}
 */
export const page = (name) =>
    press(`Page ${name}`, `${FORM} .o_notebook .nav-link[name='${name}']`);

/**
 * Type into a field.
 *
 * @param {String} name of the field
 * @param {String} text
 * @param {String} scope where the field is
 * @returns {Object}
 */
export const type = (name, text, scope = FORM) => ({
    content: `Type into ${name}`,
    trigger: `${scope} .o_field_widget[name='${name}'] :is(input, textarea)`,
    run: `edit ${text}`,
});

/**
 * Choose a record by a part of its name.
 *
 * @param {String} name of the field
 * @param {String} text
 * @param {String} scope where the field is
 * @returns {Object[]}
 */
export const choose = (name, text, scope = FORM) => [
    type(name, text, scope),
    press(`Take ${text}`, `.o-autocomplete--dropdown-item:contains(${text})`),
];

/**
 * Choose a value of a selection field by its key, whatever it is called.
 *
 * @param {String} model
 * @param {String} name of the field
 * @param {String} key
 * @param {String} scope where the field is
 * @returns {Object[]}
 */
export const pick = (model, name, key, scope = DIALOG) => {
    const input = `${scope} .o_field_widget[name='${name}'] .o_select_menu_input`;
    let label = null;
    return [
        {
            content: `What is ${key} called?`,
            trigger: input,
            run: async () => {
                const fields = await rpc(`/web/dataset/call_kw/${model}/fields_get`, {
                    model,
                    method: "fields_get",
                    args: [[name], ["selection"]],
                    kwargs: {context: user.context},
                });
                label = new Map(fields[name].selection).get(key);
            },
        },
        press(`Open ${name}`, input),
        {
            content: `Take ${key}`,
            trigger: ".o_select_menu_item",
            run: async () => {
                const items = [...document.querySelectorAll(".o_select_menu_item")];
                await hoot.click(items.find((item) => item.textContent.trim() === label));
                await hoot.waitUntil(() => hoot.queryFirst(input).value === label, {
                    timeout: PATIENCE_MS,
                });
            },
        },
    ];
};

/**
 * Open the dialog of a new row.
 *
 * @param {String} name of the list
 * @param {String} scope where the list is
 * @returns {Object}
 */
export const add = (name, scope = FORM) =>
    press(
        `Add to ${name}`,
        `${scope} .o_field_widget[name='${name}'] .o_field_x2many_list_row_add :is(a, button)`
    );

/**
 * Open the dialog of a row.
 *
 * @param {String} name of the list
 * @param {String} cell a column whose value is no button
 * @param {String} scope where the list is
 * @param {String} row
 * @returns {Object}
 */
export const open = (name, cell, scope = FORM, row = ".o_data_row") =>
    press(
        `Open a row of ${name}`,
        `${scope} .o_field_widget[name='${name}'] ${row} .o_data_cell[name='${cell}']`
    );

/** No dialog is open. */
export const noDialog = {
    content: "The dialog is gone",
    trigger: "body:not(:has(.modal))",
};

/** Save and close the dialog in front. */
export const keep = {
    content: "Keep it",
    trigger: `${DIALOG} .o_form_button_save`,
    async run() {
        const dialog = this.anchor.closest(".modal");
        await hoot.click(this.anchor);
        await hoot.waitUntil(() => !dialog.isConnected, {timeout: PATIENCE_MS});
    },
};

/** Save the complaint. */
export const save = [
    noDialog,
    press("Save", `${FORM} .o_form_button_save, .o_control_panel .o_form_button_save`),
    {content: "Saved", trigger: ".o_form_saved"},
];

/**
 * Read the letter that is due and send it.
 *
 * @param {String} code what is told
 * @returns {Object[]}
 */
export const tell = (code) => [
    press(`Tell ${code}`, `${FORM} div[name='notice'] button[name='action_tell']`),
    {
        content: "The letter is written",
        trigger: `${DIALOG} .o_field_widget[name='body'] p:not(:empty)`,
    },
    press("Send", `${DIALOG} footer button[name='action_tell']`),
    {
        content: "Nothing is left to be told",
        trigger:
            "body:not(:has(.modal)):not(:has(div[name='notice'])) div[name='told'] [name='told_line']:contains(·)",
    },
];

/**
 * Hand the complaint over to somebody.
 *
 * @param {String} person a part of the name
 * @param {String} why
 * @returns {Object[]}
 */
export const handOver = (person, why) => [
    press("Hand over", `${FORM} .o_statusbar_buttons button[type='action']`),
    ...choose("to_user_id", person, DIALOG),
    type("why", why, DIALOG),
    press("Send it", `${DIALOG} footer button[name='action_hand_over']`),
    {
        content: "It says who has it",
        trigger: `body:not(:has(.modal)) div[name='relay']:contains(${person})`,
    },
];

/** Receive what came, from the list of hand-overs, and open the complaint. */
export const receive = [
    press("Receive", ".o_list_view .o_data_row button[name='action_receive']"),
    press(
        "Open the complaint",
        ".o_data_row:not(:has(button[name='action_receive'])) .o_data_cell[name='why']"
    ),
    {content: "It is with me", trigger: `${FORM} div[name='relay']`},
];

/**
 * Give the complaint back with an answer.
 *
 * @param {String} text
 * @returns {Object[]}
 */
export const answer = (text) => [
    press("Answer", `${FORM} div[name='relay'] button[type='action']`),
    type("answer", text, DIALOG),
    press("Give back", `${DIALOG} footer button[name='action_answer']`),
    {
        content: "It went back",
        trigger: "body:not(:has(.modal)):not(:has(div[name='relay']))",
    },
];

/**
 * Register evidence with a file.
 *
 * @param {String} kind key of the kind
 * @param {String} name
 * @returns {Object[]}
 */
export const evidence = (kind, name) => [
    page("evidence"),
    add("evidence_ids"),
    ...pick("complaint.evidence", "kind", kind),
    type("name", name, DIALOG),
    {
        content: "Attach a file",
        trigger: `${DIALOG} .o_field_widget[name='attachment_ids'] .o_attach`,
        run() {
            const input = this.anchor
                .closest(".o_field_widget")
                .querySelector("input.o_input_file");
            const chosen = new DataTransfer();
            chosen.items.add(new File(["%PDF-1.4\n%%EOF\n"], "proof.pdf"));
            input.files = chosen.files;
            input.dispatchEvent(new Event("change", {bubbles: true}));
        },
    },
    {content: "It is there", trigger: `${DIALOG} .o_attachment:contains(proof)`},
    keep,
    ...save,
];
