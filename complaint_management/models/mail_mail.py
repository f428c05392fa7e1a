# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models


class MailMail(models.Model):
    """An outgoing mail tells the notice it carries what became of it."""

    _inherit = "mail.mail"

    def write(self, vals):
        """A mail taken out of the queue, or put back, is told to its notice."""
        result = super().write(vals)
        if vals.get("state") == "cancel":
            self._get_complaint_notices()._mark_failed("cancelled")
        elif vals.get("state") == "outgoing":
            notices = self._get_complaint_notices()
            notices._with_step_token().write({"state": "queued", "failure": False})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_tell_notices(self):
        notices = self._get_complaint_notices()
        notices.filtered(lambda n: n.state == "queued")._mark_failed("cancelled")

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Tell the notices before the mail, with the address on it, is deleted."""
        notices = self._get_complaint_notices()
        if failure_type:
            notices._mark_failed("refused")
        else:
            notices._mark_sent()
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )

    def _get_complaint_notices(self):
        """Return the notices that these mails carry, in superuser mode."""
        mails = self.filtered(lambda mail: mail.model == "complaint.case")
        # Notices are written by the addon alone, whoever sends the mail.
        notices = self.env["complaint.notice"].sudo()
        return notices.search([("mail_id", "in", mails.ids)]) if mails else notices
