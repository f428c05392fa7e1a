# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ComplaintReturnAllowance(models.Model):
    """The row that two users who return the same delivered lot have in common.

    A lock alone would let the second one go on with the picture it took before: under
    repeatable read only an update of the row makes it fail, and Odoo repeats the call.
    Nobody has rights on it.
    """

    _name = "complaint.return.allowance"
    _description = "Allowance of a Delivered Lot"
    _rec_name = "move_id"

    move_id = fields.Many2one(
        "stock.move", required=True, ondelete="cascade", string="Delivery"
    )
    lot_id = fields.Many2one("stock.lot", ondelete="cascade", index="btree_not_null")
    revision = fields.Integer(
        default=1, required=True, help="Grows with each return of this lot."
    )

    _move_lot_uniq = models.UniqueIndex("(move_id, COALESCE(lot_id, 0))")

    # === BUSINESS METHODS === #

    @api.model
    def _claim(self, keys):
        """Let no other transaction return the same lots of the same deliveries.

        :param keys: pairs of `stock.move` and `stock.lot`, which may be empty
        """
        rows = sorted({(move.id, lot.id or None) for move, lot in keys}, key=str)
        if not rows:
            return
        self.env.execute_query(
            SQL(
                "INSERT INTO complaint_return_allowance (move_id, lot_id, revision) "
                "VALUES %s ON CONFLICT (move_id, COALESCE(lot_id, 0)) "
                "DO UPDATE SET revision = complaint_return_allowance.revision + 1 "
                "RETURNING id",
                SQL(", ").join(SQL("(%s, %s, 1)", *row) for row in rows),
            )
        )

    @api.model
    def _claim_all(self, moves):
        """Do as :meth:`_claim` with all lots of deliveries that were claimed before."""
        rows = self.search([("move_id", "in", moves.ids)]) if moves else self
        self._claim([(row.move_id, row.lot_id) for row in rows])

    @api.model
    def _ensure_not_over(self, moves):
        """Refuse that more is back of a delivery than it brought, whoever took it in.

        :param moves: recordset of `stock.move`, deliveries
        :raise UserError: naming product, lot and the returns of complaints
        """
        if not moves:
            return
        for (move, lot), left in self._get_left(moves, coming=False).items():
            if move.product_id.uom_id.compare(left, 0.0) >= 0:
                continue
            returns = self.env["complaint.return.line"].search(
                [("move_id", "=", move.id), ("return_id.state", "!=", "cancelled")]
            )
            raise UserError(
                self.env._(
                    "%(product)s, lot %(lot)s: with this, %(over)s more would be back "
                    "than the delivery brought. Returns of complaints about it: "
                    "%(returns)s.",
                    product=move.product_id.display_name,
                    lot=lot.name or "–",
                    over=move.product_id.uom_id.round(-left),
                    returns=", ".join(returns.return_id.mapped("name")) or "–",
                )
            )

    @api.model
    def _get_left(self, moves, coming=True):
        """Return what may still be returned of deliveries, by lot.

        Delivered, less what came back and what is on its way back, Inventory's own
        returns included.

        :param moves: recordset of `stock.move`, deliveries that are done
        :param bool coming: whether what is on its way back counts as well
        :return: quantity in the product's unit by (move, lot)
        :rtype: dict
        """
        Line = self.env["stock.move.line"]
        left = {}
        for move, lot, quantity in Line._read_group(
            [("move_id", "in", moves.ids), ("state", "=", "done")],
            ["move_id", "lot_id"],
            ["quantity_product_uom:sum"],
        ):
            left[move, lot] = quantity
        returns = self.env["stock.move"].search(
            [
                ("origin_returned_move_id", "in", moves.ids),
                ("state", "!=", "cancel") if coming else ("state", "=", "done"),
            ]
        )
        for move, lot, quantity in Line._read_group(
            [("move_id", "in", returns.ids)],
            ["move_id", "lot_id"],
            ["quantity_product_uom:sum"],
        ):
            key = move.origin_returned_move_id, lot
            left[key] = left.get(key, 0) - quantity
        return left

    @api.model
    def _ensure_within(self, moves, wanted=None):
        """Refuse to bring back more of a lot than was delivered.

        :param moves: recordset of `stock.move`, deliveries
        :param dict wanted: further quantities by (move, lot)
        :raise UserError: naming product and lot, and how much is left
        """
        left = self._get_left(moves)
        wanted = wanted or {}
        for key in {**left, **wanted}:
            move, lot = key
            rest = left.get(key, 0.0)
            uom = move.product_id.uom_id
            if uom.compare(wanted.get(key, 0.0), rest) > 0:
                raise UserError(
                    self.env._(
                        "%(product)s, lot %(lot)s: %(left)s of this delivery can still "
                        "come back, not %(wanted)s.",
                        product=move.product_id.display_name,
                        lot=lot.name or "–",
                        left=uom.round(max(rest, 0.0)),
                        wanted=uom.round(wanted.get(key, 0.0) - min(rest, 0.0)),
                    )
                )
