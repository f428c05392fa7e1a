# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, models


class StockReturnPickingLine(models.TransientModel):
    """One product of core's return."""

    _inherit = "stock.return.picking.line"

    def _process_line(self, new_picking):
        """Return all products of a complaint with the first one, in one go."""
        record = self.wizard_id.complaint_return_id
        if not record:
            return super()._process_line(new_picking)
        if not new_picking.move_ids:
            lines = self.wizard_id.product_return_moves
            lines._create_complaint_moves(new_picking)
            record._announce(new_picking.move_ids)
        return True

    def _create_complaint_moves(self, picking):
        """Make the moves as core does, copied from those of the delivery."""
        values = []
        for line in self.filtered(lambda line: not line.uom_id.is_zero(line.quantity)):
            defaults = line._prepare_move_default_values(picking)
            defaults["move_orig_ids"] = [Command.link(line.move_id.id)]
            values += line.move_id.copy_data(defaults)
        return self.env["stock.move"].create(values)
