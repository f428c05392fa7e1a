# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon

POISON = "poisoned"


@tagged("post_install", "-at_install")
class TestComplaintApprovalPassOn(ComplaintApprovalCommon):
    """Who does not answer is passed over for the next one up."""

    def _run_cron(self):
        cron = self.env.ref("complaint_management.complaint_approval_cron_pass_on")
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_silent_approver_is_passed_over(self):
        """After so many working hours the next one up is asked."""
        with freeze_time("2026-03-02 09:00:00"):
            settlement = self._ask(500)
        row = settlement.approval_ids
        self.assertTrue(row.pass_on_at)
        with freeze_time("2026-03-02 10:00:00"):
            self._run_cron()
        self.assertEqual(row.state, "asked")
        with freeze_time("2026-03-06 09:00:00"):
            self._run_cron()
        self.assertEqual(row.state, "passed_on")
        self.assertAsks(settlement, self.deputy)
        asked = settlement.approval_ids - row
        self.assertIn("no answer", asked.skipped)
        with self.assertRaisesRegex(UserError, "meanwhile"):
            row.with_user(self.area.user_id).action_approve()
        with freeze_time("2026-03-06 09:00:00"):
            self._act(settlement, self.deputy)
        self.assertEqual(settlement.state, "approved")

    def test_silent_deputy_leaves_it_to_the_general_manager(self):
        """The later step is asked; no third one is made."""
        settlement = self._ask(3200)
        self._make_due(settlement)
        self._run_cron()
        self.assertAsks(settlement, self.general)
        self.assertEqual(
            settlement.approval_ids.mapped("state"), ["passed_on", "asked"]
        )

    def test_silent_top_stays_asked_without_another_approver(self):
        """There is nobody above: it is written down, and asked no more."""
        settlement = self._ask(3200)
        self._act(settlement, self.deputy)
        row = settlement.approval_ids[-1:]
        self._make_due(settlement)
        self._run_cron()
        self.assertEqual(row.state, "asked")
        self.assertFalse(row.pass_on_at)
        self.assertIn("Nobody above", settlement.message_ids[0].body)

    def test_silent_top_passed_on_to_the_other_approver(self):
        """The settings name who decides where the line ends."""
        self.company.complaint_approval_fallback_id = self.quality.user_id
        settlement = self._ask(3200)
        self._act(settlement, self.deputy)
        self._make_due(settlement)
        self._run_cron()
        self.assertEqual(self._get_asked(settlement), self.quality.user_id)

    def test_archived_approver_is_no_dead_end(self):
        """Who left is passed over at the next run, however much time is left."""
        settlement = self._ask(500)
        self.area.user_id.active = False
        self._run_cron()
        self.assertAsks(settlement, self.deputy)

    def test_approver_who_became_a_party_is_passed_over(self):
        """A new respondent does not block the case."""
        settlement = self._ask(500)
        settlement.case_id.respondent_employee_ids = self.area
        self._run_cron()
        self.assertAsks(settlement, self.deputy)

    def test_one_that_fails_does_not_stop_the_others(self):
        """Each request is passed on by itself."""
        first, second = self._ask(500), self._ask(100)
        self._make_due(first)
        self._make_due(second)
        original = self.registry["complaint.settlement"]._find_successor

        def _find_successor(settlement, row):
            if settlement == first:
                raise UserError(POISON)
            return original(settlement, row)

        self.patch(
            self.registry["complaint.settlement"], "_find_successor", _find_successor
        )
        self._run_cron()
        self.assertEqual(self._get_asked(first), self.area.user_id)
        self.assertNotEqual(self._get_asked(second), first.approval_ids.approver_id)

    def test_never_passed_on_if_set_so(self):
        """0 hours: an approver has all the time."""
        self.company.complaint_approval_silent_hours = 0
        self.assertFalse(self._ask(500).approval_ids.pass_on_at)

    def _make_due(self, settlement):
        rows = settlement.approval_ids.filtered(lambda row: row.state == "asked")
        rows._with_step_token().pass_on_at = "2020-01-01 00:00:00"
