# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models


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
