# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo.tests import tagged

from .clock_common import MONDAY
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon


@tagged("post_install", "-at_install")
class TestComplaintEscalation(ComplaintEscalationCommon):
    """A limit is raised step by step, until somebody takes care or it is reached."""

    def test_reminded_then_raised_level_by_level(self):
        """Handler, then each superior, each once, however often the action runs."""
        case = self._start(REMIND, CLIMB)
        self._run_at(17)
        self.assertTold(case)
        self._run_at(18)
        self._run()
        self.assertTold(case, self.handler)
        self._run_at(24)
        self._run_at(25)
        self.assertTold(case, self.handler, self.area_user)
        self._run_at(48)
        self._run_at(72)
        line = (self.area_user, self.deputy_user, self.general_user)
        self.assertTold(case, self.handler, *line)
        rows = self._get_told(case)
        self.assertEqual(rows.mapped("level"), [1, 1, 2, 3])
        self.assertEqual(set(rows.mapped("cycle")), {1})

    def test_who_is_told_may_open_the_case(self):
        """Being told names the manager, with an activity and a line in the log."""
        case = self._start(CLIMB)
        self.assertFalse(case.with_user(self.area_user).has_access("read"))
        self._run_at(24)
        case.invalidate_recordset()
        self.assertTrue(case.with_user(self.area_user).has_access("read"))
        activity = case.activity_ids
        self.assertEqual(activity.user_id, self.area_user)
        self.assertIn(case.name, activity.summary)
        self.assertIn(self.area_user.name, self._get_note(case))

    def test_end_of_the_line_goes_to_the_team(self):
        """Above the top the team leader is told, then the complaint managers."""
        self.area.parent_id = False
        case = self._start(CLIMB)
        for hours in (24, 48, 72):
            self._run_at(hours)
        rows = self._get_told(case)
        self.assertEqual(rows[:2].user_id, self.area_user | self.leader)
        self.assertIn("team leader", rows[1].reason)
        self.assertIn(self.user_manager, rows[2:].user_id)
        self.assertIn("managers of complaints", rows[2].reason)
        self._run_at(96)
        last = self._get_told(case)[-1:]
        self.assertFalse(last.user_id)
        self.assertIn("Nobody is left", last.reason)
        self.assertFalse(case.clock_ids.next_event_at)
        self._run_at(120)
        self.assertEqual(self._get_told(case)[-1:], last)

    def test_handler_without_employee(self):
        """Nobody is above who is no employee: the team leader is told."""
        self.handler_employee.user_id = False
        case = self._start(CLIMB)
        self._run_at(24)
        self.assertTold(case, self.leader)

    def test_out_of_reach_is_passed_over_in_writing(self):
        """Absent, without user, archived: the next one is told, the log says why."""
        self._absent(self.area)
        self.deputy.user_id = False
        case = self._start(CLIMB)
        self._run_at(24)
        self.assertTold(case, self.general_user)
        row = self._get_told(case)
        self.assertIn(f"{self.area.name}: is absent", row.skipped)
        self.assertIn(f"{self.deputy.name}: has no user", row.skipped)
        self.assertIn("is absent", self._get_note(case))

    def test_archived_and_other_company(self):
        """Who left or can't work in the company is passed over."""
        self.area.active = False
        self.deputy_user.write(
            {
                "company_ids": [(6, 0, self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        case = self._start(CLIMB)
        self._run_at(24)
        self.assertTold(case, self.general_user)
        self.assertIn("left the company", self._get_told(case).skipped)
        self.assertIn("no access to this company", self._get_told(case).skipped)

    def test_respondent_is_never_told(self):
        """An accused manager hears nothing, by activity, naming or mail."""
        case = self._start(CLIMB, respondent_employee_ids=[(4, self.area.id)])
        for hours in (24, 48, 72, 96):
            self._run_at(hours)
        self.assertNotIn(self.area_user, self._get_told(case).user_id)
        self.assertIn("is the respondent", self._get_told(case)[0].skipped)
        self.assertFalse(case.with_user(self.area_user).has_access("read"))

    def test_loop_ends(self):
        """A hierarchy that bites its tail is climbed once."""
        self.general.parent_id = self.area
        case = self._start(CLIMB)
        for hours in (24, 48, 72, 96):
            self._run_at(hours)
        line = (self.area_user, self.deputy_user, self.general_user, self.leader)
        self.assertTold(case, *line)

    def test_absent_handler_is_not_reminded(self):
        """The reminder of somebody on leave goes to who is above."""
        self._absent(self.handler_employee)
        case = self._start(REMIND)
        self._run_at(18)
        self.assertTold(case, self.area_user)
        self.assertIn("is absent", self._get_told(case).skipped)

    def test_reached_in_time_is_not_raised(self):
        """What is reached is raised to nobody, and leaves the lists."""
        case = self._start(REMIND, CLIMB)
        self._run_at(18)
        self.assertTrue(case.activity_ids)
        case._complaint_event("replied")
        self.assertFalse(case.activity_ids)
        self._run_at(48)
        self.assertTold(case, self.handler)

    def test_spam_that_was_raised_is_deleted(self):
        """What was raised of a complaint that nobody registered goes with it."""
        limit = ("Reply", "received", "replied", 24, "hour")
        self._create_policy((*limit, {"step_ids": [(0, 0, CLIMB | {"unit": "hour"})]}))
        case = self._create_case()
        self._run_at(24)
        rows = self._get_told(case)
        self.assertTrue(rows)
        case.with_user(self.user_manager).unlink()
        self.assertFalse(rows.exists())

    def test_paused_is_not_raised(self):
        """Paused in the meantime, the limit and the levels move by the pause."""
        case = self._start(CLIMB)
        self._go_to(MONDAY + timedelta(hours=20))
        case.with_user(self.handler).action_request_info()
        self._run_at(30)
        self.assertTold(case)
        case.with_user(self.handler).action_resume()
        self._run_at(33)
        self.assertTold(case)
        self._run_at(34)
        self.assertTold(case, self.area_user)
        self._go_to(MONDAY + timedelta(hours=40))
        case.with_user(self.handler).action_request_info()
        self._go_to(MONDAY + timedelta(hours=100))
        case.with_user(self.handler).action_resume()
        self._run_at(101)
        self.assertTold(case, self.area_user)
        self._run_at(118)
        self.assertTold(case, self.area_user, self.deputy_user)

    def test_extension_begins_anew(self):
        """With a new deadline the ladder starts from the bottom, in a new cycle."""
        case = self._start(CLIMB, policy={"milestone": {"max_extension": 72}})
        self._run_at(24)
        self._run_at(48)
        reason = self._create_reason(kind="extension", name="A sample comes")
        case.clock_ids.with_user(self.user_manager).action_extend(
            72, reason.id, "The sample is on its way."
        )
        clock = case.clock_ids
        self.assertEqual(clock.next_event_at, MONDAY + timedelta(hours=96))
        self._run_at(60)
        self.assertTold(case, self.area_user, self.deputy_user)
        self._run_at(96)
        self.assertTold(case, self.area_user, self.deputy_user, self.area_user)
        self.assertEqual(self._get_told(case).mapped("cycle"), [1, 1, 2])

    def test_recurring_limit_begins_anew(self):
        """Each round of a recurring limit is raised by itself."""
        case = self._start(CLIMB, policy={"milestone": {"recurring": True}})
        self._run_at(24)
        case._complaint_event("replied")
        self._run_at(47)
        self.assertTold(case, self.area_user)
        self._run_at(48)
        self.assertTold(case, self.area_user, self.area_user)

    def test_late_start_catches_up_one_level_at_a_time(self):
        """After days of standstill nobody but the next superior is told at once."""
        case = self._start(CLIMB)
        self._run_at(24 * 5)
        self.assertTold(case, self.area_user)
        self._run_at(24 * 6)
        self.assertTold(case, self.area_user, self.deputy_user)

    def test_nobody_confidential_in_the_text(self):
        """Number and limit are told; who complains is not."""
        case = self._start(
            CLIMB,
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
            confidential=True,
        )
        self._run_at(24)
        mails = self.env["mail.mail"].search([], order="id desc", limit=1)
        texts = [mails.body_html, mails.subject, case.activity_ids.note or ""]
        texts += case.message_ids.mapped("body") + case.activity_ids.mapped("summary")
        self.assertTrue(any(case.name in text for text in texts if text))
        self.assertNotIn("Privately", "".join(filter(None, texts)))
        case.invalidate_recordset()
        self.assertTrue(case.with_user(self.area_user).has_access("read"))

    def test_other_company_has_its_own_line(self):
        """A case of the second company goes up the line of that company."""
        chief = self._create_user(
            "chief2",
            role="internal",
            company_id=self.company_other.id,
            company_ids=[(6, 0, self.company_other.ids)],
        )
        both = (self.company | self.company_other).ids
        self.handler.company_ids = [(6, 0, both)]
        top = self._create_employee(chief, company_id=self.company_other.id)
        self._create_employee(
            self.handler, company_id=self.company_other.id, parent_id=top.id
        )
        self.company_other.complaint_recipient_hours = False
        case = self._start(
            CLIMB,
            policy={"company_id": False},
            company_id=self.company_other.id,
            team_id=False,
        )
        self._run_at(24)
        self.assertTold(case, chief)

    # === TARGETS AND ACTIONS === #

    def test_targets(self):
        """Each target finds its person."""
        job = self.env["hr.job"].create({"name": "Director"})
        self.deputy.job_id = job
        group = self.env["res.groups"].create(
            {"name": "Watch", "user_ids": [(4, self.colleague.id)]}
        )
        for step, user in (
            ({"target": "holder"}, self.handler),
            ({"target": "leader"}, self.leader),
            ({"target": "manager", "distance": 2}, self.deputy_user),
            ({"target": "job", "job_id": job.id}, self.deputy_user),
            ({"target": "user", "user_id": self.colleague.id}, self.colleague),
            ({"target": "group", "group_id": group.id}, self.colleague),
        ):
            with self.subTest(step=step):
                self._go_to(MONDAY)
                case = self._start(step)
                self._run_at(24)
                self.assertTold(case, user)
                case.clock_ids.policy_id.action_retire()

    def test_priority_and_reassignment(self):
        """A step makes the case urgent, or gives it to the manager."""
        case = self._start({"action": "priority", "amount": -1}, {"action": "reassign"})
        self._run_at(23)
        self.assertEqual(case.urgency, "urgent")
        self.assertTold(case, False)
        self._run_at(24)
        self.assertEqual(case.user_id, self.area_user)

    def test_major_case_goes_straight_to_the_position(self):
        """Levels below are skipped, in writing; a general case takes each level."""
        job = self.env["hr.job"].create({"name": "Branch General Manager"})
        self.general.job_id = job
        self.company.complaint_major_job_id = job
        case = self._start(CLIMB, severity="major")
        plain = self._create_case()
        self._run_at(24)
        self.assertTold(case, self.general_user)
        self.assertTold(plain, self.area_user)
        row = self._get_told(case)
        self.assertIn(f"{self.area.name}: level skipped", row.skipped)
        self.assertIn("Major complaint", row.reason)

    def test_mark_is_raised_at_once(self):
        """When it is set, once, to whom it names; not before the case is registered."""
        mark = self._create_mark(
            target_kind="user", target_user_id=self.deputy_user.id, name="Injury"
        )
        case = self._create_case(mark_ids=[(4, mark.id)])
        self.assertTold(case)
        case.action_register()
        self.assertTold(case, self.deputy_user)
        case.with_user(self.handler).mark_ids = [(6, 0, mark.ids)]
        self.assertTold(case, self.deputy_user)
        top = self._create_mark(name="Front page")
        case.with_user(self.handler).mark_ids = [(4, top.id)]
        self.assertTold(case, self.deputy_user, self.general_user)
        self.assertIn("level skipped", self._get_told(case)[-1:].skipped)
        self.assertTrue(case.with_user(self.general_user).has_access("read"))

    def test_marked_case_that_is_late_goes_to_the_target(self):
        """The ladder of a special case begins at the one its mark names."""
        job = self.env["hr.job"].create({"name": "Branch Deputy GM"})
        self.deputy.job_id = job
        mark = self._create_mark(target_kind="job", target_job_id=job.id)
        case = self._start(CLIMB, mark_ids=[(4, mark.id)])
        self._run_at(24)
        self._run_at(48)
        clock_rows = self._get_told(case).filtered("clock_id")
        self.assertEqual(
            [row.user_id for row in clock_rows], [self.deputy_user, self.general_user]
        )

    # === BY HAND, HAND-OVERS === #

    def test_report_by_hand_is_on_the_list(self):
        """What is reported by hand stands beside what the clock raised."""
        case = self._start(CLIMB)
        case.with_user(self.handler).action_report_up(
            reason="They threaten", unreachable="phone, twice"
        )
        row = self._get_told(case)
        self.assertRecordValues(
            row,
            [{"kind": "hand", "user_id": self.deputy_user.id, "clock_id": False}],
        )
        self.assertIn("phone, twice", row.skipped)
        row.with_user(self.deputy_user).action_acknowledge(MONDAY + timedelta(hours=1))

    def test_overdue_handover_goes_up(self):
        """An answer that is overdue is reported above the receiver until it comes."""
        case = self._start()
        receiver = self._create_user("receiver", role="internal")
        boss = self._create_user("boss", role="internal")
        chief = self._create_employee(boss, parent_id=self.general.id)
        self._create_employee(receiver, parent_id=chief.id)
        relay = case.with_user(self.handler).action_hand_over(
            to_user_id=receiver.id, why="Look", due_at=MONDAY + timedelta(hours=5)
        )
        self._run_at(4)
        self.assertTold(case)
        self._run_at(5)
        self._run_at(6)
        self.assertTold(case, boss)
        self._run_at(29)
        self.assertTold(case, boss, self.general_user)
        self.assertIn(boss, case.activity_ids.user_id)
        relay.with_user(receiver).action_answer("Seen")
        self.assertNotIn(boss, case.activity_ids.user_id)
        self._run_at(60)
        self.assertTold(case, boss, self.general_user)

    def test_limit_of_a_handover_goes_above_the_receiver(self):
        """A clock of a hand-over has the receiver's line."""
        receiver = self._create_user("receiver", role="internal")
        self._create_employee(receiver, parent_id=self.general.id)
        more = {"step_ids": [(0, 0, dict(CLIMB, unit="hour"))]}
        self._create_policy(
            ("Back", "handed_over", "handover_answered", 12, "hour", more)
        )
        case = self._create_case()
        case.action_register()
        case.with_user(self.handler).action_hand_over(to_user_id=receiver.id, why="Go")
        self._run_at(12)
        self.assertTold(case, self.general_user)
