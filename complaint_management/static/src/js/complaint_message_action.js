// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {_t} from "@web/core/l10n/translation";
import {registerMessageAction} from "@mail/core/common/message_actions";
import {user} from "@web/core/user";

let mayComplain = false;
// Asked once: whether a message shows the action is decided at once.
user.hasGroup("complaint_management.complaint_management_group_user").then((has) => {
    mayComplain = has;
});

registerMessageAction("complaint", {
    condition: ({message, thread}) =>
        mayComplain &&
        typeof message.id === "number" &&
        Boolean(thread) &&
        !["complaint.case", "discuss.channel", "mail.box"].includes(thread.model) &&
        ["email", "comment"].includes(message.message_type),
    icon: "fa fa-exclamation-circle",
    name: _t("Make a Complaint of It"),
    onSelected: async ({message, store}) => {
        const action = await store.env.services.orm.call(
            "complaint.case",
            "action_complain_about_message",
            [message.id]
        );
        store.env.services.action.doAction(action);
    },
    sequence: 90,
});
