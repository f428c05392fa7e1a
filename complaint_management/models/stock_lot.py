# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.fields import Command


class StockLot(models.Model):
    """Complaints about a lot."""

    _name = "stock.lot"
    _inherit = ["stock.lot", "complaint.link.mixin"]

    _complaint_path_model = "complaint.case.line"
    _complaint_path = "lot_id"

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        line = {"product_id": self.product_id.id, "lot_id": self.id}
        return {
            **super()._prepare_complaint_defaults(),
            "line_ids": [Command.create(line)],
        }
