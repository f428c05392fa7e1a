# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ..life import TOLD_EVENTS
from ..tools.clock import LedgerError, Limit, replay
from ..tools.working_time import WorkingTime, WorkingTimeError
from .complaint_milestone import UNIT_LABELS

CLOCK_STATES = [
    ("running", "Running"),
    ("paused", "Paused"),
    ("reached", "Reached"),
    ("cancelled", "Cancelled"),
]
OPEN = ("running", "paused")
#: Elapsed time needs no working hours.
ELAPSED = WorkingTime([], UTC)


class ComplaintClock(models.Model):
    """One running time limit of a complaint, or of a part of it.

    The limit is frozen when it starts; the ledger says what happened since, and the
    kernel what the clock shows. What is stored here is what the last replay gave.
    """

    _name = "complaint.clock"
    _description = "Complaint Clock"
    _inherit = [
        "complaint.rule.mixin",
        "complaint.ledger.mixin",
        "complaint.due.mixin",
        "complaint.clock.due.mixin",
        "complaint.clock.strip.mixin",
    ]
    _order = "deadline, id"

    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    milestone_id = fields.Many2one(
        "complaint.milestone", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char(related="milestone_id.name")
    policy_id = fields.Many2one(related="milestone_id.policy_id")
    complainant_label = fields.Char(
        related="case_id.complainant_text", string="Complainant"
    )
    basis = fields.Selection(related="policy_id.basis")
    res_model = fields.Char(
        required=True, readonly=True, help="What the limit is for: its model."
    )
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True, string="Record"
    )
    round = fields.Integer(
        required=True, readonly=True, default=1, help="Counts how often it started."
    )
    # The limit, as it counts now; the first entry of the ledger has what it was first
    amount = fields.Float(string="Limit", readonly=True)
    unit = fields.Selection(UNIT_LABELS, required=True, readonly=True)
    law_style = fields.Boolean(readonly=True)
    pausable = fields.Boolean(readonly=True)
    calendar_version_id = fields.Many2one(
        "complaint.calendar.version",
        string="Counted By",
        readonly=True,
        ondelete="restrict",
    )
    # What it shows
    state = fields.Selection(
        CLOCK_STATES, required=True, readonly=True, default="running"
    )
    started_at = fields.Datetime(string="Started On", readonly=True)
    deadline = fields.Datetime(readonly=True, help="When the limit ends.")
    ended_at = fields.Datetime(string="Ended On", readonly=True)
    ended_by_id = fields.Many2one("res.users", readonly=True)
    elapsed_hours = fields.Float(
        string="Used", readonly=True, help="Hours of what counts, without pauses."
    )
    late_hours = fields.Float(
        string="Late By", readonly=True, help="Hours of what counts after the deadline."
    )
    problem = fields.Char(
        readonly=True, help="Why no deadline could be found; the complaint goes on."
    )
    next_event_at = fields.Datetime(
        readonly=True, help="When something has to happen; empty when nothing can."
    )
    is_by_hand = fields.Boolean(
        compute="_compute_is_by_hand",
        string="Told by Hand",
        help="No step of the complaint tells that it is reached.",
    )
    is_late = fields.Boolean(
        compute="_compute_is_late",
        search="_search_is_late",
        help="Runs and its deadline has passed, or was reached after it.",
    )
    event_ids = fields.One2many(
        "complaint.clock.event", "clock_id", string="Ledger", readonly=True
    )

    _subject_uniq = models.UniqueIndex(
        "(milestone_id, res_model, res_id, round)", "This limit runs already."
    )
    _due_idx = models.Index("(next_event_at) WHERE next_event_at IS NOT NULL")
    _open_idx = models.Index(
        "(case_id, deadline) WHERE state = 'running' AND deadline IS NOT NULL"
    )

    # === COMPUTE METHODS === #

    @api.depends("milestone_id")
    def _compute_is_by_hand(self):
        for clock in self:
            milestone = clock.milestone_id.sudo()  # limits are no secret
            clock.is_by_hand = milestone.target_event not in TOLD_EVENTS

    @api.depends("state", "deadline", "late_hours")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for clock in self:
            clock.is_late = clock.late_hours > 0 or (
                clock.state == "running"
                and bool(clock.deadline)
                and clock.deadline < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        late = Domain("late_hours", ">", 0) | (
            Domain("state", "=", "running") & Domain("deadline", "<", now)
        )
        return late if True in value else ~late

    @api.depends("milestone_id.name", "case_id.name")
    def _compute_display_name(self):
        for clock in self:
            clock.display_name = f"{clock.case_id.name} · {clock.milestone_id.name}"

    # === ACTION METHODS === #

    def action_reach(self):
        """Tell that what the limit is for was done, where no step of the addon says so.

        The event counts for every clock of the complaint that waits for it.

        :raise UserError: for what a step of the complaint tells by itself
        """
        self._ensure_open()
        told = self.filtered(lambda clock: not clock.is_by_hand)
        if told:
            raise UserError(
                self.env._(
                    "%s is reached by what happens to the complaint, not by hand.",
                    told[0].display_name,
                )
            )
        for clock in self:
            subject = self.env[clock.res_model].browse(clock.res_id)
            clock.case_id._complaint_event(
                clock.milestone_id.target_event,
                subject=None if subject == clock.case_id else subject,
            )
        return True

    def action_pause(self, reason_id=None, note=None):
        """Stop the clock for a reason of the list.

        :param int reason_id: a `complaint.reason` for pausing
        :param str note: more words; they stay in the thread of the complaint
        :raise UserError: without a reason, or when nothing may stop this limit
        """
        self._ensure_open(("running",))
        reason = self._ensure_reason(
            reason_id, "pause", self.env._("Why is it paused? Choose a reason.")
        )
        fixed = self.filtered(lambda clock: not clock.pausable)
        if fixed:
            raise UserError(
                self.env._("Nothing stops this limit: %s.", fixed[0].display_name)
            )
        self._ensure_stopped_by(reason)
        self._append("paused", reason_id=reason.id)
        return self._log_words(self.env._("paused"), reason, note)

    def action_resume(self):
        """Let a paused clock go on."""
        self._ensure_open(("paused",))
        return self._append("resumed")

    def action_cancel(self, reason_id=None, note=None):
        """Give the limit up, up to the supervisor.

        :param int reason_id: a `complaint.reason` for giving limits up
        :param str note: more words; they stay in the thread of the complaint
        :raise AccessError: unless the user leads the team or manages complaints
        :raise UserError: without a reason
        """
        self._ensure_open()
        self.case_id._ensure_supervisor()
        reason = self._ensure_reason(
            reason_id,
            "limit_cancelled",
            self.env._("Why is it cancelled? Choose a reason."),
        )
        self._append("cancelled", reason_id=reason.id)
        return self._log_words(self.env._("cancelled"), reason, note)

    # === BUSINESS METHODS === #

    @api.model
    def _get_locked_message(self):
        return self.env._("Clocks are moved by what happens to the complaint.")

    def _ensure_open(self, states=OPEN):
        """Check that the user may change the complaints, and the clocks still run."""
        self.case_id.check_access("write")
        for clock in self:
            if clock.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(clock)s is “%(state)s”: that can’t be done to it.",
                        clock=clock.display_name,
                        state=labels[clock.state],
                    )
                )

    def _ensure_reason(self, reason_id, kind, message):
        """Return a reason of the list.

        :raise UserError: with the message, unless it is one of this kind
        """
        reason = self.env["complaint.reason"].browse(reason_id or []).exists()
        if reason.kind != kind:
            raise UserError(message)
        return reason

    def _ensure_stopped_by(self, reason):
        """Check that a reason may stop the limits.

        :raise UserError: where it is one of a law, and the reason is none for that
        """
        # Limits are no secret to who may change them.
        statutory = self.filtered(lambda clock: clock.sudo().basis == "statutory")
        if statutory and not reason.stops_statutory:
            raise UserError(
                self.env._(
                    "“%(reason)s” does not stop a limit of a law or a regulator: "
                    "%(limit)s. An administrator ticks this on the reason.",
                    reason=reason.name,
                    limit=statutory[0].display_name,
                )
            )

    def _log_words(self, what, reason, note):
        """Keep in the thread what was done and why: the ledger holds codes alone."""
        for clock in self:
            # Limits are no secret to who may change them.
            name = clock.milestone_id.sudo().name
            lines = [f"{name}: {what} · {reason.name}", (note or "").strip()]
            clock.case_id._message_log(
                body=plaintext2html("\n".join(filter(None, lines)))
            )
        return True

    def _is_reached_by(self, code, subject):
        """Whether an event is what the limit is for.

        Note: `self.ensure_one()` from the caller.

        :param str code: the event
        :param subject: what it happened to, if not to the case as a whole
        """
        milestone = self.milestone_id
        if code not in (milestone.target_event, milestone.other_target_event):
            return False
        if not subject or self.res_model == self.case_id._name:
            # What happens to the complaint as a whole counts for its parts, too.
            return True
        return (subject._name, subject.id) == (
            self.res_model,
            self.res_id,
        )

    def _get_last_event(self):
        """Return the last entry of the ledger."""
        self.ensure_one()
        return self._get_entries()[-1]

    def _append(self, kind, at=None, **values):
        """Write an entry for each clock, what they show after it, and what binds next.

        :param str kind: a kind of ``tools/clock.py``
        :param datetime at: when it happened, now if left out
        """
        self._write_ledger(kind, at, **values)
        # The checks are done; nobody has rights on clocks and their ledger.
        self.sudo().case_id._update_next_deadline()
        return True

    def _write_ledger(self, kind, at=None, **values):
        """Do as :meth:`_append`, but leave what binds next to the caller."""
        if not self:
            return
        at = at or fields.Datetime.now()
        # The checks are done; nobody has rights on clocks and their ledger.
        clocks = self.sudo()._with_token()
        last = {clock: max(clock.event_ids.mapped("at")) for clock in clocks}
        self.env["complaint.clock.event"].with_env(clocks.env).create(
            [
                {
                    "clock_id": clock.id,
                    "case_id": clock.case_id.id,
                    "kind": kind,
                    # A ledger is in order: what is told late is told now.
                    "at": max(at, last[clock]),
                    "user_id": self.env.uid,
                    **values,
                }
                for clock in clocks
            ]
        )
        clocks._replay()

    def _replay(self):
        """Store what the clocks show after their ledgers, in superuser mode."""
        for clock in self:
            clock.write(clock._read_ledger())

    def _read_ledger(self):
        """Return what the clock shows after its ledger.

        :rtype: dict
        """
        self.ensure_one()
        rows = self.event_ids.sorted("id")
        last = self._get_last_event()
        ended = last.kind in ("reached", "cancelled")
        limit = self._get_first_limit(rows)
        try:
            shown = replay(rows._to_events(), limit, self._get_working_times(rows))
        except (LedgerError, WorkingTimeError) as error:
            state = {"paused": "paused"}.get(last.kind, "running")
            return {
                "state": last.kind if ended else state,
                "deadline": False,
                "problem": str(error),
                "next_event_at": False,
                "promise_at": False,
                "ended_at": last.at if ended else False,
                "ended_by_id": last.user_id.id if ended else False,
            }
        running = shown.state == "running"
        return {
            "state": shown.state,
            "started_at": shown.start,
            "deadline": shown.deadline,
            "ended_at": shown.end or False,
            "ended_by_id": last.user_id.id if shown.end else False,
            "elapsed_hours": shown.elapsed / 3600 if shown.end else 0,
            "late_hours": shown.late / 3600 if shown.end else 0,
            "problem": False,
            "next_event_at": shown.deadline if running else False,
            "promise_at": running and self._get_promise_at(rows, shown.deadline),
        }

    def _get_first_limit(self, rows):
        """Return the limit the clock started with."""
        milestone = rows[:1].milestone_id
        if milestone:
            return milestone._get_limit()
        return Limit(self.amount, self.unit, self.law_style, self.pausable)

    def _get_working_times(self, rows):
        """Return the working time of each version that the ledger names."""
        version = rows[:1].calendar_version_id or self.calendar_version_id
        first = version._get_working_time() if version else ELAPSED
        return {
            None: first,
            **{v.id: v._get_working_time() for v in rows.calendar_version_id},
        }
