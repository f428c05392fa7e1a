# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models

#: Held only by this addon: a client sends JSON and can't forge an object.
_CANCELLING = object()
_CANCELLING_KEY = "complaint_order_cancelling"


class SaleOrder(models.Model):
    """Orders that deliver replacements."""

    _inherit = "sale.order"

    # === BUSINESS METHODS === #

    def _action_cancel(self):
        """Let a replacement whose delivery Sales gives up be planned again."""
        orders = self.with_context(**{_CANCELLING_KEY: _CANCELLING})
        result = super(SaleOrder, orders)._action_cancel()
        # Sales has no rights on complaints; the order says what is not delivered.
        lines = self.sudo().order_line
        planned = lines.complaint_replacement_id.filtered(
            lambda replacement: replacement.state == "planned"
        )
        planned._take_step("reopen")
        return result

    def _is_complaint_cancelling(self):
        """Whether transfers are cancelled because their order is."""
        return self.env.context.get(_CANCELLING_KEY) is _CANCELLING
