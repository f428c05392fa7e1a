# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import fields, models


class ComplaintCaseLine(models.Model):
    """The deliveries that complained goods came with."""

    _inherit = "complaint.case.line"

    return_line_ids = fields.One2many("complaint.return.line", "case_line_id")
    settlement_line_ids = fields.One2many("complaint.settlement.line", "case_line_id")

    # === BUSINESS METHODS === #

    def _get_goods_back(self):
        """Return what was to come back of complained goods, and what was accepted.

        What the inspection refused, or whose lot it read otherwise, does not count; a
        kit is back as far as each of its parts is.

        Note: in superuser mode

        :return: announced and accepted, in the product's unit, by line
        :rtype: dict
        """
        lines = self.return_line_ids.filtered(
            lambda line: line.return_id.state != "cancelled"
        )
        items = self.env["complaint.return.item"].search(
            [
                ("line_id", "in", lines.ids),
                ("return_id.state", "in", ("inspected", "disposed")),
                ("refused", "=", False),
            ]
        )
        found = {}
        for goods, own in lines.grouped("case_line_id").items():
            announced, accepted = defaultdict(float), defaultdict(float)
            for line in own:
                announced[line.product_id] += line.quantity
            named = goods.lot_id or goods.lot_text
            for item in items & own.item_ids:
                if not (named and item._has_other_lot()):
                    accepted[item.product_id] += item.quantity
            shares = {goods.product_id: 1.0}
            if goods.product_id not in announced:
                shares = goods._get_kit_shares(goods._get_return_moves()) or shares
            found[goods] = (
                max(announced[product] / share for product, share in shares.items()),
                min(accepted[product] / share for product, share in shares.items()),
            )
        return found

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
