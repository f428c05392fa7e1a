# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon

REFUND = {"kind": "refund", "quantity": 4, "amount": 54.24}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementTrouble(ComplaintSettlementCommon):
    """What can't be executed says why and what to do, and leaves nothing behind."""

    def assertNothingMade(self, line):
        """Check that a promise is as open as before."""
        self.assertRecordValues(
            line, [{"executed_at": False, "done_at": False, "document_state": "none"}]
        )
        self.assertFalse(line.move_ids)

    def _promise_more(self, order, line):
        """Return a promise that was approved though it is more than was paid."""
        settlement = self._complain(order, line)
        over = {"cap_excess": settlement._get_cap_excess()}
        settlement._with_step_token().write(over)
        return self._carry_out(settlement).line_ids

    def test_draft_invoice_is_named(self):
        """The invoice waits to be posted: it is named; posted, it goes on."""
        order = self._sell(invoice=False)
        draft = order._create_invoices()
        line = self._promise(order, {"kind": "refund", "quantity": 1})
        with self.assertRaises(UserError) as caught:
            self._execute(line)
        self.assertIn("Let accounting post", str(caught.exception))
        self.assertIn(draft.display_name, str(caught.exception))
        self.assertNothingMade(line)
        draft.invoice_date = "2026-03-01"
        draft.action_post()
        self.assertEqual(self._execute(line).reversed_entry_id, draft)

    def test_without_any_invoice(self):
        """Without an order line or invoice, it says where to name one."""
        line = self._promise(self.env["sale.order"], REFUND, sale_order_id=False)
        self.assertRefused("Name the order line or the invoice", self._execute, line)
        self.assertNothingMade(line)

    def test_fully_credited_names_the_credit_note(self):
        """Who gave it back already is named; by hand it can be marked as done."""
        order = self._sell()
        line = self._promise(order, REFUND)
        note = order.invoice_ids._reverse_moves(
            [{"invoice_date": "2026-03-02"}], cancel=False
        )
        with self.assertRaises(UserError) as caught:
            self._execute(line)
        for words in (note.display_name, "0 Units is left", "mark it as done"):
            self.assertIn(words, str(caught.exception))
        self.assertNothingMade(line)
        note.action_post()  # now the customer has it, and the cap is used up
        self.assertRefused("mark the line as done", self._execute, line)
        line.evidence_id = self._create_evidence(line.case_id)
        line.with_user(self.handler).action_done_manually()
        self.assertTrue(line.done_at)

    def test_cancelled_credit_note_frees_what_it_gave(self):
        """What accounting cancels can be given back after all."""
        order = self._sell()
        line = self._promise(order, REFUND)
        note = order.invoice_ids._reverse_moves(
            [{"invoice_date": "2026-03-02"}], cancel=False
        )
        self.assertRefused("credited already", self._execute, line)
        note.button_cancel()
        self.assertEqual(self._execute(line).amount_total, 54.24)

    def test_partly_credited_says_what_is_left(self):
        """Seven of ten pieces are back: three are left, and four are asked for."""
        order = self._sell()
        first = self._promise(order, {"kind": "refund", "quantity": 7})
        self._execute(first)
        line = self._promise_more(order, {"kind": "refund", "quantity": 4})
        self.assertRefused("3 Units is left", self._execute, line)
        amount = {"kind": "price_correction", "amount": 50.0}
        amount = self._promise_more(order, amount)
        left = self.company.currency_id.format(40.68)
        self.assertRefused(f"{left} is left", self._execute, amount)

    def test_more_than_invoiced(self):
        """Of two deliveries one is invoiced: the missing invoice is asked for."""
        order = self._sell(quantity=6)
        order.order_line.product_uom_qty = 10
        line = self._promise(order, {"kind": "refund", "quantity": 7})
        self.assertRefused("which is 6 Units", self._execute, line)
        self.assertNothingMade(line)
        self._invoice(order)
        self.assertEqual(sum(self._execute(line).mapped("amount_total")), 94.92)

    def test_partly_paid_invoice(self):
        """Up to what was paid it is given back, and settles what is still open."""
        order = self._sell(pay=False)
        invoice = order.invoice_ids
        self._pay(invoice, 100.0)
        line = self._promise(order, REFUND)
        move = self._execute(line)
        move.action_post()
        self.assertRecordValues(move, [{"amount_total": 54.24, "state": "posted"}])
        # It settles what is open first; the rest is paid out.
        self.assertAlmostEqual(invoice.amount_residual, 0.0)
        self.assertAlmostEqual(move.amount_residual, 18.64)

    def test_promised_for_a_currency_without_rate(self):
        """A missing rate is not taken for one: it is asked for, then used."""
        currency = self.env["res.currency"].create({"name": "XTR", "symbol": "x"})
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "currency_id": currency.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "quantity": 10,
                            "price_unit": 12.0,
                            "tax_ids": [Command.set(self.tax.ids)],
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        line = self._promise(
            self.env["sale.order"],
            {"kind": "price_correction", "amount": 10.0},
            sale_order_id=False,
            invoice_id=invoice.id,
            line_ids=[self._line(product_id=self.product.id)],
        )
        self.assertEqual(line.currency_id, self.company.currency_id)
        self.assertRefused("no rate for XTR on 2026-03-01", self._execute, line)
        self.assertNothingMade(line)
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": "2026-01-01", "rate": 2.0}
        )
        move = self._execute(line)
        self.assertEqual((move.currency_id, move.amount_total), (currency, 20.0))

    def test_company_switched_off(self):
        """Who works in both executes with its company switched on, in its name."""
        other = self.company_other
        self._load_chart(other)
        both = self.company + other
        self.handler.company_ids = both
        case = self._create_case(company_id=other.id, team_id=False)
        settlement = self._create_settlement(
            case,
            line_ids=[
                Command.create(
                    {
                        "kind": "compensation",
                        "compensation_kind": "material",
                        "amount": 80.0,
                    }
                )
            ],
        )
        settlement._with_step_token().state = "executing"
        line = settlement.line_ids.with_user(self.handler)
        with self.assertRaises(AccessError):
            line.with_context(allowed_company_ids=self.company.ids).action_execute()
        self.assertNothingMade(settlement.line_ids)
        line.with_context(allowed_company_ids=both.ids).action_execute()
        self.assertRecordValues(
            settlement.line_ids.move_ids,
            [
                {
                    "company_id": other.id,
                    "journal_id": other.complaint_compensation_journal_id.id,
                    "partner_id": self.partner.id,
                    "currency_id": other.currency_id.id,
                }
            ],
        )
