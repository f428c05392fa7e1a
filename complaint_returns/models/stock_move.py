# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Deliveries of replacements, and returns that were made in Inventory."""

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

    def _ensure_no_unreleased_restock(self):
        """Refuse to put lots back into stock by Inventory that have to be released.

        Note: in superuser mode, returns of deliveries with complaints

        :raise UserError: naming the lot
        """
        for line in self.move_line_ids.filtered("lot_id"):
            warehouse = line.picking_id.picking_type_id.warehouse_id
            stock = warehouse.lot_stock_id
            into_stock = stock and line.location_dest_id._child_of(stock)
            if into_stock and line.lot_id._complaint_release_required():
                raise UserError(
                    self.env._(
                        "Lot %(lot)s has to be released before it goes back into "
                        "stock. Take it to %(location)s, or receive the return of the "
                        "complaint.",
                        lot=line.lot_id.name,
                        location=warehouse._get_complaint_location("return").name,
                    )
                )
