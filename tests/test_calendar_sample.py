# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The holidays in `data/` come in by import, and count as they were published."""

import csv

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.calendar_common import (
    ComplaintCalendarCommon,
)

from .repository import ROOT

SAMPLE = ROOT / "data" / "china_calendar_2026_2027.csv"
DEMO = ROOT / "complaint_management" / "demo" / "complaint.calendar.exception.csv"


def rows_of(path):
    """Return the rows of a file with columns."""
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_the_demo_has_the_same_days():
    """Who changes one of the files changes both."""
    columns = ("date", "name", "kind", "weekday")
    demo = [{name: row[name] for name in columns} for row in rows_of(DEMO)]
    assert demo == rows_of(SAMPLE)


@tagged("standard", "post_install", "-at_install")
class TestCalendarSample(ComplaintCalendarCommon):
    """An administrator of Complaints imports the file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rows = rows_of(SAMPLE)
        Exceptions = cls.env["complaint.calendar.exception"]
        cls.result = Exceptions.with_user(cls.user_administrator).load(
            list(rows[0]), [list(row.values()) for row in rows]
        )

    @freeze_time("2026-01-01 02:00:00")
    def test_comes_in_and_counts(self):
        """Spring Festival of 2026: from the 14th, which works, to the 24th."""
        self.assertFalse(self.result["messages"])
        self.assertEqual(len(self.result["ids"]), 52)
        version = self._get_version()
        for start, end, hours in (
            # the last day before, the make-up day, the first day after
            ("2026-02-13 00:00", "2026-02-25 00:00", 3 * 8),
            # 18 days of work: 22 weekdays, five of them holidays, one Saturday
            ("2026-10-01 00:00", "2026-11-01 00:00", 18 * 8),
        ):
            with self.subTest(start=start):
                self.assert_worked(version, start, end, hours)

    def test_each_make_up_day_is_of_a_weekend(self):
        """Make-up days are Saturdays and Sundays, and six in 2026."""
        days = self.env["complaint.calendar.exception"].browse(self.result["ids"])
        make_up = days.filtered(lambda day: day.kind == "works_like")
        self.assertEqual(len(make_up), 6)
        self.assertLessEqual({day.date.weekday() for day in make_up}, {5, 6})
        sample = days.filtered(lambda day: day.date.year == 2027)
        self.assertTrue(all("(sample)" in day.name for day in sample))
