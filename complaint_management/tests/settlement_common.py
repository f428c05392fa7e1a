# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user

from .case_common import ComplaintCaseCommon


class ComplaintSettlementCommon(ComplaintCaseCommon):
    """Orders that are invoiced and paid, and complaints about them.

    On top of :class:`ComplaintCaseCommon` this class provides:

    * a chart of accounts for the main company, a `tax` of 13 % on top of the price,
      and the account and journal of compensations;
    * `accountant`, who posts and has no part in any complaint;
    * :meth:`_sell`, an order that is invoiced and paid, and :meth:`_promise`, a
      complaint about it whose settlement is being carried out.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls._load_chart(cls.company)
        cls.accountant = new_test_user(
            cls.env,
            login="settlement_accountant",
            groups="account.group_account_invoice",
        )
        cls.tax = cls._create_tax(cls.company)
        cls.product.write({"invoice_policy": "order", "tracking": "none"})

    @classmethod
    def _load_chart(cls, company):
        """Give a company accounts, journals, and where compensations are booked."""
        template = cls.env["account.chart.template"]
        template.try_loading("generic_coa", company=company, install_demo=False)
        company.account_fiscal_country_id = cls.env.ref("base.us")
        in_company = [("company_ids", "in", company.ids)]
        company.complaint_compensation_account_id = cls.env["account.account"].search(
            [("account_type", "=", "expense"), *in_company], limit=1
        )
        company.complaint_compensation_journal_id = cls.env["account.journal"].search(
            [("type", "=", "purchase"), ("company_id", "=", company.id)], limit=1
        )

    @classmethod
    def _create_tax(cls, company):
        return cls.env["account.tax"].create(
            {"name": "VAT 13", "amount": 13, "company_id": company.id}
        )

    @classmethod
    def _sell(cls, quantity=10, price=12.0, invoice=True, pay=True, currency=None):
        """Return a confirmed order of one line, invoiced and paid on request."""
        values = {}
        if currency:
            pricelist = cls.env["product.pricelist"].create(
                {"name": currency.name, "currency_id": currency.id}
            )
            values["pricelist_id"] = pricelist.id
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(cls.tax.ids)],
                        }
                    )
                ],
                **values,
            }
        )
        order.action_confirm()
        if invoice:
            cls._invoice(order, pay)
        return order

    @classmethod
    def _invoice(cls, order, pay=True):
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-03-01"
        invoice.action_post()
        if pay:
            cls._pay(invoice)
        return invoice

    @classmethod
    def _pay(cls, invoice, amount=None):
        """Register a payment of the whole invoice or of a part."""
        register = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = register.create({"payment_date": "2026-03-01"})
        if amount is not None:
            wizard.amount = amount
        wizard.action_create_payments()

    @classmethod
    def _complain(cls, order, *lines, state="solution", **values):
        """Return a draft settlement of a complaint about an order."""
        values = {
            "sale_order_id": order.id,
            "line_ids": [
                cls._line(product_id=cls.product.id, sale_line_id=sold.id)
                for sold in order.order_line[:1]
            ],
        } | values
        case = cls._create_case_at(state, **values)
        settlement = cls._create_settlement(case, line_ids=[])
        for line in lines:
            if line.get("kind") not in ("compensation",):
                line = {"case_line_id": case.line_ids[:1].id} | line
            cls.env["complaint.settlement.line"].create(
                {"settlement_id": settlement.id} | line
            )
        return settlement

    @classmethod
    def _tell(cls, settlement):
        """Tell it to the complainant, taken for approved."""
        cls._approve(settlement)
        settlement.case_id.action_offer()

    @classmethod
    def _carry_out(cls, settlement):
        """Tell it, agree, and start to carry it out."""
        case = settlement.case_id
        cls._tell(settlement)
        cls._answer(case, "accepted")
        case.action_execute()
        return settlement

    @classmethod
    def _promise(cls, order, *lines, **values):
        """Return the lines of a settlement that is being carried out."""
        return cls._carry_out(cls._complain(order, *lines, **values)).line_ids

    @classmethod
    def _execute(cls, line, user=None):
        """Press Execute; return the credit notes, bills or order lines made."""
        line.with_user(user or cls.handler).action_execute()
        return line.move_ids or line.order_line_ids

    def assertRefused(self, words, function, *args):
        """Check that a call is refused with these words, and leaves nothing behind."""
        with self.assertRaises(UserError) as caught:
            function(*args)
        self.assertIn(words, str(caught.exception))
