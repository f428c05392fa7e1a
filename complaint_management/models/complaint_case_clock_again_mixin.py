# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models

OPEN = ("running", "paused")


class ComplaintCaseClockAgainMixin(models.AbstractModel):
    """Time limits of a complaint that was locked and is open again.

    An ended ledger stays ended: what goes on does so in another round.
    """

    _name = "complaint.case.clock.again.mixin"
    _description = "Time Limits That Run Again"

    # === BUSINESS METHODS === #

    def _run_clocks_again(self, code, at):
        """Let limits run again that had ended with the complaint.

        In superuser mode.

        :param str code: `unmerged` or `reopened`
        :param datetime at: when it was opened again, UTC
        """
        ended = self._get_last_rounds().filtered(lambda clock: clock.state not in OPEN)
        if code == "unmerged":
            ended.filtered(
                lambda clock: clock._get_last_event().event == "merged"
            )._go_on_as_before()
            return
        # It is investigated anew.
        self._start_clocks("investigation_started", at, None)
        returning = ended.filtered(lambda clock: clock._comes_back())
        self._create_clocks(
            [(clock.case_id, clock.milestone_id, clock.case_id) for clock in returning],
            code,
            at,
            anew=True,
        )

    def _get_last_rounds(self):
        """Return the last clock of each limit.

        :rtype: recordset of `complaint.clock`
        """
        last = {}
        for clock in self.clock_ids.sorted("round"):
            last[clock.milestone_id, clock.res_model, clock.res_id] = clock
        return self.env["complaint.clock"].union(*last.values())
