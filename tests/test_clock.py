# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Clocks: what their events make of a limit, and what a ledger can't say."""

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .kernel import OFFICE, SHANGHAI, YEAR, at, load, shown

clock, working_time = load("clock"), load("working_time")
Event, Limit, replay = clock.Event, clock.Limit, clock.replay

OFFICE_2026 = working_time.WorkingTime.from_rules(OFFICE, SHANGHAI, *YEAR)
FRIDAY = at("2026-11-13 15:10")
TWO_HOURS = Limit(2, "working_hour")
LIMITS = [
    TWO_HOURS,
    Limit(24, "hour"),
    Limit(2, "calendar_day"),
    Limit(3, "working_day"),
    Limit(3, "working_day", law_style=True),
    Limit(15, "calendar_day", law_style=True),
]


def event(kind, when, **values):
    """Return an event at a time of day in Shanghai."""
    return Event(kind, at(f"2026-11-{when}"), **values)


def read(limit, *events, now=None):
    """Return what a clock shows that started on Friday 13 November at 15:10."""
    now = now and at(f"2026-11-{now}")
    return replay([Event("started", FRIDAY), *events], limit, OFFICE_2026, now)


def test_the_examples_in_the_docstrings_are_right():
    """What the module shows is what it does."""
    result = doctest.testmod(clock)
    assert result.attempted and not result.failed


# === RUNNING === #


def test_a_clock_that_has_not_started():
    """Before the start there is nothing to be late for."""
    assert replay([], TWO_HOURS, OFFICE_2026) == clock.Reading("waiting")


def test_a_clock_that_runs():
    """It tells the deadline and what has gone by."""
    reading = read(Limit(3, "working_hour"), now="16 08:10")
    assert reading.state == "running" and not reading.missed
    assert shown(reading.deadline) == "Mon 11-16 08:40"
    assert reading.elapsed == 2.5 * 3600


def test_how_late_is_told_in_the_time_that_counts():
    """Twenty minutes on Friday and 100 on Monday are two hours, over a weekend."""
    reading = read(TWO_HOURS, now="16 09:40")
    assert reading.missed and reading.late == 2 * 3600
    assert read(Limit(2, "hour"), now="13 18:10").late == 3600


def test_at_the_deadline_it_is_in_time():
    """The last second of the limit still belongs to it."""
    reading = read(TWO_HOURS, event("reached", "13 17:10"))
    assert (reading.state, reading.missed, reading.late) == ("reached", False, 0)


def test_what_is_reached_is_frozen():
    """How late it was does not change any more."""
    late = event("reached", "16 09:10")
    first, second = (read(TWO_HOURS, late, now=now) for now in (None, "27 10:00"))
    assert first == second
    assert first.missed and first.late == (20 + 70) * 60
    assert first.end == late.at


def test_what_is_cancelled_is_never_late():
    """What was given up was not missed, whenever that was."""
    reading = read(TWO_HOURS, event("cancelled", "20 10:00"))
    assert (reading.state, reading.missed, reading.late) == ("cancelled", False, 0)


def test_noting_that_it_was_missed_changes_nothing():
    """The note is for people; it can be extended afterwards."""
    missed = event("missed", "16 08:00")
    assert read(TWO_HOURS, missed, now="16 10:00") == read(TWO_HOURS, now="16 10:00")
    extended = event("extended", "16 08:30", amount=4, unit="working_hour")
    reading = read(TWO_HOURS, missed, extended, now="16 09:00")
    assert not reading.missed and shown(reading.deadline) == "Mon 11-16 11:40"


# === PAUSED === #


def test_a_pause_over_a_weekend_counts_no_free_time():
    """Paused on Friday at 16:10, going on on Monday at 9:00: two hours and 20."""
    pause = [event("paused", "13 16:10"), event("resumed", "16 09:00")]
    reading = read(TWO_HOURS, *pause)
    assert shown(reading.deadline) == "Mon 11-16 10:00"
    assert (reading.paused, reading.elapsed) == ((80 + 60) * 60, 3600)


def test_a_pause_of_elapsed_time_counts_the_weekend():
    """24 hours pass whether somebody works or not, so do their pauses."""
    pause = [event("paused", "13 16:10"), event("resumed", "16 16:10")]
    assert shown(read(Limit(24, "hour"), *pause).deadline) == "Tue 11-17 15:10"


def test_while_paused_the_deadline_moves_along():
    """What is left stays the same."""
    for now, deadline in (("16 09:00", "Mon 11-16 10:00"), ("16 10:00", "11:00")):
        reading = read(TWO_HOURS, event("paused", "13 16:10"), now=now)
        assert shown(reading.deadline).endswith(deadline)
        assert (reading.state, reading.elapsed) == ("paused", 3600)


