# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockReturnPicking(models.TransientModel):
    """Core's return, made for a complaint."""

    _inherit = "stock.return.picking"

    complaint_return_id = fields.Many2one(
        "complaint.return", help="The return of complained goods it is made for."
    )

    def _prepare_picking_default_values_based_on(self, picking):
        """Bring the goods where they are inspected, under the number of the return."""
        values = super()._prepare_picking_default_values_based_on(picking)
        values["complaint_return_id"] = self.complaint_return_id.id
        if self.complaint_return_id:
            warehouse = self.complaint_return_id.warehouse_id
            values["origin"] = self.complaint_return_id.name
            # Core takes the type the delivery's warehouse has, or even the delivery's.
            values["picking_type_id"] = warehouse.in_type_id.id
            # Written for the delivery, maybe about who gets it.
            values["note"] = False
            values["location_dest_id"] = warehouse._get_complaint_location("return").id
        return values
