# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..const import URGENCIES
from ..life import EVENT_LABELS
from ..tools.clock import Limit

UNIT_LABELS = [
    ("hour", "Hours"),
    ("calendar_day", "Days"),
    ("working_hour", "Working hours"),
    ("working_day", "Working days"),
]


class ComplaintMilestone(models.Model):
    """One time limit of a policy: from what to what, and how long it may take."""

    _name = "complaint.milestone"
    _description = "Complaint Milestone"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "complaint.policy", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    state = fields.Selection(related="policy_id.state")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    start_event = fields.Selection(
        EVENT_LABELS, required=True, default="received", string="Starts When"
    )
    target_event = fields.Selection(EVENT_LABELS, required=True, string="Reached When")
    other_target_event = fields.Selection(
        EVENT_LABELS, string="Or When", help="This reaches the milestone as well."
    )
    amount = fields.Float(
        string="Limit",
        help="How many units. A milestone without a number can’t be put in force.",
    )
    unit = fields.Selection(
        UNIT_LABELS,
        required=True,
        default="working_day",
        help="Hours and days go by at night and on holidays, too. Working hours and "
        "working days count by the calendar.",
    )
    law_style = fields.Boolean(
        string="Whole Days",
        help="As laws count: the day of the start does not count, and the limit ends "
        "with the last day.",
    )
    backward = fields.Boolean(
        string="Before",
        help="So much before the start, such as two days before the wanted date.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        help="Counts working time. Empty: the working hours of the company.",
    )
    pausable = fields.Boolean(
        compute="_compute_pausable",
        store=True,
        readonly=False,
        precompute=True,
        help="The clock pauses while information is awaited from the complainant. "
        "Limits of a law or a regulator do not, unless it is ticked.",
    )
    urgency = fields.Selection(
        URGENCIES, string="Only If", help="Empty: urgent or not."
    )
    recurring = fields.Boolean(
        help="Starts anew whenever it is reached, until the complaint is closed."
    )
    max_extension = fields.Float(
        string="Extension up to",
        help="How many units more at most, all extensions together. Zero: it is never "
        "extended.",
    )
    extension_times = fields.Integer(
        string="How Often", default=1, help="How often it may be extended."
    )
    promised = fields.Boolean(
        help="The complainant knows this limit. When it is extended or not kept, that "
        "has to be told in writing."
    )

    step_ids = fields.One2many(
        "complaint.step",
        "milestone_id",
        string="Escalation",
        copy=True,
        help="Who is told before the limit ends, at its end and after it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("policy_id.basis")
    def _compute_pausable(self):
        """Keep what was chosen, unless it turns into a limit of a law."""
        for milestone in self:
            statutory = milestone.policy_id.basis == "statutory"
            chosen = milestone.pausable if milestone._origin else True
            milestone.pausable = not statutory and chosen

    # === CONSTRAINT METHODS === #

    @api.constrains("amount", "unit", "law_style")
    def _check_limit(self):
        for milestone in self:
            if milestone.amount < 0:
                raise ValidationError(
                    self.env._("A limit is no negative number; tick Before instead.")
                )
            whole = milestone.amount == int(milestone.amount)
            if milestone.law_style and (
                milestone.unit not in ("calendar_day", "working_day") or not whole
            ):
                raise ValidationError(
                    self.env._("Only whole days are counted as laws count them.")
                )

    @api.constrains("max_extension", "extension_times", "backward")
    def _check_extension(self):
        for milestone in self:
            if milestone.max_extension < 0 or milestone.extension_times < 0:
                raise ValidationError(self.env._("An extension is no negative number."))
            if milestone.backward and milestone.max_extension:
                raise ValidationError(
                    self.env._("What is due before something is not extended.")
                )

    @api.constrains("unit", "law_style", "backward")
    def _check_steps(self):
        self.step_ids._check_moment()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to a policy that was approved."""
        milestones = super().create(vals_list)
        milestones._ensure_draft()
        return milestones

    def write(self, vals):
        """Change nothing of a policy that was approved, but how it is called."""
        if vals.keys() - {"name", "sequence"}:
            self._ensure_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._ensure_draft()

    # === BUSINESS METHODS === #

    def _ensure_draft(self):
        fixed = self.policy_id.filtered(lambda policy: policy.state != "draft")
        if fixed:
            raise UserError(fixed._get_fixed_message(fixed[0]))

    def _get_limit(self):
        """Return the limit as the kernel counts it.

        :rtype: Limit
        """
        self.ensure_one()
        amount = -self.amount if self.backward else self.amount
        return Limit(amount, self.unit, self.law_style, self.pausable)

    def _prepare_limit(self):
        """Return what a clock keeps of the limit, as values to write.

        :rtype: dict
        """
        limit = self._get_limit()
        return {
            "milestone_id": self.id,
            "amount": limit.amount,
            "unit": limit.unit,
            "law_style": limit.law_style,
            "pausable": limit.pausable,
        }

    def _is_for(self, case):
        """Whether the limit is for a case, in superuser mode."""
        self.ensure_one()
        return self.urgency in (False, case.urgency) and self.policy_id._is_for(case)

    def _get_identity(self):
        """Return by what a limit is known again in another version of its policy.

        :rtype: tuple
        """
        self.ensure_one()
        names = ("start_event", "target_event", "other_target_event", "urgency")
        return (*(self[name] for name in names), self.backward)

    def _needs_calendar(self):
        self.ensure_one()
        return self.law_style or self.unit in ("working_hour", "working_day")
