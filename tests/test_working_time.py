# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Working time: limits forward and backward, in hours and days, over every edge."""

import doctest
from datetime import date, datetime, timedelta

import pytest

from .kernel import BERLIN, OFFICE, SHANGHAI, YEAR, at, load, shown

working_time = load("working_time")
WorkingTime = working_time.WorkingTime


def office(**rules):
    """Return a year of office hours in Shanghai, or what `rules` say instead."""
    rules = {"attendances": OFFICE, "tz": SHANGHAI} | rules
    start, end = rules.pop("year", YEAR)
    return WorkingTime.from_rules(start=start, end=end, **rules)


def added(work, start, amount, unit, tz=SHANGHAI, law_style=False):
    """Return what clocks show when a limit ends that started at a local time."""
    return shown(work.add(at(start, tz), amount, unit, law_style), tz)


def test_the_examples_in_the_docstrings_are_right():
    """What the module shows is what it does."""
    result = doctest.testmod(working_time)
    assert result.attempted > 5 and not result.failed


# === HOURS === #


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-13 15:10", 1, "Fri 11-13 16:10"),
        # over the break, over the evening, over the weekend
        ("2026-11-12 11:00", 2, "Thu 11-12 14:30"),
        ("2026-11-12 17:00", 1, "Fri 11-13 08:30"),
        ("2026-11-13 17:00", 1, "Mon 11-16 08:30"),
        # a limit ends within working time, not when the next shift begins
        ("2026-11-13 13:30", 4, "Fri 11-13 17:30"),
        # what starts outside of working time starts with the next shift
        ("2026-11-14 10:00", 2, "Mon 11-16 10:00"),
        ("2026-11-13 12:30", 0.5, "Fri 11-13 14:00"),
        ("2026-11-14 10:00", 0, "Sat 11-14 10:00"),
        # backward it is the latest moment
        ("2026-11-16 10:00", -2, "Mon 11-16 08:00"),
        ("2026-11-16 10:00", -3, "Fri 11-13 16:30"),
        ("2026-11-16 06:00", -0.5, "Fri 11-13 17:00"),
    ],
)
def test_working_hours(start, hours, end):
    """Only hours of the calendar count."""
    assert added(office(), start, hours, "working_hour") == end


def test_elapsed_time_does_not_ask_the_calendar():
    """24 hours and one calendar day pass at the weekend, without any calendar."""
    work = WorkingTime([], SHANGHAI)
    for amount, unit in ((24, "hour"), (1, "calendar_day")):
        assert added(work, "2026-11-13 15:10", amount, unit) == "Sat 11-14 15:10"
    assert added(work, "2026-11-13 15:10", -2, "calendar_day") == "Wed 11-11 15:10"


def test_parts_of_a_second_are_cut_off():
    """What comes with microseconds ends on a whole second."""
    start = at("2026-11-13 15:10") + timedelta(microseconds=999_999)
    assert office().add(start, 1, "working_hour") == at("2026-11-13 16:10")


def test_moments_with_a_zone_are_understood():
    """A moment that knows its zone is the same moment."""
    start = SHANGHAI.localize(datetime(2026, 11, 13, 15, 10))
    assert office().add(start, 1, "working_hour") == at("2026-11-13 16:10")


# === DAYS === #


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-13 15:10", 1, "Mon 11-16 15:10"),
        ("2026-11-13 15:10", 3, "Wed 11-18 15:10"),
        ("2026-11-13 10:00", 0.5, "Fri 11-13 15:30"),
        # a day from the morning is the whole day, so is one from the eve
        ("2026-11-16 08:00", 1, "Mon 11-16 17:30"),
        ("2026-11-15 12:00", 1, "Mon 11-16 17:30"),
        ("2026-11-16 15:10", -1, "Fri 11-13 15:10"),
        ("2026-11-16 06:00", -1, "Fri 11-13 08:00"),
    ],
)
def test_working_days(start, days, end):
    """A working day later is the same time of day, a working day later."""
    assert added(office(), start, days, "working_day") == end


