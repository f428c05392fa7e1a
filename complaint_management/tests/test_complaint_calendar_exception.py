# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .calendar_common import ComplaintCalendarCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 02:00:00")
class TestComplaintCalendarException(ComplaintCalendarCommon):
    """Make-up days and days that are closed."""

    def test_a_make_up_saturday_works(self):
        """A Saturday has the hours of the weekday it works like."""
        self._create_exception("2026-11-28", 4)
        version = self._get_version()
        self.assert_worked(version, "2026-11-28 00:00", "2026-11-29 00:00", 8)

    def test_a_closed_day_does_not_work(self):
        """Monday is off, whatever the weekly hours say."""
        self._create_exception("2026-11-23")
        version = self._get_version()
        self.assert_worked(version, "2026-11-23 00:00", "2026-11-24 00:00", 0)

    def test_the_exception_stands_within_time_off(self):
        """A day that was said to work does so within a long holiday."""
        self._create_leave("2026-11-23 00:00", "2026-11-30 23:59:59")
        self._create_exception("2026-11-28", 0)
        version = self._get_version()
        self.assert_worked(version, "2026-11-23 00:00", "2026-12-01 00:00", 8)

    def test_the_nearest_word_counts(self):
        """Shared, of the company, of the calendar: the last of them is heard."""
        get = self.env["complaint.calendar.exception"]._get_weekdays
        day = date(2026, 11, 28)
        expected = [
            (5, {"company_id": False}),
            (None, {}),
            (3, {"calendar_id": self.calendar.id}),
        ]
        for weekday, values in expected:
            self._create_exception(day, weekday, **values)
            self.assertEqual(get(self.calendar, self.company), {day: weekday})
        other = self._create_calendar(name="Other")
        self.assertEqual(get(other, self.company), {day: None})
        self.assertEqual(get(other, self.company_other), {day: 5})

    # === BAD INPUT === #

    def test_a_make_up_day_names_its_weekday(self):
        """Nothing is guessed about the hours of a make-up day."""
        with self.assertRaisesRegex(ValidationError, "2026-11-27"):
            self._create_exception("2026-11-27", kind="works_like")
        exception = self._create_exception("2026-11-28", 4)
        with self.assertRaises(ValidationError):
            exception.weekday = False

    @mute_logger("odoo.sql_db")
    def test_a_day_is_said_once(self):
        """Two words on the same day for the same hours are refused, shared ones too."""
        for values in ({}, {"company_id": False}, {"calendar_id": self.calendar.id}):
            self._create_exception("2026-11-28", 4, **values)
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._create_exception("2026-11-28", **values)
        self._create_exception("2026-11-29")

    def test_hours_of_another_company_refused(self):
        """An exception and its working hours are of one company."""
        calendar = self._create_calendar(company_id=self.company_other.id)
        with self.assertRaises(UserError):
            self._create_exception("2026-11-28", 4, calendar_id=calendar.id)

    # === RIGHTS === #

    def test_looked_up_by_users_changed_by_administrators(self):
        """A plain user reads the exception; only an administrator sets it."""
        exception = self._create_exception("2026-11-28", 4)
        self.assertEqual(exception.with_user(self.user_named).weekday, "4")
        with self.assertRaises(AccessError):
            exception.with_user(self.user_manager).write({"weekday": "0"})
        exception.with_user(self.user_administrator).weekday = "0"
        with self.assertRaises(AccessError):
            exception.with_user(self.user_internal).read(["name"])

    def test_other_companies_do_not_see_it(self):
        """What a company closes is no business of another."""
        exception = self._create_exception("2026-11-28", 4)
        with self.assertRaises(AccessError):
            exception.with_user(self.user_other_company).read(["name"])
        exception.company_id = False
        exception.with_user(self.user_other_company).read(["name"])

    def test_goes_with_its_working_hours(self):
        """Without its calendar, an exception does not become one of all."""
        exception = self._create_exception(
            "2026-11-28", 4, calendar_id=self.calendar.id
        )
        self.calendar.unlink()
        self.assertFalse(exception.exists())
