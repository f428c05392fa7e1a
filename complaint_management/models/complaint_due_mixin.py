# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging
import traceback
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH = 100
#: how often the locks are asked for while others change what is due
ATTEMPTS = 5
#: what failed waits so long, twice as long each time, up to a day
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=1)


class ComplaintDueMixin(models.AbstractModel):
    """Records with something that has to happen at a moment, taken in batches.

    The moment stands in `_due_field`. Rows that somebody else is changing right now are
    left for the next time; a batch that fails is done again in halves, down to the one
    record that fails, which waits while all others go on.
    """

    _name = "complaint.due.mixin"
    _description = "Due at a Moment"

    _due_field = "next_event_at"

    # === BUSINESS METHODS === #

    @api.model
    def _run_due(self, batch=BATCH):
        """Do what is due, each batch in a transaction of its own.

        The caller has just committed, so that the first statement takes the locks and
        the picture of the database in one. Whatever fails, it returns.

        :return: whether there was time to do all of it
        :rtype: bool
        """
        seen = set()
        while ids := self._lock_again(batch, skip=seen):
            seen.update(ids)
            if not self._do_safely(ids):
                return False
        return True

    @api.model
    def _count_due(self):
        """Return how many are due now, up to a thousand."""
        [[count]] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s <= %s LIMIT 1000) d",
                SQL.identifier(self._table),
                SQL.identifier(self._due_field),
                fields.Datetime.now(),
            )
        )
        return count

    @api.model
    def _lock_again(self, limit, **which):
        """Lock what is due; where others change it in that moment, look again."""
        for _attempt in range(ATTEMPTS):
            try:
                return self._lock_due(limit, **which)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
        return []

    @api.model
    def _lock_due(self, limit, only=None, skip=()):
        """Return the ids of what is due now, locked; what others hold is left out.

        :param int limit: how many at most
        :param only: ids to choose from, None for all
        :param skip: ids that had their turn
        :rtype: list[int]
        """
        self.flush_model([self._due_field])
        due = SQL.identifier(self._due_field)
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %(table)s WHERE %(due)s <= %(now)s %(only)s %(skip)s "
                "ORDER BY %(due)s, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED",
                table=SQL.identifier(self._table),
                due=due,
                now=fields.Datetime.now(),
                only=SQL("AND id = ANY(%s)", list(only)) if only else SQL(),
                skip=SQL("AND id != ALL(%s)", list(skip)) if skip else SQL(),
                limit=limit,
            ),
            # That somebody else was quicker is expected, and handled.
            log_exceptions=False,
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _do_safely(self, ids):
        """Do locked records; those that fail alone wait, the others are done.

        :return: whether there is time left
        """
        try:
            self.browse(ids)._do_due(fields.Datetime.now())
            return bool(self.env["ir.cron"]._commit_progress(len(ids)))
        # Whatever is wrong with one record must not stop the others.
        except Exception as error:  # noqa: BLE001
            self.env.cr.rollback()
            failure = error
        if len(ids) == 1:
            if not isinstance(failure, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                self._put_back(ids, failure)
            # Else somebody is changing it, and it is due the next time as well.
            return bool(self.env["ir.cron"]._commit_progress())
        left = True
        for part in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
            if locked := self._lock_again(len(part), only=part):
                left = self._do_safely(locked)
        return left

    @api.model
    def _put_back(self, ids, error):
        """Let what failed wait, in a transaction of its own, and say so."""
        # The message of an error may quote what is private; its place does not.
        where = "".join(traceback.format_tb(error.__traceback__))
        kind = type(error).__name__
        _logger.warning("%s %s is put back: %s\n%s", self._name, ids, kind, where)
        text = str(error) if isinstance(error, UserError) else kind
        try:
            self.browse(ids)._wait_after(text, fields.Datetime.now())
            self.env.flush_all()
        except Exception as again:  # noqa: BLE001, as above
            self.env.cr.rollback()
            _logger.warning("%s %s: %s", self._name, ids, type(again).__name__)

    @api.model
    def _get_pause(self, failures):
        """Return how long a record waits after so many failures."""
        return min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE)

    def _do_due(self, now):
        """Do what is due. In superuser mode; to be extended.

        :param datetime now: the moment, UTC
        """
        raise NotImplementedError

    def _wait_after(self, text, now):
        """Note that it failed, and move the moment. To be extended.

        :param str text: what went wrong
        """
        raise NotImplementedError
