# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon

OVER = "over what the customer paid"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementCap(ComplaintSettlementCommon):
    """What is given back is at most what was paid, over all complaints and routes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell()  # 135.60, paid
        cls.invoice = cls.order.invoice_ids

    def _refund(self, amount, order=None, **values):
        line = {"kind": "refund", "amount": amount}
        return self._complain(order or self.order, line, **values)

    def test_all_that_was_paid(self):
        """The whole price, tax included, can be given back, and not a cent more."""
        self.assertEqual(self._refund(135.60)._get_cap_excess(), 0.0)
        self.assertAlmostEqual(self._refund(135.61)._get_cap_excess(), 0.01)

    def test_unpaid(self):
        """What was not paid is not given back."""
        order = self._sell(pay=False)
        self.assertEqual(self._refund(20, order)._get_cap_excess(), 20.0)

    def test_price_cut_of_what_is_due(self):
        """A price is lowered before it is paid, or invoiced, but not below nothing."""
        for invoice in (True, False):
            order = self._sell(invoice=invoice, pay=False)
            for amount, excess in ((135.6, 0.0), (140.0, 4.4)):
                line = {"kind": "price_correction", "amount": amount}
                settlement = self._complain(order, line)
                with self.subTest(invoice=invoice, amount=amount):
                    self.assertAlmostEqual(settlement._get_cap_excess(), excess)

    def test_paid_without_an_entry(self):
        """A payment that has no entry of its own is a payment."""
        order = self._sell(pay=False)
        method = self.env["account.payment.method.line"].search(
            [("journal_id.type", "=", "bank"), ("payment_type", "=", "inbound")]
        )
        method.payment_account_id = False
        self._pay(order.invoice_ids, 33.90)
        self.assertAlmostEqual(self._refund(40, order)._get_cap_excess(), 6.10)

    def test_goods_may_be_worth_what_is_due(self):
        """A replacement is given before the invoice is paid; a refund is not."""
        order = self._sell(pay=False)
        line = {"kind": "replacement", "amount": 135.6}
        self.assertEqual(self._complain(order, line)._get_cap_excess(), 0.0)

    def test_paid_in_part(self):
        """A part paid is the most."""
        order = self._sell(pay=False)
        self._pay(order.invoice_ids, 33.90)
        self.assertAlmostEqual(self._refund(40, order)._get_cap_excess(), 6.10)

    def test_credit_notes_count(self):
        """What a credit note gave back is not there any more, reconciled or not."""
        for pay in (True, False):
            order = self._sell(pay=pay)
            invoice = order.invoice_ids
            note = invoice._reverse_moves(
                [{"invoice_date": "2026-03-02"}], cancel=False
            )
            note.invoice_line_ids.quantity = 5
            note.action_post()
            if not pay:
                terms = (note | invoice).line_ids.filtered(
                    lambda line: line.display_type == "payment_term"
                )
                terms.filtered(lambda line: not line.reconciled).reconcile()
                self._pay(invoice)
            with self.subTest(paid_before=pay):
                self.assertAlmostEqual(self._refund(70, order)._get_cap_excess(), 2.2)

    def test_other_complaints_count(self):
        """Two complaints on one order line share what was paid."""
        first = self._refund(100)
        other = self._refund(50)
        self.assertEqual(other._get_cap_excess(), 0.0)
        self._tell(first)
        self.assertAlmostEqual(other._get_cap_excess(), 14.4)
        self.assertRefused(OVER, self._tell, other)
        self._answer(first.case_id, "refused")
        self._tell(other)
        self.assertEqual(other.state, "offered")

    def test_every_route_counts(self):
        """Compensations count on the order as well, paid or not."""
        settlement = self._complain(
            self.order,
            {"kind": "compensation", "compensation_kind": "goodwill", "amount": 100},
        )
        line = self._carry_out(settlement).line_ids
        other = self._refund(50)
        self.assertAlmostEqual(other._get_cap_excess(), 14.4)
        self._execute(line).action_post()
        self.assertAlmostEqual(other._get_cap_excess(), 14.4)

    def test_counted_once_when_posted(self):
        """A refund counts as a promise or as a credit note, never as both."""
        line = self._carry_out(self._refund(100)).line_ids
        other = self._refund(50)
        for _step in ("promised", "draft", "posted"):
            self.assertAlmostEqual(other._get_cap_excess(), 14.4)
            if line.move_ids:
                line.move_ids.filtered(lambda m: m.state == "draft").action_post()
            else:
                self._execute(line)
        self.assertAlmostEqual(other._get_cap_excess(), 14.4)

    def test_approved_with_its_excess(self):
        """What was over the cap when approval was asked for is told and posted."""
        settlement = self._refund(150)
        self.assertRefused(OVER, self._tell, settlement)
        settlement._with_step_token().write({"state": "to_approve"})
        self.assertAlmostEqual(settlement.cap_excess, 14.4)
        self._tell(settlement)
        self.assertEqual(settlement.state, "offered")

    def test_grown_since_approval(self):
        """What another complaint took meanwhile is not covered by the approval."""
        settlement = self._refund(100)
        settlement._with_step_token().write({"state": "to_approve"})
        self._tell(self._refund(50))
        approve = settlement._with_step_token().write
        self.assertRefused(OVER, approve, {"state": "approved"})

    def test_draft_made_larger_is_not_posted(self):
        """An accountant does not post more than was paid for a complaint."""
        line = self._carry_out(self._refund(100)).line_ids
        move = self._execute(line)
        move.invoice_line_ids.price_unit = 130
        self.assertRefused(OVER, move.with_user(self.accountant).action_post)
        self.assertEqual(move.state, "draft")

    def test_excess_is_frozen_by_steps_only(self):
        """Nobody types in what was approved."""
        with self.assertRaises(UserError):
            self._refund(150).with_user(self.handler).cap_excess = 100

    def test_foreign_currency_at_the_rate_of_the_invoice(self):
        """Rates that moved since neither make nor hide an excess."""
        other = self.env.ref("base.EUR")
        if other == self.company.currency_id:
            other = self.env.ref("base.USD")
        other.active = True
        for day, rate in (("2026-01-01", 2.0), ("2026-03-02", 5.0)):
            self.env["res.currency.rate"].create(
                {"name": day, "rate": rate, "currency_id": other.id}
            )
        order = self._sell(currency=other)
        self.assertEqual(self._refund(135.6, order)._get_cap_excess(), 0.0)
        excess = self._refund(155.6, order)._get_cap_excess()
        self.assertAlmostEqual(excess, 10.0)  # 20 at the rate of the invoice

    def test_category(self):
        """Without an order or invoice, the category or one above it says the most."""
        parent = self._create_category(name="Cap Parent", cap_amount=100)
        category = self._create_category(name="Cap Child", parent_id=parent.id)
        values = {
            "sale_order_id": False,
            "line_ids": [self._line(product_id=self.product.id)],
        }
        settlement = self._refund(130, **values)
        self.assertEqual(settlement._get_cap_excess(), 0.0)
        self.assertTrue(settlement.cap_unknown)
        settlement.case_id.category_id = category
        settlement.invalidate_recordset(["cap_unknown"])
        self.assertEqual(settlement._get_cap_excess(), 30.0)
        self.assertFalse(settlement.cap_unknown)

    def test_refund_without_order_line(self):
        """An amount on the order as a whole counts against the order as a whole."""
        settlement = self._refund(140)
        settlement.line_ids.case_line_id = False
        self.assertAlmostEqual(settlement._get_cap_excess(), 4.4)

    def test_turn_is_counted(self):
        """Each promise on an order waits for its turn on it."""
        self._tell(self._refund(10))
        lock = self.env["complaint.cap.lock"].search([("order_id", "=", self.order.id)])
        before = lock.revision
        self._tell(self._refund(10))
        lock.invalidate_recordset()
        self.assertEqual(len(lock), 1)
        self.assertGreater(lock.revision, before)
