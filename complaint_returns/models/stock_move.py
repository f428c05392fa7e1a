# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class StockMove(models.Model):
    """Deliveries of replacements."""

    _inherit = "stock.move"

    # === BUSINESS METHODS === #

    def _action_done(self, *args, **kwargs):
        """Finish replacements that have left the house."""
        done = super()._action_done(*args, **kwargs)
        # The warehouse has no rights on complaints; the delivery says what was done.
        sold = done.sudo().sale_line_id.filtered("complaint_replacement_id")
        sold.filtered(
            lambda line: line._is_complaint_delivered()
        ).complaint_replacement_id.filtered(
            lambda replacement: replacement.state in ("asked", "planned")
        )._take_step("deliver")
        return done
