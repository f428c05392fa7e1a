# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .action_common import ComplaintActionCommon


@tagged("post_install", "-at_install")
class TestQualityTours(ComplaintActionCommon, ComplaintHttpCommon):
    """What quality does in a browser; each tour ends with a look at the records."""

    def test_action_from_the_responsible_to_the_complainant(self):
        """Done by one without a role, verified by quality, told to the complainant."""
        action = self._create_action()
        url = f"/odoo/complaint-corrective-actions/{action.id}"
        self.start_tour(url, "complaint_action_complete_tour", login=self.worker.login)
        self.assertEqual(action.completed_by_id, self.worker)
        self.case._name_users(self.user_quality, "investigator")
        self.start_tour(
            url, "complaint_action_verify_tour", login=self.user_quality.login
        )
        self.assertEqual(action.verified_by_id, self.user_quality)
        self.assertEqual(action.told_case_ids, self.case)
        self.assertEqual(self.case.notice_ids.via, "phone")

    def test_known_issue_told_from_the_complaint(self):
        """From the complaint to what is known of it, and into the letter."""
        self.case.description = "Two bags are leaking."
        self.start_tour(
            f"/odoo/complaints/{self.case.id}",
            "complaint_known_issue_tour",
            login=self.handler.login,
        )
        leak = self.env.ref("complaint_quality.complaint_known_issue_leaking_bag")
        self.assertEqual(self.case.known_issue_ids, leak)
        self.assertIn("uncut", self.case.notice_ids.body)
