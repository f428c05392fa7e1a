# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..life import LOCKED_STATES


class ComplaintCaseHandoverMixin(models.AbstractModel):
    """Who has the ball: the handler, or who the case was handed over to."""

    _name = "complaint.case.handover.mixin"
    _description = "Complaint Holder"

    handover_ids = fields.One2many(
        "complaint.handover", "case_id", string="Hand-overs", readonly=True
    )
    holder_id = fields.Many2one(
        "res.users",
        compute="_compute_holder",
        store=True,
        string="Held By",
        help="Who has to act now: the receiver of the last open hand-over, else the "
        "handler.",
    )
    holder_team_id = fields.Many2one(
        "complaint.team",
        compute="_compute_holder",
        store=True,
        string="Held By Team",
        help="The team that has to act, while nobody in it has taken the case.",
    )
    held_since = fields.Datetime(
        compute="_compute_holder",
        store=True,
        help="Since when the holder has had the case, if it was handed over.",
    )
    handover_id = fields.Many2one(
        "complaint.handover",
        compute="_compute_holder",
        store=True,
        string="Current Hand-over",
        help="The one whose answer is out.",
    )
    handover_state = fields.Selection(related="handover_id.state", string="Hand-over")
    handover_why = fields.Text(related="handover_id.why")
    handover_due_at = fields.Datetime(related="handover_id.due_at", string="Due Back")
    handover_is_late = fields.Boolean(
        related="handover_id.is_late", string="Hand-back Late"
    )
    handover_is_to_me = fields.Boolean(related="handover_id.is_to_me")
    handover_late_count = fields.Integer(
        compute="_compute_handover_late_count",
        string="Late Hand-backs",
        help="Hand-overs of this case that were or are answered late.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "is_open",
        "user_id",
        "team_id",
        "handover_ids.state",
        "handover_ids.to_user_id",
        "handover_ids.to_team_id",
    )
    def _compute_holder(self):
        for case in self:
            relay = case._get_open_handover()
            if not case.is_open:
                user, team = self.env["res.users"], self.env["complaint.team"]
            elif relay:
                user = relay.to_user_id
                team = relay.to_team_id if not user else relay.to_team_id.browse()
            else:
                user = case.user_id
                team = case.team_id if not user else case.team_id.browse()
            case.holder_id = user
            case.holder_team_id = team
            case.held_since = relay.sent_at if case.is_open else False
            case.handover_id = relay if case.is_open else relay.browse()

    @api.depends("handover_ids.is_late")
    def _compute_handover_late_count(self):
        for case in self:
            case.handover_late_count = len(case.handover_ids.filtered("is_late"))

    # === CRUD METHODS === #

    def write(self, vals):
        """Call back what is out when a case leaves the open states."""
        result = super().write(vals)
        if vals.get("state") in LOCKED_STATES:
            # Nobody has rights to write relays, see action_hand_over.
            out = self.handover_ids.sudo().filtered(
                lambda relay: relay.state in ("sent", "received")
            )
            out.write({"state": "cancelled", "cancelled_at": fields.Datetime.now()})
            out._drop_activities()
        return result

    # === ACTION METHODS === #

    def action_hand_over(self, to_user_id=None, to_team_id=None, why=None, due_at=None):
        """Give the case to somebody who does the next part and gives it back.

        :param int to_user_id: the receiver, or
        :param int to_team_id: the receiving team, of which one takes it
        :param str why: what the receiver is to do
        :param datetime due_at: when the answer is expected back, UTC
        :return: the hand-over
        :rtype: recordset of `complaint.handover`
        :raise UserError: without a reason, to nobody, to two at once, to oneself, to
            the respondent, or to somebody who can't open the case
        """
        self.ensure_one()
        self.check_access("write")
        self._ensure_unlocked()
        user = self.env["res.users"].browse(to_user_id or []).exists()
        team = self.env["complaint.team"].browse(to_team_id or []).exists()
        if len(user) + len(team) != 1:
            raise UserError(self.env._("Hand over to one person or to one team."))
        if not (why or "").strip():
            raise UserError(self.env._("What is the receiver to do? Please say why."))
        self._ensure_may_receive(user)
        self._ensure_team_may_receive(team)
        now = fields.Datetime.now()
        due_at = fields.Datetime.to_datetime(due_at)
        if due_at and due_at < now:
            raise UserError(self.env._("The answer can't be due in the past."))
        # Nobody has rights to write relays: their times are those of what happened.
        relay = (
            self.env["complaint.handover"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "from_user_id": self.env.uid,
                    "to_user_id": user.id,
                    "to_team_id": team.id,
                    "why": why,
                    "sent_at": now,
                    "due_at": due_at,
                }
            )
        )
        self._name_users(user, "holder")
        self._name_teams(team, "holder")
        relay._ask(relay._get_asked())
        self._complaint_event("handed_over", now, relay)
        return relay.with_env(self.env)

    def action_chase(self):
        """Ask for all answers that are out on these cases, in one go."""
        return self.handover_ids.action_chase()

    def action_receive(self):
        """Confirm that the case arrived at the user, who was handed it over."""
        return self.handover_id.action_receive()

    # === BUSINESS METHODS === #

    def _get_open_handover(self):
        """Return the last hand-over whose answer is out, if any."""
        relays = self.handover_ids.filtered(lambda r: r.state in ("sent", "received"))
        return relays.sorted("id")[-1:]

    def _ensure_may_receive(self, user):
        """Refuse a receiver who may not have the case or could not open it."""
        if not user:
            return
        if user == self.env.user:
            raise UserError(self.env._("You have the case already."))
        # Barred is barred, seen or not.
        if user in self.sudo().respondent_user_ids:
            raise UserError(
                self.env._("%s is the respondent and never gets the case.", user.name)
            )
        user_sudo = user.sudo()  # others' groups and companies are theirs to know
        if (
            not user_sudo.active
            or not user_sudo._is_internal()
            or self.company_id not in user_sudo.company_ids
        ):
            raise UserError(
                self.env._(
                    "%(user)s can't open complaints of %(company)s.",
                    user=user_sudo.name,
                    company=self.company_id.name,
                )
            )

    def _ensure_team_may_receive(self, team):
        """Refuse a team of another company, or where nobody may have the case."""
        team_sudo = team.sudo()  # also a team that the user may not see is refused
        if not team:
            return
        if team_sudo.company_id != self.company_id or not team_sudo.active:
            raise UserError(
                self.env._(
                    "%(team)s can't open complaints of %(company)s.",
                    team=team_sudo.name,
                    company=self.company_id.name,
                )
            )
        people = (team_sudo.leader_id | team_sudo.member_ids).filtered("active")
        # See above.
        if not people - self.sudo().respondent_user_ids:
            raise UserError(
                self.env._("Nobody in %s could take the case.", team_sudo.name)
            )
