# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, fields, models
from odoo.exceptions import UserError


class ComplaintSettlementLineOrderMixin(models.AbstractModel):
    """Compensations are bills to pay; gifts and missing goods cost nothing."""

    _name = "complaint.settlement.line.order.mixin"
    _description = "Bills and Orders of a Promise"

    # === BUSINESS METHODS === #

    def _execute_bill(self):
        """Make the bill by which accounting pays a compensation.

        No price is lowered, so that it carries no tax and touches no invoice.

        Note: in superuser mode, from :meth:`_settlement_line_execute`

        :raise UserError: without an amount, a payee, or the company's settings
        """
        self.ensure_one()
        company = self.case_id.company_id
        account = company.complaint_compensation_account_id
        journal = company.complaint_compensation_journal_id
        if not account or not journal:
            raise UserError(
                self.env._(
                    "On which account and in which journal are compensations booked? "
                    "An administrator chooses them in the settings of complaints."
                )
            )
        if not self.amount:
            raise UserError(
                self.env._("%s: how much? The amount is 0.", self.display_name)
            )
        Move = self.env["account.move"].with_company(company)
        move = Move.create(self._prepare_bill_values(account, journal))
        if company.complaint_post_documents:
            move.action_post()
        return move

    def _prepare_bill_values(self, account, journal):
        """Return the values of the bill of one line, on the account in the journal."""
        kinds = self._fields["compensation_kind"]._description_selection(self.env)
        line = {
            "name": self.env._(
                "Compensation %(case)s: %(kind)s",
                case=self.case_id.name,
                kind=dict(kinds)[self.compensation_kind],
            ),
            "account_id": account.id,
            "quantity": 1,
            "price_unit": self.amount,
            "tax_ids": [Command.clear()],
        }
        return {
            "move_type": "in_invoice",
            "partner_id": self.settlement_id._ensure_payee().id,
            "journal_id": journal.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "ref": self.case_id.name,
            "complaint_line_id": self.id,
            "invoice_line_ids": [Command.create(line)],
        }

    def _execute_order_line(self):
        """Order goods for nothing, to be delivered like any others.

        What one settlement promises goes on one order, as long as that is a draft.

        Note: in superuser mode, from :meth:`_settlement_line_execute`

        :raise UserError: without a product or a quantity
        """
        self.ensure_one()
        if not self.product_id or not self.quantity:
            raise UserError(
                self.env._(
                    "%s: what is delivered, and how much? Product and quantity are "
                    "missing.",
                    self.display_name,
                )
            )
        order = self._get_order()
        line = self.env["sale.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.product_id.id,
                "product_uom_id": self._get_unit().id,
                "product_uom_qty": self.quantity,
                "price_unit": 0.0,
                "complaint_line_id": self.id,
            }
        )
        if order.company_id.complaint_post_documents:
            order.action_confirm()
        return line

    def _get_order(self):
        """Return the draft order of the settlement, a new one if there is none."""
        drafts = self.settlement_id.line_ids.order_line_ids.order_id.filtered(
            lambda order: order.state == "draft"
        )
        if drafts:
            return drafts[:1]
        case = self.case_id
        payee = self.settlement_id._ensure_payee()
        values = {
            "partner_id": payee.id,
            "company_id": case.company_id.id,
            "origin": case.name,
        }
        original = case.sale_order_id
        if original.partner_id == payee:
            values["partner_shipping_id"] = original.partner_shipping_id.id
        return self.env["sale.order"].with_company(case.company_id).create(values)
