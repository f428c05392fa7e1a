# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, fields, models
from odoo.tools import formataddr

from ..const import NOTICE_CODES, NOTICE_WAYS

FAILURES = [
    ("no_address", "No e-mail address"),
    ("refused", "The mail server refused it"),
    ("bounced", "It came back"),
    ("cancelled", "Cancelled before it was sent"),
]


class ComplaintNotice(models.Model):
    """What the complainant was told, when, how and by whom: a copy that stays.

    Written by `_complaint_notify()` of the case alone. The address is not in it: that
    is only on the mail, which is deleted once sent.
    """

    _name = "complaint.notice"
    _description = "Complaint Notice"
    _inherit = ["complaint.case.child.mixin"]
    _order = "case_id, id desc"
    _rec_name = "code"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    code = fields.Selection(NOTICE_CODES, string="What", required=True, readonly=True)
    at = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, help="Who told it."
    )
    via = fields.Selection(NOTICE_WAYS, string="How", required=True, readonly=True)
    lang = fields.Char(string="Language", readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(
        string="Text", readonly=True, help="As it was told, without the link."
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Files", readonly=True, bypass_search_access=False
    )
    state = fields.Selection(
        [
            ("queued", "On its way"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("logged", "Told"),
        ],
        string="Status",
        required=True,
        readonly=True,
        index=True,
        help="On its way: waits in the queue of outgoing mails. Told: by phone, by "
        "letter or in person, as somebody recorded.",
    )
    failure = fields.Selection(FAILURES, string="Why It Failed", readonly=True)
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups=fields.NO_ACCESS,
    )

    # === BUSINESS METHODS === #

    def _queue_mails(self, addresses):
        """Put one mail for each notice into the queue, and its text into the thread.

        The message in the thread has neither the address nor the link, and answers
        to the mail find the case by it.

        :param dict addresses: where to, by case
        """
        cases = self.case_id
        reply_to = cases._notify_get_reply_to(default=self.env.company.email)
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        values_list = []
        for notice in self:
            case = notice.case_id
            sender = (case.company_id.name, case._get_team_address() or "")
            values_list.append(
                {
                    "model": case._name,
                    "res_id": case.id,
                    "message_type": "email_outgoing",
                    "subtype_id": comment,
                    "author_id": self.env.user.partner_id.id,
                    "email_from": formataddr(sender),
                    "reply_to": reply_to[case.id],
                    "subject": notice.subject,
                    "body": notice.body,
                    "attachment_ids": [Command.set(notice.attachment_ids.ids)],
                }
            )
        messages = self.env["mail.message"].create(values_list)
        by_id = {case.id: address for case, address in addresses.items()}
        mails = self.env["mail.mail"].create(
            [
                {
                    "mail_message_id": message.id,
                    "email_to": by_id[notice.case_id.id],
                    "body_html": notice.case_id.with_context(
                        lang=notice.lang
                    )._frame_letter(notice.body),
                    "auto_delete": True,
                }
                for notice, message in zip(self, messages, strict=True)
            ]
        )
        for notice, mail in zip(self._with_step_token(), mails, strict=True):
            notice.mail_id = mail
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _mark_sent(self):
        """Note that the mail server took the mail."""
        self._with_step_token().write({"state": "sent", "failure": False})

    def _mark_failed(self, failure):
        """Note that the complainant was not told, and ask the handler to do it.

        :param str failure: a key of ``FAILURES``
        """
        fresh = self.filtered(lambda notice: notice.state != "failed")
        fresh._with_step_token().write({"state": "failed", "failure": failure})
        # Who was not reached got no explanation: it is owed again.
        owed = fresh.filtered(lambda notice: notice.code == "delayed").case_id
        owed.filtered("is_open")._complaint_event("promise_missed")
        for notice in fresh:
            case = notice.case_id
            user = case.user_id or notice.user_id
            if user.active and user not in case.respondent_user_ids:
                case.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=notice.env._("The complainant was not reached by e-mail"),
                    user_id=user.id,
                )