def test_a_short_day_is_a_whole_day():
    """Half into a short Friday, a working day ends half into Monday."""
    work = office(attendances=[(0, 8, 16), (4, 8, 12)])
    assert added(work, "2026-11-13 10:00", 1, "working_day") == "Mon 11-16 12:00"
    assert work.days_between(at("2026-11-13 10:00"), at("2026-11-16 12:00")) == 1
    assert added(work, "2026-11-16 12:00", -1, "working_day") == "Fri 11-13 10:00"


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-13 15:10", 3, "Wed 11-18 17:30"),
        ("2026-11-13 08:00", 1, "Mon 11-16 17:30"),
        ("2026-11-14 10:00", 1, "Mon 11-16 17:30"),
        ("2026-11-16 23:00", 1, "Tue 11-17 17:30"),
        ("2026-11-16 00:00", 1, "Tue 11-17 17:30"),
        # two full days lie between, so Tuesday is over by then
        ("2026-11-20 10:00", -2, "Wed 11-18 08:00"),
        ("2026-11-16 10:00", -1, "Fri 11-13 08:00"),
        ("2026-11-15 10:00", -1, "Fri 11-13 08:00"),
    ],
)
def test_working_days_as_laws_count_them(start, days, end):
    """The day of the start does not count, the last one counts to its end."""
    assert added(office(), start, days, "working_day", law_style=True) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-13 15:10", 1, "Sat 11-14 23:59:59"),
        ("2026-11-13 00:00", 15, "Sat 11-28 23:59:59"),
        ("2026-11-13 23:59", 1, "Sat 11-14 23:59:59"),
        ("2026-11-13 15:10", -2, "Wed 11-11 00:00"),
    ],
)
def test_calendar_days_as_laws_count_them(start, days, end):
    """The last day counts to midnight where the calendar is."""
    assert added(office(), start, days, "calendar_day", law_style=True) == end


def test_the_day_is_the_one_where_the_calendar_is():
    """At 20:00 UTC it is the next day in Shanghai already."""
    start = datetime(2026, 11, 12, 20)
    for tz, end in ((SHANGHAI, "Mon 11-16 17:30"), (BERLIN, "Fri 11-13 17:30")):
        found = office(tz=tz).add(start, 1, "working_day", law_style=True)
        assert shown(found, tz) == end


# === CALENDARS === #


def test_a_night_shift_belongs_to_the_day_it_starts_on():
    """From 22:00 to 6:00 is one shift and one day, written either way."""
    for hour_to in (6, 30):
        work = office(attendances=[(weekday, 22, hour_to) for weekday in range(5)])
        hours = added(work, "2026-11-13 23:00", 7.5, "working_hour")
        assert hours == "Mon 11-16 22:30"
        assert added(work, "2026-11-13 02:00", 1, "working_day") == "Sat 11-14 02:00"


def test_shifts_that_meet_are_one():
    """No second is lost or counted twice where shifts touch or overlap."""
    work = office(attendances=[(0, 8, 12), (0, 12, 14), (0, 13, 17), (0, 13, 15)])
    monday = at("2026-11-16 00:00")
    assert work.between(monday, monday + timedelta(days=1)) == 9 * 3600
    assert len(work.get_intervals(monday, monday + timedelta(days=1))) == 1


def test_work_around_the_clock():
    """Midnight is no gap where the work goes on, yet days end there."""
    work = office(attendances=[(weekday, 0, 24) for weekday in range(7)])
    assert added(work, "2026-11-13 15:10", 30, "working_hour") == "Sat 11-14 21:10"
    found = added(work, "2026-11-13 15:10", 1, "working_day", law_style=True)
    assert found == "Sun 11-15 00:00"


def test_two_weeks_by_turns():
    """Weeks are counted as core counts them: this Monday is in the second week."""
    monday = date(2026, 11, 16)
    week = (monday.toordinal() - 1) // 7 % 2
    work = office(attendances=[(0, 8, 12, week), (0, 13, 15, 1 - week)])
    assert added(work, "2026-11-15 10:00", 5, "working_hour") == "Mon 11-23 14:00"


def test_holidays_and_make_up_days():
    """National Day of 2026: a week off, and two days of weekends that work."""
    leaves = [(at("2026-10-01 00:00"), at("2026-10-07 23:59:59"))]
    exceptions = {date(2026, 9, 20): 0, date(2026, 10, 10): 2}
    work = office(leaves=leaves, exceptions=exceptions)
    assert added(work, "2026-09-30 17:00", 1, "working_hour") == "Thu 10-08 08:30"
    assert added(work, "2026-10-09 17:00", 1, "working_hour") == "Sat 10-10 08:30"
    assert added(work, "2026-09-18 12:00", 1, "working_day") == "Sun 09-20 12:00"
    law_style = added(work, "2026-09-30 09:00", 3, "working_day", law_style=True)
    assert law_style == "Sat 10-10 17:30"


def test_an_exception_stands_whatever_leave_covers_it():
    """A day that was said to work does so within a long holiday, too."""
    leaves = [(at("2026-02-14 00:00"), at("2026-03-01 00:00"))]
    work = office(leaves=leaves, exceptions={date(2026, 2, 28): 0})
    assert added(work, "2026-02-20 09:00", 1, "working_hour") == "Sat 02-28 09:00"


def test_a_closed_day():
    """A day that is closed does not work, whatever weekday it is."""
    work = office(exceptions={date(2026, 11, 16): None})
    assert added(work, "2026-11-13 17:00", 1, "working_hour") == "Tue 11-17 08:30"


