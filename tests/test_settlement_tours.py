# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""3,200 given back: from the proposal to the closing report, in a browser."""

import base64
import io

from PIL import Image
from pypdf import PdfReader

from odoo.tests import tagged
from odoo.tests.common import new_test_user

from odoo.addons.complaint_management.tests.approval_common import (
    ComplaintApprovalCommon,
)
from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon
from odoo.addons.complaint_management.tests.settlement_common import (
    ComplaintSettlementCommon,
)

LETTER = "complaint_management.report_complaint_letter"
SHEET = "complaint_management.report_complaint_settlement_approval"
CLOSING = "complaint_management.report_complaint_closing"
DESK = "1366x768"
TELEPHONE = "390x844"


@tagged("standard", "post_install", "-at_install")
class TestSettlementTours(
    ComplaintApprovalCommon, ComplaintSettlementCommon, ComplaintHttpCommon
):
    """Handler, deputy, general manager, customer and accountant take their turns.

    The same steps are walked in both languages: the tours find what they press by its
    name, and the names of records are the same in both.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.name = "葡萄糖 Glucose 5 % 250 ml"
        cls.buyer = new_test_user(
            cls.env,
            login="settlement_buyer",
            name="采购员 Buyer",
            email="buyer@hospital.example.com",
            groups="base.group_portal",
        )
        cls.buyer.partner_id.parent_id = cls.partner
        cls.order = cls._sell(quantity=20, price=200.0)  # + 13 % = 4,520.00, paid
        cls.invoice = cls.order.invoice_ids
        cls.told = cls._create_case_at(
            "solution",
            contact_id=cls.buyer.partner_id.id,
            description_confirmed=True,
            sale_order_id=cls.order.id,
            line_ids=[
                cls._line(
                    product_id=cls.product.id, sale_line_id=cls.order.order_line.id
                )
            ],
        )

    def test_money_back_from_proposal_to_closing_report(self):
        """Proposed, approved twice, told, signed, credited, posted, closed."""
        self._walk()
        self.assertIn("ClosingReport", self._print(CLOSING, self.told))

    def test_money_back_from_proposal_to_closing_report_in_chinese(self):
        """The same for people who work in Chinese; the papers are in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        people = self.handler | self.buyer | self.accountant
        people |= (self.deputy | self.general).user_id
        people.lang = "zh_CN"
        self.told.complainant_lang = "zh_CN"
        self._walk(cookies={"frontend_lang": "zh_CN"})
        for report, record, words in (
            (LETTER, self.settlement, "投诉处理结果"),
            (SHEET, self.settlement, "审批单"),
            (CLOSING, self.told, "结案报告"),
        ):
            self.assertIn(words, self._print(report, record))

    # === TURNS === #

    def _walk(self, cookies=None):
        self._propose_and_approve()
        self._tell_and_sign(cookies)
        self._pay_back()
        self._close()

    def _turn(self, tour, person, url=None, size=DESK, **kwargs):
        """Let a person take a turn, at a desk or with a telephone."""
        self.browser_size = size
        self.touch_enabled = size == TELEPHONE
        url = url or f"/odoo/complaints/{self.told.id}"
        self.start_tour(
            url, f"complaint_settlement_{tour}_tour", login=person.login, **kwargs
        )
        self.env.invalidate_all()

    def _propose_and_approve(self):
        self._turn("propose", self.handler)
        self.settlement = self.told.settlement_id
        self.assertRecordValues(
            self.settlement,
            [{"state": "to_approve", "amount_total": 3200.0, "revision": 1}],
        )
        self.assertRecordValues(
            self.settlement.line_ids,
            [
                {"kind": "refund", "quantity": 12.0, "amount": 2712.0},
                {"kind": "discount", "quantity": 0.0, "amount": 488.0},
            ],
        )
        deputy, general = self.deputy.user_id, self.general.user_id
        for person, states in (
            (deputy, ["approved", "asked"]),
            (general, ["approved", "approved"]),
        ):
            self.assertEqual(self._get_asked(self.settlement), person)
            self._turn("approve", person, "/odoo/complaint-approvals")
            rows = self.settlement.approval_ids
            self.assertEqual(rows.mapped("state"), states)
        self.assertRecordValues(
            rows,
            [
                {"approver_id": deputy.id, "opinion": "Agreed."},
                {"approver_id": general.id, "opinion": "Agreed."},
            ],
        )
        self.assertState(self.settlement, "approved")

    def _tell_and_sign(self, cookies):
        self._turn("offer", self.handler)
        self.assertState(self.told, "offered")
        self.assertIn("offered", self.told.notice_ids.mapped("code"))
        shown = self.settlement._get_offer_hash()
        self._turn(
            "sign", self.buyer, "/my/complaints", size=TELEPHONE, cookies=cookies
        )
        self.assertRecordValues(
            self.settlement,
            [
                {
                    "state": "accepted",
                    "answer_kind": "portal",
                    "answered_by": "Buyer of the hospital",
                    "signed_hash": shown,
                }
            ],
        )
        picture = io.BytesIO(base64.b64decode(self.settlement.signature))
        self.assertTrue(Image.open(picture).getchannel("A").getbbox())

    def _pay_back(self):
        """Two credit notes on the invoice, drafts until the accountant posts them."""
        self._turn("execute", self.handler)
        refund, discount = self.settlement.line_ids
        moves = refund.move_ids | discount.move_ids
        values = {
            "state": "draft",
            "move_type": "out_refund",
            "reversed_entry_id": self.invoice.id,
            "partner_id": self.invoice.partner_id.id,
            "create_uid": self.handler.id,
        }
        self.assertRecordValues(
            moves,
            [values | {"amount_total": 2712.0}, values | {"amount_total": 488.0}],
        )
        self.assertFalse(refund.done_at or discount.done_at)
        action = "action-account.action_move_out_refund_type"
        for move in moves:
            self._turn("post", self.accountant, f"/odoo/{action}/{move.id}")
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        sold = self.invoice.invoice_line_ids.account_id
        tax = self.invoice.line_ids.filtered("tax_line_id").account_id
        due = self.invoice.line_ids.filtered(
            lambda row: row.account_id.account_type == "asset_receivable"
        ).account_id
        self._assert_entries(refund, [(sold, 2400.0), (tax, 312.0), (due, -2712.0)])
        self._assert_entries(discount, [(sold, 431.86), (tax, 56.14), (due, -488.0)])
        done = {"document_state": "done", "done_by_id": self.accountant.id}
        self.assertRecordValues(
            refund | discount,
            [
                done | {"done_amount": 2712.0, "done_quantity": 12.0},
                done | {"done_amount": 488.0, "done_quantity": 0.0},
            ],
        )
        self.assertEqual(self.order.order_line.qty_invoiced, 8)

    def _assert_entries(self, promise, expected):
        """Check each entry of the credit note of a promise: account and balance."""
        rows = promise.move_ids.line_ids.filtered(lambda row: row.balance)
        self.assertEqual(
            sorted((row.account_id.id, row.balance) for row in rows),
            sorted((account.id, balance) for account, balance in expected),
        )

    def _close(self):
        self._turn("close", self.handler)
        self.assertState(self.told, "closed")
        self.assertState(self.settlement, "done")
        self.assertFalse(any(self.settlement.line_ids.mapped("is_mismatch")))
        self.assertEqual(
            self.told.notice_ids.sorted("id").mapped("code")[-2:], ["offered", "closed"]
        )

    def _print(self, report, record):
        """Return the text of a PDF, without blanks, as the handler gets it."""
        self.env.flush_all()
        reports = self.env["ir.actions.report"].with_user(self.handler)
        reports = reports.with_context(
            force_report_rendering=True, lang=self.handler.lang
        )
        content, kind = reports._render_qweb_pdf(report, record.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        return "".join("".join(page.extract_text() for page in pages).split())
