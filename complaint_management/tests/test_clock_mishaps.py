# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon

REPLY = ("Reply", "received", "replied", 24, "hour")
SOLVE = ("Solve", "received", "settled", 5, "working_day", {"max_extension": 5})
ROUND = ("Round", "received", "visited", 48, "hour", {"recurring": True})
LOOK = ("Look", "investigation_started", "investigated", 2, "working_day")


@tagged("post_install", "-at_install")
class TestClockMishaps(ComplaintClockCommon):
    """Limits when something was typed wrong, put together wrong, or ended too early."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _extend(self, clock):
        reason = self._create_reason(kind="extension", name="Complex")
        clock.with_user(self.leader).action_extend(2, reason.id, "Two experts differ")

    # === TYPED WRONG === #

    def test_corrected_receipt_leaves_later_rounds_alone(self):
        """The round that began with the visit counts from the visit."""
        self._create_policy(ROUND)
        case = self._create_case()
        self._go_to(MONDAY + timedelta(hours=5))
        self._get_clock(case, "Round").with_user(self.handler).action_reach()
        case.received_at = MONDAY - timedelta(hours=3)
        first, second = self._get_clock(case, "Round")
        self.assertEqual(first.event_ids.mapped("kind"), ["started", "reached"])
        self.assertEqual(second.deadline, MONDAY + timedelta(hours=53))
        self.assertEqual(second.event_ids.mapped("kind"), ["started"])

    def test_corrected_awareness_moves_what_it_started_alone(self):
        """The ledger says that it was counted anew, and because of what."""
        aware = ("Aware", "aware", "visited", 24, "hour")
        self._create_policy(REPLY, aware)
        case = self._create_case(aware_at=MONDAY)
        case.aware_at = MONDAY - timedelta(hours=10)
        clock = self._get_clock(case, "Aware")
        self.assertEqual(clock.deadline, MONDAY + timedelta(hours=14))
        row = clock.event_ids.sorted("id")[-1:]
        self.assertRecordValues(
            row,
            [
                {
                    "kind": "rebased",
                    "event": "aware",
                    "start": MONDAY - timedelta(hours=10),
                    "user_id": self.env.uid,
                }
            ],
        )
        self.assertIn("Counted anew Company became aware", clock.why)
        reply = self._get_clock(case, "Reply")
        self.assertEqual(reply.deadline, MONDAY + timedelta(hours=24))
        self.assertEqual(case.binding_clock_id, clock)

    def test_corrected_receipt_of_many_complaints(self):
        """A hundred at once, each moved, those without such a limit left alone."""
        self._create_policy(REPLY, LOOK)
        cases = self.env["complaint.case"].create(
            [{"description": "It leaks."} for _each in range(100)]
        )
        cases.received_at = MONDAY - timedelta(hours=4)
        self.assertEqual(
            set(cases.clock_ids.mapped("deadline")), {MONDAY + timedelta(hours=20)}
        )
        self.assertEqual(
            set(cases.mapped("next_deadline")), {MONDAY + timedelta(hours=20)}
        )

    def test_events_of_many_complaints_are_read_together(self):
        """What went before is read for all of them at once, not one by one."""
        self._create_policy(REPLY, SOLVE)
        counts = {}
        for number in (2, 2, 60):
            cases = self.env["complaint.case"].create(
                [{"description": "It leaks."} for _each in range(number)]
            )
            for code, at in (
                ("info_requested", None),
                ("info_received", None),
                ("received", MONDAY - timedelta(hours=number)),
                ("merged", None),
                ("unmerged", None),
            ):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                cases._complaint_event(code, at)
                self.env.flush_all()
                counts.setdefault(code, []).append(self.env.cr.sql_log_count - before)
            states = set(cases.clock_ids.mapped("state"))
            self.assertEqual(states, {"cancelled", "running"})
        for code, (_cold, few, many) in counts.items():
            with self.subTest(event=code):
                self.assertLessEqual(many, few + 8)

    # === WHERE AND WHO === #

    def test_policy_begins_with_the_day_of_the_company(self):
        """Half past midnight in Shanghai is the day before in London."""
        self.calendar.tz = "Asia/Shanghai"
        self.company.resource_calendar_id = self.calendar
        self._create_policy(REPLY, valid_from="2026-03-02")
        for received, count in (("2026-03-01 15:59", 0), ("2026-03-01 16:00", 1)):
            case = self._create_case(received_at=f"{received}:00")
            self.assertEqual(len(case.clock_ids), count)

    def test_user_without_a_time_zone_plans_the_week(self):
        """And one whose browser sends a zone that does not exist."""
        self._create_policy(REPLY)
        case = self._create_case(user_id=self.handler.id)
        self.handler.tz = False
        for tz in (False, "Mars/Olympus"):
            clock = case.clock_ids.with_user(self.handler).with_context(tz=tz)
            with self.subTest(tz=tz):
                clock.invalidate_recordset(["due"])
                self.assertEqual(clock.due, "3")
                self.assertTrue(case.with_env(clock.env).get_clock_strip()["clocks"])

    def test_limit_that_ran_is_never_deleted(self):
        """Neither milestone nor policy, in force or retired."""
        policy = self._create_policy(REPLY)
        case = self._create_case()
        for _once in range(2):
            for record in (policy.milestone_ids, policy):
                with self.assertRaises(UserError):
                    record.unlink()
            policy.action_retire()
        case._complaint_event("replied")
        self.assertEqual(case.clock_ids.state, "reached")

    # === PUT TOGETHER WRONG === #

    def _merge(self, case, master):
        case.with_user(self.handler).action_merge(master.id)

    def test_undone_merge_lets_limits_go_on(self):
        """With their start, pauses and extensions, in another round."""
        self._create_policy(REPLY, SOLVE)
        case, master = self._create_case(), self._create_case()
        (case | master).action_register()
        clock = self._get_clock(case, "Solve")
        self._extend(clock)
        self._go_to(MONDAY + timedelta(hours=1))
        case.action_request_info("Which lot?")
        self._go_to(MONDAY + timedelta(hours=3))
        case.action_resume()
        before = clock.deadline
        # Five days and two, from Monday at nine, and two hours of waiting.
        self.assertEqual(before, datetime(2026, 3, 11, 11))
        for number in (2, 3):
            self._merge(case, master)
            self.assertFalse(case.next_deadline)
            case.with_user(self.leader).action_unmerge()
            clocks = self._get_clock(case, "Solve")
            self.assertEqual(len(clocks), number)
            self.assertEqual(clocks[-1:].deadline, before)
            self.assertEqual(
                clocks.mapped("state"), ["cancelled"] * (number - 1) + ["running"]
            )
        self.assertEqual(
            clocks[-1:].event_ids.sorted("id").mapped("kind"),
            ["started", "extended", "paused", "resumed"],
        )
        self.assertEqual(case.next_deadline, MONDAY + timedelta(hours=26))
        self.assertEqual(len(master.clock_ids), 2)

    def test_undone_merge_leaves_what_had_ended(self):
        """What was reached or given up before the merge stays as it was."""
        self._create_policy(REPLY, SOLVE)
        case, master = self._create_case(), self._create_case()
        (case | master).action_register()
        case._complaint_event("replied")
        reason = self._create_reason(kind="limit_cancelled", name="Agreed")
        solve = self._get_clock(case, "Solve").with_user(self.leader)
        solve.action_cancel(reason.id)
        self._merge(case, master)
        case.with_user(self.leader).action_unmerge()
        self.assertEqual(len(case.clock_ids), 2)
        self.assertFalse(case.next_deadline)

    # === ENDED TOO EARLY === #

    def test_reopened_complaint_has_limits_again(self):
        """It is investigated anew, and what comes round comes round again."""
        self._create_policy(REPLY, ROUND, LOOK)
        case = self._create_case_at("closed")
        self.assertFalse(
            case.clock_ids.filtered(lambda clock: clock.state == "running")
        )
        self._go_to(MONDAY + timedelta(days=1))
        case.with_user(self.leader).action_reopen("It leaks again.")
        running = case.clock_ids.filtered(lambda clock: clock.state == "running")
        self.assertEqual(sorted(running.mapped("name")), ["Look", "Round"])
        self.assertEqual(
            self._get_clock(case, "Look")[-1:].deadline, datetime(2026, 3, 5, 9)
        )
        self.assertEqual(case.next_deadline, datetime(2026, 3, 5, 9))

    def test_reopened_complaint_leaves_what_was_given_up(self):
        """What the supervisor gave up does not come back."""
        self._create_policy(ROUND)
        case = self._create_case_at("registered")
        reason = self._create_reason(kind="limit_cancelled", name="Agreed")
        self._get_clock(case, "Round").with_user(self.leader).action_cancel(reason.id)
        self._take_step(case, "withdraw")
        case.with_user(self.leader).action_reopen("It leaks again.")
        self.assertEqual(case.clock_ids.mapped("state"), ["cancelled"])


@tagged("post_install", "-at_install")
class TestEscalationMishaps(ComplaintEscalationCommon):
    """Superiors are told of deadlines that count, of complaints that are open."""

    def test_corrected_receipt_begins_the_way_up_anew(self):
        """Who was told of the wrong deadline is told of the right one, and no other."""
        case = self._start(CLIMB)
        self._run_at(24)
        self.assertTold(case, self.area_user)
        self._go_to(MONDAY + timedelta(hours=25))
        case.received_at = MONDAY + timedelta(hours=20)
        self._run_at(43)
        self.assertTold(case, self.area_user)
        self._run_at(44)
        self.assertTold(case, self.area_user, self.area_user)
        # A day after that one, not after the first.
        self._run_at(67)
        self.assertTold(case, self.area_user, self.area_user)
        self._run_at(68)
        self.assertTold(case, self.area_user, self.area_user, self.deputy_user)

    def test_earlier_receipt_goes_on_with_the_way_up(self):
        """What was late is later still: nobody is told twice."""
        case = self._start(CLIMB)
        self._run_at(24)
        case.received_at = MONDAY - timedelta(hours=4)
        self._run_at(25)
        self.assertTold(case, self.area_user)
        self._run_at(48)
        self.assertTold(case, self.area_user, self.deputy_user)

    def test_ended_complaint_raises_nothing_more(self):
        """Withdrawn, merged or deleted as spam: nobody is told, no list keeps it."""
        withdrawn = self._start(CLIMB)
        merged, master = self._create_case(), self._create_case()
        (merged | master).action_register()
        spam = self._create_case()
        self._run_at(24)
        told = self._get_told(withdrawn | merged | spam)
        self.assertEqual(len(told), 3)
        kind = self.env.ref("complaint_management.mail_act_escalation")
        self._take_step(withdrawn, "withdraw")
        merged.with_user(self.handler).action_merge(master.id)
        spam.with_user(self.user_manager).unlink()
        activities = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id)]
        )
        self.assertEqual(set(activities.mapped("res_id")), {master.id})
        self._run_at(72)
        self.assertEqual(len(self._get_told(withdrawn | merged)), 2)

    def _get_told(self, case):
        return self.env["complaint.escalation"].search(
            [("case_id", "in", case.ids)], order="id"
        )

    def test_nobody_in_charge(self):
        """No handler, a team without a leader: the managers of complaints are told."""
        self.team.leader_id = False
        case = self._start(REMIND, CLIMB, user_id=False)
        self._run_at(24)
        users = self._get_told(case).user_id
        self.assertTrue(users)
        group = "complaint_management.complaint_management_group_manager"
        self.assertTrue(all(user.has_group(group) for user in users))
        self.assertIn(self.company, users.company_ids)
