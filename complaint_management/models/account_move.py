# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class AccountMove(models.Model):
    """Complaints about what was invoiced to a customer."""

    _name = "account.move"
    _inherit = ["account.move", "complaint.link.mixin"]

    _complaint_path = "invoice_id"

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self.partner_id._prepare_complaint_party(),
            "invoice_id": self.id,
        }
