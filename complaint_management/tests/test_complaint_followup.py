# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintFollowup(ComplaintCaseCommon):
    """What the complainant says afterwards, asked for by somebody at some time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done = cls._create_case_at("follow_up")

    def test_done_now_by_whoever_records(self):
        """Who records a call made it now, unless told otherwise."""
        followup = (
            self.env["complaint.followup"]
            .with_user(self.handler)
            .create({"case_id": self.done.id})
        )
        self.assertRecordValues(
            followup, [{"kind": "call", "user_id": self.handler.id}]
        )
        self.assertEqual(str(followup.done_at), "2026-03-02 09:00:00")

    def test_two_kinds_of_satisfaction(self):
        """The outcome can please where the handling did not."""
        followup = self._create_followup(
            self.done, outcome_satisfaction="5", handling_satisfaction="1"
        )
        self.assertRecordValues(
            followup, [{"outcome_satisfaction": "5", "handling_satisfaction": "1"}]
        )

    def test_future_follow_up_refused(self):
        """A call that is only planned is no follow-up."""
        with self.assertRaisesRegex(ValidationError, "not before"):
            self._create_followup(self.done, done_at="2026-03-03 09:00:00")

    def test_last_one_first(self):
        """Of several follow-ups, the latest is shown first."""
        with freeze_time("2026-03-05 09:00:00"):
            late = self._create_followup(self.done, done_at="2026-03-05 08:00:00")
            early = self._create_followup(self.done, done_at="2026-03-03 08:00:00")
        self.done.invalidate_recordset()
        self.assertEqual(self.done.followup_ids, late + early)

    def test_not_deleted_by_handler(self):
        """An answer that does not please stays on file."""
        followup = self._create_followup(self.done, outcome_satisfaction="1")
        for user in self.handler + self.user_administrator:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                followup.with_user(user).unlink()

    def test_not_recorded_by_outsiders(self):
        """Those without a part in the case did not ask anybody."""
        for user in self._get_outsiders():
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["complaint.followup"].with_user(user).create(
                    {"case_id": self.done.id}
                )

    def test_dissatisfied_complainant_gets_another_solution(self):
        """Who is not satisfied afterwards goes back to the search for a solution."""
        self._create_followup(self.done, outcome_satisfaction="1")
        self.done.with_user(self.handler).action_propose()
        self.assertState(self.done, "solution")
