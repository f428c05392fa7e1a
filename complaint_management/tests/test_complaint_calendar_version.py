# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.complaint_calendar_version import _prepare
from ..tools.working_time import EmptyCalendarError, HorizonError
from .calendar_common import ComplaintCalendarCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 02:00:00")
class TestComplaintCalendarVersion(ComplaintCalendarCommon):
    """Versions of working hours: one for each content, never changed."""

    # === CONTENT === #

    def test_hours_time_off_and_exceptions_are_in_it(self):
        """Split shifts, a holiday, half a day off and a make-up day."""
        self._create_leave("2026-11-23 00:00", "2026-11-23 23:59:59")
        self._create_leave("2026-11-24 13:30", "2026-11-24 17:30", calendar_id=False)
        self._create_exception("2026-11-28", 0)
        version = self._get_version()
        self.assert_worked(version, "2026-11-23 00:00", "2026-11-24 00:00", 0)
        self.assert_worked(version, "2026-11-24 00:00", "2026-11-25 00:00", 4)
        self.assert_worked(version, "2026-11-23 00:00", "2026-11-29 12:00", 36)

    def test_time_off_of_one_person_is_not_in_it(self):
        """Neither what one employee takes nor training, nor another company's days."""
        resource = self.env["resource.resource"].create(
            {"name": "Somebody", "calendar_id": self.calendar.id}
        )
        day = "2026-11-23 00:00", "2026-11-23 23:59:59"
        self._create_leave(*day, resource_id=resource.id)
        self._create_leave(*day, time_type="other")
        leave = self._create_leave(*day, calendar_id=False)
        # As written by somebody who works in the other company.
        leave.with_company(self.company_other)._compute_company_id()
        version = self._get_version()
        self.assert_worked(version, *day, 8)

    def test_breaks_are_no_work(self):
        """A line for the break counts nothing."""
        calendar = self._create_calendar(shifts=[(8, 12), (12, 13)])
        calendar.attendance_ids.filtered(
            lambda line: line.hour_from == 12
        ).day_period = "lunch"
        version = self._get_version(calendar)
        self.assert_worked(version, "2026-11-23 00:00", "2026-11-30 00:00", 20)

    def test_two_weeks_by_turns(self):
        """The calendar with two weeks works as core says."""
        calendar = self._create_calendar()
        calendar.switch_calendar_type()
        # The second week has Mondays only.
        calendar.attendance_ids.filtered(
            lambda line: line.week_type == "1" and line.dayofweek != "0"
        ).unlink()
        version = self._get_version(calendar)
        for monday, sunday in (
            ("2026-11-23 00:00", "2026-11-29 00:00"),
            ("2026-11-30 00:00", "2026-12-06 00:00"),
        ):
            start, end = self._at(monday), self._at(sunday)
            core = calendar.get_work_hours_count(start, end, compute_leaves=False)
            self.assert_worked(version, monday, sunday, core)

    def test_the_last_second_of_a_day_off_is_off(self):
        """Where work goes on around the clock, no second is left over."""
        calendar = self._create_calendar(shifts=[(0, 24)], days=range(7))
        day = "2026-11-23 00:00", "2026-11-23 23:59:59"
        self._create_leave(*day, calendar_id=calendar.id)
        version = self._get_version(calendar)
        self.assert_worked(version, "2026-11-23 00:00", "2026-11-24 00:00", 0)

    # === ONE FOR EACH CONTENT === #

    def test_the_same_content_is_the_same_version(self):
        """Asked again, on another day or by another user, nothing new is made."""
        version = self._get_version()
        self.assertEqual(self._get_version(), version)
        with freeze_time("2026-11-30 02:00:00"):
            self.assertEqual(self._get_version(), version)

    def test_what_lies_behind_makes_no_version(self):
        """A holiday that was forgotten last week changes nothing any more."""
        version = self._get_version()
        self._create_leave("2026-11-16 00:00", "2026-11-16 23:59:59")
        self._create_exception("2026-11-18")
        self.assertEqual(self._get_version(), version)
        self.assert_worked(version, "2026-11-16 00:00", "2026-11-20 00:00", 32)

    def test_a_holiday_to_come_makes_a_version(self):
        """Limits keep the old version; new ones are counted by the new one."""
        old = self._get_version()
        self._create_leave("2026-11-23 00:00", "2026-11-23 23:59:59")
        new = self._get_version()
        self.assertNotEqual(new, old)
        self.assertEqual((old.is_current, new.is_current), (False, True))
        day = "2026-11-23 00:00", "2026-11-24 00:00"
        self.assert_worked(old, *day, 8)
        self.assert_worked(new, *day, 0)

    def test_past_days_never_change(self):
        """Hours that changed do so from today on, also after a second change."""
        old = self._get_version()
        past = "2026-11-09 00:00", "2026-11-20 00:00"
        self.assert_worked(old, *past, 9 * 8)
        self.calendar.attendance_ids.filtered(lambda line: line.hour_from == 8).unlink()
        new = self._get_version()
        self.assert_worked(new, *past, 9 * 8)
        self.assert_worked(new, "2026-11-20 00:00", "2026-11-24 00:00", 8)
        with freeze_time("2026-11-25 02:00:00"):
            self.calendar.attendance_ids.hour_to = 15.5
            newest = self._get_version()
        self.assert_worked(newest, *past, 9 * 8)
        self.assert_worked(newest, "2026-11-20 00:00", "2026-11-25 00:00", 12)
        self.assert_worked(newest, "2026-11-25 00:00", "2026-11-28 00:00", 6)
        self.assertEqual(str(newest.since), "2026-11-25")

    def test_changed_back_on_the_same_day(self):
        """The first version is current again; no third one is made."""
        first = self._get_version()
        exception = self._create_exception("2026-11-24")
        second = self._get_version()
        exception.unlink()
        self.assertEqual(self._get_version(), first)
        self.assertEqual((first.is_current, second.is_current), (True, False))

    def test_changed_back_on_another_day(self):
        """What was true for some days stays true of them."""
        first = self._get_version()
        exception = self._create_exception("2026-11-24")
        self._get_version()
        with freeze_time("2026-11-26 02:00:00"):
            exception.unlink()
            third = self._get_version()
            self.assertNotIn(third, first)
        self.assert_worked(third, "2026-11-24 00:00", "2026-11-25 00:00", 0)

    def test_today_is_today_where_the_calendar_is(self):
        """At 20:00 UTC a change counts from tomorrow's date on in Shanghai."""
        self._get_version()
        with freeze_time("2026-11-22 20:00:00"):
            self._create_exception("2026-11-22")
            self._create_exception("2026-11-23")
            version = self._get_version()
        self.assertEqual(str(version.since), "2026-11-23")

    def test_each_company_has_its_own(self):
        """Shared working hours differ by the days a company is closed."""
        calendar = self._create_calendar(company_id=False)
        self._create_exception("2026-11-24")
        ours = self._get_version(calendar)
        theirs = self._get_version(calendar, self.company_other)
        self.assertNotEqual(ours, theirs)
        day = "2026-11-24 00:00", "2026-11-25 00:00"
        self.assert_worked(ours, *day, 0)
        self.assert_worked(theirs, *day, 8)

    # === REFUSED === #

    def test_flexible_hours_refused(self):
        """Nobody knows when an hour of a flexible calendar is worked."""
        self.calendar.schedule_type = "flexible"
        with self.assertRaisesRegex(UserError, "Plant.*flexible hours"):
            self._get_version()

    def test_no_hours_refused(self):
        """An empty calendar is told at once, and by its name."""
        self.calendar.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "Plant.*no working hours"):
            self._get_version()

    def test_errors_of_the_kernel_in_words(self):
        """Beyond the years that are known, and a calendar that is always off."""
        version = self._get_version()
        work = version._get_working_time()
        with self.assertRaises(HorizonError) as caught:
            work.add(self._at("2029-12-01 08:00"), 30, "working_day")
        message = str(version._get_error(caught.exception))
        self.assertRegex(message, "Plant.*2024-01-01 to the end of 2029")
        message = str(version._get_error(EmptyCalendarError()))
        self.assertIn("no working hours", message)

    def test_never_changed(self):
        """Neither changed, nor deleted, nor made by hand, by nobody."""
        version = self._get_version().sudo()
        for values in ({"pieces": []}, {"is_current": False}):
            with self.assertRaisesRegex(UserError, "never changed"):
                version.write(values)
        forged = version.with_context(complaint_version_by=True)
        with self.assertRaisesRegex(UserError, "never changed"):
            forged.write({"is_current": False})
        with self.assertRaisesRegex(UserError, "never changed"):
            version.unlink()
        with self.assertRaisesRegex(UserError, "never changed"):
            self.Version.create({"calendar_id": self.calendar.id})

    def test_read_by_users_of_the_company(self):
        """Who works with complaints may see by what a limit is counted."""
        version = self._get_version()
        version.with_user(self.user_named).read(["since", "pieces"])
        for user in (self.user_other_company, self.user_internal):
            with self.assertRaises(AccessError):
                version.with_user(user).read(["since"])
        with self.assertRaises(UserError):
            version.with_user(self.user_administrator).write({"is_current": False})

    # === COST === #

    def test_prepared_once(self):
        """What was prepared is kept in memory; another version is another."""
        version = self._get_version()
        work = version._get_working_time()
        version.invalidate_recordset()
        self.assertIs(version._get_working_time(), work)
        self._create_exception("2026-11-24")
        self.assertIsNot(self._get_version()._get_working_time(), work)
        self.assertLessEqual(_prepare.cache_info().currsize, 64)

    def test_queries_to_find_the_version(self):
        """Calendar, hours, time off, exceptions, version: with 1 or 100 days off."""
        for year, days in ((2030, 1), (2031, 100)):
            for day in range(days):
                self._create_exception(date(year, 1, 1) + timedelta(days=2 * day))
                self._create_exception(date(year, 1, 2) + timedelta(days=2 * day), 1)
            self._get_version()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(8):
                self._get_version()
