# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .clock_common import MONDAY
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon

DUE_LOGGER = "odoo.addons.complaint_management.models.complaint_due_mixin"
BURST = "The bag burst."


@tagged("post_install", "-at_install")
class TestEscalationCron(ComplaintEscalationCommon):
    """The scheduled action: in batches, one mail a person, whatever fails."""

    def _fail_for(self, *cases):
        """Let the escalation of some cases fail."""
        Clock = type(self.env["complaint.clock"])
        plan = Clock._plan

        def fail(clock, now, known):
            if clock.case_id.id in [case.id for case in cases]:
                raise UserError(BURST)
            return plan(clock, now, known)

        return patch.object(Clock, "_plan", fail)

    def _get_mails(self, user):
        return self.env["mail.mail"].search([("email_to", "like", user.email)])

    def test_poisoned_clock_waits_and_the_others_go_on(self):
        """The error is seen on the clock and the case; it is tried again later."""
        bad = self._start(CLIMB)
        good = self._create_case() + self._create_case()
        with self._fail_for(bad), mute_logger(DUE_LOGGER):
            self._run_at(24)
        for case in good:
            self.assertTold(case, self.area_user)
        self.assertTold(bad)
        clock = bad.clock_ids
        self.assertIn("The bag burst.", clock.problem)
        self.assertIn("The bag burst.", self._get_note(bad))
        first = MONDAY + timedelta(hours=24, minutes=5)
        self.assertEqual(clock.next_event_at, first)
        with self._fail_for(bad), mute_logger(DUE_LOGGER):
            self._run_at(25)
        self.assertEqual(clock.next_event_at, MONDAY + timedelta(hours=25, minutes=10))
        notes = bad.message_ids.filtered(lambda m: "burst" in (m.body or ""))
        self.assertEqual(len(notes), 1)
        self._run_at(26)
        self.assertTold(bad, self.area_user)
        self.assertFalse(clock.problem)
        self.assertFalse(clock.failures)

    def test_error_of_the_program_is_not_quoted(self):
        """What an exception says may be private: only its kind is shown."""
        case = self._start(CLIMB)
        with (
            patch.object(
                type(self.env["complaint.clock"]),
                "_plan",
                side_effect=ValueError("Zhang Privately"),
            ),
            mute_logger(DUE_LOGGER),
        ):
            self._run_at(24)
        self.assertIn("ValueError", case.clock_ids.problem)
        self.assertNotIn("Privately", case.clock_ids.problem)

    def test_one_mail_for_all_then_one_an_hour(self):
        """The first one comes at once, the next after the interval."""
        first = self._start(CLIMB)
        second = self._create_case()
        self._run_at(24)
        mails = self._get_mails(self.area_user)
        self.assertEqual(len(mails), 1)
        self.assertEqual(mails.state, "outgoing")
        self.assertIn(first.name, mails.body_html)
        self.assertIn(second.name, mails.body_html)
        self._go_to(MONDAY + timedelta(hours=0.5))
        third = self._create_case(received_at=MONDAY + timedelta(hours=0.5))
        self._run_at(24.5)
        self.assertTold(third, self.area_user)
        self.assertEqual(self._get_mails(self.area_user), mails)
        self._run_at(25)
        later = self._get_mails(self.area_user) - mails
        self.assertEqual(len(later), 1)
        self.assertIn(third.name, later.body_html)
        self.assertNotIn(first.name, later.body_html)

    def test_mail_interval_is_a_setting(self):
        """With four hours, the next one comes after four."""
        self.company.complaint_digest_hours = 4
        self._start(CLIMB)
        self._run_at(24)
        self._go_to(MONDAY + timedelta(hours=1))
        self._create_case(received_at=MONDAY + timedelta(hours=1))
        self._run_at(27)
        self.assertEqual(len(self._get_mails(self.area_user)), 1)
        self._run_at(28)
        self.assertEqual(len(self._get_mails(self.area_user)), 2)

    def test_who_became_respondent_gets_no_mail(self):
        """Told, then accused: the mail that waits does not go."""
        self._start(CLIMB)
        self._run_at(24)
        self._go_to(MONDAY + timedelta(minutes=30))
        case = self._create_case(received_at=MONDAY + timedelta(minutes=30))
        self._run_at(24.5)
        case.respondent_employee_ids = self.area
        self._run_at(26)
        bodies = "".join(self._get_mails(self.area_user).mapped("body_html"))
        self.assertNotIn(case.name, bodies)

    def test_told_in_working_time(self):
        """At night nobody is told; the next morning the one who is at work is."""
        self.company.complaint_recipient_hours = True
        case = self._start(REMIND, CLIMB)
        self._run_at(18)  # Tuesday, three in the morning
        self.assertTold(case)
        self.assertEqual(case.clock_ids.next_event_at, MONDAY + timedelta(hours=23))
        self._run_at(22.9)
        self.assertTold(case)
        self._run_at(23)  # eight
        self.assertTold(case, self.handler)
        self._run_at(24)
        self.assertTold(case, self.handler, self.area_user)

    def test_flexible_hours_are_any_hour(self):
        """Who has no fixed hours is told at once."""
        self.company.complaint_recipient_hours = True
        self.handler_employee.resource_calendar_id = False
        case = self._start(REMIND)
        self._run_at(18)
        self.assertTold(case, self.handler)

    def test_runs_in_between_for_what_is_due_soon(self):
        """Within five minutes of a deadline, another run is asked for."""
        case = self._start(CLIMB)
        self._run_at(23.95)
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        self.assertIn(case.clock_ids.next_event_at, triggers.mapped("call_at"))

    def test_runs_in_between_for_a_hand_over_that_is_due_soon(self):
        """An answer that is due in two minutes is not reported up five later."""
        due = MONDAY + timedelta(hours=24)
        self._start(amount=240).with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Look", due_at=due
        )
        self._run_at(23.97)
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        self.assertIn(due, triggers.mapped("call_at"))

    def test_deadline_without_steps_passes(self):
        """Without steps, the deadline is the last thing that happens to a clock."""
        case = self._start()
        self._run_at(25)
        self.assertTold(case)
        self.assertFalse(case.clock_ids.next_event_at)
        self.assertEqual(case.clock_ids.state, "running")

    # === COST === #

    def _measure(self, count):
        cases = self.env["complaint.case"]
        for _number in range(count):
            cases += self._create_case()
        self._go_to(MONDAY + timedelta(hours=24))
        clocks = self.env["complaint.clock"].browse(cases.clock_ids.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        clocks._do_due(MONDAY + timedelta(hours=24))
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        for case in cases:
            self.assertTold(case, self.area_user)
        self._go_to(MONDAY)
        return queries

    def test_queries_do_not_grow_with_the_clocks(self):
        """A hundred clocks cost little more than one."""
        self._start(CLIMB)
        self._measure(1)
        one = self._measure(1)
        many = self._measure(100)
        self.assertLessEqual(one, 60)
        self.assertLessEqual(many, 200)
