# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import random
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .calendar_common import ComplaintCalendarCommon

CASES = 10_000
CALENDARS = 20


@tagged("post_install", "-at_install")
class TestWorkingTimeCore(ComplaintCalendarCommon):
    """The kernel agrees with core's calendar wherever core is right.

    Where they differ, each test below says why, and what core answers.
    """

    def _create_random_calendar(self, dice):
        """Create working hours with up to three shifts a day and some time off."""
        hours = sorted(dice.sample(range(20, 92), 2 * dice.randint(1, 3)))
        shifts = [
            (begin / 4, end / 4)
            for begin, end in zip(hours[::2], hours[1::2], strict=True)
        ]
        zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]
        calendar = self._create_calendar(
            shifts=shifts,
            days=dice.sample(range(7), dice.randint(2, 7)),
            tz=dice.choice(zones),
        )
        for _leave in range(dice.randint(0, 5)):
            start = datetime(2026, 1, 1) + timedelta(hours=dice.randrange(8760))
            self.env["resource.calendar.leaves"].create(
                {
                    "calendar_id": calendar.id,
                    "date_from": start,
                    "date_to": start + timedelta(minutes=dice.randrange(1, 7200)),
                }
            )
        return calendar

    @freeze_time("2026-01-01 12:00:00")
    def test_agrees_with_plan_hours(self):
        """10,000 random limits over a year, clock changes included, both ways."""
        dice = random.Random(20261114)
        for _calendar in range(CALENDARS):
            calendar = self._create_random_calendar(dice)
            work = self._get_version(calendar)._get_working_time()
            for _case in range(CASES // CALENDARS):
                start = datetime(2026, 1, 1) + timedelta(
                    minutes=dice.randrange(500_000)
                )
                hours = dice.choice([-1, 1]) * dice.randrange(1, 160) / 4
                core = calendar.plan_hours(hours, start, compute_leaves=True)
                found = work.add(start, hours, "working_hour")
                # Core adds up floats.
                self.assertLess(
                    abs(core - found),
                    timedelta(milliseconds=1),
                    (calendar.tz, start, hours, core, found),
                )

    # === WHERE CORE DIFFERS === #

    def _work(self, calendar=None):
        return self._get_version(calendar)._get_working_time()

    def _plan_hours(self, hours, start, calendar=None):
        return (calendar or self.calendar).plan_hours(
            hours, self._at(start), compute_leaves=True
        )

    @freeze_time("2026-11-20 02:00:00")
    def test_core_loses_the_end_of_a_day_around_the_clock(self):
        """Core reads 24:00 as a microsecond earlier, so shifts over midnight leak."""
        calendar = self._create_calendar(shifts=[(0, 24)], days=range(7))
        start = "2026-11-20 12:00"
        core = self._plan_hours(36, start, calendar)
        # One for each midnight on the way.
        self.assertEqual(core - self._at("2026-11-22 00:00"), timedelta(microseconds=2))
        found = self._work(calendar).add(self._at(start), 36, "working_hour")
        self.assertEqual(found, self._at("2026-11-22 00:00"))

    @freeze_time("2026-11-20 02:00:00")
    def test_core_works_in_the_last_second_of_a_day_off(self):
        """Its screens end a day off at 23:59:59; core counts what is left of it."""
        calendar = self._create_calendar(shifts=[(0, 24)], days=range(7))
        self._create_leave(
            "2026-11-23 00:00", "2026-11-23 23:59:59", calendar_id=calendar.id
        )
        start = "2026-11-22 23:00"
        core = self._plan_hours(2, start, calendar)
        self.assertLess(core, self._at("2026-11-24 01:00"))
        found = self._work(calendar).add(self._at(start), 2, "working_hour")
        self.assertEqual(found, self._at("2026-11-24 01:00"))

    @freeze_time("2026-11-20 02:00:00")
    def test_core_moves_what_takes_no_time(self):
        """Core adds nothing and ends when the next shift begins."""
        start = "2026-11-21 10:00"
        core = self._plan_hours(0, start)
        self.assertEqual(core, self._at("2026-11-23 08:00"))
        found = self._work().add(self._at(start), 0, "working_hour")
        self.assertEqual(found, self._at(start))

    @freeze_time("2026-01-20 02:00:00")
    def test_core_begins_late_when_clocks_go_forward(self):
        """A shift from 2:30, which is skipped, begins at 3:00; at 3:30 in core."""
        calendar = self._create_calendar(
            shifts=[(2.5, 6)], days=[6], tz="Europe/Berlin"
        )
        day = self._at("2026-03-29 00:00", "Europe/Berlin")
        hours = calendar.get_work_hours_count(day, day + timedelta(days=1))
        worked = self._work(calendar).between(day, day + timedelta(days=1))
        self.assertEqual((hours, worked / 3600), (2.5, 3))

    @freeze_time("2026-01-20 02:00:00")
    def test_core_leaves_out_an_hour_when_clocks_go_back(self):
        """A shift from 2:00 to 6:00 lasts five hours in that night."""
        calendar = self._create_calendar(shifts=[(2, 6)], days=[6], tz="Europe/Berlin")
        day = self._at("2026-10-25 00:00", "Europe/Berlin")
        hours = calendar.get_work_hours_count(day, day + timedelta(days=1))
        worked = self._work(calendar).between(day, day + timedelta(days=1))
        self.assertEqual((hours, worked / 3600), (4, 5))

    @freeze_time("2026-11-20 02:00:00")
    def test_core_closes_on_days_off_of_other_companies(self):
        """Time off without working hours is that of a company; core asks for none."""
        leave = self._create_leave(
            "2026-11-23 00:00", "2026-11-23 23:59:59", calendar_id=False
        )
        leave.with_company(self.company_other)._compute_company_id()
        start = "2026-11-23 10:00"
        core = self._plan_hours(1, start)
        self.assertEqual(core, self._at("2026-11-24 09:00"))
        found = self._work().add(self._at(start), 1, "working_hour")
        self.assertEqual(found, self._at("2026-11-23 11:00"))

    @freeze_time("2026-11-20 02:00:00")
    def test_core_does_not_know_make_up_days(self):
        """A Saturday that works is none in core."""
        self._create_exception("2026-11-28", 4)
        start = "2026-11-27 17:00"
        core = self._plan_hours(1, start)
        self.assertEqual(core, self._at("2026-11-30 08:30"))
        found = self._work().add(self._at(start), 1, "working_hour")
        self.assertEqual(found, self._at("2026-11-28 08:30"))

    @freeze_time("2026-11-20 02:00:00")
    def test_core_answers_false_where_nobody_works(self):
        """Core looks through 1,400 days and says False; here that is an error."""
        self.calendar.attendance_ids.unlink()
        self.assertIs(self._plan_hours(1, "2026-11-20 10:00"), False)

    @freeze_time("2026-11-20 02:00:00")
    def test_core_counts_days_another_way(self):
        """Core counts the day of the start and ends with the first shift of the last.

        Where its 14 days are over, it even ends in the middle of that shift.
        """
        start = self._at("2026-11-23 10:00")
        for days, core, ours in (
            (1, "2026-11-23 12:00", "2026-11-24 17:30"),
            (11, "2026-12-07 10:00", "2026-12-08 17:30"),
        ):
            planned = self.calendar.plan_days(days, start, compute_leaves=True)
            self.assertEqual(planned, self._at(core))
            found = self._work().add(start, days, "working_day", law_style=True)
            self.assertEqual(found, self._at(ours))
