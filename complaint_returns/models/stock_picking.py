# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockPicking(models.Model):
    """The transfers of a return."""

    _inherit = "stock.picking"

    complaint_return_id = fields.Many2one(
        "complaint.return",
        string="Return",
        index="btree_not_null",
        readonly=True,
        help="The return of complained goods it was made for.",
    )

    # === BUSINESS METHODS === #

    def _action_done(self):
        """Receive a return whose goods were taken in here; watch core's own returns.

        :raise UserError: when goods of a complaint come back twice, or go into stock
            unreleased
        """
        # Whoever works in Inventory need not have a role of returned goods.
        pickings = self.sudo()
        watched = pickings._get_watched_moves()
        watched._ensure_no_unreleased_restock()
        Allowance = self.env["complaint.return.allowance"].sudo()  # as above
        Allowance._claim_all(watched.origin_returned_move_id)
        result = super()._action_done()
        Allowance._ensure_not_over(watched.origin_returned_move_id)
        pickings.complaint_return_id._after_transfer()
        return result

    def _get_watched_moves(self):
        """Return what core's own returns bring back of deliveries with complaints.

        :rtype: recordset of `stock.move`
        """
        moves = self.filtered(lambda p: not p.complaint_return_id).move_ids
        origins = moves.origin_returned_move_id
        if not origins:
            return moves.browse()
        rows = self.env["complaint.return.allowance"].search(
            [("move_id", "in", origins.ids)]
        )
        return moves.filtered(lambda m: m.origin_returned_move_id in rows.move_id)
