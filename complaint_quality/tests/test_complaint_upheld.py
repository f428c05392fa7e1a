# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .action_common import ComplaintActionCommon


@tagged("post_install", "-at_install")
class TestUpheld(ComplaintActionCommon):
    """What was found to be untrue counts nowhere, before the case is closed, too."""

    def test_untrue_complaints_count_neither_for_alarm_nor_panel(self):
        """The finding decides; what is confirmed or open counts."""
        self.defect.norm_ppm = 300
        self._ship(self.lot, 1000)
        cases = self.case
        for _number in range(3):
            cases |= self._create_case_at("investigating", **self._about(self.lot))
        Alarm = self.env["complaint.alarm"]
        Exposure = self.env["complaint.exposure"].with_user(self.user_quality)
        findings = (
            ("misunderstanding", 3),
            ("malicious", 2),
            ("not_confirmed", 1),
            ("confirmed", 1),
        )
        self.assertEqual(Alarm._get_findings()[0]["case_count"], 4)
        for case, (conclusion, left) in zip(cases, findings, strict=True):
            self._finish_investigation(case, conclusion=conclusion)
            self.env.flush_all()
            with self.subTest(conclusion=conclusion):
                panel = Exposure.get_panel(self.lot.id)
                self.assertEqual(panel["case_count"], left)
                counts = [row["case_count"] for row in Alarm._get_findings()]
                self.assertEqual(counts, [left] if left > 1 else [])
