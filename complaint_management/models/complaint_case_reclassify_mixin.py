# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models

from ..life import STEPS
from .complaint_clock import OPEN

#: What decides on the policies that are for a complaint.
CLASSIFYING = frozenset(
    {"category_id", "channel_id", "team_id", "severity", "urgency", "complainant_type"}
)


class ComplaintCaseReclassifyMixin(models.AbstractModel):
    """Another classification may bring other limits.

    What is no longer for the complaint is cancelled and stays in the ledger; what is
    for it now counts from the receipt, or whatever it starts with, without the time
    that was waited for the complainant. So nobody gains time by it.
    """

    _name = "complaint.case.reclassify.mixin"
    _description = "Classified Anew"

    # === CRUD METHODS === #

    def write(self, vals):
        """Exchange the limits that depend on what is written."""
        if not CLASSIFYING & vals.keys():
            return super().write(vals)
        # Whoever may write it need not see every category or team.
        before = {case: case._get_classification() for case in self.sudo()}
        result = super().write(vals)
        changed = [case for case, old in before.items() if _differs(case, old)]
        self.browse(case.id for case in changed)._reclassify_clocks()
        return result

    # === BUSINESS METHODS === #

    def _get_classification(self):
        return {name: self[name] for name in CLASSIFYING}

    def _reclassify_clocks(self):
        """Cancel limits that are not for the complaints any more, start those that are.

        Limits of parts, such as hand-overs, run on.
        """
        if not self.env["complaint.policy"]._get_active_codes()[1]:
            return
        # Limits bind whoever classifies.
        cases = self.sudo().filtered("is_open")
        for case in cases:
            running = case.clock_ids.filtered(
                lambda clock: clock.state in OPEN and clock.res_model == self._name
            )
            running.filtered(
                lambda clock: not clock.milestone_id._is_for(clock.case_id)
            )._write_ledger("cancelled", event="reclassified")
            case._start_clocks_of_the_past()
        cases._update_next_deadline()

    def _start_clocks_of_the_past(self):
        """Start what would run, had the complaint been classified like that at once."""
        self.ensure_one()
        happened = self._get_what_happened()
        for code, at in happened.items():
            found = self.env["complaint.policy"]._find_milestones(self, code)
            starts = [
                (case, milestone, case)
                for case, milestone in found
                if not case._knows_limit(milestone)
                and not any(
                    happened.get(target, at) > at
                    for target in (
                        milestone.target_event,
                        milestone.other_target_event,
                    )
                )
            ]
            starts = self._go_on_with_reclassified(starts, code, at)
            before = self.clock_ids
            self._create_clocks(starts, code, at, anew=True)
            self.invalidate_recordset(["clock_ids"])
            self._pause_as_waited(self.clock_ids - before, at)

    def _go_on_with_reclassified(self, starts, code, at):
        """Let limits go on that an earlier classification had ended.

        With their pauses, extensions and what was raised.

        :return: the starts that are left
        :rtype: list[tuple]
        """
        milestones = {milestone for _case, milestone, _record in starts}
        ended = self._get_last_rounds().filtered(
            lambda clock: (
                clock.milestone_id in milestones
                and clock.res_model == self._name
                and clock._get_last_event().event == "reclassified"
            )
        )
        for clock in ended:
            follower = clock._go_on_as_before()
            if follower.started_at != at:
                follower._write_ledger("rebased", event=code, start=at)
            self._pause_as_waited(follower, clock.ended_at)
        self.invalidate_recordset(["clock_ids"])
        known = ended.milestone_id
        return [start for start in starts if start[1] not in known]

    def _get_what_happened(self):
        """Return when the things that start and reach limits happened last, by code.

        As the log of the steps and the ledgers tell.

        :rtype: dict
        """
        happened = {"received": self.received_at}
        if self.aware_at:
            happened["aware"] = self.aware_at
        rows = self.clock_ids.event_ids.filtered(
            lambda row: row.kind in ("started", "reached") and row.event
        )
        for row in rows.sorted("id"):
            happened.setdefault(row.event, row.start or row.at)
        for row in self.transition_ids.sorted("id"):
            step = STEPS.get(row.step)
            if step and step.event:
                happened[step.event] = row.at
        return happened

    def _knows_limit(self, milestone):
        """Whether a limit, or an older version of it, was for the complaint already."""
        policies, policy = milestone.policy_id, milestone.policy_id.previous_id
        while policy and policy not in policies:
            policies |= policy
            policy = policy.previous_id
        return any(
            clock.milestone_id.policy_id in policies
            and clock.milestone_id._get_identity() == milestone._get_identity()
            and clock._get_last_event().event != "reclassified"
            for clock in self.clock_ids
        )

    def _pause_as_waited(self, clocks, since):
        """Leave out the time in which the complainant was waited for.

        :param clocks: clocks that were just started, or go on
        :param datetime since: when they start, or what they know ends
        """
        kinds = {"request_info": "paused", "resume": "resumed"}
        steps = self.transition_ids.sorted("id").filtered(
            lambda row: row.step in kinds and row.at >= since
        )
        clocks = clocks.filtered("pausable")
        for row in steps:
            moving = clocks.filtered(
                lambda clock, step=row.step: (
                    clock.state == "running"
                    if step == "request_info"
                    else clock._get_last_event().event == "info_requested"
                )
            )
            moving._write_ledger(kinds[row.step], row.at, event=STEPS[row.step].event)


def _differs(case, old):
    return any(case[name] != value for name, value in old.items())
