# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class StockMoveLine(models.Model):
    """What moved of a lot is found by the lot."""

    _inherit = "stock.move.line"

    _complaint_lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")
