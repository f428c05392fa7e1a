# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import io
import re

from pypdf import PdfReader

from odoo.tests import tagged

from .portal_common import ComplaintPortalCommon
from .settlement_common import ComplaintSettlementCommon
from .test_settlement_signature import draw

LETTER = "complaint_management.report_complaint_letter"
SHEET = "complaint_management.report_complaint_settlement_approval"
CLOSING = "complaint_management.report_complaint_closing"


@tagged("post_install", "-at_install")
class TestSettlementPaper(ComplaintSettlementCommon, ComplaintPortalCommon):
    """Letter, approval sheet and closing report are real PDFs, in both languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.config_parameter"].set_param("web.base.url", cls.base_url())
        order = cls._sell()
        cls.settlement = cls._complain(
            order, {"kind": "refund", "quantity": 4, "amount": 54.24}
        )
        cls._tell(cls.settlement)
        cls.case_told = cls.settlement.case_id
        cls.case_told.write(
            {"contact_id": cls.buyer.partner_id.id, "complainant_lang": "en_US"}
        )

    def _print(self, name, record, lang="en_US"):
        """Return the text of a PDF without blanks, as the handler prints it."""
        self.handler.lang = lang
        self.env.flush_all()
        report = self.env["ir.actions.report"].with_user(self.handler)
        report = report.with_context(force_report_rendering=True, lang=lang)
        content, kind = report._render_qweb_pdf(name, record.ids)
        self.assertEqual(kind, "pdf")
        return self._read(content)

    def _read(self, content):
        self.assertTrue(content.startswith(b"%PDF"))
        pdf = PdfReader(io.BytesIO(content))
        text = "".join(page.extract_text() for page in pdf.pages)
        return re.sub(r"\s+", "", text)

    def _finish(self):
        """Sign, execute, post, follow up and close, as everybody does it."""
        case = self.case_told
        self.env.flush_all()
        self._login(self.buyer)
        values = self._get_offer_values(case)
        self._send(case, "accept", signature=draw(), **values)
        case.action_execute()
        move = self._execute(self.settlement.line_ids)
        move.action_post()
        case.action_follow_up()
        self._prepare_close(case)
        case.action_close()
        return move

    def test_letter(self):
        """The eight parts of it, in the language of who complains."""
        text = self._print(LETTER, self.settlement)
        for words in (
            "ResultofYourComplaint" + self.case_told.name,
            *("1.Matter", "2.Process", "3.FindingsandCause", "4.Decision"),
            *("5.Measures", "6.Improvement", "7.NextSteps", "8.YourRighttoaReview"),
            *("Cartonswerewet.", "Termsofsale,section4.", "54.24", "Idonotagree"),
        ):
            self.assertIn(words, text)
        self.case_told.complainant_lang = "zh_CN"
        text = self._print(LETTER, self.settlement, "zh_CN")
        for words in (
            "投诉处理结果" + self.case_told.name,
            *("一、投诉事项", "二、处理过程", "三、调查结果和原因", "四、处理决定"),
            *("五、处理措施", "六、整改", "七、后续步骤", "八、您有权申请复核"),
            *("退款", "54.24"),
        ):
            self.assertIn(words, text)
        self.assertNotIn("Measures", text)

    def test_signed_letter(self):
        """Signed, it says by whom, when and how, and shows the picture."""
        self._finish()
        text = self._print(LETTER, self.settlement)
        for words in (
            "Agreed",
            "Signedontheportal",
            "SignedbyBuyerOne",
            self.settlement.signed_hash[:16],
        ):
            self.assertIn(words, text)
        self.assertNotIn("Idonotagree", text)
        html = self.env["ir.actions.report"].with_user(self.handler)
        html, _kind = html._render_qweb_html(LETTER, self.settlement.ids)
        self.assertIn(b"data:image/png;base64,", html)

    def test_closing_report(self):
        """What was promised beside what was done, by which document, and the answer."""
        move = self._finish()
        line = self.settlement.line_ids
        name = line.description or "Refund"
        text = self._print(CLOSING, self.case_told)
        for words in ("ClosingReport", "PromisedandDone", name, "Signedontheportal"):
            self.assertIn(words, text)
        self.assertEqual(text.count("54.24"), 2)
        self.assertIn(move.name.replace(" ", ""), text)
        self.assertNotIn("BuyerOne", text)
        text = self._print(CLOSING, self.case_told, "zh_CN")
        for words in ("结案报告", "退款", move.name):
            self.assertIn(words, text)

    def test_approval_sheet(self):
        """Each decision with its opinion, in the language of who prints it."""
        self.settlement._with_step_token().write({"revision": 1})
        text = self._print(SHEET, self.settlement)
        for words in ("ApprovalSheet", "Whatthecomplainantgets", "Refund", "54.24"):
            self.assertIn(words, text)
        text = self._print(SHEET, self.settlement, "zh_CN")
        for words in ("审批单", "投诉人所得", "退款", "审批记录", "54.24"):
            self.assertIn(words, text)
