# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

CAUSES = [
    ("design", "Design or specification"),
    ("material", "Material or supplier"),
    ("production", "Production"),
    ("storage", "Storage"),
    ("transport", "Transport"),
    ("service", "Service or behaviour"),
    ("information", "Information or price"),
    ("use", "Use by the customer"),
    ("none", "No fault found"),
]


class ComplaintCaseStepMixin(models.AbstractModel):
    """The steps a person takes on a complaint, and what each needs beforehand."""

    _name = "complaint.case.step.mixin"
    _description = "Complaint Steps"

    # Decision on acceptance
    decision_reason_id = fields.Many2one(
        "complaint.reason",
        string="Reason of Refusal",
        domain=[("kind", "=", "not_accepted")],
        check_company=True,
        copy=False,
        help="Why the complaint is not accepted. It is told to the complainant.",
    )
    decision_note = fields.Text(
        string="Advice",
        copy=False,
        help="What the complainant is advised to do instead, in writing.",
    )
    forwarded_to = fields.Char(
        copy=False,
        help="Department or body that takes the complaint over.",
    )
    # Conclusion
    cause_category = fields.Selection(
        CAUSES,
        copy=False,
        help="Where the cause lies. Needed before the case can be closed.",
    )
    unfounded = fields.Boolean(
        copy=False,
        help="The investigation shows that the complaint has no ground. Measures "
        "against the respondent are lifted when it is closed.",
    )
    unfounded_reason = fields.Text(copy=False, help="Needed to close as unfounded.")
    cannot_close_reason = fields.Text(
        string="Why It Can't Be Closed",
        copy=False,
        help="The special circumstance, reported back inside the time limit when the "
        "case can't be settled in it.",
    )
    reported_back_at = fields.Datetime(
        string="Reported Back On", readonly=True, copy=False
    )
    # Fast track
    first_contact_solution = fields.Text(
        string="Solved at First Contact",
        copy=False,
        help="Conclusion and remedy given at first contact.",
    )
    first_contact_consent = fields.Boolean(
        string="Complainant Agreed",
        copy=False,
        help="The complainant agreed to the remedy given at first contact.",
    )
    # Leaving and coming back
    withdrawn_reason_id = fields.Many2one(
        "complaint.reason",
        string="Reason of Withdrawal",
        domain=[("kind", "=", "withdrawn")],
        check_company=True,
        copy=False,
    )
    withdrawn_note = fields.Text(string="Note on Withdrawal", copy=False)
    reopen_reason = fields.Text(
        string="Reason of Reopening",
        copy=False,
        help="Needed to reopen a closed case.",
    )
    follow_up_waived_reason = fields.Text(
        string="Follow-up Waived Because",
        copy=False,
        help="Instead of a follow-up call, visit or survey.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("decision_reason_id", "withdrawn_reason_id")
    def _check_reasons(self):
        """Refuse a reason that was prepared for another decision."""
        kinds = {
            "decision_reason_id": "not_accepted",
            "withdrawn_reason_id": "withdrawn",
        }
        for case in self:
            for name, kind in kinds.items():
                reason = case[name].sudo()  # it may have been archived or hidden since
                if reason and reason.kind != kind:
                    raise ValidationError(
                        self.env._(
                            "“%(reason)s” is no reason for this decision (%(field)s).",
                            reason=reason.name,
                            field=self._fields[name]._description_string(self.env),
                        )
                    )

    # === ACTION METHODS === #

    def action_register(self):
        """Give the complaint its place in the register; the complainant has a number.

        :raise UserError: when the complainant or the description is missing
        """
        return self._transition("register")

    def action_request_info(self, reason=None):
        """Wait for information from the complainant; the next step's clock pauses.

        :param str reason: what is asked for
        """
        return self._transition("request_info", reason)

    def action_resume(self, reason=None):
        """Go on where the case stood when information was asked for."""
        return self._transition("resume", reason)

    def action_accept(self):
        """Accept the complaint; a case without a handler gets one.

        The team's way of assigning decides; without a team, or when it assigns by
        hand, the user who accepts handles the case.
        """
        self._transition("accept")
        for case in self.filtered(lambda case: not case.user_id):
            case.user_id = case.team_id._get_next_handler(case) or self.env.user
        return True

    def action_reject(self):
        """Refuse the complaint with reason and advice, told in writing.

        :raise UserError: when reason or advice is missing
        """
        return self._transition("reject")

    def action_refer(self):
        """Pass a complaint that is out of scope on to the department or body named.

        :raise UserError: when reason, advice or the addressee is missing
        """
        return self._transition("refer")

    def action_investigate(self):
        """Start the investigation; an empty preliminary one is opened when none is."""
        self._transition("investigate")
        self.env["complaint.investigation"].create(
            [
                {"case_id": case.id}
                for case in self
                if not case.investigation_ids.filtered(lambda i: i.state != "done")
            ]
        )
        return True

    def action_report_back(self):
        """Answer inside the limit why the case can't be closed yet.

        Reaches the milestone as *reported back*, not as *settled*; the case goes on.

        :raise UserError: when the reason is missing or the case is not worked on
        """
        self.check_access("write")
        for case in self:
            case._ensure_unlocked()
            if case.state == "new":
                raise UserError(
                    self.env._("Register %s first.", case.display_name),
                )
            case._guard_filled(["cannot_close_reason"])
            case._with_step_token().reported_back_at = fields.Datetime.now()
        self._complaint_event("reported_back")
        return True

    def action_propose(self):
        """Go from the finding to the solution; the investigation must be done."""
        self._transition("propose")
        return True

    def action_offer(self):
        """Tell the complainant the solution; it must be approved where that is due."""
        self._transition("offer")
        self.settlement_id._mark_offered()
        return True

    def action_execute(self):
        """Carry out the solution that the complainant agreed to."""
        self._transition("execute")
        self.settlement_id._mark_executing()
        return True

    def action_follow_up(self):
        """Ask the complainant, after everything promised was done."""
        self._transition("follow_up")
        self.settlement_id._mark_done()
        self._complaint_event("settled")
        return True

    def action_close(self):
        """Close the case, as solved or, when marked so, as unfounded.

        :raise UserError: naming what is missing for closing
        """
        unfounded = self.filtered("unfounded")
        unfounded._transition("close_unfounded")
        (self - unfounded)._transition("close")
        return True

    def action_close_unfounded(self):
        """Close the case before its solution, as the finding gives it no ground.

        :raise UserError: when the written reason is missing, or the finding confirms it
        """
        self.check_access("write")
        for case in self:
            case._ensure_unlocked()
            case._guard_filled(["unfounded_reason"])
        self.unfounded = True
        return self.action_close()

    def action_close_at_first_contact(self):
        """Close a simple case that was solved when it came in.

        Never with a mark, money or a lot: such a case needs a second pair of eyes.
        """
        return self._transition("close_at_first_contact")

    def action_withdraw(self):
        """End the case because the complainant withdrew it; a reason is needed."""
        return self._transition("withdraw")

    def action_reopen(self, reason=None):
        """Open a closed case again, to be investigated.

        :param str reason: why; left out, the field *Reason of Reopening* must say it
        :raise AccessError: unless the user leads the team or manages complaints
        """
        self._ensure_supervisor()
        if reason:
            self.reopen_reason = reason
        for case in self:
            case._transition("reopen", case.reopen_reason)
        # The log keeps the reason. Closing and reopening once more need new ones.
        self.write({"reopen_reason": False, "follow_up_waived_reason": False})
        return True

    # === BUSINESS METHODS === #

    def _ensure_supervisor(self):
        """Let only managers of complaints and the leaders of the team go on."""
        group = "complaint_management.complaint_management_group_manager"
        if self.env.su or self.env.user.has_group(group):
            return
        if any(case.team_id.leader_id != self.env.user for case in self):
            raise AccessError(
                self.env._("Only a complaint manager or the team's leader does this.")
            )
