# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockLot(models.Model):
    """When a lot was made, where somebody knows it."""

    _inherit = "stock.lot"

    production_date = fields.Date(
        help="When the lot was made. Left empty, the day of its first stock move "
        "counts, else the day it was entered.",
    )
