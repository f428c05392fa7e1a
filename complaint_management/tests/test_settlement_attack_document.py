# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon

COMPENSATION = {
    "kind": "compensation",
    "compensation_kind": "goodwill",
    "amount": 80.0,
}


@tagged("post_install", "-at_install")
class TestSettlementAttackDocument(ComplaintSettlementCommon):
    """What is posted is what was promised, and to whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell()
        cls.identity = cls.env.ref(
            "complaint_management.complaint_management_group_identity"
        )

    def test_raised_credit_note_is_not_posted(self):
        """A draft that was made larger is refused, though the customer paid more."""
        line = self._promise(self.order, {"kind": "refund", "amount": 50})
        move = self._execute(line)
        move.invoice_line_ids.price_unit = 60
        self.assertRefused("was promised", move.with_user(self.accountant).action_post)
        move.invoice_line_ids.price_unit = 40
        move.with_user(self.accountant).action_post()
        self.assertEqual(move.state, "posted")

    def test_posted_and_reset_is_not_raised(self):
        """Nor by way of posting it and taking it back to draft."""
        line = self._promise(self.order, {"kind": "refund", "amount": 50})
        move = self._execute(line)
        move.action_post()
        move.button_draft()
        move.invoice_line_ids.price_unit = 100
        self.assertRefused("was promised", move.action_post)

    def test_two_credit_notes_are_one_promise(self):
        """Several credit notes of one promise add up."""
        order = self._sell(invoice=False)
        order.order_line.qty_to_invoice = 5
        for _number in range(2):
            order.order_line.qty_to_invoice = 5
            self._invoice(order)
        line = self._promise(order, {"kind": "refund", "amount": 100})
        moves = self._execute(line)
        self.assertEqual(len(moves), 2)
        moves[1].invoice_line_ids.price_unit += 10
        self.assertRefused("was promised", moves.action_post)

    def test_pieces_are_posted_at_the_price_that_was_approved(self):
        """A refund of pieces gives what they cost when it was approved."""
        line = self._promise(self.order, {"kind": "refund", "quantity": 3})
        move = self._execute(line)
        self.assertAlmostEqual(move.amount_total, 40.68)
        move.invoice_line_ids.price_unit = 20
        self.assertRefused("was promised", move.action_post)
        move.invoice_line_ids.price_unit = 12
        move.action_post()

    def test_bill_goes_to_who_was_promised_it(self):
        """A bill that was made out to somebody else, or raised, is not posted."""
        line = self._promise(self.order, COMPENSATION)
        move = self._execute(line)
        move.partner_id = self._create_partner(name="Friend")
        self.assertRefused("somebody else", move.action_post)
        move.partner_id = self.partner
        move.invoice_line_ids.price_unit = 90
        self.assertRefused("was promised", move.action_post)
        move.invoice_line_ids.price_unit = 80
        move.action_post()

    def test_foreign_credit_note_is_compared_at_its_own_rate(self):
        """A rate that moved since makes no promise larger."""
        foreign = self.env["res.currency"].create({"name": "XTE", "symbol": "x"})
        rates = self.env["res.currency.rate"]
        rates.create({"currency_id": foreign.id, "name": "2026-01-01", "rate": 2})
        order = self._sell(currency=foreign)
        line = self._promise(order, {"kind": "refund", "amount": 50})
        rates.create({"currency_id": foreign.id, "name": "2026-03-02", "rate": 8})
        move = self._execute(line)
        move.action_post()
        self.assertAlmostEqual(line.done_amount, 50)

    def test_pieces_count_against_the_cap(self):
        """Pieces are promised back once, though no amount stands beside them."""
        for pay in (True, False):
            with self.subTest(pay=pay):
                order = self._sell(pay=pay)
                first = self._complain(order, {"kind": "refund", "quantity": 10})
                self.assertEqual(first._get_cap_excess(), 0)
                self._tell(first)
                second = self._complain(order, {"kind": "refund", "quantity": 4})
                self.assertAlmostEqual(second._get_cap_excess(), 54.24)
                self.assertRefused("over what the customer paid", self._tell, second)

    def test_portal_answer_is_the_customers(self):
        """Nobody writes down that the customer signed on the portal."""
        settlement = self._complain(self.order, {"kind": "explanation"})
        self._tell(settlement)
        draft = settlement.with_user(self.handler)
        for call in (
            lambda: draft.write({"answer_kind": "portal"}),
            lambda: draft.web_save({"answer_kind": "portal"}, {}),
            lambda: draft.create({"case_id": self.case.id, "answer_kind": "portal"}),
            lambda: draft.with_context(default_answer_kind="portal").create(
                {"case_id": self.case.id}
            ),
        ):
            with self.assertRaises(UserError):
                call()
        draft.answer_kind = "written"
        draft.action_accepted()


@tagged("post_install", "-at_install")
class TestSettlementNamedLater(ComplaintSettlementCommon):
    """A complainant who was not known is named after the solution was approved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.identity = cls.env.ref(
            "complaint_management.complaint_management_group_identity"
        )

    def _get_promise(self):
        settlement = self._complain(
            self.env["sale.order"],
            COMPENSATION,
            line_ids=[self._line(product_id=self.product.id)],
            sale_order_id=False,
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Secret Surname",
        )
        return self._carry_out(settlement).line_ids

    def test_named_later_is_confirmed_and_paid(self):
        """Who may see complainants confirms who is paid; the approvals stay."""
        line = self._get_promise()
        settlement = line.settlement_id
        snapshot, revision = settlement.snapshot, settlement.revision
        line.case_id.partner_id = self.partner
        self.assertRefused(
            "Complainant identity", line.with_user(self.handler).action_execute
        )
        self.assertTrue(settlement.needs_payee)
        with self.assertRaises(AccessError):
            settlement.with_user(self.handler).payee_id = self.partner
        self.handler.group_ids += self.identity
        settlement.with_user(self.handler).payee_id = self.partner
        move = self._execute(line)
        self.assertEqual(move.partner_id, self.partner)
        move.with_user(self.accountant).action_post()
        self.assertEqual(
            (settlement.snapshot, settlement.revision), (snapshot, revision)
        )

    def test_other_than_confirmed_is_not_paid(self):
        """Confirmed is one customer; another one named afterwards is not."""
        line = self._get_promise()
        self.handler.group_ids += self.identity
        line.case_id.partner_id = self._create_partner(name="Friend")
        line.settlement_id.with_user(self.handler).payee_id = self.partner
        self.assertRefused("Complainant identity", self._execute, line)

    def test_party_is_not_confirmed(self):
        """Nobody who has a part in it is paid in this way."""
        line = self._get_promise()
        self.handler.group_ids += self.identity
        line.case_id.partner_id = self.handler.partner_id
        with self.assertRaisesRegex(UserError, "has a part"):
            line.settlement_id.with_user(
                self.handler
            ).payee_id = self.handler.partner_id
