# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class SaleOrder(models.Model):
    """Orders that deliver replacements."""

    _inherit = "sale.order"

    # === BUSINESS METHODS === #

    def _action_cancel(self):
        """Let a replacement whose delivery Sales gives up be planned again."""
        result = super()._action_cancel()
        # Sales has no rights on complaints; the order says what is not delivered.
        lines = self.sudo().order_line
        planned = lines.complaint_replacement_id.filtered(
            lambda replacement: replacement.state == "planned"
        )
        planned._take_step("reopen")
        return result