def test_reached_out_of_a_pause_closes_the_pause():
    """Half a year on hold is not late, though nobody resumed."""
    pause = event("paused", "13 16:10")
    reading = read(TWO_HOURS, pause, event("reached", "27 10:00"))
    assert (reading.missed, reading.elapsed) == (False, 3600)


def test_a_pause_does_not_heal_what_is_late():
    """The deadline stands; the pause does not make it later still."""
    pause = [event("paused", "16 09:00"), event("resumed", "16 11:00")]
    reading = read(TWO_HOURS, *pause, now="16 11:30")
    assert shown(reading.deadline) == "Fri 11-13 17:10"
    assert reading.late == (20 + 60 + 30) * 60


# === CHANGED === #


@pytest.mark.parametrize("limit", LIMITS)
def test_an_extension_adds(limit):
    """The new deadline is the old one and so much more."""
    before = read(limit).deadline
    extended = event("extended", "13 15:30", amount=2, unit="working_hour")
    after = read(limit, extended).deadline
    assert after == OFFICE_2026.add(before, 2, "working_hour")


def test_an_extension_of_a_law_style_limit():
    """Three days and two days more are five."""
    limit = Limit(3, "working_day", law_style=True)
    extended = event("extended", "13 15:30", amount=2, unit="working_day")
    assert shown(read(limit, extended).deadline) == "Fri 11-20 17:30"


def test_a_holiday_that_was_added():
    """From the event on, the new version of the calendar counts."""
    closed = {date(2026, 11, 16): None}
    newer = working_time.WorkingTime.from_rules(
        OFFICE, SHANGHAI, *YEAR, exceptions=closed
    )
    events = [Event("started", FRIDAY)]
    calendars = {None: OFFICE_2026, "newer": newer}
    limit = Limit(3, "working_hour")
    assert shown(replay(events, limit, calendars).deadline) == "Mon 11-16 08:40"
    events.append(event("calendar_changed", "14 10:00", calendar="newer"))
    assert shown(replay(events, limit, calendars).deadline) == "Tue 11-17 08:40"


def test_rebased_to_another_start_and_limit():
    """Elapsed time is counted anew, pauses are not forgotten."""
    pause = [event("paused", "13 15:40"), event("resumed", "13 16:40")]
    rebased = event(
        "rebased",
        "13 17:00",
        start=at("2026-11-13 14:10"),
        limit=Limit(1, "working_hour"),
    )
    reading = read(TWO_HOURS, *pause, rebased)
    assert shown(reading.deadline) == "Fri 11-13 15:10"
    assert reading.elapsed == (170 - 60) * 60


def test_a_limit_before_its_reference():
    """Two days before the wanted date, the goods have to be asked for."""
    limit = Limit(-2, "calendar_day", law_style=True)
    wanted = event("started", "13 10:00", start=at("2026-11-20 12:00"))
    reading = replay([wanted], limit, OFFICE_2026)
    assert shown(reading.deadline) == "Wed 11-18 00:00"
    assert (reading.elapsed, reading.missed) == (0, False)
    late = event("reached", "18 10:00")
    assert replay([wanted, late], limit, OFFICE_2026).late == 10 * 3600


def test_a_reminder_at_three_quarters():
    """The moment is moved by pauses before it, and by no others."""
    started = Event("started", FRIDAY)
    limit = Limit(4, "working_hour")

    def moment(*events):
        return shown(
            clock.moment_of_share([started, *events], limit, OFFICE_2026, 0.75)
        )

    assert moment() == "Mon 11-16 08:40"
    pause = event("paused", "13 16:10"), event("resumed", "13 17:10")
    assert moment(*pause) == "Mon 11-16 09:40"
    pause = event("paused", "16 08:50"), event("resumed", "16 09:10")
    assert moment(*pause) == "Mon 11-16 08:40"
    assert clock.moment_of_share([], limit, OFFICE_2026, 0.75) is None


# === ERRORS === #


@pytest.mark.parametrize(
    ("events", "error"),
    [
        ([event("paused", "13 16:00")] * 2, "paused while paused"),
        ([event("resumed", "13 16:00")], "resumed while running"),
        ([event("started", "13 16:00")], "started while running"),
        ([event("reached", "13 16:00")] * 2, "reached after reached"),
        (
            [event("cancelled", "13 16:00"), event("extended", "13 16:00")],
            "extended after cancelled",
        ),
        ([event("paused", "13 15:00")], "before"),
        ([event("stopped", "13 16:00")], "not an event"),
        ([event("extended", "13 16:00", amount=1, unit="week")], "extended by"),
        ([event("extended", "13 16:00", amount=-1, unit="hour")], "extended by"),
        ([event("calendar_changed", "13 16:00", calendar="x")], "nobody knows"),
        ([event("rebased", "13 16:00")], "to nothing"),
        ([event("rebased", "13 16:00", limit=Limit(1, "week"))], "not a unit"),
    ],
)
def test_what_a_ledger_cannot_say(events, error):
    """Events that can't have happened are an error, not a guess."""
    with pytest.raises(clock.LedgerError, match=error):
        read(TWO_HOURS, *events)


