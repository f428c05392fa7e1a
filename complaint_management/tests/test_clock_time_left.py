# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo.fields import Datetime
from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon
from .common import ComplaintHttpCommon

REPLY = ("Reply", "first_contact", "replied", 2, "hour")
# From Monday at nine to Thursday at nine, eight hours a day from eight to sixteen.
REPORT = ("Report", "first_contact", "report_written", 3, "working_day")
# To the end of Monday.
VISIT = ("Visit", "first_contact", "visited", 7, "working_hour")


class TimeLeftCommon(ComplaintClockCommon):
    """A complaint whose limits begin on a Monday at nine, in UTC."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _start(self, *milestones):
        self._create_policy(*milestones)
        self.case._complaint_event("first_contact")
        return self._get_clock(self.case, milestones[0][0])

    def assertLeft(self, clock, *expected):
        """Check what is left at moments, in words."""
        for moment, words in expected:
            self._go_to(moment)
            clock.invalidate_recordset(["time_left"])
            with self.subTest(moment=moment):
                self.assertEqual(clock.time_left, words)


@tagged("post_install", "-at_install")
class TestClockTimeLeft(TimeLeftCommon):
    """How much time is left, in what counts for the limit."""

    def test_working_days_are_told_in_working_days(self):
        """Nights and weekends do not count; below a day, hours are told."""
        self.assertLeft(
            self._start(REPORT),
            (MONDAY, "3 working days left"),
            # Seven hours of Monday and three of Tuesday are gone: a day and a quarter.
            ("2026-03-03 11:00:00", "1.7 working days left"),
            ("2026-03-04 03:00:00", "1.1 working days left"),
            ("2026-03-04 09:00:00", "1 working day left"),
            ("2026-03-04 12:00:00", "5 working hours left"),
            ("2026-03-04 14:40:00", "2 h 20 min of working time left"),
            ("2026-03-04 23:00:00", "1 working hour left"),
            ("2026-03-05 08:30:00", "30 min of working time left"),
            ("2026-03-05 09:00:00", "0 min left"),
            ("2026-03-05 11:00:00", "late by 2 working hours"),
            ("2026-03-06 09:00:00", "late by 1 working day"),
            ("2026-03-08 12:00:00", "late by 1.8 working days"),
            ("2026-03-09 09:00:00", "late by 2 working days"),
        )

    def test_working_hours_are_told_in_working_hours(self):
        """However many; and who is late by a night is late by no working time."""
        self.assertLeft(
            self._start(VISIT),
            (MONDAY, "7 working hours left"),
            ("2026-03-02 15:00:00", "1 working hour left"),
            ("2026-03-02 20:00:00", "late"),
            ("2026-03-03 08:20:00", "late by 20 min of working time"),
            ("2026-03-04 16:00:00", "late by 16 working hours"),
        )

    def test_elapsed_limits_are_told_by_the_clock(self):
        """Days, hours and minutes go by at night, too."""
        self.assertLeft(
            self._start(("Reply", "first_contact", "replied", 50, "hour")),
            (MONDAY, "2 d 2 h left"),
            (MONDAY + timedelta(hours=2), "2 d left"),
            (MONDAY + timedelta(hours=48.5), "1 h 30 min left"),
            (MONDAY + timedelta(hours=49), "1 h left"),
            (MONDAY + timedelta(hours=49.5), "30 min left"),
            (MONDAY + timedelta(hours=74), "late by 1 d"),
        )

    def test_a_made_up_saturday_is_time_left(self):
        """A day off is not, whatever weekday it is."""
        self.env["complaint.calendar.exception"].create(
            [
                {
                    "name": "Made up",
                    "date": "2026-03-07",
                    "kind": "works_like",
                    "weekday": "0",
                    "company_id": self.company.id,
                },
                {
                    "name": "Off",
                    "date": "2026-03-04",
                    "kind": "closed",
                    "company_id": self.company.id,
                },
            ]
        )
        clock = self._start(("Report", "first_contact", "visited", 5, "working_day"))
        self.assertEqual(clock.deadline, Datetime.to_datetime("2026-03-09 09:00:00"))
        self.assertLeft(
            clock,
            ("2026-03-04 12:00:00", "3.1 working days left"),
            ("2026-03-07 09:00:00", "1 working day left"),
        )

    def test_what_does_not_run_has_no_time_left(self):
        """Paused, reached, without a date, or of a closed complaint."""
        clock = self._start(REPORT)
        reason = self._create_reason(name="Samples are awaited", kind="pause")
        self.assertTrue(self.case.time_left)
        clock.with_user(self.handler).action_pause(reason.id)
        self.assertFalse(clock.time_left)
        self.assertFalse(self.case.time_left)
        clock.with_user(self.handler).action_resume()
        self.assertTrue(clock.time_left)
        clock.with_user(self.handler).action_reach()
        self.assertFalse(clock.time_left)

    def test_complaint_tells_the_time_of_the_limit_that_binds(self):
        """In the unit of that one, to whoever may see the complaint."""
        self._start(REPORT, REPLY)
        case = self.case.with_user(self.handler)
        self.assertEqual(case.time_left, "2 h left")
        self._get_clock(case, "Reply").with_user(self.handler).action_reach()
        self.assertEqual(case.time_left, "3 working days left")

    def test_beyond_what_is_known_it_is_told_by_the_clock(self):
        """A deadline from before working hours are known still has words."""
        clock = self._start(REPORT)
        clock.sudo()._with_token().deadline = "2019-03-04 09:00:00"
        self.assertIn("late by", clock.time_left)
        self.assertNotIn("working", clock.time_left)

    # === WHAT THE BROWSER GETS === #

    def test_strip_gets_the_hours_to_tick_by(self):
        """Until the last deadline and a day more; days in the unit of the limit."""
        self._start(REPLY, REPORT, VISIT)
        strip = self.case.with_user(self.handler).get_clock_strip()
        [key] = strip["hours"]
        shown = {clock["name"]: clock for clock in strip["clocks"]}
        self.assertEqual(
            {name: (row["hours"], row["in_days"]) for name, row in shown.items()},
            {"Reply": (False, False), "Report": (key, True), "Visit": (key, False)},
        )
        self.assertEqual(strip["known_until"], "2026-03-03 09:00:00")
        nine = int((MONDAY - Datetime.to_datetime("1970-01-01")).total_seconds())
        hours = strip["hours"][key]
        self.assertEqual(hours[0], (nine, nine + 7 * 3600, 8 * 3600))
        # Monday to Friday at nine, which is a day after the last deadline.
        self.assertEqual(len(hours), 5)
        self.assertEqual(hours[-1][1] - hours[-1][0], 3600)

    def test_strip_without_working_time_gets_none(self):
        """Elapsed time needs no hours, nor to be asked for again."""
        self._start(REPLY)
        strip = self.case.with_user(self.handler).get_clock_strip()
        self.assertFalse(strip["hours"])
        self.assertFalse(strip["known_until"])

    # === COSTS === #

    def _count(self, function):
        for _once in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            function()
        return self.env.cr.sql_log_count - before

    def test_strip_costs_as_much_for_many_limits(self):
        """One limit in working time or thirty: six queries."""
        counts = []
        for count, event in ((1, "first_contact"), (30, "verified")):
            case = self._create_case()
            self._create_policy(
                *[
                    (f"{count}.{n}", event, "visited", n + 1, "working_day")
                    for n in range(count)
                ]
            )
            case._complaint_event(event)
            self.assertEqual(len(case.clock_ids), count)
            reader = case.with_user(self.handler)
            counts.append(self._count(reader.get_clock_strip))
        self.assertEqual(*counts)
        self.assertLessEqual(counts[0], 6)

    def test_list_costs_one_query_more_for_many_complaints(self):
        """The limits that bind are read together, one complaint or eighty."""
        self._create_policy(("Reply", "received", "replied", 9, "working_hour"))
        cases = self.env["complaint.case"].create(
            [
                {"description": "It leaks.", "user_id": self.handler.id}
                for _each in range(80)
            ]
        )
        counts = []
        for some in (cases[:1], cases):
            some = some.with_user(self.handler)
            plain = self._count(lambda some=some: some.read(["next_deadline"]))
            more = self._count(lambda some=some: some.read(["time_left"]))
            counts.append(more - plain)
            self.assertEqual(set(some.mapped("time_left")), {"9 working hours left"})
        self.assertEqual(counts, [1, 1])


@tagged("post_install", "-at_install")
class TestClockTimeLeftTour(ComplaintClockCommon, ComplaintHttpCommon):
    """Time left on the screen, in words of working time."""

    def setUp(self):
        super().setUp()
        self._create_policy(
            ("Report", "first_contact", "report_written", 300, "working_day")
        )
        self.case._complaint_event("first_contact")

    def _walk(self):
        self.start_tour(
            f"/odoo/complaints/{self.case.id}",
            "complaint_clock_time_left_tour",
            login=self.handler.login,
        )

    def test_strip_tells_working_time(self):
        """Pointed at, it says when that is by the clock on the wall."""
        self._walk()

    def test_strip_tells_working_time_in_chinese(self):
        """The same for a handler who works in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.handler.lang = "zh_CN"
        self._walk()

    def test_list_tells_working_time(self):
        """As the strip does; working time is measured as the calendar does."""
        self.start_tour(
            "/odoo/complaints",
            "complaint_list_time_left_tour",
            login=self.handler.login,
        )
