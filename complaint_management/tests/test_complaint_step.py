# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .clock_common import MONDAY
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon


@tagged("post_install", "-at_install")
class TestComplaintStep(ComplaintEscalationCommon):
    """The steps of an escalation are part of what was approved."""

    def _draft(self, *steps, **milestone):
        more = {"step_ids": [(0, 0, {"unit": "hour"} | step) for step in steps]}
        limit = ("Reply", "received", "replied", 24, "hour", more | milestone)
        return self._create_policy(limit, activate=False)

    def test_steps_change_in_a_draft_only(self):
        """Once the policy is in force, nobody adds, changes or deletes a step."""
        policy = self._draft(REMIND)
        step = policy.milestone_ids.step_ids
        step.share = 50
        policy.action_activate()
        for change in (
            lambda: step.write({"share": 90}),
            lambda: step.unlink(),
            lambda: step.copy(),
            lambda: policy.milestone_ids.write({"step_ids": [(0, 0, dict(CLIMB))]}),
        ):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(step.share, 50)

    def test_new_version_has_the_steps(self):
        """A new version begins with the steps of the one before."""
        policy = self._draft(REMIND, CLIMB)
        policy.action_activate()
        action = policy.action_new_version()
        new = self.env["complaint.policy"].browse(action["res_id"])
        self.assertEqual(
            new.milestone_ids.step_ids.mapped("target"), ["handler", "manager"]
        )

    def test_moment_that_can_not_be_found_is_refused(self):
        """Percents are of a limit; elapsed limits have no working time."""
        for step, milestone in (
            ({"moment": "share", "share": 0}, {}),
            ({"moment": "share", "share": 101}, {}),
            (REMIND, {"backward": True}),
            ({"unit": "working_day"}, {}),
            ({"repeat_amount": -1}, {}),
            ({"target": "handler", "repeat_amount": 1}, {}),
        ):
            with self.subTest(step=step), self.assertRaises(ValidationError):
                self._draft(step, **milestone)

    def test_step_for_nobody_is_refused(self):
        """Each target names somebody."""
        for step in (
            {"target": "job"},
            {"target": "user"},
            {"target": "group"},
            {"distance": 0},
            {"target": "group", "group_id": 1, "action": "reassign"},
            {"target": "user", "user_id": self.user_other_company.id},
        ):
            with self.subTest(step=step), self.assertRaises(ValidationError):
                self._draft(step)

    def test_milestone_keeps_to_its_steps(self):
        """A limit whose steps count working time stays one that does."""
        policy = self._draft()
        milestone = policy.milestone_ids
        milestone.unit = "working_day"
        milestone.step_ids = [(0, 0, {"unit": "working_day"})]
        with self.assertRaises(ValidationError):
            milestone.unit = "hour"

    def test_only_administrators_change_steps(self):
        """Users look steps up."""
        step = self._draft(REMIND).milestone_ids.step_ids
        self.assertEqual(step.with_user(self.handler).share, 75)
        with self.assertRaises(AccessError):
            step.with_user(self.user_manager).share = 1
        step.with_user(self.user_administrator).share = 60

    def test_presets_have_steps(self):
        """What is shipped reminds the handler and goes up the line."""
        policy = self.env.ref("complaint_management.complaint_policy_infusion")
        milestones = policy.milestone_ids
        self.assertTrue(milestones)
        for milestone in milestones:
            self.assertEqual(
                milestone.step_ids.mapped("target"), ["handler", "manager"]
            )
        back = self.env.ref("complaint_management.complaint_milestone_leaking_bags_3")
        self.assertEqual(back.step_ids.mapped("target"), ["manager"])

    # === WHEN === #

    def test_next_event_is_the_first_step(self):
        """A part of the limit, before, at or after the deadline; else the deadline."""
        for steps, hours in (
            ((), 24),
            ((CLIMB,), 24),
            ((REMIND, CLIMB), 18),
            (({"amount": -2}, CLIMB), 22),
            (({"amount": 5},), 24),
        ):
            with self.subTest(steps=steps):
                case = self._start(*steps)
                clock = case.clock_ids.sorted("id")[-1:]
                self.assertEqual(clock.next_event_at, MONDAY + timedelta(hours=hours))
                clock.policy_id.action_retire()

    def test_working_time_counts_for_steps(self):
        """Three quarters of two working days are a day and a half."""
        case = self._start(REMIND, {"repeat_amount": 1}, unit="working_day", amount=2)
        clock = case.clock_ids
        # from Monday nine: to Wednesday nine, eight hours a day
        self.assertEqual(clock.next_event_at, MONDAY + timedelta(days=1, hours=4))

    def test_nothing_happens_to_what_is_paused_or_ended(self):
        """Paused, reached or cancelled, a clock is not looked at."""
        case = self._start(REMIND, CLIMB)
        clock = case.clock_ids
        case.with_user(self.handler).action_request_info()
        self.assertFalse(clock.next_event_at)
        self._go_to(MONDAY + timedelta(hours=4))
        case.with_user(self.handler).action_resume()
        self.assertEqual(clock.next_event_at, MONDAY + timedelta(hours=22))
        case._complaint_event("replied")
        self.assertFalse(clock.next_event_at)
