# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..life import TOLD_AFTERWARDS
from ..tools.clock import Event, replay
from ..tools.working_time import WorkingTimeError
from .complaint_clock import ELAPSED, OPEN

#: What locks a complaint; its limits end with it.
LOCKING = ("closed", "withdrawn", "merged", "not_accepted")
#: What opens it again; so do limits.
AGAIN = ("unmerged", "reopened")
#: What happens once; told again, it was corrected.
ONCE = ("received", "aware", "registered")
#: What happens to a part, such as a hand-over; its limits are the part's own.
OF_SUBJECT = (
    *("handed_over", "handover_received", "handover_answered"),
    *("action_assigned", "action_completed"),
    *("replacement_wanted", "replacement_asked"),
)


class ComplaintCaseClockMixin(models.AbstractModel):
    """Time limits of a complaint: started, paused and reached by what happens to it."""

    _name = "complaint.case.clock.mixin"
    _inherit = ["complaint.case.clock.again.mixin"]
    _description = "Time Limits of a Complaint"

    clock_ids = fields.One2many(
        "complaint.clock", "case_id", string="Time Limits", readonly=True, copy=False
    )
    binding_clock_id = fields.Many2one(
        "complaint.clock",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The time limit that ends next.",
    )
    is_late = fields.Boolean(
        compute="_compute_is_late",
        search="_search_is_late",
        string="Late",
        help="A time limit has passed.",
    )

    # === COMPUTE METHODS === #

    @api.depends("next_deadline", "is_open")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for case in self:
            case.is_late = bool(
                case.is_open and case.next_deadline and case.next_deadline < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("is_open", "=", True) & Domain(
            "next_deadline", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    # === CRUD METHODS === #

    def write(self, vals):
        """Tell the clocks when the complaint was received, if that was corrected."""
        result = super().write(vals)
        for code, name in (("received", "received_at"), ("aware", "aware_at")):
            if vals.get(name):
                self._complaint_event(code, fields.Datetime.to_datetime(vals[name]))
        return result

    def unlink(self):
        """Take the clocks of spam along, which nothing else may delete."""
        self.check_access("unlink")
        new = self.filtered(lambda case: case.state == "new")
        # Nobody has rights on clocks; what is not new is refused below.
        clocks = new.sudo().clock_ids._with_token()
        new.sudo()._with_step_token().binding_clock_id = False  # see above
        clocks.event_ids.unlink()
        clocks.unlink()
        return super().unlink()

    # === ACTION METHODS === #

    def action_view_clocks(self):
        """Show the time limits of the complaint, those that ended included."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_management.complaint_clock_action"
        )
        return action | {
            "name": self.env._("Time Limits of %s", self.name),
            "domain": [("case_id", "=", self.id)],
            "context": {"in_case": True},
        }

    # === BUSINESS METHODS === #

    def _complaint_event(self, code, at=None, subject=None):
        """Move the clocks: what is reached, what pauses or ends, what starts."""
        at = super()._complaint_event(code, at, subject)
        starting, ending = self.env["complaint.policy"]._get_active_codes()
        moving = (*LOCKING, *ONCE, *AGAIN, "info_requested", "info_received")
        if not ending or code not in (*starting, *ending, *moving):
            return at
        # Limits bind whoever makes something happen.
        cases = self.sudo()
        clocks = cases.clock_ids.filtered(lambda clock: clock.state in OPEN)
        cases._move_clocks(clocks, code, at, subject)
        if code in starting:
            cases._start_clocks(code, at, subject)
        if code in AGAIN:
            cases._run_clocks_again(code, at)
        cases._update_next_deadline()
        return at

    def _move_clocks(self, clocks, code, at, subject):
        """Append to the ledgers of open clocks what an event means to them."""
        reached = clocks.filtered(lambda clock: clock._is_reached_by(code, subject))
        reached._write_ledger("reached", at, event=code)
        rest = clocks - reached
        if code in LOCKING:
            later = TOLD_AFTERWARDS.get(code, ())
            rest.filtered(
                lambda clock: clock.milestone_id.target_event not in later
            )._write_ledger("cancelled", at, event=code)
        elif code == "info_requested":
            rest.filtered(
                lambda clock: clock.pausable and clock.state == "running"
            )._write_ledger("paused", at, event=code)
        elif code == "info_received":
            waiting = rest.filtered(lambda clock: clock.state == "paused")
            waiting.filtered(
                lambda clock: clock._get_last_event().event == "info_requested"
            )._write_ledger("resumed", at, event=code)
        elif code in ONCE:
            # A later round began when the one before was reached.
            rest.filtered(
                lambda clock: (
                    clock._get_entries()[0].event == code and clock.started_at != at
                )
            )._write_ledger("rebased", event=code, start=at)
        # What closes the complaint ends its rounds, too.
        again = reached.filtered(
            lambda clock: clock.milestone_id.recurring and clock.case_id.is_open
        )
        again.case_id._create_clocks(
            [(clock.case_id, clock.milestone_id, clock.case_id) for clock in again],
            code,
            at,
        )

    def _cancel_clocks_of(self, subject):
        """End the limits of a part that was given up, such as a hand-over called back.

        :param subject: the record they are for
        """
        clocks = self.sudo().clock_ids  # limits bind whoever gives it up
        clocks.filtered(
            lambda clock: (
                clock.state in OPEN
                and (clock.res_model, clock.res_id) == (subject._name, subject.id)
            )
        )._append("cancelled")

    def _start_clocks(self, code, at, subject):
        """Start the clocks whose milestones begin with an event."""
        found = self.env["complaint.policy"]._find_milestones(self, code)
        own = code in OF_SUBJECT and subject
        self._create_clocks(
            [(case, milestone, subject if own else case) for case, milestone in found],
            code,
            at,
        )

    def _create_clocks(self, starts, code, at, anew=False):
        """Start clocks, each with the first entry of its ledger.

        What runs already goes on; what ended starts another round, unless its start is
        something that happens once.

        :param starts: tuples of case, milestone and what the limit is for
        :param str code: the event that starts them
        :param datetime at: when it happened, UTC
        :param bool anew: also what happens once, when its limit has ended
        """
        if not starts:
            return
        # Nobody has rights on clocks: what happens to a complaint moves them.
        Clock = self.env["complaint.clock"].sudo()._with_token()
        rounds = self._get_rounds(starts)
        known, vals_list = {}, []
        for case, milestone, record in starts:
            last, state = rounds[milestone.id, record._name, record.id]
            if last and (state in OPEN or (code in ONCE and not anew)):
                continue
            values = case._prepare_clock(milestone, at, known)
            vals_list.append(
                {
                    **values,
                    "res_model": record._name,
                    "res_id": record.id,
                    "round": last + 1,
                }
            )
        clocks = Clock.create(vals_list)
        self.env["complaint.clock.event"].with_env(Clock.env).create(
            [
                {
                    "clock_id": clock.id,
                    "case_id": clock.case_id.id,
                    "kind": "started",
                    "at": min(at, fields.Datetime.now()),
                    "start": at,
                    "event": code,
                    "user_id": self.env.uid,
                    "calendar_version_id": clock.calendar_version_id.id,
                    "milestone_id": clock.milestone_id.id,
                }
                for clock in clocks
            ]
        )

    def _get_rounds(self, starts):
        """Return number and state of the last round of each start."""
        domain = [
            ("case_id", "in", self.ids),
            ("milestone_id", "in", [milestone.id for _c, milestone, _r in starts]),
        ]
        rounds = defaultdict(lambda: (0, False))
        # All clocks count, seen or not.
        clocks = self.env["complaint.clock"].sudo().search(domain, order="round")
        for clock in clocks:
            key = (clock.milestone_id.id, clock.res_model, clock.res_id)
            rounds[key] = (clock.round, clock.state)
        return rounds

    def _get_clock_hours(self, milestone, known):
        """Return what a limit is counted by, and why it can't be counted.

        Working hours that are no good must not keep anybody from registering a
        complaint: the clock says so instead.

        :param dict known: what was found for others of the same company
        :return: a `complaint.calendar.version`, its working time, a problem
        :rtype: tuple
        """
        Version = self.env["complaint.calendar.version"]
        if not milestone._needs_calendar():
            return Version, ELAPSED, False
        calendar = milestone.calendar_id or self.company_id.resource_calendar_id
        key = (calendar, self.company_id)
        if key not in known:
            try:
                version = Version._get_version(*key)
                known[key] = version, version._get_working_time(), False
            except UserError as error:
                known[key] = Version, ELAPSED, str(error)
        return known[key]

    def _prepare_clock(self, milestone, at, known):
        """Return the values of a clock that starts, with what it shows.

        :param datetime at: what the limit counts from, UTC
        :param dict known: see :meth:`_get_clock_hours`
        :rtype: dict
        """
        limit = milestone._get_limit()
        version, work, problem = self._get_clock_hours(milestone, known)
        begin = Event("started", min(at, fields.Datetime.now()), start=at)
        deadline = moment = False
        if not problem:
            try:
                deadline = replay([begin], limit, work).deadline
                moment = self.env["complaint.clock"]._get_first_event(
                    milestone, [begin], limit, work, deadline
                )
            except WorkingTimeError as error:
                problem = str(version._get_error(error))
        return {
            "case_id": self.id,
            **milestone._prepare_limit(),
            "calendar_version_id": version.id,
            "state": "running",
            "started_at": at,
            "deadline": deadline,
            "next_event_at": moment,
            "promise_at": milestone.promised and deadline,
            "problem": problem,
        }

    def _update_next_deadline(self):
        """Store the limit that ends next, where it changed, in one query."""
        if not self:
            return
        Case, Clock = self.env["complaint.case"], self.env["complaint.clock"]
        Clock.flush_model(["case_id", "state", "deadline"])
        Case.flush_model(["is_open", "next_deadline", "binding_clock_id"])
        self.env.execute_query(
            SQL(
                """UPDATE complaint_case c
                      SET next_deadline = found.deadline, binding_clock_id = found.id
                     FROM unnest(%(ids)s::int[]) AS one(id)
                     LEFT JOIN LATERAL (
                          SELECT k.id, k.deadline
                            FROM complaint_clock k
                            JOIN complaint_case o ON o.id = k.case_id AND o.is_open
                           WHERE k.case_id = one.id AND k.state = 'running'
                             AND k.deadline IS NOT NULL
                           ORDER BY k.deadline, k.id LIMIT 1) AS found ON true
                    WHERE c.id = one.id
                      AND (c.next_deadline, c.binding_clock_id)
                          IS DISTINCT FROM (found.deadline, found.id)
                RETURNING c.id""",
                ids=self.ids,
            )
        )
        shown = ["next_deadline", "binding_clock_id", "is_late", "time_left"]
        self.invalidate_recordset(shown, flush=False)
