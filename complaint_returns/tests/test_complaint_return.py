# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestComplaintReturn(ComplaintReturnCommon):
    """Goods come back by Odoo's own transfers, from drafting to receiving."""

    def test_return_has_a_number_of_its_company(self):
        """Each return is numbered at once, and the number can't be changed."""
        first, second = self._create_return(), self._create_return()
        self.assertRegex(first.name, r"^RC/\d{4}/\d{5}$")
        self.assertEqual(int(second.name[-5:]), int(first.name[-5:]) + 1)
        with self.assertRaises(AccessError):
            first.name = "RC/1"

    def test_state_is_changed_by_steps_alone(self):
        """Neither a client nor the superuser writes a state."""
        record = self._create_return()
        for attempt in (record, record.sudo()):
            with self.assertRaises(AccessError):
                attempt.with_context(complaint_step_token=True).state = "received"
        with self.assertRaises(AccessError):
            self._create_return(state="disposed")

    def test_authorise_makes_a_return_of_the_delivery_with_the_lot_announced(self):
        """Core proposes the oldest lots; those announced stand on the transfer."""
        record = self._create_return(self._return_line(self.lot_b, 3))
        record.action_authorise()
        picking = record.sudo().picking_ids
        self.assertRecordValues(
            picking,
            [
                {
                    "return_id": self.delivery.id,
                    "origin": record.name,
                    "state": "assigned",
                    "partner_id": self.partner.id,
                }
            ],
        )
        self.assertEqual(
            picking.location_dest_id, self.warehouse.complaint_return_location_id
        )
        self.assertRecordValues(
            picking.move_line_ids, [{"lot_id": self.lot_b.id, "quantity": 3}]
        )
        self.assertEqual(
            picking.move_ids.origin_returned_move_id, self.delivery.move_ids
        )

    def test_authorise_tells_the_visit_and_receiving_that_goods_are_back(self):
        """The limits of leaking bags are reached by what really happens."""
        record = self._create_return()
        with self._capture_events() as told:
            self._take_to(record, "received")
        codes = [code for code, ids in told if ids == self.case.ids]
        self.assertEqual(codes, ["visited", "goods_brought_back"])

    def test_visit_counts_from_when_it_took_place(self):
        """Field sales writes down later when the customer was visited."""
        with self.assertRaises(ValidationError):
            self._create_return(visited_at="2999-01-01 08:00:00")
        visited_at = fields.Datetime.now() - timedelta(hours=5)
        record = self._create_return(visited_at=visited_at)
        record.action_authorise()
        self.assertEqual(record.visited_at, visited_at)

    def test_over_return_is_refused(self):
        """Delivered, less what came back and is on its way, is what may come."""
        self._create_return(self._return_line(quantity=6)).action_authorise()
        second = self._create_return(self._return_line(quantity=5))
        with self.assertRefused("4.0 of this delivery"):
            second.action_authorise()
        self.assertEqual(second.state, "draft")
        second.line_ids.quantity = 4
        second.action_authorise()
        self.assertEqual(second.state, "authorised")

    def test_lot_that_was_not_delivered_is_refused(self):
        """Of a lot that did not come with the delivery, nothing can come back."""
        stranger = self._create_lot(self.product, name="2602Z")
        record = self._create_return(self._return_line(stranger, 1))
        with self.assertRefused("2602Z"):
            record.action_authorise()

    def test_cancelling_gives_the_allowance_back(self):
        """What does not come can be announced again."""
        first = self._create_return()
        first.action_authorise()
        first.action_cancel()
        self.assertEqual(first.sudo().picking_ids.state, "cancel")
        self._create_return().action_authorise()

    def test_returns_of_inventory_count(self):
        """What Inventory returns by itself is not returned again here."""
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.delivery.id}
        )
        wizard.product_return_moves.quantity = 15
        picking = wizard._create_return()
        self.assertFalse(picking.complaint_return_id)
        with self.assertRaises(UserError):
            self._create_return(self._return_line(quantity=1)).action_authorise()

    def test_several_deliveries_come_back_in_one_return(self):
        """Each delivery has a transfer of its own."""
        other = self._deliver({self.lot: 4})
        record = self._create_return(
            self._return_line(quantity=2),
            self._return_line(quantity=4, move_id=other.move_ids.id),
        )
        record.action_authorise()
        self.assertEqual(record.sudo().picking_ids.return_id, self.delivery | other)
        self._receive(record)
        self.assertEqual(sum(record.item_ids.mapped("quantity")), 6)

    def _receive(self, record):
        goods = record.with_user(self.user_warehouse)
        goods.action_count_all()
        goods.action_receive()

    def test_goods_without_delivery_come_from_the_customer(self):
        """A lot that is only read is put on file when it is expected."""
        record = self._create_return(
            self._return_line(move_id=False, lot_id=False, lot_text="OLD-7", quantity=2)
        )
        record.action_authorise()
        self.assertEqual(record.line_ids.sudo().lot_id.name, "OLD-7")
        self._receive(record)
        location = self.warehouse.complaint_return_location_id
        self.assertEqual(self._get_stock(location, record.line_ids.sudo().lot_id), 2)

    def test_two_lots_without_delivery_stay_apart(self):
        """Two lots of a product whose delivery is not known come in as two."""
        record = self._create_return(
            self._return_line(move_id=False, quantity=2),
            self._return_line(self.lot_b, 3, move_id=False),
        )
        record.action_authorise()
        self.assertEqual(len(record.sudo().line_ids.return_move_id), 2)
        self._receive(record)
        location = self.warehouse.complaint_return_location_id
        self.assertEqual(self._get_stock(location), 2)
        self.assertEqual(self._get_stock(location, self.lot_b), 3)

    def test_receipt_in_several_steps_leads_to_inspection(self):
        """With receipts in three steps nothing is pushed on into the stock."""
        self.warehouse.reception_steps = "three_steps"
        record = self._take_to(self._create_return(), "received")
        location = self.warehouse.complaint_return_location_id
        self.assertEqual(self._get_stock(location), 10)
        self.assertFalse(record.sudo().picking_ids.move_ids.move_dest_ids)
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)

    def test_refused_in_principle_unless_a_manager_allows_it(self):
        """Intact, foreign, expired goods and other defects are not taken back."""
        self.lot_b.expiration_date = fields.Datetime.now() - timedelta(days=1)
        other = self._create_defect(name="Coring")
        for values, reason in (
            ({"intact": True}, "intact"),
            ({"other_maker": True}, "another maker"),
            ({"lot_id": self.lot_b.id}, "expired"),
            ({"defect_id": other.id}, "reported defect"),
        ):
            record = self._create_return(self._return_line(quantity=1, **values))
            with self.subTest(reason=reason), self.assertRefused(reason):
                record.action_authorise()
        line = record.line_ids
        line.exception_reason = "The hospital insists."
        with self.assertRaises(AccessError):
            line.action_allow_exception()
        with self.assertRaises(AccessError):
            line.exception_by_id = self.handler
        line.with_user(self.user_manager).action_allow_exception()
        # Other goods are another decision.
        line.quantity = 2
        self.assertFalse(line.exception_by_id)
        line.with_user(self.user_manager).action_allow_exception()
        record.action_authorise()
        self.assertEqual(record.state, "authorised")

    def test_defect_below_the_reported_one_is_that_defect(self):
        """A finer defect of the tree is no other one."""
        finer = self._create_defect(name="At the seam", parent_id=self.defect.id)
        record = self._create_return(self._return_line(defect_id=finer.id))
        record.action_authorise()

    def test_added_drug_asks_for_drug_and_quantity(self):
        """Compensation for an admixed drug needs to know which and how much."""
        record = self._create_return(self._return_line(class_id=self.class_drug.id))
        with self.assertRefused("drug"):
            record.action_authorise()
        record.line_ids.write({"drug_name": "Cefazolin", "drug_quantity": "2 × 1 g"})
        record.action_authorise()

    def test_bad_lines_are_refused(self):
        """No class, no quantity, no lot, a lot of another product, no lines."""
        for values in ({"class_id": False}, {"quantity": 0}, {"lot_id": False}):
            record = self._create_return(self._return_line(**values))
            with self.subTest(values=values), self.assertRaises(UserError):
                record.action_authorise()
        foreign = self._create_lot(self._create_product(name="Other"), name="X1")
        with self.assertRaises(ValidationError):
            self._create_return(self._return_line(lot_id=foreign.id))
        empty = self._create_return()
        empty.line_ids.unlink()
        with self.assertRaises(UserError):
            empty.action_authorise()

    def test_what_was_authorised_does_not_change(self):
        """The slip is printed: lines stay as they are, and the return too."""
        record = self._create_return()
        record.action_authorise()
        for change in (
            lambda: record.line_ids.write({"quantity": 2}),
            lambda: record.line_ids.unlink(),
            lambda: record.unlink(),
            lambda: record.write({"line_ids": [self._return_line(self.lot_b, 1)]}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_deliveries_lots_and_kits_fill_themselves_in(self):
        """What is complained about is proposed as it was delivered."""
        action = self.case.with_user(self.handler).action_create_return()
        record = self.env["complaint.return"].browse(action["res_id"])
        self.assertEqual(record.line_ids.quantity, 10)
        self.assertFalse(record.line_ids.move_id)  # no order, no delivery is named
        self.case.picking_id = self.delivery
        action = self.case.with_user(self.handler).action_create_return()
        record = self.env["complaint.return"].browse(action["res_id"])
        self.assertRecordValues(
            record.line_ids,
            [
                {
                    "lot_id": self.lot.id,
                    "quantity": 10,
                    "move_id": self.delivery.move_ids.id,
                    "defect_id": self.defect.id,
                }
            ],
        )

    def test_kit_comes_back_as_its_parts(self):
        """Of a set of which two were sold as parts, one comes back in proportion."""
        kit = self._create_product(name="Infusion Set", tracking="none")
        order = self._create_order(product=kit)
        delivery = self._deliver({self.lot_b: 20, self._create_pump(): 10})
        delivery.move_ids.sale_line_id = order.order_line
        case = self._create_case(
            sale_order_id=order.id,
            line_ids=[self._line(product_id=kit.id, quantity=1)],
        )
        record = self.env["complaint.return"].browse(
            case.action_create_return()["res_id"]
        )
        found = {line.product_id.name: line.quantity for line in record.line_ids}
        self.assertEqual(found, {self.product.name: 2, "Pump": 1})

    def _create_pump(self):
        return self._create_product(name="Pump", tracking="none")

    def test_returns_are_closed_to_outsiders(self):
        """Nobody without a part in the case makes or takes steps of a return."""
        record = self._create_return()
        for action in ("action_authorise", "action_cancel"):
            self.assertBarred(record, action)
        self.assertBarred(self.case, "action_create_return")
        self.assertBarred(self.case, "action_view_returns")

    def test_warehouse_may_not_authorise(self):
        """The warehouse counts; whether goods come back is not its decision."""
        record = self._create_return()
        with self.assertRaises(AccessError):
            record.with_user(self.user_warehouse).action_authorise()
        record.action_authorise()
        with self.assertRaises(AccessError):
            record.with_user(self.user_warehouse).action_cancel()
