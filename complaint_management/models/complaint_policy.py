# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ..const import ACKNOWLEDGE_HOURS, SEVERITIES, URGENCIES
from .complaint_case_identity_mixin import COMPLAINANT_TYPES

POLICY_STATES = [("draft", "Draft"), ("active", "Active"), ("retired", "Retired")]


class ComplaintPolicy(models.Model):
    """Time limits that belong together, of one source, for some of the complaints.

    An active policy is what was approved and stays as it is; a change is a new version
    with an approver and a date of its own. Clocks keep the limit they started with.
    """

    _name = "complaint.policy"
    _description = "Complaint Policy"
    _order = "sequence, name, version desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        copy=False, help="Name for other systems, the same in every language."
    )
    sequence = fields.Integer(default=100)
    company_id = fields.Many2one(
        "res.company",
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company uses it. Leave empty for all.",
    )
    basis = fields.Selection(
        [
            ("statutory", "Law or regulator"),
            ("contract", "Contract"),
            ("internal", "Internal"),
            ("supplier", "Supplier"),
        ],
        required=True,
        default="internal",
        help="Why the limits bind. Limits of a law are not paused, unless the "
        "milestone says so.",
    )
    source = fields.Text(
        translate=True, help="The document or law the limits are taken from."
    )
    valid_from = fields.Date(help="For complaints received from this day on.")
    valid_to = fields.Date(help="For complaints received up to this day.")
    milestone_ids = fields.One2many(
        "complaint.milestone", "policy_id", string="Milestones", copy=True
    )
    acknowledge_hours = fields.Float(
        string="Taken Care of For",
        default=ACKNOWLEDGE_HOURS,
        help="For how many working hours at most somebody who was told of a limit may "
        "take care of it; unsolved by then, it goes on upward.",
    )
    # Versions
    state = fields.Selection(
        POLICY_STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        help="Only active policies start clocks.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "complaint.policy", string="Previous Version", readonly=True, copy=False
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    # Which complaints
    category_ids = fields.Many2many(
        "complaint.category",
        check_company=True,
        help="Complaints of these categories and of those below them. Empty: of all.",
    )
    channel_ids = fields.Many2many(
        "complaint.channel", help="Complaints that came in this way. Empty: in any."
    )
    team_ids = fields.Many2many(
        "complaint.team",
        check_company=True,
        help="Complaints of these teams. Empty: of all.",
    )
    severity = fields.Selection(SEVERITIES, help="Empty: of any severity.")
    urgency = fields.Selection(URGENCIES, help="Empty: urgent or not.")
    complainant_type = fields.Selection(COMPLAINANT_TYPES, help="Empty: of anybody.")

    _acknowledge_hours_positive = models.Constraint(
        "CHECK (acknowledge_hours > 0)",
        "Somebody who takes care of a limit needs some time for it.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("valid_from", "valid_to")
    def _check_validity(self):
        for policy in self:
            if policy.valid_from and policy.valid_to:
                if policy.valid_from > policy.valid_to:
                    raise ValidationError(
                        self.env._("%s ends before it begins.", policy.display_name)
                    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start every policy as a draft."""
        self.env.registry.clear_cache()
        for vals in vals_list:
            vals.update(state="draft", approved_by_id=False, approved_at=False)
        return super().create(vals_list)

    def write(self, vals):
        """Keep an approved policy as it was approved; it may only end."""
        self.env.registry.clear_cache()
        open_fields = {"sequence", "valid_to", "name", "source"}
        if not self._holds_step_token():
            if {"state", "version", "approved_by_id", "approved_at"} & vals.keys():
                raise UserError(self.env._("Use the buttons of the policy."))
            fixed = self.filtered(lambda policy: policy.state != "draft")
            if fixed and vals.keys() - open_fields:
                raise UserError(self._get_fixed_message(fixed[0]))
        return super().write(vals)

    def unlink(self):
        """Forget which events matter."""
        self.env.registry.clear_cache()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(policy.state != "draft" for policy in self):
            raise UserError(self.env._("A policy that was in force is never deleted."))

    # === ACTION METHODS === #

    def action_activate(self):
        """Put the policy in force, approved by the user; the version before retires.

        :raise UserError: naming the milestones without a number
        """
        self.check_access("write")
        for policy in self:
            if policy.state != "draft":
                raise UserError(
                    self.env._("%s was in force already.", policy.display_name)
                )
            policy._ensure_complete()
        drafts = self._with_step_token()
        drafts.previous_id.write({"state": "retired"})
        drafts.write(
            {
                "state": "active",
                "approved_by_id": self.env.uid,
                "approved_at": fields.Datetime.now(),
            }
        )
        return True

    def action_retire(self):
        """Take the policy out of force; clocks that run go on."""
        self.check_access("write")
        self.filtered(lambda policy: policy.state == "active")._with_step_token().write(
            {"state": "retired"}
        )
        return True

    def action_recount(self):
        """Offer to count by this version what runs by the ones before."""
        self.ensure_one()
        if self.state != "active":
            raise UserError(self.env._("Put %s in force first.", self.display_name))
        return self.env["complaint.clock.recount"]._open(self)

    def action_new_version(self):
        """Return a draft that replaces this policy once it is activated."""
        self.ensure_one()
        new = self.copy({"name": self.name, "code": self.code})
        new._with_step_token().write(
            {"version": self.version + 1, "previous_id": self.id}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    def _with_step_token(self):
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    def _holds_step_token(self):
        return self.env["complaint.case"]._holds_step_token()

    def _get_fixed_message(self, policy):
        return self.env._(
            "%s was approved and stays as it is. Make a new version of it.",
            policy.display_name,
        )

    def _ensure_complete(self):
        self.ensure_one()
        empty = self.milestone_ids.filtered(lambda milestone: not milestone.amount)
        if empty or not self.milestone_ids:
            raise UserError(
                self.env._(
                    "Which limits? Fill in the numbers of %(policy)s first: "
                    "%(milestones)s.",
                    policy=self.display_name,
                    milestones=", ".join(empty.mapped("name"))
                    or self.env._("it has no milestone"),
                )
            )

    @api.model
    @tools.ormcache()
    def _get_active_codes(self):
        """Return which events start a milestone in force, and which reach any.

        Clocks of a policy that is no longer in force run on.

        :rtype: tuple[frozenset, frozenset]
        """
        milestones = self.env["complaint.milestone"].sudo()  # asked for by everybody
        milestones = milestones.search([("policy_id.state", "!=", "draft")])
        active = milestones.filtered(lambda m: m.policy_id.state == "active")
        ending = milestones.mapped("target_event")
        ending += milestones.mapped("other_target_event")
        return frozenset(active.mapped("start_event")), frozenset(ending) - {False}

    @api.model
    def _find_milestones(self, cases, code):
        """Return which milestones an event starts, by case.

        :param cases: recordset of `complaint.case`
        :param str code: the event
        :rtype: list[tuple]
        """
        # Limits bind whoever makes something happen.
        milestones = (
            self.env["complaint.milestone"]
            .sudo()
            .search([("start_event", "=", code), ("policy_id.state", "=", "active")])
        )
        return [
            (case, milestone)
            for case in cases
            for milestone in milestones
            if milestone._is_for(case)
        ]

    def _is_for(self, case):
        """Whether the policy is for a case, in superuser mode.

        Note: `self.ensure_one()` from the caller.
        """
        # The day where the company is, which need not be that of the server.
        zone = case.company_id.resource_calendar_id.tz or "UTC"
        received = pytz.utc.localize(case.received_at)
        day = received.astimezone(pytz.timezone(zone)).date()
        above = case.category_id and case.category_id._get_lineage()
        return (
            (not self.company_id or self.company_id == case.company_id)
            and (not self.valid_from or self.valid_from <= day)
            and (not self.valid_to or day <= self.valid_to)
            and (not self.category_ids or bool(above & self.category_ids))
            and (not self.channel_ids or case.channel_id in self.channel_ids)
            and (not self.team_ids or case.team_id in self.team_ids)
            and self.severity in (False, case.severity)
            and self.urgency in (False, case.urgency)
            and self.complainant_type in (False, case.complainant_type)
        )
