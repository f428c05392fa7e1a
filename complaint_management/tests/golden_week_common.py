# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import csv
from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo.tools import file_open

from .clock_common import ComplaintClockCommon

SHANGHAI = pytz.timezone("Asia/Shanghai")
DAYS = "complaint_management/demo/complaint.calendar.exception.csv"


class GoldenWeekCommon(ComplaintClockCommon):
    """A plant in Shanghai around National Day, with the published make-up days.

    Eight to twelve and half past one to half past five, Monday to Friday. In 2026, the
    25th to 27th of September and the 1st to 7th of October are off; Sunday the 20th of
    September and Saturday the 10th of October work.

    This class provides:

    * :meth:`_at`, the moment when clocks in Shanghai show a time of 2026, and
      :meth:`_go_to`, which lets it be such a time;
    * :meth:`_put_in_force`, which activates a shipped policy;
    * :meth:`assertEnds`, that limits end at such times, to the second.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Exceptions = cls.env["complaint.calendar.exception"]
        Exceptions.search([]).unlink()
        with file_open(DAYS) as file:
            Exceptions.create(
                [
                    {
                        "name": row["name"],
                        "date": row["date"],
                        "kind": row["kind"],
                        "weekday": row["weekday"] or False,
                        "company_id": cls.company.id,
                    }
                    for row in csv.DictReader(file)
                ]
            )
        shifts = [(8, 12), (13.5, 17.5)]
        cls.calendar.write(
            {
                "tz": "Asia/Shanghai",
                "global_leave_ids": [(5, 0, 0)],
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": "Shift",
                            "dayofweek": str(day),
                            "hour_from": begin,
                            "hour_to": end,
                        },
                    )
                    for day in range(5)
                    for begin, end in shifts
                ],
            }
        )
        cls.company.resource_calendar_id = cls.calendar

    @staticmethod
    def _at(text):
        year = "" if text.startswith("202") else "2026-"
        local = SHANGHAI.localize(datetime.fromisoformat(year + text))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _go_to(self, moment):
        return super()._go_to(self._at(moment))

    @classmethod
    def _put_in_force(cls, code, **values):
        policy = cls.env.ref(f"complaint_management.complaint_policy_{code}")
        if values:
            policy.write(values)
        policy.action_activate()
        return policy

    @classmethod
    def _get_channel(cls, code):
        return cls.env.ref(f"complaint_management.complaint_channel_{code}")

    def _reach(self, case, name):
        """Press the button of a limit, as the handler."""
        return self._get_clock(case, name)[-1:].with_user(self.handler).action_reach()

    def assertEnds(self, case, **expected):
        """Check when limits end: in time to the second, late in the next one.

        :param expected: times in Shanghai, by name of the milestone with underscores
        """
        for name, moment in expected.items():
            clock = self._get_clock(case, name.replace("_", " "))[-1:]
            with self.subTest(limit=name):
                self.assertEqual(clock.deadline, self._at(moment))
                self.assertEqual(clock.state, "running")
                for seconds, late in ((0, False), (1, True)):
                    with freeze_time(clock.deadline + timedelta(seconds=seconds)):
                        clock.invalidate_recordset(["is_late"])
                        self.assertEqual(clock.is_late, late)
                clock.invalidate_recordset(["is_late"])

    def assertReached(self, case, name, late_hours=0):
        """Check that a limit was reached, and how late."""
        clock = self._get_clock(case, name.replace("_", " "))
        clock = clock.filtered(lambda each: each.state == "reached")[-1:]
        self.assertTrue(clock, f"{name} is reached")
        self.assertAlmostEqual(clock.late_hours, late_hours)
