# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, fields, models
from odoo.exceptions import UserError

#: Where goods go by a transfer within the warehouse, and the location's kind.
WITHIN = {"restock": "stock", "quarantine": "quarantine", "sample": "sample"}


class ComplaintReturnDisposeMixin(models.AbstractModel):
    """Where returned goods end, each by the document Odoo has for it.

    Note: all methods in superuser mode, from the steps, which checked who acts.
    """

    _name = "complaint.return.dispose.mixin"
    _description = "Disposition of a Return"

    def _dispose(self):
        """Carry out what was decided and is not done yet; twice changes nothing.

        :raise UserError: when nothing is decided, the goods are not where they were
            received, or a lot may not go back into stock
        """
        for record in self._with_step_token():
            items = record.item_ids.filtered(
                lambda item: item.disposition and not item.disposed_at
            )
            if not items:
                raise UserError(record.env._("Where do the goods go? Choose first."))
            items.filtered(
                lambda item: item.disposition == "restock"
            )._ensure_may_restock()
            items._ensure_labels_masked()
            record._ensure_in_place(items)
            # The second one of two fails here, before any goods move.
            items.write(
                {"disposed_at": fields.Datetime.now(), "disposed_by_id": self.env.uid}
            )
            items.flush_recordset()
            for kind, group in items.grouped("disposition").items():
                if kind in WITHIN:
                    location = record.warehouse_id._get_complaint_location(WITHIN[kind])
                    record._move_goods(group, location)
                else:
                    getattr(record, f"_dispose_{kind}")(group)
            for item in items.filtered(lambda item: item.disposition == "sample"):
                record.case_id._complaint_sample_taken(item.line_id, item.quantity)

    def _get_goods_location(self):
        return self.warehouse_id._get_complaint_location("return")

    def _ensure_in_place(self, items):
        """Refuse to move goods that Inventory moved away meanwhile."""
        location = self._get_goods_location()
        wanted = {}
        for item in items.filtered(lambda item: item.product_id.is_storable):
            key = item.product_id, item.lot_id
            wanted[key] = wanted.get(key, 0.0) + item.quantity
        there = {
            (product, lot): quantity - reserved
            for product, lot, quantity, reserved in self.env["stock.quant"]._read_group(
                [
                    ("location_id", "=", location.id),
                    ("product_id", "in", items.product_id.ids),
                ],
                ["product_id", "lot_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        }
        for (product, lot), quantity in wanted.items():
            left = there.get((product, lot), 0.0)
            if product.uom_id.compare(quantity, left) > 0:
                raise UserError(
                    self.env._(
                        "%(product)s, lot %(lot)s: only %(left)g are at %(place)s. "
                        "Somebody moved them in Inventory.",
                        product=product.display_name,
                        lot=lot.name or "–",
                        left=max(left, 0.0),
                        place=location.display_name,
                    )
                )

    def _move_goods(self, items, location, picking_type=None):
        """Transfer goods to a location; within the warehouse it is done at once.

        Each product is one move, each lot of it one line: a hundred bags of a lot cost
        no more than one.
        """
        outward = bool(picking_type)
        source = self._get_goods_location()
        places = {
            "location_id": source.id,
            "location_dest_id": location.id,
            "company_id": self.company_id.id,
        }
        picking = self.env["stock.picking"].create(
            places
            | {
                "picking_type_id": (picking_type or self.warehouse_id.int_type_id).id,
                "origin": self.name,
            }
        )
        places["picking_id"] = picking.id
        groups = items.grouped("product_id")
        moves = self.env["stock.move"].create(
            [
                places
                | {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": sum(group.mapped("quantity")),
                    "origin": self.name,
                }
                for product, group in groups.items()
            ]
        )
        if not outward:
            moves = moves._taking_returned_goods()
        values = []
        for group, move in zip(groups.values(), moves, strict=True):
            for part in group.grouped("lot_id").values():
                line = part._prepare_move_line_values(move)
                values.append(places | line | {"picked": not outward})
            group.write({"move_id": move.id, "picking_id": picking.id})
        moves._put_lots(values, source)
        if outward:
            moves._action_confirm(merge=False)
        else:
            moves._read_quants_ahead()
            picking.with_env(moves.env)._action_done()

    def _dispose_supplier(self, items):
        """Make a delivery to the supplier ready; it leaves when it is picked up."""
        location = self.env.ref("stock.stock_location_suppliers")
        self._move_goods(items, location, self.warehouse_id.out_type_id)

    def _dispose_scrap(self, items):
        """Scrap goods by Odoo's own scrap orders."""
        source = self._get_goods_location()
        groups = items.grouped(lambda item: (item.product_id, item.lot_id))
        scraps = self.env["stock.scrap"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom_id": product.uom_id.id,
                    "lot_id": lot.id,
                    "scrap_qty": sum(group.mapped("quantity")),
                    "location_id": source.id,
                    "origin": self.name,
                    "company_id": self.company_id.id,
                }
                for (product, lot), group in groups.items()
            ]
        )
        scraps._scrap_returned_goods()
        for group, scrap in zip(groups.values(), scraps, strict=True):
            group.write({"scrap_id": scrap.id, "move_id": scrap.move_ids[:1].id})

    def _dispose_repair(self, items):
        """Order rework for goods that can be mended.

        Once reworked, they wait in quarantine: core would put them into stock, where
        they are sold without anybody's release.
        """
        source = self._get_goods_location()
        target = self.warehouse_id._get_complaint_location("quarantine")
        reference = self.env["stock.reference"].create({"name": self.name})
        repairs = self.env["repair.order"].create(
            [
                {
                    "product_id": item.product_id.id,
                    "product_uom": item.product_uom_id.id,
                    "product_qty": item.quantity,
                    "lot_id": item.lot_id.id,
                    "product_location_src_id": source.id,
                    "product_location_dest_id": target.id,
                    "location_id": source.id,
                    "picking_type_id": self.warehouse_id.repair_type_id.id,
                    "partner_id": False,
                    "company_id": self.company_id.id,
                    "internal_notes": self.name,
                    "tag_ids": [Command.clear()],
                    "reference_ids": [Command.link(reference.id)],
                }
                for item in items
            ]
        )
        repairs._action_repair_confirm()
        for item, repair in zip(items, repairs, strict=True):
            item.repair_id = repair
