# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import float_repr


class ComplaintSettlementLineApprovalMixin(models.AbstractModel):
    """A line that changes makes approval be asked for anew."""

    _name = "complaint.settlement.line.approval.mixin"
    _description = "Approval of Settlement Lines"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Ask for approval anew, where it was asked for."""
        lines = super().create(vals_list)
        lines.settlement_id._renew_approval()
        return lines

    def write(self, vals):
        """Ask for approval anew where it was asked for and the content changes."""
        result = super().write(vals)
        if not self._holds_step_token():
            self.settlement_id._renew_approval()
        return result

    def unlink(self):
        """Ask for approval anew, where it was asked for."""
        settlements = self.settlement_id
        result = super().unlink()
        settlements.exists()._renew_approval()
        return result

    # === BUSINESS METHODS === #

    def _get_worth(self):
        """Return what the line is worth, in the currency of the settlement.

        The amount that is promised; else what so many pieces cost, where they are
        refunded or given for nothing, and no amount limits it. None where nobody knows.

        Note: in superuser mode.

        :rtype: float | None
        """
        self.ensure_one()
        if self.amount or not self.quantity or self.kind not in ("refund", "gift"):
            return self.amount
        unit, currency = self._get_unit(), self.currency_id
        if self.kind == "gift":
            product, company = self.product_id, self.case_id.company_id
            if not product:
                return None
            quantity = unit._compute_quantity(self.quantity, product.uom_id)
            today = fields.Date.context_today(self)
            price = product.with_company(company).lst_price
            return product.currency_id._convert(
                price * quantity, currency, company, today
            )
        sold = self.sale_line_id
        if not sold.product_uom_qty:
            return None
        quantity = self.quantity
        if unit and unit != sold.product_uom_id:
            quantity = unit._compute_quantity(quantity, sold.product_uom_id)
        return currency.round(sold.price_total / sold.product_uom_qty * quantity)

    # === HOOKS === #

    def _prepare_content(self):
        """Return what approval of a promise is bound to; amounts as text, as stored.

        An addon that promises more extends it, with keys for what is set only: what was
        approved before the addon came has to stay as it was asked.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "kind": self.kind,
            "compensation_kind": self.compensation_kind or "",
            "goods": self.case_line_id.id,
            "sold": self.sale_line_id.id,
            "product": self.product_id.id,
            "description": self.description or "",
            "quantity": float_repr(self.quantity, 6),
            "amount": float_repr(self.amount, 6),
        }

    @api.model
    def _describe_content(self, content):
        """Return what the approval sheet says about a promise, beside its figures.

        :param dict content: what :meth:`_prepare_content` returned when it was asked
        :rtype: str
        """
        return content["description"]
