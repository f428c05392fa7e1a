# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

from ..const import OUTCOME_ACTIVITY
from ..life import LOCKED_STATES

#: What an approval rests on beside the settlement itself.
_GROUNDS = {"partner_id", "sale_order_id", "severity", "category_id"}
_GROUNDS |= {"invoice_id", "company_id"}
#: While a task is put on a list; a client can't send the object.
_QUIET = object()
_QUIET_KEY = "complaint_quiet_task"


class ComplaintCaseApprovalMixin(models.AbstractModel):
    """What becomes of approvals when the complaint itself changes."""

    _name = "complaint.case.approval.mixin"
    _description = "Approvals of a Complaint"

    # === CRUD METHODS === #

    def write(self, vals):
        """Ask anew when the grounds change; call back when the file is closed."""
        result = super().write(vals)
        closes = vals.get("state") in LOCKED_STATES
        if closes or _GROUNDS.intersection(vals):
            # Those of the case, seen or not.
            asked = self.env["complaint.settlement"].sudo()
            asked = asked.search(
                [
                    ("case_id", "in", self.ids),
                    ("state", "in", ("to_approve", "approved")),
                ]
            )
            if closes:
                asked._void_approvals()
                asked._with_step_token().write({"state": "draft"})
                # Whoever's list it is on.
                self.sudo()._take_from_lists(OUTCOME_ACTIVITY)
            else:
                asked._renew_approval()
        return result

    # === MAIL === #

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Make nobody a follower for a task that is put on his or her list quietly."""
        if self.env.context.get(_QUIET_KEY) is _QUIET:
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    # === BUSINESS METHODS === #

    def _put_on_lists(self, kind, summaries, note=False):
        """Put a task on the lists of users: no mail, no following, all at once.

        Note: `self.ensure_one()`, in superuser mode.

        :param str kind: external id of the `mail.activity.type`
        :param dict summaries: what it is about, by `res.users`
        :param note: further words, as HTML
        """
        self.ensure_one()
        quiet = {"mail_activity_quick_update": True, _QUIET_KEY: _QUIET}
        model = self.env["ir.model"].browse(self.env["ir.model"]._get_id(self._name))
        # Known without reading it, and read by each activity.
        model._update_cache({"model": self._name}, validate=False)
        values = {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(kind),
            "automated": True,
            "date_deadline": fields.Date.context_today(self),
            "note": note,
            "res_id": self.id,
            "res_model_id": model.id,
            "res_name": self.display_name,
        }
        self.env["mail.activity"].with_context(**quiet).create(
            [
                {**values, "summary": summary, "user_id": user.id}
                for user, summary in summaries.items()
            ]
        )

    def _in_words_of(self, user):
        """Return the case in the language of a user, which is kept in memory."""
        return self.with_context(lang=user.with_user(user).context_get()["lang"])

    def _take_from_lists(self, kind):
        """Take such tasks from everybody's list. See :meth:`_put_on_lists`."""
        # Archived: deleting one empties the cache, and all is read anew.
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                (
                    "activity_type_id",
                    "=",
                    self.env["ir.model.data"]._xmlid_to_res_id(kind),
                ),
            ]
        ).active = False
