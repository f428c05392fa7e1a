# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SATISFACTION = [
    ("1", "Very dissatisfied"),
    ("2", "Dissatisfied"),
    ("3", "Neutral"),
    ("4", "Satisfied"),
    ("5", "Very satisfied"),
]


class ComplaintFollowup(models.Model):
    """A call, visit or survey after the solution was carried out."""

    _name = "complaint.followup"
    _description = "Complaint Follow-up"
    _inherit = ["complaint.case.child.mixin"]
    _order = "done_at desc, id desc"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [("call", "Call"), ("visit", "Visit"), ("survey", "Survey")],
        required=True,
        default="call",
    )
    done_at = fields.Datetime(
        string="Done On", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Done By", default=lambda self: self._default_user_id()
    )
    outcome_satisfaction = fields.Selection(
        SATISFACTION,
        string="Satisfied with the Outcome",
        help="What the complainant thinks of the result.",
    )
    handling_satisfaction = fields.Selection(
        SATISFACTION,
        string="Satisfied with the Handling",
        help="What the complainant thinks of the way the complaint was handled.",
    )
    suggestion = fields.Text(help="What the complainant suggests.")
    note = fields.Text()

    def _default_user_id(self):
        return self.env.user

    # === CONSTRAINT METHODS === #

    @api.constrains("done_at")
    def _check_done_at(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        if any(followup.done_at > limit for followup in self):
            raise ValidationError(
                self.env._("A follow-up is recorded when it is done, not before.")
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the time limits when the complainant was asked."""
        followups = super().create(vals_list)
        for followup in followups:
            followup.case_id._complaint_event("followed_up", followup.done_at)
        return followups
