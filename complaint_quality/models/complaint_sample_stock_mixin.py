# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, models
from odoo.exceptions import UserError


class ComplaintSampleStockMixin(models.AbstractModel):
    """The transfer by which a sample leaves the stock.

    It is made as superuser, after the checks of who calls: who draws samples need not
    have rights on the warehouse. A held lot may be sampled.
    """

    _name = "complaint.sample.stock.mixin"
    _description = "Stock Moves of a Sample"

    # === BUSINESS METHODS === #

    def _take_out_of_stock(self):
        """Move the quantity from the place where most of the lot lies.

        Note: `self.ensure_one()` from `action_receive()`

        :raise UserError: if no lot is named, or nowhere lies so much of it
        """
        if not self.from_stock:
            return
        # See the docstring of the class.
        env = self.sudo().with_company(self.company_id).env
        product = self.product_id.with_env(env)
        if not product or (product.tracking != "none" and not self.lot_id):
            raise UserError(
                self.env._("Name product and lot to take %s out of stock.", self.name)
            )
        quantity = self.product_uom_id.with_env(env)._compute_quantity(
            self.quantity, product.uom_id
        )
        quant = self._find_quant(env, quantity)
        picking = env["stock.picking"].create(
            self._prepare_sample_picking(quant, product, quantity)
        )
        picking.move_ids.move_line_ids.picking_id = picking
        picking.move_ids._action_confirm(merge=False)
        picking.move_ids.picked = True
        picking._action_done()
        self._with_step_token().sudo().write(  # the transfer is not the user's to read
            {"picking_id": picking.id}
        )

    def _find_quant(self, env, quantity):
        """Return the stock to take from: free, of the lot, where most of it lies."""
        quants = env["stock.quant"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("lot_id", "=", self.lot_id.id),
                ("company_id", "=", self.company_id.id),
                ("location_id.usage", "=", "internal"),
                ("package_id", "=", False),
            ]
        )
        free = quants.sorted(lambda q: q.quantity - q.reserved_quantity, reverse=True)
        best = free[:1]
        left = best.quantity - best.reserved_quantity
        if self.product_id.with_env(env).uom_id.compare(quantity, left) > 0:
            raise UserError(
                self.env._(
                    "At no place lie %(quantity)g of %(product)s, lot %(lot)s, free to "
                    "be taken: at most %(left)g.",
                    quantity=quantity,
                    product=self.product_id.display_name,
                    lot=self.lot_id.sudo().name or "–",  # not the user's to read, maybe
                    left=max(left, 0.0),
                )
            )
        return best

    def _prepare_sample_picking(self, quant, product, quantity):
        """Return the values of the transfer out of stock, with its only line."""
        env = quant.env
        places = {
            "location_id": quant.location_id.id,
            "location_dest_id": env.company._get_complaint_sample_location().id,
            "company_id": self.company_id.id,
        }
        warehouse = quant.location_id.warehouse_id or env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        line = places | {
            "product_id": product.id,
            "product_uom_id": product.uom_id.id,
            "lot_id": self.lot_id.id,
            "owner_id": quant.owner_id.id,
            "quantity": quantity,
        }
        move = places | {
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": quantity,
            "move_line_ids": [Command.create(line)],
        }
        return places | {
            "picking_type_id": warehouse.int_type_id.id,
            "origin": self.name,
            "move_ids": [Command.create(move)],
        }
