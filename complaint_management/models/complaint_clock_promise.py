# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: How many promises are looked after in one transaction.
BATCH = 100


class ComplaintClock(models.Model):
    """Limits promised to the complainant: what is not kept has to be explained."""

    _inherit = "complaint.clock"

    promise_at = fields.Datetime(
        readonly=True,
        help="When a promise to the complainant is broken; empty when none can be, or "
        "when that was noted.",
    )

    _promise_idx = models.Index("(promise_at) WHERE promise_at IS NOT NULL")

    # === ACTION METHODS === #

    def action_announce_delay(self):
        """Say ahead that a promised limit will not be kept; open the explanation.

        :raise UserError: where nothing was promised, or the delay was noted already
        """
        self.ensure_one()
        self._ensure_open(("running",))
        if not self.promise_at:
            raise UserError(
                self.env._(
                    "Nothing was promised to the complainant by this limit, or the "
                    "delay was noted already: %s.",
                    self.display_name,
                )
            )
        self._miss_promise()
        return self.case_id.action_tell()

    # === BUSINESS METHODS === #

    def _get_promise_at(self, rows, deadline):
        """Return when the promise is broken; False if none is, or it was noted.

        A promise is given anew by an extension.

        :param rows: the ledger, in order
        :param datetime deadline: of the running clock
        """
        self.ensure_one()
        noted = False
        for row in rows:
            noted = row.kind == "missed" or (noted and row.kind != "extended")
        return deadline if self.milestone_id.promised and not noted else False

    def _miss_promise(self):
        """Note that promises are or will be broken, and ask for the explanation.

        What the complaint still owes starts with it, see *promise_missed*. A complaint
        that is closed owes the result, not an explanation.
        """
        self._write_ledger("missed", event="promise_missed")
        # Whatever happens to a complaint moves its clocks; the checks are done.
        cases = self.sudo().case_id.filtered("is_open").with_env(self.env)
        cases._complaint_event("promise_missed")
        cases._ask_notice("delayed")

    @api.model
    def _cron_note_promises(self):
        """Note the promises that were broken since the last time, in batches.

        One that can't be noted is tried again in an hour and keeps no other one back.
        """
        Progress = self.env["ir.cron"]
        # What the cron read before must not stand in the way of the locks.
        Progress._commit_progress(remaining=self._count_broken_promises())
        while clocks := self._claim_broken_promises():
            try:
                clocks._miss_promise()
                done = len(clocks)
            except Exception:
                self.env.cr.rollback()
                done = self._note_one_by_one(clocks.ids)
            if not Progress._commit_progress(done):
                break

    @api.model
    def _count_broken_promises(self):
        return self.search_count([("promise_at", "<=", fields.Datetime.now())])

    @api.model
    def _claim_broken_promises(self):
        """Return clocks with a broken promise that nobody else is busy with."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM complaint_clock WHERE promise_at <= %s
                    ORDER BY promise_at LIMIT %s FOR UPDATE SKIP LOCKED""",
                fields.Datetime.now(),
                BATCH,
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _note_one_by_one(self, ids):
        """Note each promise in a transaction of its own; put off what fails."""
        Progress = self.env["ir.cron"]
        for clock in self.browse(ids):
            try:
                clock._miss_promise()
            except Exception:
                self.env.cr.rollback()
                _logger.exception("promise of clock %s not noted", clock.id)
                self.env.execute_query(
                    SQL(
                        "UPDATE complaint_clock SET promise_at = %s WHERE id = %s "
                        "RETURNING id",
                        fields.Datetime.add(fields.Datetime.now(), hours=1),
                        clock.id,
                    )
                )
                self.env.invalidate_all()
            Progress._commit_progress(1)
        return 0
