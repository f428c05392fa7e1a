# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A clock as the list of its events: what it shows follows from them alone.

:func:`replay` reads the events of a ledger in order and returns what the clock shows.
It asks nothing else, neither a database nor the time of day, so anybody can replay the
same ledger later and get the same answer.

**What counts.** The time of the limit's unit: worked time for working units, elapsed
time for the others. A pause moves the deadline by exactly the paused time of that kind,
so a weekend within a pause of a working-time limit moves it by nothing. A pause that
begins after the deadline moves nothing: what is late stays late.

**Events**, by their `kind`:

- `started`: the first one, once. Backward limits count from their reference to it.
- `paused`, `resumed`: by turns. Only what may be paused may be paused.
- `extended`: `amount` and `unit` more; law style follows the limit.
- `calendar_changed`: from here on `calendar` names the working time. The whole clock is
  counted by it; days that were over keep their hours by the way versions are made.
- `rebased`: another `start`, another `limit`, or both; pauses and extensions stay.
- `missed`: the deadline has passed and somebody noted it; changes nothing.
- `reached`, `cancelled`: the end. Nothing may follow. Either ends a pause, too.

A ledger that breaks these rules raises `LedgerError`; each beginning of a valid one is
valid.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from .working_time import SECONDS_IN, UNITS, WORKING_UNITS, WorkingTime

KINDS = (
    "started",
    "paused",
    "resumed",
    "extended",
    "calendar_changed",
    "rebased",
    "missed",
    "reached",
    "cancelled",
)
ENDS = ("reached", "cancelled")


class LedgerError(ValueError):
    """The events can't have happened like that."""


@dataclass(frozen=True)
class Limit:
    """How long something may take.

    :param amount: how many units; below zero for a limit before its reference
    :param str unit: one of `UNITS`
    :param bool law_style: whole days as laws count them
    :param bool pausable: False for limits that nothing stops
    """

    amount: float
    unit: str
    law_style: bool = False
    pausable: bool = True

    @property
    def working(self):
        """Whether working time counts, instead of elapsed time."""
        return self.unit in WORKING_UNITS


@dataclass(frozen=True)
class Event:
    """What happened to a clock, and when, in UTC."""

    kind: str
    at: datetime
    amount: float = 0
    unit: str | None = None
    start: datetime | None = None
    limit: Limit | None = None
    calendar: object = None


@dataclass(frozen=True)
class Reading:
    """What a clock shows at a moment. Durations are seconds of what counts.

    :param str state: `waiting` before the start, `running`, `paused`, `reached` or
        `cancelled`
    :param deadline: when the limit ends; while paused, if it went on at once
    :param int elapsed: without pauses, up to the end or to the moment it is read
    :param int late: what went by after the deadline, the time after the end not
        included; zero when in time
    :param int paused: the time of the pauses
    :param bool missed: whether the deadline has passed before the end, or by now
    """

    state: str
    deadline: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    elapsed: int = 0
    late: int = 0
    paused: int = 0
    missed: bool = False


def replay(events, limit, working_time, now=None):
    """Return what a clock shows after its events.

    :param events: the `Event` of a ledger, in their order
    :param Limit limit: the limit it started with
    :param working_time: a `WorkingTime`, or a dictionary of them by what the events
        name as `calendar`, the first one under None
    :param datetime now: the moment it is read; the last event by default. Earlier
        than the last event it is an error: leave later events out instead.
    :rtype: Reading
    :raise LedgerError: if the events can't have happened like that
    """
    return _Clock(events, limit, working_time, now).get_reading()


def moment_of_share(events, limit, working_time, share, now=None):
    """Return when a share of the limit is used up, such as 0.75 for a reminder.

    Pauses and extensions are heeded. As the deadline does, it moves while paused.

    :rtype: datetime or None
    """
    return _Clock(events, limit, working_time, now).moment_of_share(share)


def moment_after(events, limit, working_time, base, amount, unit):
    """Return the moment so much after another one, such as the next level's turn.

    Pauses that begin in between move it; before a moment, `amount` is below zero.

    :rtype: datetime
    """
    return _Clock(events, limit, working_time, None).moment_after(base, amount, unit)


