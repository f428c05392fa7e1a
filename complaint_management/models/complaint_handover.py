# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, plaintext2html

ACTIVITY_TYPE = "complaint_management.mail_act_handover"


class ComplaintHandover(models.Model):
    """One relay of a case: who gave it to whom, why, and what came back when.

    Made by `action_hand_over()` of the case; changed only by its own actions, so that
    the times are those at which things happened.
    """

    _name = "complaint.handover"
    _description = "Complaint Hand-over"
    _inherit = ["complaint.case.child.mixin", "complaint.due.mixin"]
    _order = "id desc"

    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    from_user_id = fields.Many2one("res.users", required=True, readonly=True)
    to_user_id = fields.Many2one("res.users", readonly=True, index="btree_not_null")
    to_team_id = fields.Many2one("complaint.team", readonly=True)
    why = fields.Text(required=True, readonly=True, help="What the receiver is to do.")
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("received", "Received"),
            ("answered", "Answered"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="sent",
        readonly=True,
    )
    sent_at = fields.Datetime(required=True, readonly=True)
    received_at = fields.Datetime(readonly=True)
    due_at = fields.Datetime(
        string="Due Back", readonly=True, help="When the answer is expected."
    )
    answered_at = fields.Datetime(readonly=True)
    cancelled_at = fields.Datetime(
        readonly=True, help="When the case was closed before the answer came."
    )
    answered_by_id = fields.Many2one("res.users", readonly=True)
    answer = fields.Text(readonly=True)
    chase_count = fields.Integer(
        string="Chased", readonly=True, help="How often the answer was asked for."
    )
    chased_at = fields.Datetime(string="Last Chased", readonly=True)
    is_late = fields.Boolean(
        compute="_compute_is_late",
        search="_search_is_late",
        string="Late",
        help="Answered or called back after it was due, or due and still out.",
    )

    is_to_me = fields.Boolean(
        compute="_compute_is_to_me",
        string="To Me",
        help="You may receive and answer it, alone or as one of the team.",
    )

    _due_idx = models.Index("(due_at) WHERE answered_at IS NULL")

    # === COMPUTE METHODS === #

    @api.depends("due_at", "answered_at", "cancelled_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for relay in self:
            end = relay.answered_at or relay.cancelled_at or now
            relay.is_late = bool(relay.due_at and end > relay.due_at)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        # An answer is compared to its own due date, which a domain can't say.
        self.flush_model()
        rows = self.env.execute_query_dict(self._late_query(now))
        return [("id", "in" if True in value else "not in", [r["id"] for r in rows])]

    @api.model
    def _late_query(self, now):
        return SQL(
            """SELECT id FROM complaint_handover
                WHERE COALESCE(answered_at, cancelled_at, %s) > due_at""",
            now,
        )

    @api.depends("to_user_id", "to_team_id")
    @api.depends_context("uid")
    def _compute_is_to_me(self):
        for relay in self:
            relay.is_to_me = self.env.user in relay._get_receivers()

    @api.depends("case_id.name", "to_user_id", "to_team_id")
    def _compute_display_name(self):
        for relay in self:
            to = relay.to_user_id.name or relay.to_team_id.name
            relay.display_name = f"{relay.case_id.name} → {to}"

    # === ACTION METHODS === #

    def action_open_case(self):
        """Open the case that was handed over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }

    def action_receive(self):
        """Confirm that the case arrived; whoever does so for a team holds it then.

        :raise AccessError: unless the user is the receiver or of the receiving team
        """
        for relay in self:
            relay._ensure_receiver()
            if relay.state != "sent":
                raise UserError(self.env._("This hand-over was already received."))
        now = fields.Datetime.now()
        # Receivers have no right to write relays: the times are not theirs to set.
        for relay in self.sudo():
            relay.write(
                {
                    "state": "received",
                    "received_at": now,
                    "to_user_id": self.env.uid,
                }
            )
            relay.case_id._name_users(self.env.user, "holder")
            relay._drop_activities()
            relay._ask(self.env.user)
            relay.case_id._complaint_event("handover_received", now, relay)
        return True

    def action_answer(self, answer):
        """Give the case back with an answer; the sender holds it again.

        :param str answer: what was done or found
        :raise UserError: without an answer, or when it was answered before
        """
        self.ensure_one()
        self._ensure_receiver()
        if not (answer or "").strip():
            raise UserError(self.env._("What is the answer? Please write it down."))
        if self.state not in ("sent", "received"):
            raise UserError(self.env._("This hand-over is already answered."))
        now = fields.Datetime.now()
        relay_sudo = self.sudo()  # see action_receive
        relay_sudo.write(
            {
                "state": "answered",
                "received_at": self.received_at or now,
                "to_user_id": self.env.uid,
                "answered_at": now,
                "answered_by_id": self.env.uid,
                "answer": answer,
            }
        )
        relay_sudo._drop_activities()
        self._tell_sender()
        relay_sudo.case_id._complaint_event("handover_answered", now, relay_sudo)
        return True

    def action_chase(self):
        """Ask for the answers that are still out, one or many.

        Each receiver gets one activity per hand-over, each chase is counted.

        :raise UserError: when none of them is outstanding
        """
        self.check_access("read")
        self.case_id.check_access("write")
        outstanding = self.filtered(lambda r: r.state in ("sent", "received"))
        if not outstanding:
            raise UserError(self.env._("Nothing is out: every hand-over is answered."))
        now = fields.Datetime.now()
        # See action_receive.
        for relay in outstanding.sudo():
            relay.write({"chase_count": relay.chase_count + 1, "chased_at": now})
            relay._drop_activities()
            relay._ask(relay._get_asked())
        return True

    # === BUSINESS METHODS === #

    def _forward(self, user):
        """End the hand-over and send it anew to somebody else.

        Note: `self.ensure_one()`; the caller checks who may, and who may receive it.

        :param user: the `res.users` who gets it
        """
        self.ensure_one()
        now = fields.Datetime.now()
        relay_sudo = self.sudo()  # see action_receive
        relay_sudo._drop_activities()
        values = {
            "case_id": self.case_id.id,
            "from_user_id": relay_sudo.from_user_id.id,
            "to_user_id": user.id,
            "why": self.why,
            "sent_at": now,
            "due_at": self.due_at,
        }
        relay_sudo.write({"state": "cancelled", "cancelled_at": now})
        relay_sudo.case_id._cancel_clocks_of(relay_sudo)
        new = relay_sudo.create(values)
        new.case_id._name_users(user, "holder")
        new._ask(user)
        new.case_id._complaint_event("handed_over", now, new)

    def _ask(self, users):
        """Put the hand-over on the list of those who are to act, once for each.

        Note: `self.ensure_one()`, in superuser mode: others' activities are not the
        user's to plan.

        :param users: recordset of `res.users`; the respondent is left out
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        due = self.due_at and fields.Datetime.context_timestamp(self, self.due_at)
        for user in users - self.case_id.respondent_user_ids:
            env = self.with_context(lang=user.lang).env
            summary = (
                env._("Answer is asked for: %s", self.case_id.name)
                if self.chase_count
                else env._("Handed over to you: %s", self.case_id.name)
            )
            self.case_id.activity_schedule(
                ACTIVITY_TYPE,
                max(today, due.date()) if due else today,
                summary=summary,
                note=plaintext2html(self.why),
                user_id=user.id,
            )

    def _drop_activities(self):
        """Take from everybody's list what :meth:`_ask` put there.

        In superuser mode, see there.
        """
        for relay in self:
            team = relay.to_team_id
            users = relay.to_user_id | team.leader_id | team.member_ids
            for user in users:
                relay.case_id.activity_unlink([ACTIVITY_TYPE], user_id=user.id)
            # What else is out with the same people stays on their lists.
            for other in relay.case_id.handover_ids - self:
                if other.state in ("sent", "received"):
                    other._ask(other._get_asked() & users)

    def _get_asked(self):
        """Return on whose list it is: the person, who leads the team, else all of it.

        In superuser mode.
        """
        self.ensure_one()
        team = self.to_team_id
        return self.to_user_id or team.leader_id or team.member_ids

    def _tell_sender(self):
        """Show the answer in the thread, and notify who asked for it."""
        self.ensure_one()
        sender = self.from_user_id.sudo()  # a receiver may not see every user
        self.case_id.message_post(
            body=plaintext2html(self.answer),
            subject=self.env._("Answer to the hand-over of %s", self.case_id.name),
            partner_ids=sender.partner_id.ids if sender.active else [],
            subtype_xmlid="mail.mt_note",
        )

    def _get_receivers(self):
        """Return who may receive and answer: the person, else all of the team."""
        team_sudo = self.to_team_id.sudo()  # a receiver may not know the team
        return self.to_user_id or (team_sudo.member_ids | team_sudo.leader_id)

    def _ensure_receiver(self):
        self.ensure_one()
        self.check_access("read")
        self.case_id._ensure_unlocked()
        if not self.env.su and self.env.user not in self._get_receivers():
            raise AccessError(
                # The name of a user or team says nothing new.
                self.env._("This hand-over went to %s.", self.sudo().display_name)
            )
