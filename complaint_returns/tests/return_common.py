# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from contextlib import contextmanager

from odoo.exceptions import UserError

from odoo.addons.complaint_management.tests.case_common import ComplaintCaseCommon

from .common import ComplaintReturnsCommon


class ComplaintReturnCommon(ComplaintReturnsCommon, ComplaintCaseCommon):
    """Cases with delivered goods, and the returns of these.

    This class provides:

    * `delivery` of 10 pieces of `lot` and 5 of `lot_b`, of `product`, to `partner`;
    * `case` about it, registered, with one line of 10 pieces of `lot` and a `defect`;
    * the shipped classes as `class_drug`, `class_cash` and `class_other`;
    * :meth:`_create_return` and :meth:`_take_to`, which takes it to a state.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prefix = "complaint_returns.complaint_return_class"
        cls.class_drug = cls.env.ref(f"{prefix}_added_drug")
        cls.class_cash = cls.env.ref(f"{prefix}_cash")
        cls.class_other = cls.env.ref(f"{prefix}_other")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.defect = cls._create_defect(name="Leaks at the port")
        cls.lot_b = cls._create_lot(cls.product, name="2602B")
        cls.delivery = cls._deliver({cls.lot: 10, cls.lot_b: 5})
        cls.case = cls._create_case_at(
            "registered",
            line_ids=[
                cls._line(
                    product_id=cls.product.id,
                    lot_id=cls.lot.id,
                    defect_id=cls.defect.id,
                )
            ],
        )

    @classmethod
    def _deliver(cls, quantities, partner=None):
        """Deliver lots, or products without lots, which come into stock before."""
        stock = cls.warehouse.lot_stock_id
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.out_type_id.id,
                "partner_id": (partner or cls.partner).id,
                "location_id": stock.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
            }
        )
        moves = {}
        for goods, quantity in quantities.items():
            lot = goods if goods._name == "stock.lot" else cls.env["stock.lot"]
            product = lot.product_id or goods
            cls.env["stock.quant"]._update_available_quantity(
                product, stock, quantity, lot_id=lot
            )
            moves.setdefault(product, {})[lot] = quantity
        for product, lots in moves.items():
            cls.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom_qty": sum(lots.values()),
                    "picking_id": picking.id,
                    "location_id": stock.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )
        picking.action_confirm()
        picking.move_line_ids.unlink()
        for move in picking.move_ids:
            cls.env["stock.move.line"].create(
                [
                    {
                        "move_id": move.id,
                        "picking_id": picking.id,
                        "product_id": move.product_id.id,
                        "lot_id": lot.id,
                        "quantity": quantity,
                        "location_id": stock.id,
                        "location_dest_id": picking.location_dest_id.id,
                    }
                    for lot, quantity in moves[move.product_id].items()
                ]
            )
        picking.move_ids.picked = True
        picking._action_done()
        assert picking.state == "done"
        return picking

    @classmethod
    def _return_line(cls, lot=None, quantity=10, **values):
        """Return the command that announces goods of the delivery."""
        lot = lot or cls.lot
        return (
            0,
            0,
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "quantity": quantity,
                "class_id": cls.class_other.id,
                "defect_id": cls.defect.id,
                "move_id": cls.delivery.move_ids.id,
            }
            | values,
        )

    @classmethod
    def _create_return(cls, *lines, **values):
        """Draft a return of the goods of the case, as its handler."""
        return (
            cls.env["complaint.return"]
            .with_user(cls.handler)
            .create(
                {
                    "case_id": cls.case.id,
                    "line_ids": list(lines) or [cls._return_line()],
                }
                | values
            )
        )

    @classmethod
    def _take_to(cls, record, state):
        """Take a draft to a state, each step by who does it; all is as announced."""
        record.with_user(cls.handler).action_authorise()
        if state == "authorised":
            return record
        goods = record.with_user(cls.user_warehouse)
        goods.action_count_all()
        goods.action_receive()
        if state == "received":
            return record
        goods.item_ids.condition = "as_reported"
        goods.action_inspect()
        return record

    @contextmanager
    def assertRefused(self, text):
        """Check that something is refused with a text, and nothing of it stays."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertIn(text, str(caught.exception))

    def _get_stock(self, location, lot=None):
        """Return how many of a lot are at a location."""
        quants = self.env["stock.quant"].search(
            [("location_id", "=", location.id), ("lot_id", "=", (lot or self.lot).id)]
        )
        return sum(quants.mapped("quantity"))

    def _authorise_two_deliveries(self):
        """Authorise a return of 2 and of 4 of one lot, each of a delivery of its own.

        :return: the return, and the delivery of the 4
        """
        other = self._deliver({self.lot: 4})
        record = self._take_to(
            self._create_return(
                self._return_line(quantity=2),
                self._return_line(quantity=4, move_id=other.move_ids.id),
            ),
            "authorised",
        )
        return record, other
