# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnReceipt(ComplaintReturnCommon):
    """Counting, receiving and inspecting, as the warehouse, without any other role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(cls._create_return(), "authorised")
        cls.goods = cls.record.with_user(cls.user_warehouse)
        cls.location = cls.warehouse.complaint_return_location_id

    def _scan(self, *codes):
        view = "complaint_returns.complaint_return_view_form_goods"
        with Form(self.goods, view=view) as form:
            for code in codes:
                form.scan = code
            return form.scan_last

    def _get_activities(self):
        return self.case.activity_ids.filtered(
            lambda a: a.activity_type_id.res_model == "complaint.case"
        )

    def test_scanner_counts_and_takes_back(self):
        """One by one, many at once, and the last one undone."""
        self.assertIn("1 counted", self._scan("2602A"))
        self.assertEqual(self.goods.line_ids.quantity_counted, 1)
        self._scan("2602A", "4*2602A", "-2602A")
        self.assertEqual(self.goods.line_ids.quantity_counted, 5)

    def test_scan_of_something_else_counts_nothing(self):
        """A wrong code says so; less than nothing can't be counted."""
        for code in ("2602B", "-2602A", "*", "-", "x*2602A"):
            with self.subTest(code=code):
                self.goods._onchange_scan()
                with self.assertRaises(UserError):
                    self.goods._count_scan(code)
        self.assertFalse(self.goods.line_ids.quantity_counted)

    def test_receiving_puts_the_lot_where_it_is_inspected(self):
        """The lot counted is the lot in stock; nothing goes into the sellable stock."""
        self.goods.action_count_all()
        self.goods.action_receive()
        self.assertEqual(self._get_stock(self.location), 10)
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)
        self.assertRecordValues(
            self.goods.item_ids,
            [{"quantity": 10, "lot_id": self.lot.id, "class_id": self.class_other.id}],
        )
        self.assertEqual(self.goods.received_by_id, self.user_warehouse)
        self.assertFalse(self._get_activities())

    def test_receiving_twice_is_refused(self):
        """A second click finds the goods received."""
        self.goods.action_count_all()
        self.goods.action_receive()
        with self.assertRefused("Received"):
            self.goods.action_receive()
        self.assertEqual(self._get_stock(self.location), 10)

    def test_nothing_counted_is_not_received(self):
        """The button alone takes nothing in."""
        with self.assertRefused("Scan"):
            self.goods.action_receive()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.goods.line_ids.quantity_counted = -1
            self.env.flush_all()

    def test_fewer_goods_are_told_to_the_handler(self):
        """What came is received; the difference is no silent change."""
        self._scan("7*2602A")
        self.goods.action_receive()
        self.assertEqual(self._get_stock(self.location), 7)
        activity = self._get_activities()
        self.assertEqual(activity.user_id, self.handler)
        self.assertIn("10 announced, 7 came", activity.note)
        # The three that did not come can be announced again.
        self._create_return(self._return_line(quantity=3)).action_authorise()

    def test_more_goods_never_exceed_the_delivery(self):
        """The surplus comes in beside the return of the delivery, and is told."""
        self._scan("12*2602A")
        self.goods.action_receive()
        self.assertEqual(self._get_stock(self.location), 12)
        moves = self.record.sudo().picking_ids.move_ids
        returned = moves.filtered("origin_returned_move_id")
        self.assertEqual(returned.quantity, 10)
        self.assertEqual((moves - returned).quantity, 2)
        self.assertIn("10 announced, 12 came", self._get_activities().note)

    def test_another_lot_in_the_parcel_needs_a_word(self):
        """Goods that nobody announced come in as what they are."""
        with self.assertRaises(UserError):
            self.goods.action_receive_unannounced(self.product.id, "2602B", 2, "")
        with self.assertRaises(UserError):
            self.goods.action_receive_unannounced(self.product.id, "", 2, "Found")
        dialog = self.env["complaint.return.add"].with_user(self.user_warehouse)
        with Form(dialog.with_context(default_return_id=self.record.id)) as form:
            form.product_id = self.product
            form.lot_text = "2602B"
            form.quantity = 2
            form.note = "Found"
        form.record.action_add()
        self._scan("10*2602A")
        self.goods.action_receive()
        self.assertEqual(self._get_stock(self.location, self.lot_b), 2)
        self.assertIn("0 announced, 2 came", self._get_activities().note)

    def test_receipt_in_inventory_is_the_same_receipt(self):
        """Who validates the transfer in Inventory received the return as well."""
        picking = self.record.sudo().picking_ids
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(self.record.state, "received")
        self.assertEqual(self.record.item_ids.quantity, 10)
        with self.assertRaises(UserError):
            self.goods.action_receive()

    def test_more_than_delivered_is_refused_in_inventory_too(self):
        """Raising the quantity on the transfer does not get past the allowance."""
        picking = self.record.sudo().picking_ids
        picking.move_line_ids.quantity = 11
        picking.move_ids.picked = True
        with self.assertRefused("2602A"):
            picking.button_validate()

    def test_transfer_cancelled_in_inventory_says_what_to_do(self):
        """Nothing is received on a transfer that is gone."""
        self.record.sudo().picking_ids.action_cancel()
        self._scan("2602A")
        with self.assertRefused("cancelled in Inventory"):
            self.goods.action_receive()
        self.record.action_cancel()
        self.assertEqual(self.record.state, "cancelled")

    def test_goods_are_received_after_the_case_is_closed(self):
        """A parcel comes when it comes; the file of the case stays locked."""
        self._take_step(self.case, "withdraw")
        self._scan("10*2602A")
        self.goods.action_receive()
        self.goods.item_ids.condition = "as_reported"
        self.goods.action_inspect()
        self.assertEqual(self.record.state, "inspected")

    def test_inspection_parts_goods_and_keeps_what_was_declared(self):
        """Making a quantity smaller leaves the rest; both classes are kept."""
        self.goods.action_count_all()
        self.goods.action_receive()
        item = self.goods.item_ids
        item.quantity = 4
        rest = self.goods.item_ids - item
        self.assertEqual(rest.quantity, 6)
        with self.assertRaises(UserError):
            item.quantity = 5
        with self.assertRaises(UserError):
            item.quantity = -1
        item.write({"class_id": self.class_cash.id, "condition": "as_reported"})
        self.assertEqual(item.class_declared_id, self.class_other)
        with self.assertRefused("condition"):
            self.goods.action_inspect()
        rest.write({"condition": "other_maker", "refused": True, "note": "Not ours"})
        with self.assertRefused("photo"):
            self.goods.action_inspect()
        rest.photo_ids = [(0, 0, {"name": "p.png", "raw": b"1"})]
        with self.assertRefused("Labels Covered"):
            self.goods.action_inspect()
        rest.labels_masked = True
        rest.lot_read = "K-9"
        self.goods.action_inspect()
        note = self._get_activities().note
        for text in ("class Cash", "lot read K-9", "refused, Not ours"):
            self.assertIn(text, note)
        with self.assertRaises(UserError):
            item.condition = "intact"

    def test_found_goods_are_neither_made_nor_deleted_by_hand(self):
        """What is there comes from a transfer, and stays on the list."""
        self.goods.action_count_all()
        self.goods.action_receive()
        values = {"return_id": self.record.id, "line_id": self.record.line_ids.id}
        values |= {"product_id": self.product.id, "quantity": 5}
        with self.assertRaises(UserError):
            self.env["complaint.return.item"].create(values)
        with self.assertRaises(UserError):
            self.record.sudo().item_ids.unlink()
        with self.assertRaises(AccessError):
            self.goods.item_ids.write({"disposed_at": "2026-01-01 00:00:00"})
