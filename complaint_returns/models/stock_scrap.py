# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockScrap(models.Model):
    """Scrap orders of returned goods."""

    _inherit = "stock.scrap"

    # === BUSINESS METHODS === #

    def _scrap_returned_goods(self):
        """Carry out all orders together, where core does them one by one.

        Note: in superuser mode, of goods that were found to be there and free.
        """
        self._check_company()
        sequence = self.env["ir.sequence"].search(
            [
                ("code", "=", "stock.scrap"),
                ("company_id", "in", [self.company_id.id, False]),
            ],
            order="company_id",
            limit=1,
        )
        for scrap in self:
            scrap.name = sequence.next_by_id() if sequence else self.env._("New")
        Move = self.env["stock.move"]._taking_returned_goods()
        moves = Move.create([scrap._prepare_move_values() for scrap in self])
        moves._read_quants_ahead()
        moves.with_context(is_scrap=True)._action_done()
        self.write({"state": "done", "date_done": fields.Datetime.now()})
