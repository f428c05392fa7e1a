# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockPicking(models.Model):
    """The transfers of a return."""

    _inherit = "stock.picking"

    complaint_return_id = fields.Many2one(
        "complaint.return",
        string="Return",
        index="btree_not_null",
        readonly=True,
        help="The return of complained goods it was made for.",
    )

    # === BUSINESS METHODS === #

    def _action_done(self):
        """Receive a return whose goods were taken in here."""
        result = super()._action_done()
        # Whoever works in Inventory need not have a role of returned goods.
        returns = self.sudo().complaint_return_id
        if returns:
            returns._after_transfer()
        return result
