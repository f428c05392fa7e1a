# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class StockMove(models.Model):
    """Deliveries that keep a promise."""

    _inherit = "stock.move"

    def _action_done(self, *args, **kwargs):
        """Mark a promise as done when all its goods have left the house."""
        done = super()._action_done(*args, **kwargs)
        # The warehouse has no rights on complaints; the delivery says what was done.
        sold = done.sudo().sale_line_id.filtered("complaint_line_id")
        delivered = sold.filtered(lambda line: line._is_complaint_delivered())
        delivered.complaint_line_id._document_done()
        return done
