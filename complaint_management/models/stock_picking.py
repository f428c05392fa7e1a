# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class StockPicking(models.Model):
    """Complaints about a delivery."""

    _name = "stock.picking"
    _inherit = ["stock.picking", "complaint.link.mixin"]

    _complaint_path = "picking_id"

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        # Who may read deliveries need not read orders; the goods go to an address, the
        # person who ordered them is on the order.
        addressee = self.sudo().sale_id.partner_id or self.partner_id
        return {
            **super()._prepare_complaint_defaults(),
            **addressee.with_env(self.env)._prepare_complaint_party(),
            "picking_id": self.id,
        }
