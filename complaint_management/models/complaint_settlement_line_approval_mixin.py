# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
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
            **({"unit": self._get_unit().id} if self.quantity else {}),
        }

    @api.model
    def _describe_content(self, content):
        """Return what the approval sheet says about a promise, beside its figures.

        :param dict content: what :meth:`_prepare_content` returned when it was asked
        :rtype: str
        """
        return content["description"]
