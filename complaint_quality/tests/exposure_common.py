# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command

from .common import ComplaintQualityCommon


class ExposureCommon(ComplaintQualityCommon):
    """Lots that are made, worked into others, delivered and brought back.

    On top of :class:`ComplaintQualityCommon` this class provides:

    * `warehouse` and its places, `product`, and `lot` of 1,000 pieces in stock;
    * two hospitals, `city` and `county`, and `ward`, an address of the former;
    * :meth:`_deliver`, :meth:`_return` and :meth:`_produce`, which move lots by real
      documents, and :meth:`_complain`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.product = cls._create_product(name="Glucose 250 ml")
        cls.lot = cls._create_stock(cls.product, "2611A", 1000)
        cls.city = cls._create_partner(name="City Hospital")
        cls.ward = cls._create_partner(
            name="Ward 3", is_company=False, parent_id=cls.city.id
        )
        cls.county = cls._create_partner(name="County Hospital")
        cls.defect = cls._create_defect(name="Test Leak", norm_ppm=300)

    # === STOCK === #

    @classmethod
    def _create_stock(cls, product, name, quantity, location=None, **values):
        """Create a lot and count it in."""
        lot = cls._create_lot(product, name=name, **values)
        if quantity:
            cls._count(lot, quantity, location)
        return lot

    @classmethod
    def _count(cls, lot, quantity, location=None):
        cls.env["stock.quant"].with_context(inventory_mode=True).create(
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "location_id": (location or cls.stock).id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()

    @classmethod
    def _get_quantity(cls, lot, location, strict=True):
        """Return how much of a lot lies at a place."""
        return sum(
            cls.env["stock.quant"]
            ._gather(lot.product_id, location, lot_id=lot, strict=strict)
            .mapped("quantity")
        )

    @classmethod
    def _create_picking(cls, picking_type, source, target, lines, partner=None):
        """Create a transfer of (lot, quantity), to be done."""
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "partner_id": partner.id if partner else False,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "product_uom_qty": quantity,
                            "product_uom": lot.product_id.uom_id.id,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                            "company_id": picking_type.company_id.id,
                        }
                    )
                    for lot, quantity in lines
                ],
            }
        )
        picking.action_confirm()
        for move, (lot, quantity) in zip(picking.move_ids, lines, strict=True):
            move.move_line_ids.unlink()
            cls.env["stock.move.line"].create(
                {
                    "move_id": move.id,
                    "picking_id": picking.id,
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                }
            )
        return picking

    @classmethod
    def _deliver(cls, partner, *lines, done=True, warehouse=None):
        """Deliver (lot, quantity) to a customer."""
        warehouse = warehouse or cls.warehouse
        picking = cls._create_picking(
            warehouse.out_type_id,
            warehouse.lot_stock_id,
            cls.customers,
            lines,
            partner,
        )
        if done:
            picking.move_ids.picked = True
            picking._action_done()
        return picking

    @classmethod
    def _return(cls, delivery, quantity):
        """Take goods of a delivery with one line back, by Odoo's own return."""
        wizard = (
            cls.env["stock.return.picking"]
            .with_context(active_id=delivery.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        back = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.move_line_ids.lot_id = delivery.move_line_ids.lot_id
        back.move_ids.quantity = quantity
        back.move_ids.picked = True
        back._action_done()
        return back

    @classmethod
    def _produce(cls, used, made):
        """Work (lot, quantity) into (lot, quantity), as production does it."""
        production = cls.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", cls.company.id)],
            limit=1,
        )
        moves = cls.env["stock.move"]
        for lot, quantity, source, target in (
            (*used, cls.stock, production),
            (*made, production, cls.stock),
        ):
            moves += cls.env["stock.move"].create(
                {
                    "product_id": lot.product_id.id,
                    "product_uom_qty": quantity,
                    "product_uom": lot.product_id.uom_id.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": lot.product_id.id,
                                "lot_id": lot.id,
                                "quantity": quantity,
                                "location_id": source.id,
                                "location_dest_id": target.id,
                            }
                        )
                    ],
                }
            )
        moves._action_confirm()
        moves[1].move_line_ids.consume_line_ids = moves[0].move_line_ids
        moves.picked = True
        moves._action_done()
        return moves

    # === COMPLAINTS === #

    @classmethod
    def _complain(cls, lot, quantity=1, partner=None, **values):
        """Create and register a complaint about a lot."""
        line = {"lot_id": lot.id, "product_id": lot.product_id.id}
        line |= {"quantity": quantity, "defect_id": cls.defect.id}
        line |= values.pop("line", {})
        case = cls._create_case(
            partner_id=(partner or cls.city).id,
            line_ids=[Command.create(line)],
            **values,
        )
        case.action_register()
        return case

    @classmethod
    def _get_panel(cls, lot, user=None):
        cls.env.flush_all()
        Exposure = cls.env["complaint.exposure"].with_user(user or cls.user_quality)
        return Exposure.get_panel(lot.id)
