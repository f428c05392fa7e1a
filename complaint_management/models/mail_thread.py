# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.tools import email_normalize

#: What marks a mail as the answer of a machine or as sent to many.
AUTOMATIC_PRECEDENCE = ("auto_reply", "bulk", "junk", "list")
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Response")


class MailThread(models.AbstractModel):
    """Send each incoming mail to the case it belongs to.

    It stands here and not on the case: core asks `mail.thread` itself where an answer
    to an earlier message goes.
    """

    _inherit = "mail.thread"

    # === MAIL === #

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        """Find the case that a mail to a complaint team continues.

        A merged case hands the mail on to its master, a closed one is continued by a
        new case. Answers of machines open no case; on an open one they are a note.
        """
        route = super()._routing_check_route(
            message, message_dict, route, raise_exception
        )
        if not route or route[0] != "complaint.case":
            return route
        model, thread_id, values, user_id, alias = route
        # The gateway's user has no rights on cases.
        cases = self.env[model].sudo()
        case = cases.browse(thread_id or []) or cases._find_by_mail(message_dict, alias)
        if case.state == "merged":
            case = case.merged_into_id
        is_automatic = self._is_automatic_mail(message)
        if is_automatic and not case:
            return False
        if is_automatic:
            message_dict["is_internal"] = True
        elif case and not case.is_open and not case._is_from_colleague(message_dict):
            values = {**(values or {}), **case._prepare_continuation()}
            case = cases.browse()
        return model, case.id, values, user_id, alias

    @api.model
    def _is_automatic_mail(self, message):
        """Whether a machine answered: an absence notice, a receipt, a newsletter.

        What a machine sends of its own accord, as forms and platforms do, may well be
        a complaint: `Auto-Submitted: auto-generated` passes.

        :param EmailMessage message: the mail
        :rtype: bool
        """
        submitted = (message.get("Auto-Submitted") or "").lower()
        precedence = (message.get("Precedence") or "").strip().lower()
        return (
            submitted.strip().startswith(("auto-replied", "auto-notified"))
            or precedence in AUTOMATIC_PRECEDENCE
            or any(message.get(header) for header in AUTOMATIC_HEADERS)
        )

    @api.model
    def _normalize_sender(self, message_dict):
        """Return the bare address of who sent a parsed mail, or False."""
        return email_normalize(message_dict.get("email_from") or "", strict=False)
