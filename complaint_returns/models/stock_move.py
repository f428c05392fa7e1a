# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError

#: Held only by this addon: a client sends JSON and can't forge an object.
_TAKING = object()
_TAKING_KEY = "complaint_return_taking"


class StockMove(models.Model):
    """Deliveries of replacements, and moves of returned goods.

    Nothing is ordered, pushed on or reserved for goods that come back: what a return
    decides is done at once and ends there. It also keeps the cost of a hundred lots
    near that of ten: core asks the database for each of these by move.
    """

    _inherit = "stock.move"

    # === BUSINESS METHODS === #

    def _action_done(self, *args, **kwargs):
        """Finish replacements that have left the house."""
        done = super()._action_done(*args, **kwargs)
        # The warehouse has no rights on complaints; the delivery says what was done.
        sold = done.sudo().sale_line_id.filtered("complaint_replacement_id")
        gone = sold.filtered(lambda line: line._is_complaint_delivered())
        gone.complaint_replacement_id.filtered(
            lambda replacement: replacement.state in ("asked", "planned")
        )._take_step("deliver")
        (sold - gone)._replan_complaint_delivery()
        return done

    def _action_cancel(self):
        """Ask again for a replacement whose delivery is given up, however that is."""
        # Who works in Inventory has no rights on complaints and orders.
        live = self.sudo().filtered(lambda m: m.state not in ("done", "cancel"))
        lines = live.sale_line_id.filtered("complaint_replacement_id")
        result = super()._action_cancel()
        lines._replan_complaint_delivery()
        return result

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

    def _taking_returned_goods(self):
        """Return the moves as those that take goods which were inspected.

        Whether the goods are there and free was checked for all of them at once.
        """
        return self.with_context(**{_TAKING_KEY: _TAKING})

    def _takes_returned_goods(self):
        return self.env.context.get(_TAKING_KEY) is _TAKING

    def _put_lots(self, values, source):
        """Put lots on the moves before core could propose others.

        As core does itself, quants are looked up for all lines at once.

        :param list[dict] values: of the move lines
        :param source: the location the goods are taken from
        """
        quants = self.env["stock.quant"]._get_quants_by_products_locations(
            self.product_id, source
        )
        self.move_line_ids.with_context(quants_cache=quants).create(values)

    def _read_quants_ahead(self):
        """Read at once what core reads quant by quant while moves are done."""
        lots = self.move_line_ids.lot_id
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", self.product_id.ids),
                ("location_id", "in", (self.location_id | self.location_dest_id).ids),
                ("lot_id", "in", [False, *lots.ids]),
            ]
        )
        quants.mapped("quantity")
        lots.mapped("lot_properties")

    def _should_bypass_reservation(self, forced_location=False):
        """Take what was inspected from where it lies, without reserving it before."""
        bypass = super()._should_bypass_reservation(forced_location)
        return bypass or self._takes_returned_goods()

    def _skip_push(self):
        """Leave returned goods where they are inspected, and where they end."""
        stays = self._takes_returned_goods() or self.picking_id.complaint_return_id
        return bool(stays) or super()._skip_push()

    def _trigger_scheduler(self):
        """Order nothing in place of what a customer sends back."""
        moves = self.filtered(lambda move: not move.picking_id.complaint_return_id)
        return super(StockMove, moves)._trigger_scheduler()