def test_leaves_may_overlap_and_take_parts_of_a_day():
    """What several leaves cover is missing once."""
    leaves = [
        (at("2026-11-16 09:00"), at("2026-11-16 11:00")),
        (at("2026-11-16 10:00"), at("2026-11-16 14:00")),
        (at("2026-11-16 10:30"), at("2026-11-16 10:40")),
        (at("2026-11-16 16:00"), at("2026-11-16 16:00")),
    ]
    work = office(leaves=leaves)
    monday = at("2026-11-16 00:00")
    found = work.get_intervals(monday, monday + timedelta(days=1))
    assert [(shown(since)[-5:], shown(until)[-5:]) for since, until in found] == [
        ("08:00", "09:00"),
        ("14:00", "17:30"),
    ]


@pytest.mark.parametrize(
    ("hours", "seconds"),
    [
        # the night of 29 March 2026 has no 2:00 to 3:00, that of 25 October two of it
        (("2026-03-28", 22, 6), 7 * 3600),
        (("2026-10-24", 22, 6), 9 * 3600),
        (("2026-03-29", 2.5, 6), 3 * 3600),
        (("2026-03-29", 2, 3), 0),
        (("2026-03-29", 2.25, 2.75), 0),
        (("2026-10-25", 0, 2), 2 * 3600),
        (("2026-10-25", 2, 3), 2 * 3600),
        (("2026-10-25", 3, 6), 3 * 3600),
    ],
)
def test_when_clocks_change(hours, seconds):
    """A shift lasts as long as somebody is there, whatever the clocks show."""
    day, hour_from, hour_to = hours
    weekday = date.fromisoformat(day).weekday()
    work = office(attendances=[(weekday, hour_from, hour_to)], tz=BERLIN)
    start = at(f"{day} 00:00", BERLIN)
    assert work.between(start, start + timedelta(days=2)) == seconds
    # The limits of office hours keep their time of day.
    work = office(tz=BERLIN)
    assert added(work, "2026-03-27 15:10", 1, "working_day", BERLIN).endswith("15:10")
    assert added(work, "2026-10-23 15:10", 1, "working_day", BERLIN).endswith("15:10")


def test_rules_that_change_at_a_date():
    """Days before keep their old hours."""
    old, new = [(0, 8, 12)], [(0, 9, 10)]
    work = WorkingTime.from_pieces(
        [
            (date(2026, 11, 1), date(2026, 11, 16), SHANGHAI, old, [], {}),
            (date(2026, 11, 17), date(2026, 12, 31), SHANGHAI, new, [], {}),
        ]
    )
    assert work.between(at("2026-11-09 00:00"), at("2026-11-16 23:00")) == 8 * 3600
    assert work.between(at("2026-11-23 00:00"), at("2026-11-30 23:00")) == 2 * 3600


# === ERRORS === #


@pytest.mark.parametrize("attendances", [[], [(0, 8, 12)]])
def test_no_working_time_is_a_clear_error(attendances):
    """An empty calendar is told at once, for every question about working time."""
    year = (date(2026, 1, 1), date(2026, 1, 4)) if attendances else YEAR
    work = office(attendances=attendances, year=year)
    now = at("2026-01-02 10:00")
    for unit in ("working_hour", "working_day"):
        with pytest.raises(working_time.EmptyCalendarError):
            work.add(now, 1, unit)
    with pytest.raises(working_time.EmptyCalendarError):
        work.add(now, 1, "working_day", law_style=True)
    with pytest.raises(working_time.EmptyCalendarError):
        work.between(now, now)


@pytest.mark.parametrize("law_style", [False, True])
def test_beyond_the_horizon_is_a_clear_error(law_style):
    """What is not known is not guessed: at the end, at the start, and outside."""
    work = office()
    for start, days in (
        ("2026-12-30 10:00", 5),
        ("2026-01-03 10:00", -5),
        ("2025-12-31 10:00", 1),
        ("2027-01-01 10:00", -1),
    ):
        with pytest.raises(working_time.HorizonError, match="known from 2025-12-31"):
            work.add(at(start), days, "working_day", law_style)
    with pytest.raises(working_time.HorizonError):
        work.add(at("2026-12-31 10:00"), 8, "working_hour")


def test_what_cannot_be_asked():
    """Unknown units, hours in law style and hours of no day are refused."""
    work, now = office(), at("2026-11-13 15:10")
    with pytest.raises(ValueError, match="not one of"):
        work.add(now, 1, "week")
    with pytest.raises(ValueError, match="whole days"):
        work.add(now, 1, "working_hour", law_style=True)
    with pytest.raises(ValueError, match="whole days"):
        work.add(now, 1.5, "working_day", law_style=True)
    for attendance in ((7, 8, 12), (0, -1, 12), (0, 24, 30), (0, 8, 49)):
        with pytest.raises(ValueError, match="no hours of a day"):
            office(attendances=[attendance])
    with pytest.raises(ValueError, match="weekday from 0 to 6"):
        office(exceptions={date(2026, 11, 16): 7})
