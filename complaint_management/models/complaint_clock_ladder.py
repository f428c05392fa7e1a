# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

from ..tools.clock import Limit
from ..tools.working_time import WorkingTimeError
from .complaint_clock import OPEN

HANDOVER = "complaint.handover"
#: What may move the deadline to later.
MOVING = ("extended", "rebased", "calendar_changed")


class ComplaintClock(models.Model):
    """When a clock has to be looked at next: for a step, a lapse, or its deadline."""

    _inherit = "complaint.clock"

    escalation_ids = fields.One2many(
        "complaint.escalation", "clock_id", string="Escalations", readonly=True
    )
    raised_count = fields.Integer(
        string="Raised", readonly=True, help="How many people were told of it."
    )
    cycle = fields.Integer(
        required=True,
        readonly=True,
        default=1,
        help="Grows when the limit is extended, and when somebody who took care of it "
        "did not finish in time.",
    )
    ladder_cycle = fields.Integer(
        required=True,
        readonly=True,
        default=1,
        help="The cycle that began with the present deadline.",
    )
    acknowledged_until = fields.Datetime(
        readonly=True, help="Somebody takes care of it until then; nobody is told."
    )
    failures = fields.Integer(
        readonly=True, help="How often in a row an escalation of it failed."
    )

    # === BUSINESS METHODS === #

    def _write_ledger(self, kind, at=None, **values):
        """Begin a new cycle when a limit ends later; tidy up when one ends.

        What is late after an extension as well goes on upward where it stood.
        """
        # The checks are done; nobody has rights on clocks.
        clocks = self.sudo()._with_token()
        before = {clock: clock.deadline for clock in clocks if kind in MOVING}
        result = super()._write_ledger(kind, at, **values)
        now = fields.Datetime.now()
        later = [
            clock.id
            for clock, deadline in before.items()
            if deadline and clock.deadline and clock.deadline > max(deadline, now)
        ]
        if later:
            # What was raised was raised of another deadline.
            clocks.browse(later)._begin_cycle()
            clocks.browse(later)._replay()
        ended = self.filtered(lambda c: c.state not in OPEN and c.raised_count)
        # Others' activities are not the user's to remove.
        ended.sudo().escalation_ids._drop_activities()
        return result

    def _begin_cycle(self):
        """Forget what was raised so far, in superuser mode with the token."""
        for clock in self:
            cycle = clock.cycle + 1
            clock.write(
                {"cycle": cycle, "ladder_cycle": cycle, "acknowledged_until": False}
            )

    def _read_ledger(self):
        """Also tell when something has to happen next."""
        values = super()._read_ledger()
        values["next_event_at"] = values["state"] == "running" and (
            self._get_next_event(values["deadline"], fields.Datetime.now())
        )
        return values

    def _get_next_event(self, deadline, now):
        """Return the earliest moment at which something can happen, or False.

        :param datetime deadline: the end of the limit, UTC; possibly none
        """
        moments = [due for due, _step in self._get_pending(deadline)]
        if hold := self.acknowledged_until:
            moments = [max(due, hold) for due in moments]
        if deadline and deadline > now:
            moments.append(deadline)
        return min(moments, default=False)

    def _get_pending(self, deadline):
        """Return what is still to be raised: pairs of a moment and a step.

        :rtype: list[tuple]
        """
        self.ensure_one()
        steps = self.milestone_id.step_ids
        if not steps or not deadline:
            return []
        ledger = self._get_ledger()
        raised = self._get_raised()
        pending = []
        for step in steps:
            rows = raised.filtered(lambda row, step=step: row.step_id == step)
            level = max(rows.mapped("level"), default=0)
            last = rows.filtered(lambda row, level=level: row.level == level)
            try:
                due = self._get_due(step, last, deadline, ledger)
            except WorkingTimeError:
                continue  # beyond what is known of the working hours
            if due:
                pending.append((due, step))
        return pending

    def _get_due(self, step, last, deadline, ledger):
        """Return when a step is due, after what it raised last; None for never.

        :param last: who was told last, all of a group
        """
        if not last:
            return step._get_first_due(deadline, *ledger)
        if holds := last.filtered("acknowledged_until"):
            return max(holds.mapped("acknowledged_until"))
        if not last.user_id:
            return None  # nobody is left, or there was nobody to tell
        return step._get_next_due(last[0].raised_at, *ledger)

    def _get_ledger(self):
        """Return events, limit and working time, as the kernel takes them."""
        rows = self.event_ids.sorted("id")
        limit = Limit(self.amount, self.unit, self.law_style, self.pausable)
        return rows._to_events(), limit, self._get_working_times(rows)

    def _get_raised(self):
        """Return what was raised since the deadline is what it is."""
        if not self.raised_count:
            return self.env["complaint.escalation"]
        return self.escalation_ids.filtered(lambda row: row.cycle >= self.ladder_cycle)

    def _get_responsible(self):
        """Return whose reporting line it goes up: who has to reach the limit.

        :rtype: recordset of `res.users`
        """
        self.ensure_one()
        case = self.case_id
        if self.res_model == HANDOVER:
            relay = self.env[HANDOVER].browse(self.res_id).exists()
            return relay.to_user_id or relay.to_team_id.leader_id
        return case.user_id or case.holder_id or case.team_id.leader_id

    def _hold(self, until):
        """Stop the ladder, as somebody takes care; in superuser mode.

        :param datetime until: when it goes on, UTC
        """
        for clock in self._with_token():
            hold = max(until, clock.acknowledged_until or until)
            clock.write({"acknowledged_until": hold})
            if clock.state == "running":
                now = fields.Datetime.now()
                moment = clock._get_next_event(clock.deadline, now)
                clock.write({"next_event_at": moment})

    @api.model
    def _get_first_event(self, milestone, events, limit, work, deadline):
        """Return when something has to happen to a clock that starts.

        :param milestone: its `complaint.milestone`
        :param datetime deadline: its end, UTC
        """
        moments = [deadline] if deadline > fields.Datetime.now() else []
        for step in milestone.step_ids:
            try:
                moments.append(step._get_first_due(deadline, events, limit, work))
            except WorkingTimeError:
                continue  # as in _get_pending
        return min(moments, default=False)
