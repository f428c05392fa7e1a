# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What holds of working time for any calendar, moment and amount."""

from datetime import date, timedelta

import pytz
from hypothesis import assume, given
from hypothesis import strategies as st

from .kernel import load

working_time = load("working_time")
WorkingTime = working_time.WorkingTime

# With both kinds of clock changes, without any, half an hour off, and by half an hour.
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]
START, END = date(2025, 12, 1), date(2027, 1, 31)
MIDDLE = working_time.to_seconds(working_time.datetime(2026, 1, 15))
YEAR = 350 * 86_400

HOUR = st.integers(0, 95).map(lambda quarter: quarter / 4)
SHIFTS = st.tuples(st.integers(0, 6), HOUR, st.integers(1, 96).map(lambda q: q / 4))
MOMENT = st.integers(MIDDLE, MIDDLE + YEAR).map(working_time.to_moment)
HOURS = st.integers(-40 * 3600, 40 * 3600)
DAYS = st.integers(-5, 5)


@st.composite
def calendars(draw):
    """Build any calendar that works at least once a week."""
    leaves = draw(st.lists(st.tuples(MOMENT, st.integers(0, 10 * 86_400)), max_size=6))
    days = st.integers(30, 370).map(lambda day: START + timedelta(days=day))
    return WorkingTime.from_rules(
        draw(st.lists(SHIFTS, min_size=1, max_size=8)),
        pytz.timezone(draw(st.sampled_from(ZONES))),
        START,
        END,
        [(since, since + timedelta(seconds=length)) for since, length in leaves],
        draw(st.dictionaries(days, st.none() | st.integers(0, 6), max_size=6)),
    )


def or_none(function, *arguments):
    """Return what a function returns, None beyond the horizon."""
    try:
        return function(*arguments)
    except working_time.HorizonError:
        return None


@given(calendars(), MOMENT, HOURS)
def test_what_was_added_is_measured(work, start, seconds):
    """Adding working time and measuring it are each other's inverse, both ways."""
    end = or_none(work.shift, start, seconds)
    assume(end)
    assert work.between(start, end) == seconds
    assert work.between(end, start) == -seconds


@given(calendars(), MOMENT, st.integers(0, 40 * 3600))
def test_a_limit_ends_as_early_as_it_may(work, start, seconds):
    """The end is in working time: a second before it, a second is missing."""
    end = or_none(work.shift, start, seconds)
    assume(end and seconds)
    before = end - timedelta(seconds=1)
    assert work.is_working(before)
    assert work.between(start, before) == seconds - 1


@given(calendars(), MOMENT, MOMENT, HOURS, HOURS)
def test_later_or_longer_never_ends_earlier(work, start, other, seconds, more):
    """A limit that starts later, or is longer, does not end before."""
    start, other = sorted([start, other])
    seconds, more = sorted([seconds, more])
    first = or_none(work.shift, start, seconds)
    for end in (or_none(work.shift, other, seconds), or_none(work.shift, start, more)):
        assume(first and end)
        assert first <= end


@given(calendars(), MOMENT, st.integers(1, 72_000), st.integers(1, 72_000))
def test_adding_in_two_steps(work, start, seconds, more):
    """Two parts of a limit, one after the other, end with the whole."""
    end = or_none(work.shift, start, seconds + more)
    assume(end)
    assert work.shift(work.shift(start, seconds), more) == end


@given(calendars(), MOMENT, MOMENT)
def test_pieces_of_time_sum_up(work, start, end):
    """What is worked in two parts of a period is worked in the period."""
    middle = start + (end - start) / 2
    middle = middle.replace(microsecond=0)
    parts = work.between(start, middle) + work.between(middle, end)
    assert parts == work.between(start, end)
    assert abs(parts) <= abs((end - start).total_seconds())
    if start <= end:
        pairs = work.get_intervals(start, end)
        length = sum((until - since for since, until in pairs), timedelta())
        assert parts == length.total_seconds()


@given(calendars(), MOMENT, DAYS)
def test_working_days_are_measured(work, start, days):
    """So many working days later, so many working days have passed."""
    end = or_none(work.add, start, days, "working_day")
    assume(end)
    # The end is a whole second, a share of a day need not be.
    assert abs(work.days_between(start, end) - days) < 1 / 900


@given(calendars(), MOMENT, st.integers(1, 5))
def test_law_days_give_never_less_than_the_days(work, start, days):
    """The day of the start does not count, so no limit in law style ends earlier."""
    end = or_none(work.add, start, days, "working_day", True)
    assume(end)
    assert work.add(start, days, "working_day") <= end
    assert work.day_of(start) < work.day_of(end - timedelta(seconds=1)) or not (
        work.is_working(start)
    )
    assert work.add(end, -days, "working_day", True) <= end


@given(calendars(), MOMENT, DAYS)
def test_law_style_calendar_days_end_at_midnight(work, start, days):
    """The limit ends with a day of the zone, the right number of days away."""
    end = work.add(start, days, "calendar_day", True)
    assert (work.day_of(end) - work.day_of(start)).days == days
    beyond = end + timedelta(seconds=1 if days >= 0 else -1)
    assert abs((work.day_of(beyond) - work.day_of(start)).days) >= abs(days)
    assert work.day_of(beyond) != work.day_of(end)


@given(calendars(), MOMENT)
def test_intervals_make_the_same_working_time(work, start):
    """Working time made from its own intervals is the same working time."""
    since, until = (working_time.to_moment(work._start + n) for n in (0, 400 * 86_400))
    again = WorkingTime(work.get_intervals(since, until), work.tz, since, until)
    assert again.between(since, start) == work.between(since, start)


@given(calendars(), MOMENT, MOMENT)
def test_pieces_with_their_days_are_enough_to_measure(work, start, end):
    """Who has the pieces of a period measures its seconds and days as the calendar."""
    start, end = sorted([start, end])
    shares = work.get_shares(start, end)
    worked = [(until - since).total_seconds() for since, until, _day in shares]
    assert sum(worked) == work.between(start, end)
    days = sum(part / day for part, (_s, _u, day) in zip(worked, shares, strict=True))
    assert abs(days - work.days_between(start, end)) < 1e-6
