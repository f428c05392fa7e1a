# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

from ..const import HOURS_AHEAD
from ..tools.working_time import WORKING_UNITS, WorkingTimeError, to_seconds

DAY, HOUR, MINUTE = 86_400, 3_600, 60


class ComplaintClock(models.Model):
    """How much time is left, in what counts: working time, or time by the clock."""

    _inherit = "complaint.clock"

    time_left = fields.Char(
        compute="_compute_time_left",
        help="Until the deadline, or how late it is by now. In working time where the "
        "limit counts in it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "deadline", "unit", "calendar_version_id")
    @api.depends_context("lang")
    def _compute_time_left(self):
        now, known = fields.Datetime.now(), {}
        for clock in self:
            words = clock.state == "running" and clock.deadline
            clock.time_left = words and clock._word_left(now, known)

    # === BUSINESS METHODS === #

    def _word_left(self, now, known):
        """Return in words how much time is left, or how late it is.

        :param datetime now: the moment, UTC
        :param dict known: working time by version, filled as needed
        :rtype: str
        """
        self.ensure_one()
        late = now > self.deadline
        first, last = sorted((now, self.deadline))
        work = self._get_work(now, known)
        if work:
            days = 0
            if self.unit == "working_day":
                days = work.days_between(first, last)
            words = self._word_worked(work.between(first, last), days)
            if late and not words:
                return self.env._("late")
        else:
            words = self._word_elapsed(int((last - first).total_seconds()))
        words = words or self._word_elapsed(0)
        if late:
            return self.env._("late by %s", words)
        return self.env._("%s left", words)

    def _get_work(self, now, known):
        """Return the working time that the limit counts in.

        :return: None for elapsed time, and beyond what is known of the working hours
        :rtype: WorkingTime
        """
        version = self.calendar_version_id
        if self.unit not in WORKING_UNITS or not version:
            return None
        if version not in known:
            known[version] = version._get_working_time()
        try:
            known[version].between(now, self.deadline)
        except WorkingTimeError:
            return None
        return known[version]

    @api.model
    def _word_worked(self, seconds, days=0):
        """Return working time in words, in days only where they count; empty for none.

        :param int seconds: how much
        :param float days: how many working days that is, whole ones and a part
        :rtype: str
        """
        Milestone = self.env["complaint.milestone"]
        if days >= 1:
            return Milestone._word_limit(int(days * 10 + 1e-6) / 10, "working_day")
        hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
        if hours and minutes:
            return self.env._(
                "%(hours)s h %(minutes)s min of working time",
                hours=hours,
                minutes=minutes,
            )
        if hours:
            return Milestone._word_limit(hours, "working_hour")
        return minutes and self.env._("%s min of working time", minutes) or ""

    @api.model
    def _word_elapsed(self, seconds):
        """Return elapsed time in words, in the two largest units that matter."""
        days, hours = seconds // DAY, seconds % DAY // HOUR
        minutes = seconds % HOUR // MINUTE
        if days and hours:
            return self.env._("%(days)s d %(hours)s h", days=days, hours=hours)
        if days:
            return self.env._("%(days)s d", days=days)
        if hours and minutes:
            return self.env._(
                "%(hours)s h %(minutes)s min", hours=hours, minutes=minutes
            )
        if hours:
            return self.env._("%(hours)s h", hours=hours)
        return self.env._("%(minutes)s min", minutes=minutes)

    def _prepare_hours(self, now):
        """Return the working hours by which the screen tells the time that is left.

        The browser does not know the calendars: it gets what is worked between now and
        the deadlines, and a day more.

        :param datetime now: the moment, UTC
        :return: by version as a string, lists of start, end and length of the day, in
            seconds since 1970; and by id of a limit, which of them counts
        :rtype: tuple[dict, dict]
        """
        known = {}
        running = self.filtered(lambda c: c.state == "running" and c.deadline)
        counted = running.filtered(lambda c: c._get_work(now, known))
        hours = {}
        for version, clocks in counted.grouped("calendar_version_id").items():
            moments = [now, *clocks.mapped("deadline")]
            shares = known[version].get_shares(min(moments), max(moments) + HOURS_AHEAD)
            hours[str(version.id)] = [
                (to_seconds(since), to_seconds(until), length)
                for since, until, length in shares
            ]
        return hours, {c.id: str(c.calendar_version_id.id) for c in counted}
