# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import models

#: What another round of the same limit takes over.
SAME = (
    *("case_id", "milestone_id", "amount", "unit", "law_style", "pausable"),
    *("calendar_version_id", "started_at"),
)


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

        People are told anew: what they were told went with the complaint.
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
        self.env["complaint.clock.event"].with_env(clocks.env).create(ledger)
        new._replay()


def _to_write(value):
    return value.id if isinstance(value, models.BaseModel) else value
