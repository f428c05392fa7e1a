# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.clock import moment_after, moment_of_share
from ..tools.working_time import WORKING_UNITS
from .complaint_milestone import UNIT_LABELS


class ComplaintStep(models.Model):
    """One step of an escalation: when somebody is told of a time limit, and who.

    Part of an approved policy: it changes while the policy is a draft, and never after.
    """

    _name = "complaint.step"
    _description = "Escalation Step"
    _order = "milestone_id, sequence, id"

    milestone_id = fields.Many2one(
        "complaint.milestone", required=True, ondelete="cascade", index=True
    )
    policy_id = fields.Many2one(related="milestone_id.policy_id")
    company_id = fields.Many2one(related="milestone_id.company_id")
    state = fields.Selection(related="milestone_id.state")
    sequence = fields.Integer(default=10)
    # When
    moment = fields.Selection(
        [("share", "Part of the limit used"), ("after", "After the deadline")],
        required=True,
        default="after",
        string="When",
    )
    share = fields.Integer(
        string="Percent", default=75, help="How much of the limit is used by then."
    )
    amount = fields.Float(
        string="After",
        help="How many units after the deadline; below zero, before it.",
    )
    unit = fields.Selection(UNIT_LABELS, required=True, default="hour")
    repeat_amount = fields.Float(
        string="Every",
        help="Then one level higher every so many units, until somebody takes care of "
        "it or nobody is above.",
    )
    # Who
    target = fields.Selection(
        [
            ("handler", "Handler"),
            ("holder", "Who holds it now"),
            ("leader", "Team leader"),
            ("manager", "Manager above"),
            ("job", "Job position"),
            ("user", "User"),
            ("group", "Group"),
        ],
        required=True,
        default="manager",
        string="Tell",
        help="Who can't be reached is passed over, upward, and the reason is written "
        "down.",
    )
    distance = fields.Integer(
        string="Levels Above",
        default=1,
        help="1 is the direct manager of the handler.",
    )
    job_id = fields.Many2one("hr.job", string="Job Position", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", ondelete="restrict", domain=[("share", "=", False)]
    )
    group_id = fields.Many2one("res.groups", ondelete="restrict")
    action = fields.Selection(
        [
            ("activity", "Activity and mail"),
            ("mail", "Mail only"),
            ("priority", "Make it urgent"),
            ("reassign", "Give the complaint to them"),
        ],
        required=True,
        default="activity",
    )

    # === COMPUTE METHODS === #

    @api.depends("moment", "share", "amount", "unit", "target")
    @api.depends_context("lang")
    def _compute_display_name(self):
        targets = dict(self._fields["target"]._description_selection(self.env))
        units = dict(self._fields["unit"]._description_selection(self.env))
        for step in self:
            if step.moment == "share":
                when = f"{step.share} %"
            else:
                when = f"{step.amount:+g} {units.get(step.unit, '').lower()}"
            step.display_name = f"{when} → {targets.get(step.target, '')}"

    # === CONSTRAINT METHODS === #

    @api.constrains("moment", "share", "amount", "unit", "repeat_amount", "target")
    def _check_moment(self):
        """Refuse a moment that can't be found, or would come again for ever."""
        for step in self:
            milestone = step.milestone_id
            if step.moment == "share" and (
                milestone.backward or not 0 < step.share <= 100
            ):
                raise ValidationError(
                    self.env._(
                        "%s: a part of the limit is 1 to 100 percent, and a limit "
                        "before its start has no parts.",
                        milestone.name,
                    )
                )
            if step.unit in WORKING_UNITS and not milestone._needs_calendar():
                raise ValidationError(
                    self.env._(
                        "%s counts hours and days that go by at night, too; so must "
                        "its escalation.",
                        milestone.name,
                    )
                )
            if step.repeat_amount < 0 or (
                step.repeat_amount and step.target != "manager"
            ):
                raise ValidationError(
                    self.env._("Only the way up the reporting line goes on.")
                )

    @api.constrains("target", "job_id", "user_id", "group_id", "distance", "action")
    def _check_target(self):
        for step in self:
            missing = (
                step.target in ("job", "user", "group")
                and not (step[f"{step.target}_id"])
            )
            if missing or (step.target == "manager" and step.distance < 1):
                raise ValidationError(
                    self.env._("Who is told of “%s”?", step.milestone_id.name)
                )
            if step.action == "reassign" and step.target == "group":
                raise ValidationError(
                    self.env._("A complaint is given to one person, not to a group.")
                )
            step._check_company_of_target()

    def _check_company_of_target(self):
        company = self.milestone_id.policy_id.company_id
        for owner, companies in (
            (self.job_id, self.job_id.company_id),
            (self.user_id, self.user_id.company_ids),
        ):
            if company and companies and company not in companies:
                raise ValidationError(
                    self.env._(
                        "%(name)s does not belong to %(company)s.",
                        name=owner.name,
                        company=company.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to a policy that was approved."""
        steps = super().create(vals_list)
        steps.milestone_id._ensure_draft()
        return steps

    def write(self, vals):
        """Change nothing of a policy that was approved."""
        self.milestone_id._ensure_draft()
        result = super().write(vals)
        self.milestone_id._ensure_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self.milestone_id._ensure_draft()

    # === BUSINESS METHODS === #

    def _get_first_due(self, deadline, events, limit, work):
        """Return when the step is taken for the first time.

        Note: `self.ensure_one()` from the caller.

        :param datetime deadline: the end of the limit, UTC
        :param events: the ledger, as the kernel replays it
        :param Limit limit: what it started with
        :param work: its working time, see :func:`replay`
        :rtype: datetime
        """
        if self.moment == "share":
            return moment_of_share(events, limit, work, self.share / 100)
        if not self.amount:
            return deadline
        return moment_after(events, limit, work, deadline, self.amount, self.unit)

    def _get_next_due(self, last, events, limit, work):
        """Return when the level after one is told, None if the step ends with it.

        :param datetime last: when that one was told
        """
        if not self.repeat_amount:
            return None
        return moment_after(events, limit, work, last, self.repeat_amount, self.unit)
