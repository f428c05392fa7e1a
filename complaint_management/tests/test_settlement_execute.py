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
class TestSettlementCredit(ComplaintSettlementCommon):
    """Money comes back by one credit note on the right lines, and never by two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell()  # 10 × 12.00 + 13 % = 135.60
        cls.invoice = cls.order.invoice_ids

    def test_refund_is_a_draft_with_the_right_lines(self):
        """Four pieces: a draft of four pieces, made by a handler without rights."""
        line = self._promise(self.order, REFUND)
        self.assertFalse(
            self.env["account.move"].with_user(self.handler).has_access("create")
        )
        move = self._execute(line)
        self.assertRecordValues(
            move,
            [
                {
                    "state": "draft",
                    "move_type": "out_refund",
                    "reversed_entry_id": self.invoice.id,
                    "amount_untaxed": 48.0,
                    "amount_tax": 6.24,
                    "amount_total": 54.24,
                    "create_uid": self.handler.id,
                }
            ],
        )
        self.assertRecordValues(
            move.invoice_line_ids,
            [{"quantity": 4.0, "price_unit": 12.0, "product_id": self.product.id}],
        )
        self.assertRecordValues(
            line,
            [
                {
                    "document_state": "draft",
                    "done_at": False,
                    "executed_by_id": self.handler.id,
                }
            ],
        )

    def test_posted_entries(self):
        """Posted, it takes back income, tax and receivable, and the promise is done."""
        line = self._promise(self.order, REFUND)
        move = self._execute(line)
        move.with_user(self.accountant).action_post()
        balances = {row.display_type: row.balance for row in move.line_ids.sorted("id")}
        self.assertEqual(
            balances, {"product": 48.0, "tax": 6.24, "payment_term": -54.24}
        )
        self.assertRecordValues(
            line,
            [
                {
                    "document_state": "done",
                    "done_by_id": self.accountant.id,
                    "done_amount": 54.24,
                    "done_quantity": 4.0,
                }
            ],
        )

    def test_posted_at_once_by_setting(self):
        """A company may have its documents posted when they are made."""
        self.company.complaint_post_documents = True
        line = self._promise(self.order, REFUND)
        self.assertEqual(self._execute(line).state, "posted")
        self.assertEqual(line.done_by_id, self.handler)

    def test_never_two(self):
        """Pressed again, nothing is made; nor is it done by hand besides."""
        line = self._promise(self.order, REFUND)
        move = self._execute(line)
        for action in ("action_execute", "action_done_manually"):
            with self.assertRaisesRegex(UserError, "has its document already"):
                getattr(line.with_user(self.handler), action)()
        self.assertEqual(line.move_ids, move)
        move.action_post()
        with self.assertRaisesRegex(UserError, "already done"):
            line.action_execute()

    def test_cancelled_frees_the_promise(self):
        """What accounting cancels, resets or deletes frees the promise; and says so."""
        line = self._promise(self.order, REFUND)
        move = self._execute(line)
        move.action_post()
        case = line.case_id
        before = len(case.message_ids)
        move.with_user(self.accountant).button_draft()
        self.assertRecordValues(line, [{"done_at": False, "document_state": "draft"}])
        move.with_user(self.accountant).button_cancel()
        self.assertEqual(line.document_state, "none")
        self.assertEqual(len(case.message_ids), before + 2)
        self.assertIn("not done any more", case.message_ids[0].body)
        again = self._execute(line) - move
        again.with_user(self.accountant).unlink()
        self.assertEqual(line.document_state, "none")
        self.assertTrue(self._execute(line) - move)

    def test_amount_without_quantity(self):
        """A price correction takes money off the line, and no pieces off the order."""
        line = self._promise(self.order, {"kind": "price_correction", "amount": 10.0})
        move = self._execute(line)
        self.assertRecordValues(move, [{"amount_total": 10.0}])
        self.assertFalse(move.invoice_line_ids.sale_line_ids)
        move.action_post()
        self.assertEqual(self.order.order_line.qty_invoiced, 10)
        self.assertRecordValues(line, [{"done_amount": 10.0, "document_state": "done"}])

    def test_quantity_without_amount(self):
        """A refund of so many pieces is worth what they cost."""
        line = self._promise(self.order, {"kind": "refund", "quantity": 1})
        self.assertEqual(self._execute(line).amount_total, 13.56)

    def test_several_invoices(self):
        """What two invoices charged comes back by a credit note on each."""
        order = self._sell(quantity=6)
        order.order_line.product_uom_qty = 10
        second = self._invoice(order)
        line = self._promise(order, {"kind": "refund", "quantity": 7, "amount": 94.92})
        moves = self._execute(line)
        self.assertEqual(
            {m.reversed_entry_id: m.invoice_line_ids.quantity for m in moves},
            {second: 4.0, order.invoice_ids - second - moves: 3.0},
        )
        moves[0].action_post()
        self.assertFalse(line.done_at)
        moves[1].action_post()
        self.assertRecordValues(line, [{"done_amount": 94.92, "done_quantity": 7.0}])

    def test_without_posted_invoice(self):
        """Without an invoice there is nothing to give back on, and and says so."""
        order = self._sell(invoice=False)
        line = self._promise(order, {"kind": "refund", "quantity": 1})
        self.assertRefused("no posted invoice", self._execute, line)
        draft = order._create_invoices()
        self.assertRefused("no posted invoice", self._execute, line)
        self.assertEqual(draft.state, "draft")
        self.assertFalse(line.executed_at)

    def test_credited_already(self):
        """What was given back is not given back again."""
        line = self._promise(self.order, {"kind": "refund", "quantity": 4})
        self.invoice._reverse_moves([{"invoice_date": "2026-03-02"}], cancel=False)
        with self.assertRaisesRegex(UserError, "credited already"):
            self._execute(line)

    def test_discount_before_the_invoice(self):
        """What is not invoiced yet gets a lower price, at once."""
        order = self._sell(invoice=False)
        line = self._promise(order, {"kind": "discount", "amount": 13.56})
        line.with_user(self.handler).action_execute()
        self.assertAlmostEqual(order.amount_total, 122.04)
        self.assertRecordValues(
            line, [{"done_amount": 13.56, "document_names": order.name}]
        )

    def test_foreign_currency(self):
        """The credit note is in the currency of the invoice, whatever the rate now."""
        other = self.env.ref("base.EUR")
        if other == self.company.currency_id:
            other = self.env.ref("base.USD")
        other.active = True
        rates = {"2026-01-01": 2.0, "2026-03-02": 4.0}
        for day, rate in rates.items():
            self.env["res.currency.rate"].create(
                {
                    "name": day,
                    "rate": rate,
                    "currency_id": other.id,
                    "company_id": self.company.id,
                }
            )
        order = self._sell(currency=other)
        line = self._promise(order, REFUND)
        self.assertEqual(line.currency_id, other)
        move = self._execute(line)
        self.assertEqual((move.currency_id, move.amount_total), (other, 54.24))
        move.action_post()
        self.assertEqual(line.done_amount, 54.24)

    def test_link_is_not_set_by_hand(self):
        """Neither handler nor accountant links a document to a promise, or marks it."""
        line = self._promise(self.order, REFUND)
        move = self._execute(line)
        Move = self.env["account.move"].with_user(self.accountant)
        values = {"move_type": "out_refund", "partner_id": self.partner.id}
        with self.assertRaises(AccessError):
            Move.create(values | {"complaint_line_id": line.id})
        planted = Move.with_context(default_complaint_line_id=line.id).create(values)
        self.assertFalse(planted.complaint_line_id)
        for record, vals in (
            (planted, {"complaint_line_id": line.id}),
            (move.with_user(self.accountant), {"complaint_line_id": False}),
        ):
            with self.assertRaises(AccessError):
                record.write(vals)
        for vals in (
            {"executed_at": "2026-03-02 09:00:00"},
            {"priced_line_id": self.order.order_line.id},
            {"done_at": "2026-03-02 09:00:00"},
            {"done_amount": 1.0},
            {"move_ids": [Command.set(planted.ids)]},
            {"order_line_ids": [Command.set(self.order.order_line.ids)]},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                line.with_user(self.handler).write(vals)
        self.assertBarred(line, "action_execute")
        self.assertFalse(move.copy().complaint_line_id)

    def test_not_before_consent(self):
        """Nothing is given before the complainant agreed."""
        settlement = self._complain(self.order, REFUND)
        with self.assertRaisesRegex(UserError, "after the complainant agreed"):
            settlement.line_ids.with_user(self.handler).action_execute()

    def test_by_hand_only(self):
        """An apology has no document."""
        line = self._promise(self.order, {"kind": "apology"})
        with self.assertRaisesRegex(UserError, "done by hand"):
            self._execute(line)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementBill(ComplaintSettlementCommon):
    """A compensation is a bill to pay, to who complains."""

    COMPENSATION = {
        "kind": "compensation",
        "compensation_kind": "added_drug",
        "amount": 80.0,
    }

    def _get_promise(self, **values):
        settlement = self._complain(
            self.env["sale.order"],
            self.COMPENSATION,
            line_ids=[self._line(product_id=self.product.id)],
            sale_order_id=False,
            **values,
        )
        return self._carry_out(settlement).line_ids

    def test_bill(self):
        """On the configured account and journal, without tax, to the customer."""
        move = self._execute(self._get_promise())
        self.assertRecordValues(
            move,
            [
                {
                    "state": "draft",
                    "move_type": "in_invoice",
                    "partner_id": self.partner.id,
                    "journal_id": self.company.complaint_compensation_journal_id.id,
                    "amount_total": 80.0,
                }
            ],
        )
        move.with_user(self.accountant).action_post()
        account = self.company.complaint_compensation_account_id
        payable = self.partner.property_account_payable_id
        self.assertRecordValues(
            move.line_ids.sorted("balance"),
            [
                {"balance": -80.0, "account_id": payable.id},
                {"balance": 80.0, "account_id": account.id},
            ],
        )
        self.assertRecordValues(
            move.sudo().complaint_line_id,
            [{"done_amount": 80.0, "document_state": "done"}],
        )

    def test_without_settings(self):
        """Without an account, who executes is told where to choose it."""
        line = self._get_promise()
        self.company.complaint_compensation_account_id = False
        with self.assertRaisesRegex(UserError, "settings of complaints"):
            self._execute(line)

    def test_payee_is_chosen_by_identity_users(self):
        """Where no customer is named, only who may see complainants names a payee."""
        line = self._get_promise(
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Secret Surname",
        )
        settlement = line.settlement_id
        with self.assertRaisesRegex(UserError, "Complainant identity"):
            self._execute(line)
        for call in (
            lambda s: s.action_make_payee(),
            lambda s: s.write({"payee_id": self.partner.id}),
        ):
            with self.assertRaises(AccessError):
                call(settlement.with_user(self.handler))
        with self.assertRaises(AccessError):
            self.env["complaint.settlement"].with_user(self.handler).create(
                {"case_id": self.case.id, "payee_id": self.partner.id}
            )
        group = "complaint_management.complaint_management_group_identity"
        self.handler.group_ids += self.env.ref(group)
        move = self._execute(line)
        self.assertRecordValues(
            move.partner_id,
            [{"name": line.case_id.name, "ref": line.case_id.name, "email": False}],
        )
        self.assertIn("payee", line.case_id.message_ids.mapped("body")[1])
        self.assertNotIn("Secret", str(move.read()) + str(move.line_ids.read()))

    def test_company_of_the_case(self):
        """A complaint of another company is paid by that company."""
        other = self.company_other
        self._load_chart(other)
        company = {"company_id": other.id, "team_id": False, "user_id": False}
        case = self._create_case(**company)
        settlement = self._create_settlement(
            case, line_ids=[Command.create(self.COMPENSATION)]
        )
        line = settlement.line_ids
        settlement._with_step_token().state = "executing"
        line.action_execute()
        self.assertRecordValues(
            line.move_ids,
            [
                {
                    "company_id": other.id,
                    "journal_id": other.complaint_compensation_journal_id.id,
                }
            ],
        )
