# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon
from .escalation_common import CLIMB, ComplaintEscalationCommon

ACCEPT = ("Accept", "received", "accepted", 1, "working_day")
REPLY = ("Reply", "received", "replied", 24, "hour")
SOLVE = ("Solve", "received", "settled", 5, "working_day")
CLOSE = ("Close", "received", "closed", 10, "working_day")


@tagged("post_install", "-at_install")
class TestClockAgain(ComplaintClockCommon):
    """Complaints that are opened again: nothing that is still to be done is lost."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _get_running(self, case):
        running = case.clock_ids.filtered(lambda clock: clock.state == "running")
        return {clock.name: clock.deadline for clock in running}

    def _reopen_a_day_later(self, case):
        self._go_to(MONDAY + timedelta(days=1))
        case.with_user(self.leader).action_reopen("It was a mistake.")

    def test_withdrawn_by_mistake_has_limits_again(self):
        """What was cut off runs from the reopening; what lies behind does not."""
        self._create_policy(ACCEPT, REPLY, SOLVE)
        case = self._create_case_at("registered")
        self._take_step(case, "withdraw")
        self.assertFalse(case.next_deadline)
        self._reopen_a_day_later(case)
        self.assertEqual(
            self._get_running(case),
            {
                "Reply": MONDAY + timedelta(days=2),
                "Solve": datetime(2026, 3, 10, 9),
            },
        )
        self.assertEqual(case.next_deadline, MONDAY + timedelta(days=2))
        self.assertIn("Reopened", self._get_clock(case, "Solve")[-1:].why)

    def test_what_was_done_before_it_was_withdrawn_stays_done(self):
        """A reply that was given is not asked for twice."""
        self._create_policy(REPLY, SOLVE)
        case = self._create_case_at("registered")
        case._complaint_event("replied")
        self._take_step(case, "withdraw")
        self._reopen_a_day_later(case)
        self.assertEqual(list(self._get_running(case)), ["Solve"])

    def test_reopened_complaint_has_to_be_closed_again(self):
        """The limit that closing had reached runs anew, twice if it must."""
        self._create_policy(CLOSE)
        case = self._create_case_at("closed")
        self.assertEqual(case.clock_ids.state, "reached")
        self._reopen_a_day_later(case)
        self.assertEqual(self._get_running(case), {"Close": datetime(2026, 3, 17, 9)})
        self.assertEqual(case.clock_ids.mapped("round"), [1, 2])

    def test_retired_policy_starts_nothing(self):
        """What is no longer in force binds no complaint that is reopened."""
        policy = self._create_policy(CLOSE)
        case = self._create_case_at("closed")
        policy.action_retire()
        self._reopen_a_day_later(case)
        self.assertFalse(self._get_running(case))

    def test_merged_while_waiting(self):
        """Merged and taken out while the complainant is waited for, it waits on."""
        self._create_policy(REPLY)
        case, master = self._create_case(), self._create_case()
        (case | master).action_register()
        case.action_request_info("Which lot?")
        case.with_user(self.handler).action_merge(master.id)
        self._go_to(MONDAY + timedelta(hours=5))
        case.with_user(self.leader).action_unmerge()
        self.assertEqual(case.state, "need_info")
        clock = case.clock_ids.sorted("round")[-1:]
        self.assertEqual(clock.state, "paused")
        case.action_resume()
        self.assertEqual(case.state, "registered")
        self.assertEqual(clock.deadline, MONDAY + timedelta(hours=29))

    def test_classified_wrong_for_a_while(self):
        """Pauses, waiting and more time of before count when it is put right."""
        self._create_policy((*SOLVE, {"max_extension": 5}), severity="general")
        case = self._create_case(severity="general")
        case.action_register()
        clock = case.clock_ids
        reason = self._create_reason(kind="extension", name="Complex")
        clock.with_user(self.leader).action_extend(1, reason.id, "Two experts")
        pause = self._create_reason(kind="pause", name="Samples")
        clock.with_user(self.handler).action_pause(pause.id)
        self._go_to(MONDAY + timedelta(hours=3))
        clock.with_user(self.handler).action_resume()
        case.severity = "minor"
        self.assertFalse(case.next_deadline)
        self._go_to(MONDAY + timedelta(hours=4))
        case.action_request_info("Which lot?")
        self._go_to(MONDAY + timedelta(hours=6))
        case.action_resume()
        case.severity = "general"
        # Five days and one; three hours of samples, two of waiting.
        self.assertEqual(case.next_deadline, datetime(2026, 3, 10, 14))
        self.assertEqual(case.clock_ids.mapped("state"), ["cancelled", "running"])

    def test_put_right_while_waiting(self):
        """What waited when it was classified wrong waits on, until the answer."""
        self._create_policy(SOLVE, severity="general")
        case = self._create_case(severity="general")
        case.action_register()
        case.action_request_info("Which lot?")
        case.severity = "minor"
        self._go_to(MONDAY + timedelta(hours=2))
        case.severity = "general"
        clock = case.clock_ids.sorted("round")[-1:]
        self.assertEqual(clock.state, "paused")
        case.severity = "minor"
        case.action_resume()
        self._go_to(MONDAY + timedelta(hours=3))
        case.severity = "general"
        clock = case.clock_ids.sorted("round")[-1:]
        self.assertEqual((clock.state, clock.round), ("running", 3))
        self.assertEqual(clock.deadline, datetime(2026, 3, 9, 11))


@tagged("post_install", "-at_install")
class TestEscalationAgain(ComplaintEscalationCommon):
    """Nothing is raised twice, nothing is lost, whatever is undone or extended."""

    def _get_list(self, case):
        """Return whose lists a complaint is on because it was raised."""
        kind = self.env.ref("complaint_management.mail_act_escalation")
        return (
            self.env["mail.activity"]
            .search([("res_id", "=", case.id), ("activity_type_id", "=", kind.id)])
            .user_id
        )

    def _merge(self, case, master):
        case.with_user(self.handler).action_merge(master.id)

    def test_undone_merge_tells_nobody_twice(self):
        """Who was told has it on the list again; the next one is told in turn."""
        case, master = self._start(CLIMB), self._create_case()
        master._complaint_event("replied")
        self._run_at(24)
        self.assertTold(case, self.area_user)
        self._go_to(MONDAY + timedelta(hours=25))
        self._merge(case, master)
        self.assertFalse(self._get_list(case))
        self._go_to(MONDAY + timedelta(hours=30))
        case.with_user(self.leader).action_unmerge()
        self.assertEqual(self._get_list(case), self.area_user)
        self._run_at(31)
        self.assertTold(case, self.area_user)
        domain = [("email_to", "like", self.area_user.email)]
        self.assertEqual(self.env["mail.mail"].search_count(domain), 1)
        self._run_at(48)
        self.assertTold(case, self.area_user, self.deputy_user)
        self.assertEqual(self._get_told(case).mapped("level"), [1, 2])
        case._complaint_event("replied")
        self.assertFalse(self._get_list(case))

    def test_undone_merge_puts_it_on_each_list_once(self):
        """However often somebody was told of it, and whatever is on the list."""
        early = {"moment": "share", "share": 75, "target": "manager"}
        case, master = self._start(early, CLIMB), self._create_case()
        master._complaint_event("replied")
        self._run_at(18)
        self._run_at(24)
        self.assertTold(case, self.area_user, self.area_user)
        self._go_to(MONDAY + timedelta(hours=25))
        self._merge(case, master)
        self._go_to(MONDAY + timedelta(hours=30))
        case.with_user(self.leader).action_unmerge()
        kind = self.env.ref("complaint_management.mail_act_escalation")
        listed = [("res_id", "=", case.id), ("activity_type_id", "=", kind.id)]
        activity = self.env["mail.activity"].search(listed)
        self.assertEqual(len(activity), 1)
        self.assertIn("Overdue", activity.summary)
        self._get_told(case)._with_token()._announce_again()
        self.assertEqual(self.env["mail.activity"].search(listed), activity)

    def test_undone_merge_sends_the_mail_that_was_held_back(self):
        """Told, merged before the mail went, taken out: the mail goes."""
        self._start(CLIMB)
        self._run_at(24)
        self._go_to(MONDAY + timedelta(minutes=30))
        case = self._create_case()
        master = self._create_case()
        master._complaint_event("replied")
        self._run_at(24.5)
        self._go_to(MONDAY + timedelta(hours=24.6))
        self._merge(case, master)
        self._run_at(26)
        self._go_to(MONDAY + timedelta(hours=26.5))
        case.with_user(self.leader).action_unmerge()
        self._run_at(28)
        mails = self.env["mail.mail"].search(
            [("email_to", "like", self.area_user.email)]
        )
        self.assertIn(case.name, "".join(mails.mapped("body_html")))

    def test_undone_merge_keeps_who_takes_care(self):
        """Somebody had said to take care: the way up stands still until then."""
        top = {"target": "user", "user_id": self.general_user.id, "amount": 10}
        case, master = self._start(CLIMB, top), self._create_case()
        master._complaint_event("replied")
        self._run_at(24)
        row = self._get_told(case).with_user(self.area_user)
        row.action_acknowledge(MONDAY + timedelta(hours=70))
        self._merge(case, master)
        case.with_user(self.leader).action_unmerge()
        self._run_at(60)
        self.assertTold(case, self.area_user)
        self._run_at(70)
        self.assertTold(case, self.area_user, self.deputy_user, self.general_user)

    def test_respondent_of_the_meantime_hears_nothing(self):
        """Told, accused after the merge: the list does not get it back."""
        case, master = self._start(CLIMB), self._create_case()
        self._run_at(24)
        case.respondent_employee_ids = self.area
        self._merge(case, master)
        case.with_user(self.leader).action_unmerge()
        self.assertFalse(self._get_list(case))

    def test_classified_back_and_forth_tells_nobody_twice(self):
        """A slip of the mouse does not raise a late complaint from the bottom."""
        case = self._start(CLIMB, policy={"severity": "general"}, severity="general")
        self._run_at(24)
        case.severity = "minor"
        self.assertFalse(self._get_list(case))
        case.severity = "general"
        self.assertEqual(self._get_list(case), self.area_user)
        self._run_at(30)
        self.assertTold(case, self.area_user)
        self._run_at(48)
        self.assertTold(case, self.area_user, self.deputy_user)

    def test_extension_that_leaves_it_late_tells_nobody_twice(self):
        """Two hours more for what is a day late: it goes on upward where it stood."""
        case = self._start(CLIMB, policy={"milestone": {"max_extension": 24}})
        self._run_at(24)
        self._go_to(MONDAY + timedelta(hours=40))
        reason = self._create_reason(kind="extension", name="Complex")
        clock = case.clock_ids.with_user(self.leader)
        clock.action_extend(2, reason.id, "The expert is ill")
        self.assertEqual(clock.deadline, MONDAY + timedelta(hours=26))
        self._run_at(41)
        self.assertTold(case, self.area_user)
        self._run_at(48)
        self.assertTold(case, self.area_user, self.deputy_user)
        self.assertEqual(clock.cycle, 1)
