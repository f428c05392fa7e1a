# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintReturnAdd(models.TransientModel):
    """Ask what was found in a parcel that nobody announced."""

    _name = "complaint.return.add"
    _description = "Add Goods not Announced"

    return_id = fields.Many2one("complaint.return", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True)
    tracking = fields.Selection(related="product_id.tracking")
    lot_text = fields.Char(string="Lot as Read")
    quantity = fields.Float(
        default=1.0, digits="Product Unit", help="Counted, in the product's unit."
    )
    note = fields.Char(
        required=True,
        help="How they were found; the handler is told. No personal data.",
    )

    # === ACTION METHODS === #

    def action_add(self):
        """Count the goods with those that were announced."""
        self.ensure_one()
        self.return_id.action_receive_unannounced(
            self.product_id.id, self.lot_text, self.quantity, self.note
        )
        return {"type": "ir.actions.act_window_close"}
