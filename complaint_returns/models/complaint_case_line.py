# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ComplaintCaseLine(models.Model):
    """The deliveries that complained goods came with."""

    _inherit = "complaint.case.line"

    # === BUSINESS METHODS === #

    def _get_return_moves(self):
        """Return the moves that brought the goods to the customer.

        Note: in superuser mode, `self.ensure_one()`

        :rtype: recordset of `stock.move`
        """
        self.ensure_one()
        case = self.case_id
        order_lines = self.sale_line_id or case.sale_order_id.order_line.filtered(
            lambda sold: sold.product_id == self.product_id
        )
        moves = order_lines.move_ids
        if not moves and case.picking_id:
            moves = case.picking_id.move_ids.filtered(
                lambda move: move.product_id == self.product_id
            )
        return moves.filtered(
            lambda move: move.state == "done" and move.location_dest_usage == "customer"
        )

    def _get_kit_shares(self, moves):
        """Return how many of each product were delivered for one of the product sold.

        A kit is delivered as its parts, a plain product as itself.

        Note: in superuser mode, `self.ensure_one()`

        :param moves: what :meth:`_get_return_moves` returned
        :return: quantity by product
        :rtype: dict
        """
        self.ensure_one()
        if self.product_id in moves.product_id:
            return {self.product_id: 1.0}
        sold = sum(
            line.product_uom_id._compute_quantity(
                line.product_uom_qty, line.product_id.uom_id
            )
            for line in moves.sale_line_id
        )
        return {
            product: sum(parts.mapped("product_qty")) / sold
            for product, parts in moves.grouped("product_id").items()
            if sold
        }
