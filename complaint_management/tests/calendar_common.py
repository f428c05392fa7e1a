# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

import pytz

from .common import ComplaintCommon


class ComplaintCalendarCommon(ComplaintCommon):
    """Working hours of a plant in Shanghai: 8:00–12:00 and 13:30–17:30, five days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Version = cls.env["complaint.calendar.version"]
        # Demo data must not decide what a test sees.
        cls.env["complaint.calendar.exception"].search([]).unlink()
        cls.calendar = cls._create_calendar()

    @classmethod
    def _create_calendar(cls, shifts=((8, 12), (13.5, 17.5)), days=range(5), **values):
        """Create working hours in Shanghai, with the same shifts on some weekdays."""
        lines = [
            (
                0,
                0,
                {
                    "name": "Shift",
                    "dayofweek": str(day),
                    "hour_from": hour_from,
                    "hour_to": hour_to,
                },
            )
            for day in days
            for hour_from, hour_to in shifts
        ]
        values = {
            "name": "Plant",
            "tz": "Asia/Shanghai",
            "company_id": cls.company.id,
        } | values
        calendar = cls.env["resource.calendar"].create(values)
        # Core fills in those of the company.
        calendar.write(
            {"attendance_ids": [(5, 0, 0), *lines], "tz": values["tz"]}
            | {"global_leave_ids": [(5, 0, 0)]}
        )
        return calendar

    @classmethod
    def _create_exception(cls, date, weekday=None, **values):
        """Create an exception of the company: closed, or like a weekday."""
        values = {
            "name": "Reason",
            "date": date,
            "kind": "closed" if weekday is None else "works_like",
            "weekday": False if weekday is None else str(weekday),
            "company_id": cls.company.id,
        } | values
        return cls.env["complaint.calendar.exception"].create(values)

    @classmethod
    def _create_leave(cls, start, end, **values):
        """Create time off of everybody, from one time of day in Shanghai to another."""
        values = {
            "name": "Holiday",
            "calendar_id": cls.calendar.id,
            "date_from": cls._at(start),
            "date_to": cls._at(end),
        } | values
        return cls.env["resource.calendar.leaves"].create(values)

    @staticmethod
    def _at(text, zone="Asia/Shanghai"):
        """Return the moment in UTC when clocks of a zone show a time."""
        local = pytz.timezone(zone).localize(datetime.fromisoformat(text))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _get_version(self, calendar=None, company=None):
        """Return the current version, made as a plain user would."""
        return self.Version.with_user(self.user_named)._get_version(
            calendar or self.calendar, company or self.company
        )

    def assert_worked(self, version, start, end, hours):
        """Check how many hours lie between two times of day in Shanghai."""
        seconds = version._get_working_time().between(self._at(start), self._at(end))
        self.assertEqual(seconds / 3600, hours)
