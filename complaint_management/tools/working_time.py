# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Working time as one line of seconds: adding to it and measuring it by bisection.

A `WorkingTime` is the work of a calendar within a horizon: intervals in UTC, sorted and
merged, each with the seconds worked before it. Both directions look up the same two
lists, so what was added is what is measured::

    between(start, add(start, hours, "working_hour")) == hours * 3600

Moments go in and come out as naive datetimes in UTC, as Odoo keeps them; aware ones are
understood, too. Everything counts in whole seconds: parts of a second are cut off.

**Units**, which are never converted into each other:

- `hour` and `calendar_day` are elapsed time, 3,600 and 86,400 seconds each.
- `working_hour` is 3,600 seconds of working time.
- `working_day` is a whole day of the calendar, however long it is. Half a day
  into Friday, three working days end half a day into Wednesday: where days are equally
  long that is the same time of day, and a short day counts as much as a long one. A
  shift belongs to the day it starts on, also the part after midnight.

**Law-style days** (`law_style=True`, for both kinds of days): the day of the start does
not count, and the limit ends with the last day, in the zone of the calendar: at the end
of its working time for working days, at 23:59:59 for calendar days.

**Backward**, an amount below zero: the latest moment that is still so much before the
start. In law style the days lie in full between, so the limit ends when the first of
them begins: at its first working moment, or at midnight.
"""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor

from .working_rules import DAY, to_utc, work_of_days

EPOCH = datetime(1970, 1, 1)
SECOND = timedelta(seconds=1)
SECONDS_IN = {"hour": 3600, "calendar_day": DAY, "working_hour": 3600}
UNITS = ("hour", "calendar_day", "working_hour", "working_day")
WORKING_UNITS = ("working_hour", "working_day")


class WorkingTimeError(ValueError):
    """Working time that was asked for is not known."""


class EmptyCalendarError(WorkingTimeError):
    """The calendar has no working time at all, so no limit would ever end."""


class HorizonError(WorkingTimeError):
    """The answer lies outside of what was prepared; prepare a longer horizon."""


def to_seconds(moment):
    """Return a moment as whole seconds since 1970 in UTC.

    >>> to_seconds(datetime(1970, 1, 2, 0, 0, 1, 999_999))
    86401
    """
    if moment.tzinfo:
        moment = moment.replace(tzinfo=None) - moment.utcoffset()
    return (moment - EPOCH) // SECOND


def to_moment(seconds):
    """Return whole seconds since 1970 as a naive datetime in UTC."""
    return EPOCH + timedelta(seconds=seconds)


class WorkingTime:
    """Working time of one calendar within a horizon. See the module for what it means.

    :param intervals: pairs of moments in UTC, in any order, overlapping or not
    :param tzinfo tz: zone of the calendar, in which its days begin and end
    :param start: first moment of the horizon; the first interval by default
    :param end: last moment of the horizon; the last interval by default

    >>> from datetime import timezone
    >>> week = [(datetime(2026, 1, day, 8), datetime(2026, 1, day, 16))
    ...         for day in (5, 6, 7, 8, 9, 12)]
    >>> work = WorkingTime(week, timezone.utc)
    >>> friday = datetime(2026, 1, 9, 14)
    >>> work.add(friday, 3, "working_hour")
    datetime.datetime(2026, 1, 12, 9, 0)
    >>> work.between(friday, datetime(2026, 1, 12, 9))
    10800
    >>> work.add(friday, 1, "working_day")
    datetime.datetime(2026, 1, 12, 14, 0)
    >>> work.add(friday, 1, "working_day", law_style=True)
    datetime.datetime(2026, 1, 12, 16, 0)
    >>> work.add(friday, -1, "working_day", law_style=True)
    datetime.datetime(2026, 1, 8, 8, 0)
    """

    def __init__(self, intervals, tz, start=None, end=None):
        spans = []
        for first, last in intervals:
            spans += _split_at_midnight(to_seconds(first), to_seconds(last), tz)
        self._fill(
            spans,
            tz,
            None if start is None else to_seconds(start),
            None if end is None else to_seconds(end),
        )

    @classmethod
    def from_rules(cls, attendances, tz, start, end, leaves=(), exceptions=None):
        """Prepare the working time of weekly hours from one date to another.

        :param attendances: tuples of weekday (0 is Monday), hour from, hour to, as
            floats, and optionally which of two weeks (0 or 1, as core counts them). An
            hour to that is not after hour from, or beyond 24, is on the next day.
        :param tzinfo tz: zone of the hours
        :param date start: the first day
        :param date end: the last day, included
        :param leaves: pairs of moments in UTC when nobody works
        :param dict exceptions: by date, the weekday it works like or None for closed.
            What is said of a date stands, whatever leave covers it.
        :raise ValueError: for an hour or weekday that does not exist
        """
        return cls.from_pieces(
            [(start, end, tz, attendances, leaves, exceptions or {})]
        )

    @classmethod
    def from_pieces(cls, pieces):
        """Prepare working time whose rules changed at some dates.

        :param pieces: tuples of first date, last date, zone, attendances, leaves and
            exceptions, as in :meth:`from_rules`, one after the other without a gap; the
            zone of the last is the zone of the whole
        """
        spans = []
        for first, last, tz, attendances, leaves, exceptions in pieces:
            gone = [(to_seconds(since), to_seconds(until)) for since, until in leaves]
            spans += work_of_days(first, last, tz, attendances, gone, exceptions)
        start = to_utc((pieces[0][0].toordinal() - EPOCH.toordinal()) * DAY, tz)
        end = to_utc((last.toordinal() + 1 - EPOCH.toordinal()) * DAY, tz)
        self = cls.__new__(cls)
        self._fill(spans, tz, start, end)
        return self

    def _fill(self, spans, tz, start, end):
        """Fill the lists that are looked up from spans: day, first and last second.

        `_starts` and `_ends` are the merged intervals, `_before` the seconds worked
        before each. `_days` are the ordinals of the days that work, `_day_ends` the
        seconds worked up to the end of each.
        """
        spans.sort(key=lambda span: span[1:])
        starts, ends = [], []
        for _day, first, last in spans:
            if ends and first <= ends[-1]:
                ends[-1] = max(ends[-1], last)
            elif first < last:
                starts.append(first)
                ends.append(last)
        lengths = [last - first for first, last in zip(starts, ends, strict=True)]
        self._starts, self._ends, self.tz = starts, ends, tz
        self._before = [0, *accumulate(lengths)]
        self._total = self._before.pop()
        self._start = starts[0] if start is None and starts else start
        self._end = ends[-1] if end is None and ends else end
        last_of_day = {}
        for day, _first, last in spans:
            last_of_day[day] = max(last, last_of_day.get(day, last))
        self._days, self._day_ends = [], []
        for day in sorted(last_of_day):
            worked = self._worked(last_of_day[day])
            if worked > (self._day_ends[-1] if self._day_ends else 0):
                self._days.append(day)
                self._day_ends.append(worked)

    # === ADDING === #

    def add(self, start, amount, unit, law_style=False):
        """Return the moment that lies so much after a start, before it if negative.

        Forward it is the earliest such moment, backward the latest, so that a limit
        never ends outside of working time; nothing added is the start itself.

        :param datetime start: when the limit starts
        :param amount: how many units, fractions included except in law style
        :param str unit: one of :data:`UNITS`
        :param bool law_style: for days, count whole days only; see the module
        :rtype: datetime
        :raise EmptyCalendarError: if the calendar has no working time
        :raise HorizonError: if the answer lies outside of the horizon
        :raise ValueError: for an unknown unit, or hours in law style
        """
        if unit not in UNITS:
            raise ValueError(f"{unit!r} is not one of {', '.join(UNITS)}")
        if law_style:
            return self._add_law_days(to_seconds(start), amount, unit)
        if unit == "working_day":
            return self._add_working_days(to_seconds(start), amount)
        seconds = round(amount * SECONDS_IN[unit])
        return self.shift(start, seconds, unit in WORKING_UNITS)

    def shift(self, start, seconds, working=True):
        """Return the moment so many seconds away, of working or of elapsed time."""
        if not working:
            return to_moment(to_seconds(start) + seconds)
        if not seconds:
            return to_moment(to_seconds(start))
        worked = self._worked_within(to_seconds(start))
        return to_moment(self._moment_of(worked + seconds, backward=seconds < 0))

    def _add_working_days(self, start, amount):
        if not amount:
            return to_moment(start)
        # Exact, as the share of a day can be a third.
        target = self._days_worked(self._worked_within(start)) + Fraction(amount)
        index = floor(target) if amount < 0 else ceil(target) - 1
        if index < 0 or index >= len(self._days):
            raise self._beyond()
        before = self._day_ends[index - 1] if index else 0
        share = (target - index) * (self._day_ends[index] - before)
        seconds = floor(share) if amount < 0 else ceil(share)
        return to_moment(self._moment_of(before + seconds, backward=amount < 0))

    def _add_law_days(self, start, amount, unit):
        if unit not in ("calendar_day", "working_day") or amount != int(amount):
            raise ValueError(f"law-style limits are whole days, not {amount} {unit}")
        day = self._day_of(start)
        if unit == "calendar_day":
            # The last second of a day, or the first one when counting backward.
            midnight = (day + int(amount) + (amount >= 0)) * DAY
            return to_moment(to_utc(midnight, self.tz) - (amount >= 0))
        self._worked_within(start)
        if amount > 0:
            index = bisect_right(self._days, day) + int(amount) - 1
        elif amount < 0:
            index = bisect_left(self._days, day) + int(amount)
        else:
            # No day at all: the end of today, or of the next day that works.
            index = bisect_left(self._days, day)
        if index < 0 or index >= len(self._days):
            raise self._beyond()
        if amount < 0:
            before = self._day_ends[index - 1] if index else 0
            return to_moment(self._moment_of(before, backward=True))
        return to_moment(self._moment_of(self._day_ends[index], backward=False))

    # === MEASURING === #

    def between(self, start, end, working=True):
        """Return the seconds worked from one moment to another, negative if before.

        :param bool working: False for elapsed seconds
        :rtype: int
        :raise HorizonError: if a moment lies outside of the horizon
        """
        first, last = to_seconds(start), to_seconds(end)
        if not working:
            return last - first
        return self._worked_within(last) - self._worked_within(first)

    def days_between(self, start, end):
        """Return the working days from one moment to another, with their fractions.

        :rtype: float
        """
        first, last = (self._worked_within(to_seconds(at)) for at in (start, end))
        return float(self._days_worked(last) - self._days_worked(first))

    def is_working(self, moment):
        """Return whether anybody works in the second that begins at a moment."""
        seconds = to_seconds(moment)
        index = bisect_right(self._starts, seconds) - 1
        return index >= 0 and seconds < self._ends[index]

    def day_of(self, moment):
        """Return the date of a moment in the zone of the calendar."""
        return date.fromordinal(self._day_of(to_seconds(moment)) + EPOCH.toordinal())

    def get_intervals(self, start, end):
        """Return the pairs of moments between which somebody works in a period."""
        first, last = to_seconds(start), to_seconds(end)
        index = bisect_right(self._ends, first)
        found = []
        while index < len(self._starts) and self._starts[index] < last:
            since = max(first, self._starts[index])
            found.append((to_moment(since), to_moment(min(last, self._ends[index]))))
            index += 1
        return found

    def get_shares(self, start, end):
        """Return the work of a period, with the length of the day each piece is of.

        Whoever has it measures without the calendar: the seconds worked are the sum of
        the pieces, the working days the sum of what each is of its day.

        :return: tuples of two moments and the seconds of the whole day
        """
        found = []
        for since, until in self.get_intervals(start, end):
            first, last = to_seconds(since), to_seconds(until)
            while first < last:
                worked = self._worked(first)
                day = bisect_right(self._day_ends, worked)
                length = self._day_ends[day] - (self._day_ends[day - 1] if day else 0)
                next_day = min(last, first + self._day_ends[day] - worked)
                found.append((to_moment(first), to_moment(next_day), length))
                first = next_day
        return found

    def next_working(self, moment):
        """Return the first second from a moment on that somebody works in.

        :rtype: datetime or None, if none is known
        """
        if self.is_working(moment):
            return moment
        index = bisect_right(self._starts, to_seconds(moment))
        return to_moment(self._starts[index]) if index < len(self._starts) else None

    # === LOOKING UP === #

    def _worked(self, seconds):
        index = bisect_right(self._starts, seconds) - 1
        if index < 0:
            return 0
        seconds = min(seconds, self._ends[index])
        return self._before[index] + seconds - self._starts[index]

    def _worked_within(self, seconds):
        """Return the seconds worked up to a moment, which has to be in the horizon."""
        if not self._total:
            raise EmptyCalendarError("the calendar has no working time")
        if not self._start <= seconds <= self._end:
            raise self._beyond()
        return self._worked(seconds)

    def _moment_of(self, worked, backward):
        """Return when so many seconds are worked: the first moment, or the last."""
        if not (0 <= worked < self._total if backward else 0 < worked <= self._total):
            raise self._beyond()
        search = bisect_right if backward else bisect_left
        index = search(self._before, worked) - 1
        return self._starts[index] + worked - self._before[index]

    def _days_worked(self, worked):
        """Return how many days, and which share of one, so many seconds are."""
        index = bisect_right(self._day_ends, worked)
        if index == len(self._day_ends):
            return Fraction(index)
        before = self._day_ends[index - 1] if index else 0
        return index + Fraction(worked - before, self._day_ends[index] - before)

    def _day_of(self, seconds):
        """Return the number of the day since 1970 a moment is on, where it is."""
        moment = datetime.fromtimestamp(seconds, self.tz)
        return moment.toordinal() - EPOCH.toordinal()

    def _beyond(self):
        if not self._total:
            return EmptyCalendarError("the calendar has no working time")
        first, last = to_moment(self._start), to_moment(self._end)
        return HorizonError(f"working time is known from {first} to {last} only")


def _split_at_midnight(first, last, tz):
    """Return spans of an interval, each with the day since 1970 it is on."""
    spans = []
    while first < last:
        here = datetime.fromtimestamp(first, tz)
        day = here.toordinal() - EPOCH.toordinal()
        until = min(last, to_utc((day + 1) * DAY, tz))
        spans.append((day, first, until))
        first = until
    return spans