class _Clock:
    """Events played back: the start, the pauses and the extensions they leave."""

    def __init__(self, events, limit, working_time, now):
        self.limit, self.events = limit, list(events)
        by_name = isinstance(working_time, dict)
        self.calendars = working_time if by_name else {None: working_time}
        self.work: WorkingTime = self.calendars[None]
        self.start = self.end = self.paused_at = self.last = None
        self.state, self.pauses, self.extensions = "waiting", [], []
        for event in self.events:
            self._play(event)
        self.now = now or self.last
        if self.last and self.now < self.last:
            raise LedgerError(f"read at {now}, before the event at {self.last}")
        self._check_limit()

    # === PLAYING === #

    def _play(self, event):
        if event.kind not in KINDS:
            raise LedgerError(f"{event.kind!r} is not an event of a clock")
        if (self.state == "waiting") != (event.kind == "started"):
            raise LedgerError(f"{event.kind} while {self.state}")
        if self.state in ENDS:
            raise LedgerError(f"{event.kind} after {self.state}")
        if self.last and event.at < self.last:
            raise LedgerError(f"{event.kind} at {event.at}, before {self.last}")
        self.last = event.at
        getattr(self, f"_play_{event.kind}")(event)

    def _play_started(self, event):
        self.state, self.start = "running", event.start or event.at

    def _play_paused(self, event):
        if self.state == "paused" or not self.limit.pausable:
            why = "while paused" if self.state == "paused" else "what nothing stops"
            raise LedgerError(f"paused {why}")
        self.state, self.paused_at = "paused", event.at

    def _play_resumed(self, event):
        if self.state != "paused":
            raise LedgerError("resumed while running")
        self.pauses.append((self.paused_at, event.at))
        self.state, self.paused_at = "running", None

    def _play_extended(self, event):
        if event.unit not in UNITS or event.amount <= 0:
            raise LedgerError(f"extended by {event.amount} {event.unit}")
        self.extensions.append((event.amount, event.unit))

    def _play_calendar_changed(self, event):
        if event.calendar not in self.calendars:
            raise LedgerError(f"nobody knows the calendar {event.calendar!r}")
        self.work = self.calendars[event.calendar]

    def _play_rebased(self, event):
        if not event.start and not event.limit:
            raise LedgerError("rebased to nothing")
        self.start = event.start or self.start
        self.limit = event.limit or self.limit

    def _play_missed(self, event):
        pass

    def _play_reached(self, event):
        if self.state == "paused":
            self._play_resumed(event)
        self.state, self.end = event.kind, event.at

    _play_cancelled = _play_reached

    def _check_limit(self):
        if self.limit.unit not in UNITS:
            raise LedgerError(f"{self.limit.unit!r} is not a unit")
        if self.limit.amount < 0 and (self.pauses or self.paused_at):
            raise LedgerError("a limit before its reference can't be paused")

    # === READING === #

    def get_reading(self):
        """Return what the clock shows."""
        if self.start is None:
            return Reading("waiting")
        until = self.end or self.now
        deadline = self._deadline()
        pauses = self._get_pauses()
        paused = sum(
            max(0, self._measure(max(since, self.start), to)) for since, to in pauses
        )
        result = Reading(self.state, deadline, self.start, self.end, paused=paused)
        elapsed = max(0, self._measure(self.start, until) - paused)
        # Nothing is late in a pause, nor for what was given up.
        missed = until > deadline and self.state != "cancelled"
        late = 0
        if missed:
            late = self._measure(deadline, until) - sum(
                max(0, self._measure(max(since, deadline), to)) for since, to in pauses
            )
        return replace(result, elapsed=elapsed, late=max(0, late), missed=missed)

    def moment_of_share(self, share):
        """Return when a share of the limit is used up."""
        if self.start is None:
            return None
        if self.limit.amount < 0:
            raise LedgerError("a limit before its reference has no shares")
        length = self._measure(self.start, self._limit_without_pauses())
        moment = self.work.shift(self.start, round(length * share), self.limit.working)
        return self._with_pauses(moment)

    def moment_after(self, base, amount, unit):
        """Return so much after a moment, moved by the pauses in between."""
        working = unit in WORKING_UNITS
        moment = self.work.add(base, amount, unit)
        for since, until in self._get_pauses():
            if base <= since < moment:
                paused = self.work.between(since, until, working)
                moment = self.work.shift(moment, paused, working)
        return moment

    def _deadline(self):
        return self._with_pauses(self._limit_without_pauses())

    def _limit_without_pauses(self):
        """Return the end of the limit and its extensions, as if never paused."""
        limit = self.limit
        moment = self._add(self.start, limit.amount, limit.unit)
        for amount, unit in self.extensions:
            moment = self._add(moment, amount, unit)
        return moment

    def _add(self, moment, amount, unit):
        law_style = self.limit.law_style and unit.endswith("_day")
        return self.work.add(moment, amount, unit, law_style)

    def _with_pauses(self, moment):
        """Return a moment, moved by the pauses that begin before it."""
        for since, until in self._get_pauses():
            if since >= moment:
                break
            paused = self._measure(max(since, self.start), until)
            if paused > 0:
                moment = self.work.shift(moment, paused, self.limit.working)
        return moment

    def _get_pauses(self):
        """Return the pauses, the one that goes on now included."""
        if self.paused_at is None:
            return self.pauses
        return [*self.pauses, (self.paused_at, self.now)]

    def _measure(self, start, end):
        return self.work.between(start, end, self.limit.working)


def in_units(seconds, unit):
    """Return seconds as a number of a unit of fixed length.

    >>> in_units(5400, "working_hour")
    1.5
    """
    return seconds / SECONDS_IN[unit]
