# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import tagged

from .sample_common import ComplaintSampleCommon

PASS = ["pass"] * 10
ONE_LEAKS = ["pass"] * 9 + ["fail"]
REPORT = "complaint_quality.complaint_investigation_report"


@tagged("post_install", "-at_install")
class TestSampleInvestigation(ComplaintSampleCommon):
    """What the samples say stands in the investigation, and is waited for."""

    def _tested(self, results, **values):
        test = self._create_test(self._receive(**values))
        self._run(test, results)
        self._review(test, "As found.")
        return test

    def _finish(self):
        self.investigation.write(
            {
                "finding": "The jaw was too cold.",
                "conclusion": "confirmed",
                "responsible_party": "department",
            }
        )
        self.investigation.with_user(self.handler).action_finish()

    def _get_check(self):
        return self.investigation.check_ids.filtered(
            lambda check: check.kind == "retained_sample"
        )

    def test_not_finished_before_its_tests_are(self):
        """Signed and reviewed, or given up with the reason."""
        test = self._create_test()
        for _step in ("planned", "running", "signed"):
            with self.assertRaisesRegex(UserError, "Tightness.*not signed"):
                self._finish()
            if test.state == "planned":
                test.action_start_test()
            else:
                test.value_ids.observed = "pass"
                test.action_sign()
                break
        with self.assertRaisesRegex(UserError, "Tightness.*not signed"):
            self._finish()
        given_up = self._create_test(cancel_reason="One is enough.")
        given_up.action_cancel()
        self._review(test)
        self._finish()
        self.assertEqual(self.investigation.state, "done")
        with self.assertRaisesRegex(UserError, "finished investigation"):
            self._create_test(test.sample_id)
        with self.assertRaisesRegex(UserError, "finished investigation"):
            test.correction_reason = "Late"
            test.action_correct()

    def test_tested_sample_stays_with_its_investigation(self):
        """A failing one is not carried away before the end."""
        test = self._tested(ONE_LEAKS)
        with self.assertRaisesRegex(UserError, "stays with it"):
            test.sample_id.investigation_id = False

    def test_record_of_the_retained_sample_is_ticked(self):
        """In order when it passes; a deviation stays one."""
        self.investigation.action_add_checks()
        self._tested(PASS, kind="complained")
        self.assertFalse(self._get_check().result)
        test = self._tested(PASS)
        check = self._get_check()
        self.assertEqual(check.result, "in_order")
        self.assertIn(test.sample_id.name, check.note)
        self.assertIn("Passes: 10 of 10", check.note)
        self._tested(ONE_LEAKS)
        self.assertEqual(check.result, "deviation")
        self._tested(PASS)
        self.assertEqual(check.result, "deviation")
        self.assertEqual(len(check.note.splitlines()), 3)

    def test_tests_done_before_the_list(self):
        """Are noted when the records are listed."""
        self._tested(ONE_LEAKS)
        self.investigation.with_user(self.handler).action_add_checks()
        self.assertEqual(self._get_check().result, "deviation")

    def test_summary_stands_with_the_conclusion(self):
        """Only what was reviewed; replaced ones count no more."""
        test = self._create_test(self._receive())
        self._run(test, PASS)
        self.assertFalse(self.investigation.sample_summary)
        self._review(test)
        self.investigation.invalidate_recordset()
        self.assertEqual(
            self.investigation.sample_summary,
            f"Retained sample {test.sample_id.name} (2602A) – Tightness: "
            "Passes: 10 of 10 in order",
        )
        test.correction_reason = "Counted twice."
        test.action_correct()
        self.investigation.invalidate_recordset()
        self.assertFalse(self.investigation.sample_summary)

    def test_report_lists_samples_and_tests(self):
        """Those without a test, too."""
        test = self._tested(ONE_LEAKS)
        self._receive(kind="complained", condition="Wet at the port.")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            REPORT, self.investigation.ids
        )
        text = html.decode()
        for part in (
            test.sample_id.name,
            "Tightness",
            "Under water, 20 kPa",
            "Fails: 9 of 10 in order",
            self.reviewer.name,
            "Wet at the port.",
            "Not tested",
        ):
            self.assertIn(part, text)

    def test_who_is_handed_a_sample_is_asked_in_his_or_her_language(self):
        """Not in that of whoever hands it over."""
        self.env["res.lang"]._activate_lang("zh_CN")
        kind = self.env.ref("complaint_quality.mail_act_complaint_sample")
        kind.with_context(lang="zh_CN").summary = "请确认"
        self.keeper.lang = "zh_CN"
        sample = self._receive()
        self.env["complaint.sample.move"].with_user(self.tester).create(
            {
                "sample_id": sample.id,
                "step": "hand_over",
                "why": "For the leak test",
                "to_user_id": self.keeper.id,
            }
        ).action_confirm()
        self.assertEqual(sample.sudo().activity_ids.summary, "请确认")
