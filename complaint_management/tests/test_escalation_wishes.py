# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .clock_common import MONDAY
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon

HOURS = ("Hours", "received", "accepted", 6, "working_hour")
LAW = ("Law", "received", "accepted", 7, "working_day")


@tagged("post_install", "-at_install")
class TestEscalationWishes(ComplaintEscalationCommon):
    """What hurts users of other software, one test for each, in their words.

    Those on what a limit counts are in `test_clock_wishes.py`, the button of the
    customer is in `test_portal_stuck.py`.
    """

    def _get_mails(self, user):
        return self.env["mail.mail"].search([("email_to", "like", user.email)])

    # === NO CALENDAR === #

    def test_hangs_or_crashes_without_working_hours(self):
        """No team, no working hours: registered all the same; the limit says why."""
        self._create_policy((*HOURS, {"calendar_id": False}))
        self.company.resource_calendar_id.attendance_ids.unlink()
        case = self._create_case(team_id=False)
        case.action_register()
        self.assertIn("no working hours", case.clock_ids.problem)
        self._run_at(24 * 400)
        self.assertTold(case)

    # === AGAIN AND AGAIN === #

    def test_mails_again_at_every_run(self):
        """A day of runs, every five minutes around it: one notice, one mail."""
        case = self._start({"target": "manager"})
        for minutes in (0, 5, 10, 60, 65, 600, 24 * 60):
            self._run_at(24 + minutes / 60)
        self.assertTold(case, self.area_user)
        self.assertEqual(len(self._get_mails(self.area_user)), 1)
        notes = case.message_ids.filtered(lambda m: "Overdue" in (m.body or ""))
        self.assertEqual(len(notes), 1)

    def test_reminds_at_midnight_and_on_the_weekend(self):
        """Three quarters are over on Saturday night: told on Monday at eight."""
        self.company.complaint_recipient_hours = True
        self._go_to("2026-03-06 12:00:00")
        case = self._start(REMIND, amount=48)
        for moment in ("2026-03-08 00:00:00", "2026-03-08 23:59:00"):
            self._go_to(moment)
            self._run()
            self.assertTold(case)
        self._go_to("2026-03-09 08:00:00")
        self._run()
        self.assertTold(case, self.handler)

    def test_one_missed_day_loses_the_reminder(self):
        """The action did not run for a week; the reminder is late, not lost."""
        case = self._start(REMIND, amount=10, unit="calendar_day")
        self._run_at(24 * 9)
        self.assertTold(case, self.handler)

    # === WHO AND HOW MANY === #

    def test_three_levels_for_three_people(self):
        """Each level has its delay and its person; taking care stops all of them."""
        steps = (
            {"target": "manager"},
            {"target": "user", "user_id": self.deputy_user.id, "amount": 8},
            {"target": "user", "user_id": self.general_user.id, "amount": 16},
        )
        case, held = self._start(*steps), self._create_case()
        self._run_at(24)
        self._get_told(held).with_user(self.area_user).action_acknowledge(
            MONDAY + timedelta(hours=90)
        )
        self._run_at(32)
        self._run_at(40)
        self.assertTold(case, self.area_user, self.deputy_user, self.general_user)
        self.assertTold(held, self.area_user)

    def test_hundreds_of_mails_at_once(self):
        """Forty complaints late at once: one mail for each person, with all of them."""
        self._start(REMIND, CLIMB)
        cases = self.env["complaint.case"].create(
            [{"description": "It leaks.", "user_id": self.handler.id}] * 40
        )
        self._run_at(24)
        self.assertEqual(len(cases.clock_ids.escalation_ids), 80)
        for user in (self.handler, self.area_user):
            mails = self._get_mails(user).filtered(
                lambda mail: "raised to you" in mail.subject
            )
            self.assertEqual(len(mails), 1, mails.mapped("subject"))
            for case in cases:
                self.assertIn(case.name, mails.body_html)

    def test_changed_policy_recounts_everything(self):
        """A new version moves no limit that runs; the next complaint has its limit."""
        case = self._start(CLIMB)
        policy = case.clock_ids.policy_id
        new = policy.browse(policy.action_new_version()["res_id"])
        new.milestone_ids.amount = 2
        new.action_activate()
        self._run_at(3)
        self.assertTold(case)
        self.assertEqual(case.next_deadline, MONDAY + timedelta(hours=24))
        self._go_to(MONDAY)
        self.assertEqual(self._create_case().next_deadline, MONDAY + timedelta(hours=2))

    def test_limit_taken_out_of_force_starts_no_more(self):
        """What runs was promised and runs on; what comes after is free of it."""
        case = self._start(CLIMB)
        case.clock_ids.policy_id.action_retire()
        self.assertFalse(self._create_case().clock_ids)
        self._run_at(24)
        self.assertTold(case, self.area_user)

    # === PAUSES === #

    def test_lunch_is_counted(self):
        """Six hours from ten, with a break from eleven to one: at ten the next day."""
        days = self.calendar.attendance_ids
        days.hour_to = 11
        for day in days:
            day.copy({"hour_from": 13, "hour_to": 16})
        self._go_to("2026-03-02 10:00:00")
        self._create_policy(HOURS)
        case = self._create_case()
        self.assertEqual(case.next_deadline, datetime(2026, 3, 3, 10))

    def test_limit_of_a_law_is_stopped_by_any_reason(self):
        """Not at all unless it is said so, and then by a reason meant for it."""
        self._create_policy(LAW, basis="statutory")
        case = self._create_case()
        some = self._create_reason(kind="pause", name="Very busy")
        meant = self._create_reason(
            kind="pause", name="Outside assessment", stops_statutory=True
        )
        case.action_register()
        case.action_request_info("Which lot?")
        self.assertEqual(case.clock_ids.state, "running")
        case.action_resume()
        with self.assertRaises(UserError):
            case.clock_ids.with_user(self.handler).action_pause(meant.id)
        case.clock_ids.policy_id.action_retire()
        self._create_policy((*LAW, {"pausable": True}), basis="statutory")
        case = self._create_case()
        clock = case.clock_ids.with_user(self.handler)
        with self.assertRaisesRegex(UserError, "Very busy.*administrator"):
            clock.action_pause(some.id)
        self.assertEqual(clock.state, "running")
        clock.action_pause(meant.id)
        self.assertEqual(clock.state, "paused")

    def test_shipped_reasons_stop_a_limit_of_a_law(self):
        """What other bodies do, once the limit may be paused; nothing else."""
        self._create_policy((*LAW, {"pausable": True}), basis="statutory")
        prefix = "complaint_management.complaint_reason_pause_"
        for name in ("outside_assessment", "proceedings"):
            case = self._create_case()
            clock = case.clock_ids.with_user(self.handler)
            with self.assertRaises(UserError):
                clock.action_pause(self.env.ref(f"{prefix}goods").id)
            clock.action_pause(self.env.ref(prefix + name).id)
            self.assertEqual(clock.state, "paused", name)

    def test_nobody_knows_why_it_stands_still(self):
        """Beside the limit: since when, why, by which hours and which policy."""
        self._create_policy(HOURS)
        case = self._create_case()
        case.action_register()
        case.action_request_info("Which lot?")
        self._go_to(MONDAY + timedelta(days=30))
        [shown] = case.with_user(self.handler).get_clock_strip()["clocks"]
        self.assertEqual(shown["pause"]["since"], "2026-03-02 09:00:00")
        self.assertEqual(shown["pause"]["why"], "Information asked for")
        why = case.clock_ids.with_user(self.handler).why
        for words in ("Paused", self.calendar.name, "Test Policy"):
            self.assertIn(words, why)
