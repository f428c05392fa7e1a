# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon

SHEET = "complaint_management.report_complaint_settlement_approval"


@tagged("post_install", "-at_install")
class TestComplaintApprovalWords(ComplaintApprovalCommon):
    """The approval sheet names position and limit in the language of who prints it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.deputy.job_id.with_context(lang="zh_CN").name = "分公司副总经理"

    def _say(self, row, lang):
        row = row.with_context(lang=lang).with_user(self.handler)
        row.invalidate_recordset()
        return row._say_position(), row._say_limit()

    def test_each_reads_own_language(self):
        """The words asked in English print in Chinese, for who works in Chinese."""
        settlement = self._ask(2000)
        row = settlement.approval_ids
        symbol = self.currency.symbol
        position, limit = self._say(row, "en_US")
        self.assertEqual(position, "Position deputy")
        self.assertIn("up to", limit)
        self.assertIn("3,000.00", limit)
        position, limit = self._say(row, "zh_CN")
        self.assertEqual(position, "分公司副总经理")
        self.assertNotIn("up to", limit)
        self.assertIn("3,000.00", limit)
        self.assertIn(symbol, limit)
        shown = row.with_user(self.handler).with_context(lang="zh_CN")
        self.assertEqual(shown.position_text, "分公司副总经理")
        self.assertEqual(shown.limit_text, limit)
        report = self.env["ir.actions.report"].with_context(lang="zh_CN")
        self.handler.lang = "zh_CN"
        html, _kind = report.with_user(self.handler)._render_qweb_html(
            SHEET, settlement.ids
        )
        self.assertIn("分公司副总经理", html.decode())
        self.assertNotIn("Position deputy", html.decode())

    def test_asked_in_chinese(self):
        """Asked for by who works in Chinese, it prints in English for others."""
        self.handler.lang = "zh_CN"
        draft = self._propose(2000).with_context(lang="zh_CN")
        draft.action_request_approval()
        row = draft.with_env(self.env).approval_ids
        self.assertEqual(row.position, "分公司副总经理")
        self.assertEqual(self._say(row, "en_US")[0], "Position deputy")

    def test_stays_what_it_was(self):
        """Neither another limit nor another name changes what was asked."""
        row = self._ask(2000).approval_ids
        self.deputy_limit.amount = 9999
        self.deputy.job_id.name = "Director"
        position, limit = self._say(row, "en_US")
        self.assertEqual(position, "Position deputy")
        self.assertIn("3,000.00", limit)
        self.deputy_limit.unlink()
        self.assertIn("3,000.00", self._say(row, "en_US")[1])

    def test_no_upper_limit(self):
        """Who has no limit has none, in words; who is no manager has neither."""
        rows = self._ask(3200).approval_ids
        self.assertEqual(self._say(rows[-1:], "en_US")[1], "no upper limit")
        (self.area_limit | self.deputy_limit | self.general_limit).active = False
        self.company.complaint_approval_fallback_id = self.user_manager
        self.handler.employee_ids.parent_id = False
        self.partner.user_id = False
        row = self._ask(2000, self._create_case(user_id=self.handler.id)).approval_ids
        self.assertEqual(row.approver_id, self.user_manager)
        self.assertEqual(self._say(row, "en_US"), ("", ""))

    def test_who_is_asked_reads_why_in_own_language(self):
        """Asked for in English, it says why, and who was passed over, in Chinese."""
        self._create_leave(self.deputy)
        self.general.user_id.lang = "zh_CN"
        row = self._ask(2000).approval_ids
        self.assertEqual(row.approver_id, self.general.user_id)
        chinese = row.with_context(lang="zh_CN")
        words = chinese.case_id._skip_words()["absent"]
        self.assertNotEqual(words, row.case_id._skip_words()["absent"])
        self.assertEqual(row.skipped, f"{self.deputy.name}: {words}")
        self.assertNotIn("The first one", row.why)

    def test_each_reads_why_it_goes_to_the_top(self):
        """On card, settlement and sheet, each in the language of the reader."""
        self.general.user_id.lang = "zh_CN"
        case = self._create_case(user_id=self.handler.id, severity="major")
        settlement = self._ask(2000, case, risk="None left.")
        deputy, general = settlement.approval_ids
        self.assertEqual(deputy.approver_id, self.deputy.user_id)
        self.assertNotIn("major", general.why)
        self.assertEqual(settlement.top_text, "The complaint is major.")
        chinese = settlement.with_context(lang="zh_CN")
        self.assertNotIn("major", chinese.top_text)
        self.handler.lang = "zh_CN"
        report = self.env["ir.actions.report"].with_context(lang="zh_CN")
        html, _kind = report.with_user(self.handler)._render_qweb_html(
            SHEET, settlement.ids
        )
        self.assertIn(chinese.top_text, html.decode())
