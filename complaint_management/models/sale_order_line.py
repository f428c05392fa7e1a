# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class SaleOrderLine(models.Model):
    """Goods that are delivered for nothing because of a complaint."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "complaint.document.link.mixin"]

    # === BUSINESS METHODS === #

    def _is_complaint_delivered(self):
        """Whether everything of the line has left the house."""
        self.ensure_one()
        return (
            self.product_uom_id.compare(self.qty_delivered, self.product_uom_qty) >= 0
        )
