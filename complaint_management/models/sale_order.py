# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class SaleOrder(models.Model):
    """Complaints about what was ordered."""

    _name = "sale.order"
    _inherit = ["sale.order", "complaint.link.mixin"]

    _complaint_path = "sale_order_id"

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self.partner_id._prepare_complaint_party(),
            "sale_order_id": self.id,
        }