def test_what_nothing_may_stop():
    """Neither statutory limits nor those before their reference are paused."""
    pause = event("paused", "13 16:00")
    with pytest.raises(clock.LedgerError, match="nothing stops"):
        read(Limit(2, "working_hour", pausable=False), pause)
    with pytest.raises(clock.LedgerError, match="can't be paused"):
        read(Limit(-2, "working_hour"), pause)
    with pytest.raises(clock.LedgerError, match="has no shares"):
        started = [Event("started", FRIDAY)]
        clock.moment_of_share(started, Limit(-2, "hour"), OFFICE_2026, 0.75)


def test_what_comes_before_the_start_or_is_read_too_early():
    """A clock starts first, and is read after its last event."""
    with pytest.raises(clock.LedgerError, match="paused while waiting"):
        replay([event("paused", "13 16:00")], TWO_HOURS, OFFICE_2026)
    with pytest.raises(clock.LedgerError, match="read at"):
        read(TWO_HOURS, event("reached", "13 16:00"), now="13 15:30")


# === PROPERTIES === #

GAPS = st.lists(st.integers(0, 200_000), min_size=1, max_size=8)


@st.composite
def ledgers(draw):
    """Build a limit and events of which each follows from the one before."""
    events, moment, paused = [Event("started", FRIDAY)], FRIDAY, False
    for gap in draw(GAPS):
        moment += timedelta(seconds=gap)
        kind = draw(st.sampled_from(["turn", "turn", "extended", "missed"]))
        if kind == "turn":
            paused = not paused
            kind = "paused" if paused else "resumed"
        amount, unit = (1, "working_hour") if kind == "extended" else (0, None)
        events.append(Event(kind, moment, amount=amount, unit=unit))
    if draw(st.booleans()):
        events.append(Event("reached", moment + timedelta(hours=1)))
    return draw(st.sampled_from(LIMITS)), events


@given(ledgers())
def test_each_beginning_of_a_ledger_is_a_ledger(ledger):
    """It can be read after each event, and nothing that went by comes back."""
    limit, events = ledger
    readings = [
        replay(events[:count], limit, OFFICE_2026)
        for count in range(1, len(events) + 1)
    ]
    for before, after in zip(readings, readings[1:], strict=False):
        assert before.elapsed <= after.elapsed
        assert before.paused <= after.paused
        assert before.deadline <= after.deadline
    assert readings[-1] == replay(tuple(events), limit, OFFICE_2026)


@given(ledgers(), st.integers(0, 300_000))
def test_reading_later_is_the_same_as_an_event_without_effect(ledger, seconds):
    """What a clock shows depends on its events and the moment, on nothing else."""
    limit, events = ledger
    now = events[-1].at + timedelta(seconds=seconds)
    reading = replay(events, limit, OFFICE_2026, now)
    if reading.state != "reached":
        noted = [*events, Event("missed", now)]
        assert replay(noted, limit, OFFICE_2026) == reading


@given(st.sampled_from(LIMITS), st.integers(0, 90_000), st.integers(0, 900_000))
def test_a_pause_moves_the_deadline_by_exactly_itself(limit, before, length):
    """By the paused time that counts, if it begins before the deadline."""
    since = FRIDAY + timedelta(seconds=before)
    until = since + timedelta(seconds=length)
    plain = read(limit).deadline
    pause = [Event("paused", since), Event("resumed", until)]
    reading = read(limit, *pause)
    moved = OFFICE_2026.between(plain, reading.deadline, limit.working)
    counted = OFFICE_2026.between(since, until, limit.working)
    assert moved == (counted if since < plain else 0)
    assert reading.paused == counted


@given(ledgers(), st.integers(0, 300_000))
def test_in_time_or_late_but_never_both(ledger, seconds):
    """Late seconds only after the deadline; the deadline splits what has gone by."""
    limit, events = ledger
    now = events[-1].at + timedelta(seconds=seconds)
    reading = replay(events, limit, OFFICE_2026, now)
    until = reading.end or now
    assert reading.missed == (until > reading.deadline)
    assert reading.missed or not reading.late
    assert reading.late <= reading.elapsed
    assert reading.elapsed + reading.paused == OFFICE_2026.between(
        FRIDAY, until, limit.working
    )
