# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import models

#: What another round of the same limit takes over.
SAME = (
    *("case_id", "milestone_id", "amount", "unit", "law_style", "pausable"),
    *("calendar_version_id", "started_at"),
    *("cycle", "ladder_cycle", "acknowledged_until", "raised_count"),
)
#: What cuts a complaint off before its time.
CUT_OFF = ("withdrawn", "not_accepted")
#: What lies behind a complaint that is investigated.
BEHIND = ("received", "aware", "registered", "acknowledged", "accepted", "not_accepted")


class ComplaintClock(models.Model):
    """Limits that go on as if they had not ended."""

    _inherit = "complaint.clock"

    # === BUSINESS METHODS === #

    def _get_entries(self):
        """Return the entries of the ledger in order, as a list.

        Those of many clocks are read together: a part of a recordset, such as its last
        one, is read alone.
        """
        self.ensure_one()
        return list(self.event_ids.sorted("id"))

    def _go_on_as_before(self):
        """Go on with the same start, pauses and extensions, in another round.

        So does the way up: who was told is not told again, and has it on the list.

        :return: the clocks that go on
        """
        # Nobody has rights on clocks: what happens to a complaint moves them.
        clocks = self.sudo()._with_token()
        new = clocks.create(
            [
                {
                    **{name: _to_write(clock[name]) for name in SAME},
                    "res_model": clock.res_model,
                    "res_id": clock.res_id,
                    "round": clock.round + 1,
                }
                for clock in clocks
            ]
        )
        ledger = []
        for clock, follower in zip(clocks, new, strict=True):
            # All but its end.
            for entry in clock._get_entries()[:-1]:
                [values] = entry.copy_data()
                ledger.append(values | {"clock_id": follower.id})
            if clock.raised_count:
                clock.escalation_ids.clock_id = follower
        self.env["complaint.clock.event"].with_env(clocks.env).create(ledger)
        new._replay()
        new.filtered("raised_count").escalation_ids._announce_again()
        return new

    def _comes_back(self):
        """Whether a limit that has ended runs anew in a complaint that is reopened.

        What comes round does, but for what somebody gave up; so does what closing
        reached, and what a withdrawal or a refusal cut off, as far as it lies ahead.
        """
        self.ensure_one()
        milestone, last = self.milestone_id, self._get_last_event()
        of_case = (self.res_model, self.res_id) == (self.case_id._name, self.case_id.id)
        if not of_case or milestone.policy_id.state != "active" or not last.event:
            return False
        if milestone.recurring:
            return True
        if last.kind == "reached":
            return last.event == "closed"
        return last.event in CUT_OFF and milestone.target_event not in BEHIND


def _to_write(value):
    return value.id if isinstance(value, models.BaseModel) else value
