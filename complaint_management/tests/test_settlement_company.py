# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .settlement_common import ComplaintSettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementCompany(ComplaintSettlementCommon):
    """A promise of another company is kept in its books, in the order's currency."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.company_other
        cls._load_chart(cls.other)
        cls.foreign = cls.env["res.currency"].create({"name": "XTE", "symbol": "x"})
        for company, rate in ((cls.company, 5.0), (cls.other, 2.0)):
            cls.env["res.currency.rate"].create(
                {
                    "currency_id": cls.foreign.id,
                    "company_id": company.id,
                    "name": "2020-01-01",
                    "rate": rate,
                }
            )
        cls.both = cls._create_worker("both", cls.company | cls.other)
        cls.order = cls._sell_there()

    @classmethod
    def _create_worker(cls, name, companies):
        return new_test_user(
            cls.env,
            login=f"settlement_{name}",
            groups="complaint_management.complaint_management_group_user",
            company_id=companies[-1:].id,
            company_ids=[Command.set(companies.ids)],
        )

    @classmethod
    def _sell_there(cls):
        """Return an order of the other company, invoiced and paid."""
        env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.other.ids})
        pricelist = env["product.pricelist"].create(
            {"name": "XTE", "currency_id": cls.foreign.id, "company_id": cls.other.id}
        )
        line = {
            "product_id": cls.product.id,
            "product_uom_qty": 10,
            "price_unit": 12.0,
            "tax_ids": [Command.set(cls._create_tax(cls.other).ids)],
        }
        order = env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "company_id": cls.other.id,
                "pricelist_id": pricelist.id,
                "order_line": [Command.create(line)],
            }
        )
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-03-01"
        invoice.action_post()
        register = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        register.create({"payment_date": "2026-03-01"}).action_create_payments()
        return order

    def _promise_there(self):
        values = {"company_id": self.other.id, "team_id": False}
        line = {"kind": "refund", "quantity": 2}
        return self._promise(self.order, line, user_id=self.both.id, **values)

    def test_books_of_the_other_company(self):
        """Journal, accounts and rate are those of the other company, line by line."""
        line = self._promise_there()
        both = (self.company | self.other).ids
        line.with_user(self.both).with_context(
            allowed_company_ids=both
        ).action_execute()
        move = line.move_ids
        self.assertRecordValues(
            move,
            [
                {
                    "company_id": self.other.id,
                    "currency_id": self.foreign.id,
                    "amount_total": 27.12,
                    "state": "draft",
                }
            ],
        )
        self.assertEqual(move.journal_id.company_id, self.other)
        self.assertEqual(move.line_ids.account_id.company_ids, self.other)
        self.assertEqual(move.line_ids.tax_line_id.company_id, self.other)
        self.assertEqual(
            [
                (entry.account_id.account_type, entry.balance, entry.amount_currency)
                for entry in move.line_ids.sorted("balance")
            ],
            [
                ("asset_receivable", -13.56, -27.12),
                ("income", 1.56, 3.12),  # the tax, which has no account of its own
                ("income", 12.0, 24.0),
            ],
        )

    def test_user_of_one_company_is_refused(self):
        """Who works in the first company only carries out nothing of the other."""
        line = self._promise_there()
        only = self._create_worker("only", self.company)
        line.case_id._name_users(only, "holder")
        with self.assertRaises(AccessError):
            line.with_user(only).action_execute()
        self.assertFalse(line.move_ids)
        with self.assertRaises(AccessError):
            line.with_user(self.both).with_context(
                allowed_company_ids=self.company.ids
            ).action_execute()
