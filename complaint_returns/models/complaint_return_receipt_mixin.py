# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..return_life import ON_THE_WAY


class ComplaintReturnReceiptMixin(models.AbstractModel):
    """The way of the goods into the warehouse, on Odoo's own return transfers.

    Note: all methods in superuser mode, from the steps, which checked who acts.
    """

    _name = "complaint.return.receipt.mixin"
    _description = "Receipt of a Return"

    # === AUTHORISE === #

    def _effect_authorise(self):
        """Make a transfer for each delivery, and one for goods without delivery."""
        self._claim_allowance()
        for picking, lines in self.line_ids.grouped(
            lambda line: line.move_id.picking_id
        ).items():
            if picking:
                self._return_delivery(picking, lines)
            else:
                self._expect_without_delivery(lines)
        if self._is_anonymous():
            self.picking_ids.partner_id = False
            self.picking_ids.move_ids.partner_id = False
        if not self.visited_at:
            self.visited_at = self.authorised_at

    def _claim_allowance(self):
        """Refuse to bring back more of a lot than the customer still has."""
        wanted = defaultdict(float)
        for line in self.line_ids.filtered("move_id"):
            wanted[line.move_id, line.lot_id] += line.quantity
        Allowance = self.env["complaint.return.allowance"]
        Allowance._claim(wanted)
        Allowance._ensure_within(self.line_ids.move_id, wanted)

    def _return_delivery(self, delivery, lines):
        """Return part of a delivery by Odoo's own return, with the lots announced."""
        by_move = lines.grouped("move_id")
        Return = self.env["stock.return.picking"]
        # What core reads of the form it was opened from is not ours.
        wizard = Return.with_context(clean_return=True).create(
            {"picking_id": delivery.id, "complaint_return_id": self.id}
        )
        for row in wizard.product_return_moves:
            announced = by_move.get(row.move_id)
            quantity = sum(announced.mapped("quantity")) if announced else 0.0
            row.quantity = row.product_id.uom_id._compute_quantity(
                quantity, row.uom_id, rounding_method="HALF-UP"
            )
        wizard._create_return()

    def _announce(self, moves):
        """Put the announced lots on the moves of one delivery, before it is assigned.

        Called by core's return, which would propose the oldest lots.
        """
        by_move = self.line_ids.grouped("move_id")
        lines = self.line_ids.browse()
        for move in moves:
            announced = by_move[move.origin_returned_move_id]
            announced.return_move_id = move
            lines |= announced
        self._set_lots(lines)

    def _expect_without_delivery(self, lines):
        """Expect goods whose delivery is not known."""
        location = self.warehouse_id._get_complaint_location("return")
        picking_type = self.warehouse_id.in_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": self._get_customer_location().id,
                "location_dest_id": location.id,
                "partner_id": self.case_id.partner_id.id,
                "origin": self.name,
                "complaint_return_id": self.id,
            }
        )
        moves = self.env["stock.move"].create(
            [line._prepare_move_values(picking, line.quantity) for line in lines]
        )
        for line, move in zip(lines, moves, strict=True):
            line.return_move_id = move
        self._set_lots(lines)
        # Two lots of a product stay two moves.
        moves._action_confirm(merge=False)

    def _set_lots(self, lines):
        """Put the announced lots on the moves."""
        lines._ensure_lots()
        self.env["stock.move.line"].create(
            [line._prepare_move_line_values(line.quantity) for line in lines]
        )

    def _get_customer_location(self):
        partner = self.case_id.partner_id.with_company(self.company_id)
        return partner.property_stock_customer or self.env.ref(
            "stock.stock_location_customers"
        )

    # === RECEIVE === #

    def _effect_receive(self):
        """Put what was counted on the transfers and carry them out."""
        pickings = self.picking_ids.filtered(
            lambda p: p.state not in ("done", "cancel")
        )
        self._put_counted(pickings)
        coming = pickings.filtered(lambda p: any(p.move_ids.mapped("picked")))
        (pickings - coming).action_cancel()
        coming.move_ids._read_quants_ahead()
        coming.with_context(
            complaint_receiving=True, cancel_backorder=True
        )._action_done()
        self._book_receipt(pickings)

    def _put_counted(self, pickings):
        """Replace the lots announced by those counted.

        What is more than announced, or was not announced, comes in beside the return
        of the delivery: of that never more comes back than was delivered.
        """
        self.line_ids._ensure_lots()
        there = defaultdict(list)
        for announced in pickings.move_line_ids:
            there[announced.move_id, announced.lot_id].append(announced)
        kept, values, extra = pickings.move_line_ids.browse(), [], []
        for line in self.line_ids:
            move = line.return_move_id
            within = min(line.quantity, line.quantity_counted) if move else 0.0
            if within and move.picking_id in pickings:
                announced = there[move, line.lot_id]
                if announced and line._is_announced_by(announced[-1], within):
                    kept |= announced.pop()
                else:
                    goods = line._prepare_move_line_values(within)
                    values.append(goods | {"picked": True})
            surplus = line.quantity_counted - within
            if line.product_uom_id.compare(surplus, 0.0) > 0:
                extra.append((line, surplus))
        (pickings.move_line_ids - kept).unlink()
        kept.picked = True
        if extra:
            moves = self.env["stock.move"].create(
                [
                    line._prepare_move_values(pickings[:1], surplus)
                    for line, surplus in extra
                ]
            )
            moves._action_confirm(merge=False)
            moves.move_line_ids.unlink()
            for (line, surplus), move in zip(extra, moves, strict=True):
                values.append(
                    line._prepare_move_line_values(surplus, move) | {"picked": True}
                )
        self.env["stock.move.line"].create(values)

    def _after_transfer(self):
        """Receive what Inventory carried out without asking here."""
        if self.env.context.get("complaint_receiving"):
            return
        for record in self._with_step_token():
            states = set(record.picking_ids.mapped("state"))
            if record.state in ON_THE_WAY and "done" in states <= {"done", "cancel"}:
                values = record._prepare_step_values("receive")
                record.write({"state": "received", **values})
                record._book_receipt()
                record._tell_event("goods_brought_back")

    def _book_receipt(self, counted=None):
        """Take over from the transfers what came, as goods to be inspected.

        :param counted: transfers whose goods were counted line by line, so that of a
            lot in two packages nothing goes to the one that did not come
        """
        pickings = self.picking_ids
        counted = counted or pickings.browse()
        origins = pickings.move_ids.origin_returned_move_id
        self.env["complaint.return.allowance"]._ensure_within(origins)
        done = self.env["stock.move.line"]._read_group(
            Domain("picking_id", "in", pickings.ids) & Domain("state", "=", "done"),
            ["product_id", "lot_id"],
            ["quantity_product_uom:sum"],
        )
        lines = self.line_ids
        announced = lines.grouped(lambda line: (line.product_id, line.lot_id))
        items, differences = [], []
        for product, lot, quantity in done:
            same = announced.get((product, lot)) or lines._add_unannounced(
                self.id, product.id, lot.name, 0, self.env._("Received in Inventory")
            )
            # The last one takes what is more: one that is still expected, if any.
            same = same.sorted(lambda line: not line._is_cancelled())
            for index, line in enumerate(same):
                last = index == len(same) - 1
                part = quantity if last else min(quantity, line._get_expected(counted))
                quantity -= part
                if part:
                    items.append(line._prepare_item_values(part))
                line.quantity_received = part
        env = self._with_step_token().env
        self.env["complaint.return.item"].with_env(env).create(items)
        for line in self.line_ids:
            differences += line._get_difference()
        self._tell_handler(differences)

    def _effect_tell(self):
        """Tell what the inspection found that is not as announced."""
        self._tell_handler(
            [text for item in self.item_ids for text in item._get_differences()]
        )

    # === CANCEL === #

    def _effect_cancel(self):
        """Cancel the transfers, so that the goods can be returned otherwise."""
        if "done" in self.picking_ids.mapped("state"):
            raise UserError(
                self.env._("Part of %s is there already: receive the rest.", self.name)
            )
        self.picking_ids.filtered(lambda p: p.state != "cancel").action_cancel()
