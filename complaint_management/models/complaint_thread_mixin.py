# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, models


class ComplaintThreadMixin(models.AbstractModel):
    """A thread whose messages reach no employee who may not read the record.

    Core writes to every follower and everybody mentioned, and lets them read the
    message ever after. Who handled a case once, or is its respondent, must not learn
    in this way what the record rules keep from them.
    """

    _name = "complaint.thread.mixin"
    _inherit = ["mail.thread"]
    _description = "Complaint Thread"

    # === MAIL === #

    def message_post(self, **kwargs):
        """Let only those write into the thread who may read it.

        Core also lets followers, who may have lost the record in the meantime.
        """
        self.check_access("read")
        return super().message_post(**kwargs)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out employees who may not read the record."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self:
            return recipients
        blind = self._filter_blind_users(
            self.env["res.users"].browse(r["uid"] for r in recipients if r["uid"])
        )
        return [r for r in recipients if r["uid"] not in blind.ids]

    def _message_create(self, values_list):
        """Don't address a message to an employee who may not read the record."""
        allowed = []
        for vals in values_list:
            record = self.browse(vals.get("res_id") or [])
            if record and vals.get("partner_ids"):
                # Whom the message would reach, seen or not.
                partners = self.env["res.partner"].sudo().browse(vals["partner_ids"])
                partners -= record._filter_blind_users(partners.user_ids).partner_id
                vals = {**vals, "partner_ids": partners.ids}
            allowed.append(vals)
        return super()._message_create(allowed)

    # === BUSINESS METHODS === #

    def _unfollow_blind_users(self):
        """Take followers off who may not read the records any more."""
        # Followers are not the user's to change.
        for record in self.sudo():
            users = record.message_partner_ids.user_ids
            blind = record._filter_blind_users(users).partner_id
            if blind:
                record.message_unsubscribe(blind.ids)

    def _take_back_from(self, users):
        """Take from users what the threads told them or asked of them.

        Core lets everybody read what he or she was notified of, and the activities
        assigned, whatever the record rules say.

        :param users: recordset of `res.users`
        """
        if not self or not users:
            return
        # Users may be hidden from who acts.
        partners = users.sudo().partner_id
        # Others' activities go as well.
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "in", users.ids),
            ]
        ).unlink()
        # And what others wrote to them.
        messages = self.env["mail.message"].sudo()
        messages = messages.search(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                "|",
                ("partner_ids", "in", partners.ids),
                ("notification_ids.res_partner_id", "in", partners.ids),
            ]
        )
        messages.notification_ids.filtered(
            lambda notification: notification.res_partner_id in partners
        ).unlink()
        messages.partner_ids = [Command.unlink(partner.id) for partner in partners]

    def _filter_blind_users(self, users):
        """Return the employees among some users who may not read this record.

        Customers are left to those who write to them.

        Note: `self.ensure_one()` from the caller.

        :param users: recordset of `res.users`
        :rtype: recordset of `res.users`, in superuser mode
        """
        # Their groups and companies are asked for.
        return users.sudo().filtered(
            lambda user: user._is_internal() and not self._is_readable_by(user)
        )

    def _is_readable_by(self, user):
        # In the user's own companies, not in those switched on by who acts.
        companies = user.company_ids.ids
        record = self.with_user(user).with_context(allowed_company_ids=companies)
        return record.has_access("read")
