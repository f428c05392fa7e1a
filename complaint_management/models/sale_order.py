# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class SaleOrder(models.Model):
    """Complaints about what was ordered."""

    _name = "sale.order"
    _inherit = ["sale.order", "complaint.link.mixin"]

    _complaint_path = "sale_order_id"

    # A customer who calls names the number of the order on its own papers.
    _complaint_client_ref_idx = models.Index(
        "(client_order_ref) WHERE client_order_ref IS NOT NULL"
    )

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self.partner_id._prepare_complaint_party(),
            "sale_order_id": self.id,
        }
