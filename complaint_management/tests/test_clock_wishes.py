# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon

DECIDE = ("Decide", "received", "accepted", 2, "working_day")
WEEK = ("Week", "received", "solution", 5, "working_day")


@tagged("post_install", "-at_install")
class TestClockWishes(ComplaintClockCommon):
    """What hurts users of other software, one test for each, in their words."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _ask(self, case, moment):
        self._go_to(moment)
        case.action_request_info("Which lot?")

    def _answer_info(self, case, moment):
        self._go_to(moment)
        case.action_resume()

    # === PAUSES === #

    def test_paused_but_the_clock_ticks(self):
        """Half a year on hold, then ended in one step: nothing of it counts."""
        self._create_policy(DECIDE, ("Reply", "received", "replied", 2, "working_day"))
        case = self._create_case()
        case.action_register()
        self._ask(case, "2026-03-02 13:00:00")
        self._go_to("2026-08-20 10:00:00")
        reply = self._get_clock(case, "Reply")
        self.assertFalse(reply.is_late)
        case._complaint_event("replied")
        self.assertRecordValues(
            reply, [{"state": "reached", "elapsed_hours": 4, "late_hours": 0}]
        )
        self._take_step(case, "reject")
        self.assertEqual(self._get_clock(case, "Decide").late_hours, 0)

    def test_each_state_ends_a_pause(self):
        """Whatever ends the waiting, the open pause is closed before anything else."""
        self._create_policy(DECIDE)
        for step in ("resume", "reject", "withdraw", "merge"):
            with self.subTest(step=step):
                case = self._create_case_at("need_info")
                self.assertEqual(case.clock_ids.state, "paused")
                self._take_step(case, step)
                self.assertNotEqual(case.clock_ids.state, "paused")
                self.assertFalse(case.clock_ids.problem)

    def test_hold_over_night_counted_twice(self):
        """Waiting from two in the afternoon to nine is three hours of work, not 19."""
        self._create_policy(DECIDE)
        case = self._create_case()
        case.action_register()
        self._ask(case, "2026-03-02 14:00:00")
        self._answer_info(case, "2026-03-03 09:00:00")
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 4, 12))

    def test_pending_over_the_weekend_adds_too_much(self):
        """From Friday at three to Monday at nine: two hours more, no weekend."""
        self._go_to("2026-03-06 09:00:00")
        self._create_policy(DECIDE)
        case = self._create_case()
        case.action_register()
        self._ask(case, "2026-03-06 15:00:00")
        self._answer_info(case, "2026-03-09 09:00:00")
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 10, 11))

    # === OTHER LIMITS === #

    def test_priority_changed_after_a_pause_forgets_the_pause(self):
        """A major case gets the shorter limit, from receipt, less what was waited."""
        self._create_policy(("Long", *WEEK[1:]), severity="general")
        self._create_policy(("Short", *DECIDE[1:]), severity="major")
        case = self._create_case(severity="general")
        case.action_register()
        self._ask(case, "2026-03-02 10:00:00")
        self._answer_info(case, "2026-03-03 10:00:00")
        case.with_user(self.handler).severity = "major"
        long, short = self._get_clock(case, "Long"), self._get_clock(case, "Short")
        self.assertEqual(long.state, "cancelled")
        self.assertEqual(long.event_ids[-1:].event, "reclassified")
        self.assertEqual(long.ended_by_id, self.handler)
        self.assertEqual(short.started_at, MONDAY)
        self.assertEqual(short.deadline, datetime(2026, 3, 5, 9))
        self.assertEqual(case.binding_clock_id, short)

    def test_changed_back_and_forth(self):
        """The first limit begins again where it began, in another round."""
        self._create_policy(DECIDE, severity="general")
        case = self._create_case(severity="general")
        case.severity = "minor"
        self.assertFalse(case.next_deadline)
        self._go_to("2026-03-03 12:00:00")
        case.severity = "general"
        self.assertEqual(case.clock_ids.mapped("state"), ["cancelled", "running"])
        self.assertEqual(case.next_deadline, datetime(2026, 3, 4, 9))

    def test_classified_while_waiting(self):
        """A limit that comes in while the complainant is waited for is paused, too."""
        self._create_policy(DECIDE, severity="major")
        case = self._create_case(severity="general")
        case.action_register()
        self._ask(case, "2026-03-02 10:00:00")
        self._go_to("2026-03-02 12:00:00")
        case.severity = "major"
        self.assertEqual(case.clock_ids.state, "paused")
        self._answer_info(case, "2026-03-02 13:00:00")
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 4, 12))

    def test_team_change_leaves_the_old_deadline(self):
        """What was for the old team ends, with the reason; nothing binds any more."""
        self._create_policy(DECIDE, team_ids=self.team.ids)
        case = self._create_case()
        case.team_id = self._create_team(name="Other Team")
        self.assertEqual(case.clock_ids.state, "cancelled")
        self.assertFalse(case.next_deadline)

    def test_what_was_done_is_not_due_again(self):
        """Accepted before it was called urgent, it need not be accepted again."""
        self._create_policy(DECIDE, ("Then", "accepted", "solution", 1, "working_day"))
        self._create_policy(
            ("Fast", "received", "accepted", 1, "hour"),
            ("Fast then", "accepted", "solution", 4, "hour"),
            urgency="urgent",
        )
        case = self._create_case()
        case.action_register()
        self._go_to("2026-03-02 12:00:00")
        case.action_accept()
        case.urgency = "urgent"
        self.assertFalse(self._get_clock(case, "Fast"))
        self.assertEqual(
            self._get_clock(case, "Fast then").deadline, datetime(2026, 3, 2, 16)
        )
        self.assertEqual(len(case.clock_ids), 3)

    def test_classification_starts_no_newer_version_twice(self):
        """The limit of the version before runs on; its successor is not added."""
        policy = self._create_policy(DECIDE)
        case = self._create_case(severity="general")
        new = self.env["complaint.policy"].browse(policy.action_new_version()["res_id"])
        new.action_activate()
        case.severity = "minor"
        self.assertEqual(case.clock_ids.policy_id, policy)
        self.assertEqual(case.clock_ids.state, "running")

    def test_closed_case_gets_no_new_limits(self):
        """What is locked has its limits behind it."""
        self._create_policy(DECIDE, severity="major")
        case = self._create_case_at("withdrawn", severity="general")
        case._reclassify_clocks()
        self.assertFalse(case.clock_ids)

    # === CALENDARS === #

    def test_due_after_closing_time_or_at_midnight(self):
        """Received at night, with a lunch break: due when somebody works."""
        day = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "1")
        day.hour_to = 12
        day.copy({"hour_from": 13, "hour_to": 17})
        self._create_policy(("Hours", "received", "accepted", 6, "working_hour"))
        case = self._create_case(received_at="2026-03-01 23:30:00")
        self.assertEqual(case.next_deadline, datetime(2026, 3, 2, 14))
        self._go_to("2026-03-02 22:00:00")
        case = self._create_case()
        # Four hours before the break of Tuesday, two after it.
        self.assertEqual(case.next_deadline, datetime(2026, 3, 3, 15))

    def test_failed_at_once_in_another_time_zone(self):
        """Where the handler is changes neither the deadline nor what is late."""
        self._create_policy(("Hours", "received", "accepted", 2, "working_hour"))
        for zone in ("Asia/Shanghai", "America/Los_Angeles"):
            with self.subTest(zone=zone):
                self._go_to(MONDAY)
                self.handler.tz = zone
                Case = self.env["complaint.case"].with_user(self.handler)
                case = Case.with_context(tz=zone).create(
                    {"partner_id": self.partner.id, "description": "It leaks."}
                )
                self.assertEqual(case.next_deadline, datetime(2026, 3, 2, 11))
                self.assertFalse(case.is_late)
                self.assertEqual(case.time_left, "2 working hours left")
                self._go_to("2026-03-02 11:00:01")
                case.invalidate_recordset()
                self.assertTrue(case.is_late)

    def test_clocks_go_forward(self):
        """A working day in the week of the change is a working day."""
        self.calendar.tz = "Europe/Berlin"
        self._go_to("2026-03-27 08:00:00")
        self._create_policy(DECIDE)
        # Nine by the clock on Friday; Tuesday at nine is an hour earlier in UTC.
        self.assertEqual(self._create_case().next_deadline, datetime(2026, 3, 31, 7))

    # === WHO IS WAITED FOR === #

    def test_update_clock_escalates_though_the_customer_is_silent(self):
        """While the complainant has to answer, no progress has to be told."""
        progress = ("Progress", "registered", "told", 5, "working_day")
        self._create_policy((*progress, {"recurring": True}))
        case = self._create_case_at("registered")
        self._ask(case, "2026-03-03 09:00:00")
        self._go_to("2026-04-20 09:00:00")
        self.assertFalse(case.clock_ids.is_late or case.next_deadline)
        self._answer_info(case, "2026-04-20 10:00:00")
        self.assertEqual(case.next_deadline, datetime(2026, 4, 24, 10))

    # === WHAT IS OVER === #

    def test_merged_case_still_has_deadlines(self):
        """The child's limits end; undone, they are not forgotten."""
        self._create_policy(DECIDE)
        case = self._create_case_at("merged")
        self.assertEqual(case.clock_ids.state, "cancelled")
        self.assertFalse(case.next_deadline or case.clock_ids.next_event_at)

    def test_deadline_counted_again_on_closed_cases(self):
        """What has ended is frozen, whatever happens to calendar and policy."""
        policy = self._create_policy(WEEK)
        case = self._create_case_at("closed")
        before = case.clock_ids.read()
        self.env["complaint.calendar.exception"].create(
            {"name": "Off", "date": "2026-03-04", "company_id": self.company.id}
        )
        new = self.env["complaint.policy"].browse(policy.action_new_version()["res_id"])
        new.action_activate()
        Clock = self.env["complaint.clock"]
        self.assertNotIn(case.clock_ids, Clock._find_outdated(self.company))
        self.assertNotIn(
            case.clock_ids, Clock._find_of_older_versions(new, self.company)
        )
        self.assertEqual(case.clock_ids.read(), before)

    def test_query_count_of_one_event(self):
        """Reaching and starting cost a hundred cases little more than one."""
        self._create_policy(
            DECIDE,
            *(
                (f"Then {n}", "accepted", "solution", n + 1, "working_day")
                for n in range(3)
            ),
        )
        counts = []
        for size in (2, 1, 100):
            cases = self.env["complaint.case"].create(
                [{"partner_id": self.partner.id, "description": "Leaks"}] * size
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            cases._complaint_event("accepted")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
            self.assertEqual(len(cases.clock_ids), 4 * size)
        _warm, one, hundred = counts
        self.assertLessEqual(one, 28)
        self.assertLessEqual(hundred, one + 15)
