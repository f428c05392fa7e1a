# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnDisposition(ComplaintReturnCommon):
    """Where inspected goods end: real moves, quants before and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.standard_price = 5.0
        cls.record = cls._take_to(cls._create_return(), "received")
        cls.goods = cls.record.with_user(cls.user_warehouse)
        cls.location = cls.warehouse.complaint_return_location_id

    def _inspect(self, condition="as_reported"):
        self.goods.item_ids.condition = condition
        self.goods.action_inspect()

    def _dispose(self, disposition):
        self.goods.item_ids.disposition = disposition
        self.goods.action_dispose()

    def test_restock_moves_intact_goods_into_stock(self):
        """Ten leave the returned goods, ten are sellable, at their value."""
        self._inspect("intact")
        value = self.product.total_value
        self._dispose("restock")
        self.assertEqual(self._get_stock(self.location), 0)
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 10)
        self.assertEqual(self.product.total_value, value)
        self.assertEqual(self.record.state, "disposed")
        self.assertEqual(self.record.item_ids.disposed_by_id, self.user_warehouse)

    def test_restock_refuses_what_is_not_good(self):
        """Defects, unclear lots and lots to be released stay out of the stock."""
        self._inspect()
        with self.assertRefused("intact"):
            self._dispose("restock")
        self.assertEqual(self._get_stock(self.location), 10)

    def test_restock_waits_for_the_release_of_the_lot(self):
        """Whoever overrides the hook decides."""
        self._inspect("intact")
        Lot = self.registry["stock.lot"]
        with patch.object(Lot, "_complaint_release_required", lambda lot: True):
            with self.assertRefused("released"):
                self._dispose("restock")
        self._dispose("restock")

    def test_quarantine_and_sample_are_held_outside_the_stock(self):
        """Parted goods end at two places; a sample is told to the case."""
        self._inspect()
        item = self.goods.item_ids
        item.quantity = 2
        rest = self.goods.item_ids - item
        item.disposition = "sample"
        rest.disposition = "quarantine"
        Case = self.registry["complaint.case"]
        taken = []
        with patch.object(
            Case,
            "_complaint_sample_taken",
            lambda case, line, quantity: taken.append((line, quantity)),
        ):
            self.goods.action_dispose()
        self.assertEqual(taken, [(self.record.sudo().line_ids, 2)])
        stock = self._get_stock
        self.assertEqual(stock(self.warehouse.complaint_sample_location_id), 2)
        self.assertEqual(stock(self.warehouse.complaint_quarantine_location_id), 8)
        self.assertEqual(stock(self.warehouse.lot_stock_id), 0)

    def test_scrap_takes_quantity_and_value_out(self):
        """Odoo's own scrap order, with the lot."""
        self._inspect()
        value = self.product.total_value
        self._dispose("scrap")
        scrap = self.record.sudo().item_ids.scrap_id
        self.assertRecordValues(
            scrap, [{"state": "done", "lot_id": self.lot.id, "scrap_qty": 10}]
        )
        self.assertEqual(self._get_stock(self.location), 0)
        self.assertEqual(self.product.total_value, value - 50)

    def test_supplier_delivery_is_made_ready(self):
        """It leaves when it is picked up; until then the goods are reserved."""
        self._inspect()
        self._dispose("supplier")
        picking = self.record.sudo().item_ids.picking_id
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.location_dest_id.usage, "supplier")
        self.assertEqual(picking.move_line_ids.lot_id, self.lot)
        self.assertEqual(self._get_stock(self.location), 10)

    def test_repair_orders_rework_of_the_lot(self):
        """A repair order, confirmed, without the customer."""
        self._inspect()
        self._dispose("repair")
        repair = self.record.sudo().item_ids.repair_id
        self.assertRecordValues(
            repair,
            [
                {
                    "state": "confirmed",
                    "lot_id": self.lot.id,
                    "product_qty": 10,
                    "partner_id": False,
                }
            ],
        )

    def test_double_click_moves_goods_once(self):
        """The second one finds nothing to do; what is done stays."""
        self._inspect("intact")
        self._dispose("restock")
        with self.assertRaises(UserError):
            self.goods.action_dispose()
        with self.assertRaises(UserError):
            self.goods.item_ids.disposition = "scrap"
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 10)

    def test_undecided_goods_keep_the_return_open(self):
        """Part by part; it is finished with the last one."""
        self._inspect()
        with self.assertRefused("Choose"):
            self.goods.action_dispose()
        item = self.goods.item_ids
        item.quantity = 4
        item.disposition = "scrap"
        self.goods.action_dispose()
        self.assertEqual(self.record.state, "inspected")
        (self.goods.item_ids - item).disposition = "quarantine"
        self.goods.action_dispose()
        self.assertEqual(self.record.state, "disposed")

    def test_goods_moved_away_in_inventory_are_missed(self):
        """What is not there any more is not moved into the negative."""
        self._inspect()
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.location, -3, lot_id=self.lot
        )
        with self.assertRefused("only 7 are"):
            self._dispose("quarantine")
