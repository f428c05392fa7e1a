# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .clock_common import MONDAY, ComplaintClockCommon

BOUND = {"max_extension": 3, "extension_times": 2}
DECIDE = ("Decide", "received", "accepted", 1, "working_day", BOUND)
LAW = (
    *("By law", "received", "closed", 60, "calendar_day"),
    {"law_style": True, "pausable": False, "max_extension": 30, "promised": True},
)


@tagged("post_install", "-at_install")
class TestComplaintClockExtend(ComplaintClockCommon):
    """More time is given by the supervisor, within a bound, in writing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.why = cls._create_reason(kind="extension", name="Complex", advice="Hard.")

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _extend(self, clock, amount=1, user=None, reason=None, note="The lab is slow"):
        reason = self.why if reason is None else reason
        return clock.with_user(user or self.leader).action_extend(
            amount, reason.id, note
        )

    def test_extended_by_the_leader(self):
        """The deadline moves; the ledger holds who and why, the thread the words."""
        self._create_policy(DECIDE)
        case = self._create_case()
        clock = case.clock_ids
        self._extend(clock)
        self.assertEqual(clock.deadline, datetime(2026, 3, 4, 9))
        self.assertEqual(case.next_deadline, datetime(2026, 3, 4, 9))
        self.assertRecordValues(
            clock.event_ids[-1:],
            [{"kind": "extended", "amount": 1, "user_id": self.leader.id}],
        )
        self.assertEqual(clock.event_ids[-1:].reason_id, self.why)
        self.assertNotIn("lab", repr(clock.event_ids.read()))
        self.assertIn("The lab is slow", case.message_ids[:1].body)
        self.assertIn("Complex", clock.with_user(self.handler).why)

    def test_who_may_give_more_time(self):
        """Neither a handler nor a stranger; a manager who handles it asks another."""
        self._create_policy(DECIDE)
        clock = self._create_case().clock_ids
        for user in (self.handler, self.colleague, self.user_internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._extend(clock, user=user)
        mine = self._create_case(user_id=self.user_manager.id).clock_ids
        with self.assertRaisesRegex(AccessError, "somebody else"):
            self._extend(mine, user=self.user_manager)
        self._extend(clock, user=self.user_manager)

    def test_who_holds_it_does_not_give_himself_more_time(self):
        """A manager to whom it was handed over is in the same place as a handler."""
        self._create_policy(DECIDE)
        case = self._create_case()
        case.with_user(self.handler).action_hand_over(
            to_user_id=self.user_manager.id, why="Have a look"
        )
        with self.assertRaisesRegex(AccessError, "somebody else"):
            self._extend(case.clock_ids, user=self.user_manager)

    def test_leader_who_handles_is_the_supervisor_of_record(self):
        """The leader of the team may extend own cases; the ledger shows who did."""
        self._create_policy(DECIDE)
        clock = self._create_case(user_id=self.leader.id).clock_ids
        self._extend(clock)
        self.assertEqual(clock.event_ids[-1:].user_id, self.leader)

    def test_reason_words_and_number_needed(self):
        """A reason of the right list, words, and a positive number."""
        self._create_policy(DECIDE)
        clock = self._create_case().clock_ids
        pause = self._create_reason(kind="pause", name="Waiting")
        for values in (
            {"reason": self.env["complaint.reason"]},
            {"reason": pause},
            {"note": " "},
            {"amount": 0},
            {"amount": -1},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._extend(clock, **values)
        self.assertEqual(clock.event_ids.mapped("kind"), ["started"])

    def test_refused_beyond_the_bound(self):
        """In all, and how often; the refusal says what the bound is."""
        self._create_policy(DECIDE)
        clock = self._create_case().clock_ids
        with self.assertRaisesRegex(UserError, "2 times, by 3 working days in all"):
            self._extend(clock, 4)
        self._extend(clock, 2)
        with self.assertRaisesRegex(UserError, "So far: 1 times, 2 working days"):
            self._extend(clock, 2)
        self._extend(clock, 1)
        with self.assertRaisesRegex(UserError, "So far: 2 times, 3"):
            self._extend(clock, 1)
        self.assertEqual(clock.deadline, datetime(2026, 3, 6, 9))

    def test_limit_that_is_never_extended(self):
        """Without a bound nothing is given, by the superuser neither."""
        self._create_policy(("Reply", "received", "replied", 24, "hour"))
        clock = self._create_case().clock_ids
        with self.assertRaisesRegex(UserError, "never extended"):
            clock.action_extend(1, self.why.id, "Slow")

    def test_limit_of_a_law(self):
        """Once, at most 30 whole days; the complainant has to be told in writing."""
        self._create_policy(LAW)
        case = self._create_case_at("accepted")
        clock = case.clock_ids
        self.assertEqual(clock.deadline, datetime(2026, 5, 1, 23, 59, 59))
        with self.assertRaisesRegex(UserError, "30 days in all"):
            self._extend(clock, 31)
        with self.assertRaisesRegex(UserError, "whole days"):
            self._extend(clock, 1.5)
        self._extend(clock, 30)
        self.assertEqual(clock.deadline, datetime(2026, 5, 31, 23, 59, 59))
        with self.assertRaisesRegex(UserError, "So far: 1 times"):
            self._extend(clock, 1)
        self.assertEqual(case.notice_due, "extended")
        letter = case._write_letters("extended")[case]
        self.assertIn("Hard.", letter["body"])
        self.assertIn("05/31/2026", letter["body"])
        self.assertNotIn("lab", letter["body"])
        case.with_user(self.handler)._complaint_notify("extended", "letter")
        self.assertFalse(case.notice_due)

    def test_what_was_not_promised_is_not_told(self):
        """An internal limit is nothing the complainant knows of."""
        self._create_policy(DECIDE)
        case = self._create_case()
        self._extend(case.clock_ids)
        self.assertFalse(case.notice_due)

    def test_dialog_leads_to_the_letter(self):
        """The dialog shows the bound; after it, the letter opens with its text."""
        self._create_policy(LAW)
        clock = self._create_case_at("accepted").clock_ids
        form = Form(
            self.env["complaint.clock.change"]
            .with_user(self.leader)
            .with_context(default_clock_id=clock.id, default_change="extend")
        )
        self.assertIn("30 days in all", form.bound)
        self.assertEqual(form.unit, "calendar_day")
        form.amount = 10
        form.reason_id = self.why
        form.note = "The lab is slow"
        action = form.save().action_change()
        self.assertEqual(action["res_model"], "complaint.case.tell")
        tell = self.env["complaint.case.tell"].with_user(self.leader)
        tell = Form(tell.with_context(**action["context"]))
        self.assertEqual(tell.code, "extended")
        self.assertIn("05/11/2026", tell.body)

    def test_dialog_forgets_the_reason_of_another_list(self):
        """Choosing another change empties the reason."""
        self._create_policy(DECIDE)
        clock = self._create_case().clock_ids
        pause = self._create_reason(kind="pause", name="Waiting")
        form = Form(
            self.env["complaint.clock.change"]
            .with_user(self.leader)
            .with_context(default_clock_id=clock.id)
        )
        form.reason_id = pause
        form.change = "cancel"
        self.assertFalse(form.reason_id)
        form.reason_id = self._create_reason(kind="limit_cancelled", name="Not ours")
        form.save().action_change()
        self.assertEqual(clock.state, "cancelled")

    def test_given_up_by_the_supervisor(self):
        """With a reason of the list, by nobody else."""
        self._create_policy(DECIDE)
        clock = self._create_case().clock_ids
        reason = self._create_reason(kind="limit_cancelled", name="Not ours")
        with self.assertRaises(AccessError):
            clock.with_user(self.handler).action_cancel(reason.id)
        with self.assertRaisesRegex(UserError, "Choose a reason"):
            clock.with_user(self.leader).action_cancel()
        clock.with_user(self.leader).action_cancel(reason.id, "Another plant")
        self.assertEqual(clock.state, "cancelled")
        self.assertEqual(clock.event_ids[-1:].reason_id, reason)

    def test_impossible_bounds_refused(self):
        """No negative extension, and none of what is due before something."""
        for values in (
            {"max_extension": -1},
            {"extension_times": -1},
            {"max_extension": 1, "backward": True},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._create_policy((*DECIDE[:5], values), activate=False)

    def test_presets_of_a_law(self):
        """Of the regulators' limits only that on the decision is extended, by 30 d."""
        found = {
            milestone.policy_id.code: (
                milestone.max_extension,
                milestone.extension_times,
            )
            for milestone in self.env["complaint.milestone"].search(
                [
                    ("policy_id.code", "like", "regulator%"),
                    ("max_extension", ">", 0),
                ]
            )
        }
        self.assertEqual(found, {"regulator_12378": (30, 1)})
