# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .return_common import ComplaintReturnCommon

#: What each disposition needs of the goods.
CONDITIONS = {"restock": "intact"}


@tagged("post_install", "-at_install")
class TestReturnWays(ComplaintReturnCommon):
    """Ways of goods that are not the usual one: warehouses, companies, packages."""

    def _dispose(self, record, disposition):
        """Take received goods to where they end, by the warehouse."""
        goods = record.with_user(self.user_warehouse)
        goods.item_ids.condition = CONDITIONS.get(disposition, "as_reported")
        goods.action_inspect()
        goods.item_ids.disposition = disposition
        goods.action_dispose()

    # === PACKAGES AND LOTS === #

    def test_package_that_did_not_come_gets_nothing(self):
        """Of a lot in two packages, what was counted is of the one that came."""
        record = self._take_to(
            self._create_return(
                self._return_line(quantity=2, class_id=self.class_cash.id),
                self._return_line(quantity=8, class_id=self.class_other.id),
            ),
            "authorised",
        )
        goods = record.with_user(self.user_warehouse)
        cash, other = goods.line_ids
        other.quantity_counted = 8
        goods.action_receive()
        self.assertRecordValues(goods.item_ids, [{"line_id": other.id, "quantity": 8}])
        self.assertEqual((cash.quantity_received, other.quantity_received), (0, 8))
        self.assertEqual(goods.item_ids.class_id, self.class_other)
        note = self.case.activity_ids.note
        self.assertIn("2 announced, 0 came", note)
        self.assertNotIn("8 announced", note)

    def test_wrong_lot_in_place_of_the_right_one(self):
        """Announced is one lot, in the bag another: each is what it is."""
        record = self._take_to(self._create_return(), "authorised")
        goods = record.with_user(self.user_warehouse)
        goods.action_receive_unannounced(self.product.id, "2699X", 10, "Other lot")
        goods.action_receive()
        wrong = self.env["stock.lot"].search([("name", "=", "2699X")])
        location = self.warehouse.complaint_return_location_id
        self.assertEqual(self._get_stock(location, wrong), 10)
        self.assertEqual(self._get_stock(location), 0)
        self.assertEqual(goods.item_ids.lot_id, wrong)
        self.assertIn("10 announced, 0 came", self.case.activity_ids.note)
        # The lot announced was not returned: it may still come.
        self._create_return().action_authorise()

    def test_serial_numbers_come_back_one_by_one(self):
        """Each pump by its number; one that was scanned twice is not two."""
        pump = self._create_product(name="Pump", tracking="serial")
        serials = [self._create_lot(pump, name=f"SN-{n}") for n in range(2)]
        delivery = self._deliver(dict.fromkeys(serials, 1))
        record = self._take_to(
            self._create_return(
                *[
                    self._return_line(serial, 1, move_id=delivery.move_ids.id)
                    for serial in serials
                ]
            ),
            "authorised",
        )
        goods = record.with_user(self.user_warehouse)
        goods.line_ids[0].quantity_counted = 2
        goods.line_ids[1].quantity_counted = 1
        with self.assertRaises(UserError):
            goods.action_receive()
        self.assertEqual(record.state, "authorised")
        goods.action_count_all()
        goods.action_receive()
        location = self.warehouse.complaint_return_location_id
        for serial in serials:
            self.assertEqual(self._get_stock(location, serial), 1)

    def test_goods_without_lots_are_counted_and_allowed(self):
        """A product that is not followed by lot has an allowance, too."""
        tube = self._create_product(name="Tube", tracking="none")
        delivery = self._deliver({tube: 5})
        line = {"product_id": tube.id, "lot_id": False, "move_id": delivery.move_ids.id}
        self._create_return(self._return_line(quantity=3, **line)).action_authorise()
        second = self._create_return(self._return_line(quantity=3, **line))
        with self.assertRefused("2.0 of this delivery"):
            second.action_authorise()

    def test_what_is_not_announced_is_goods(self):
        """No service, no product that is not there, no negative number."""
        record = self._take_to(self._create_return(), "authorised")
        goods = record.with_user(self.user_warehouse)
        service = self.env["product.product"].create(
            {"name": "Advice", "type": "service"}
        )
        far = self._create_product(name="Far", company_id=self.company_other.id)
        for values in (
            (service.id, "", 1, "Found"),
            (far.id, "F-1", 1, "Found"),
            (10**9, "F-1", 1, "Found"),
            (self.product.id, "F-1", -1, "Found"),
            (self.product.id, "F-1", float("nan"), "Found"),
            (self.product.id, "F-1", float("inf"), "Found"),
            (self.product.id, "F-1", 1, "  "),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                goods.action_receive_unannounced(*values)
        self.assertEqual(len(record.line_ids), 1)

    # === TRANSFERS === #

    def test_cancelled_of_two_transfers(self):
        """One of two deliveries is cancelled in Inventory: the other one comes."""
        record, other = self._authorise_two_deliveries()
        gone = record.sudo().picking_ids.filtered(lambda p: p.return_id == other)
        gone.action_cancel()
        goods = record.with_user(self.user_warehouse)
        goods.line_ids.quantity_counted = 2
        with self.assertRefused("Count none of it here"):
            goods.action_receive()
        goods.action_count_all()
        self.assertEqual(goods.line_ids.mapped("quantity_counted"), [2, 0])
        goods.action_receive()
        self.assertEqual(record.state, "received")
        self.assertEqual(goods.item_ids.quantity, 2)
        self.assertIn("4 announced, 0 came", self.case.activity_ids.note)
        # The allowance of what was cancelled is free again.
        self._create_return(
            self._return_line(quantity=4, move_id=other.move_ids.id)
        ).action_authorise()

    def test_one_of_two_transfers_was_received_in_inventory(self):
        """What was counted here is of the other one, though the lot is the same."""
        record, other = self._authorise_two_deliveries()
        first = record.sudo().picking_ids.filtered(lambda p: p.return_id != other)
        first.move_ids.picked = True
        first._action_done()
        self.assertEqual(record.state, "authorised")
        goods = record.with_user(self.user_warehouse)
        goods.line_ids[1].quantity_counted = 4
        goods.action_receive()
        self.assertEqual(goods.line_ids.mapped("quantity_received"), [2, 4])
        self.assertFalse(self.case.activity_ids.filtered("note"))

    def test_return_goes_to_the_warehouse_that_was_chosen(self):
        """Delivered from one, brought back to another: its own kind of transfer."""
        far = self.env["stock.warehouse"].create({"name": "Far", "code": "FAR"})
        self.delivery.note = "To Ms. Zhang, bed 12"
        record = self._create_return(warehouse_id=far.id)
        self._take_to(record, "authorised")
        picking = record.sudo().picking_ids
        self.assertEqual(picking.picking_type_id, far.in_type_id)
        self.assertEqual(picking.move_ids.picking_type_id, far.in_type_id)
        self.assertFalse(picking.note)
        goods = record.with_user(self.user_warehouse)
        goods.action_count_all()
        goods.action_receive()
        self.assertEqual(self._get_stock(far.complaint_return_location_id), 10)
        self._dispose(record, "restock")
        self.assertEqual(self._get_stock(far.lot_stock_id), 10)
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)

    def test_no_rule_carries_returned_goods_on(self):
        """Receipts in two and three steps: goods stay where they are decided on."""
        for steps in ("two_steps", "three_steps"):
            with self.subTest(steps=steps):
                self.warehouse.reception_steps = steps
                delivery = self._deliver({self.lot: 6})
                known = self._return_line(quantity=4, move_id=delivery.move_ids.id)
                unknown = self._return_line(quantity=2, move_id=False)
                record = self._take_to(self._create_return(known, unknown), "received")
                location = self.warehouse.complaint_return_location_id
                before = self._get_stock(self.warehouse.lot_stock_id)
                self.assertEqual(self._get_stock(location), 6)
                self._dispose(record, "restock")
                moves = record.sudo().picking_ids.move_ids
                moves |= record.sudo().item_ids.move_id
                self.assertEqual(set(moves.mapped("state")), {"done"})
                self.assertFalse(moves.move_dest_ids)
                after = self._get_stock(self.warehouse.lot_stock_id)
                self.assertEqual((self._get_stock(location), after - before), (0, 6))

    def test_push_rule_of_the_place_is_left_alone(self):
        """A rule that carries on whatever comes to the returned goods does not."""
        location = self.warehouse._get_complaint_location("return")
        self.env["stock.rule"].create(
            {
                "name": "Carry on",
                "action": "push",
                "location_src_id": location.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "route_id": self.warehouse.reception_route_id.id,
            }
        )
        record = self._take_to(self._create_return(), "authorised")
        picking = record.sudo().picking_ids
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(record.state, "received")
        self.assertFalse(picking.move_ids.move_dest_ids)
        self.assertEqual(self._get_stock(location), 10)

    def test_backorder_in_inventory_is_the_rest_of_the_return(self):
        """Received in two parts there: it is received when the second one came."""
        record = self._take_to(self._create_return(), "authorised")
        picking = record.sudo().picking_ids
        picking.move_line_ids.quantity = 6
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(record.state, "authorised")
        rest = record.sudo().picking_ids - picking
        self.assertEqual(rest.backorder_id, picking)
        self.assertEqual(rest.move_ids.product_uom_qty, 4)
        rest.move_line_ids.quantity = 4
        rest.move_ids.picked = True
        rest._action_done()
        self.assertEqual(record.state, "received")
        self.assertEqual(sum(record.item_ids.mapped("quantity")), 10)

    def test_reworked_goods_wait_outside_the_stock(self):
        """Nothing that came back is sold because somebody finished a repair order."""
        record = self._take_to(self._create_return(), "received")
        self._dispose(record, "repair")
        repair = record.sudo().item_ids.repair_id
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)
        self.assertEqual(
            self._get_stock(self.warehouse.complaint_quarantine_location_id), 10
        )

    def test_expired_goods_are_not_sold_again(self):
        """Whatever the inspection says of the bag: the lot ran out on its way back."""
        self.product.use_expiration_date = True
        self.lot.expiration_date = fields.Datetime.add(fields.Datetime.now(), days=1)
        record = self._take_to(self._create_return(), "received")
        self.lot.expiration_date = fields.Datetime.subtract(
            fields.Datetime.now(), days=1
        )
        with self.assertRefused("expired"):
            self._dispose(record, "restock")
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)

    # === COMPANIES === #

    def test_whole_way_in_another_company(self):
        """Whoever works for two companies: each document is of the right one."""
        company, warehouse = self.company_other, self.env["stock.warehouse"]
        both = [(6, 0, (self.company | company).ids)]
        handler = self._create_user("both", company_ids=both)
        worker = self._create_user("both_goods", "warehouse", company_ids=both)
        other = warehouse.search([("company_id", "=", company.id)], limit=1)
        self.assertTrue(other)
        case = self._create_case(
            company_id=company.id, team_id=False, user_id=handler.id
        )
        companies = (self.company | company).ids
        env = {"allowed_company_ids": companies}
        for disposition in ("restock", "quarantine", "scrap", "repair", "supplier"):
            with self.subTest(disposition=disposition):
                record = (
                    self.env["complaint.return"]
                    .with_user(handler)
                    .with_context(**env)
                    .create(
                        {
                            "case_id": case.id,
                            "line_ids": [self._return_line(move_id=False, quantity=3)],
                        }
                    )
                )
                self.assertEqual(record.warehouse_id.sudo(), other)
                record.action_authorise()
                goods = record.with_user(worker)
                goods.action_count_all()
                goods.action_receive()
                goods.item_ids.condition = CONDITIONS.get(disposition, "as_reported")
                goods.action_inspect()
                goods.item_ids.disposition = disposition
                goods.action_dispose()
                item = record.sudo().item_ids
                pickings = record.sudo().picking_ids | item.picking_id
                for document in (
                    pickings,
                    pickings.move_ids,
                    pickings.picking_type_id,
                    item.move_id,
                    item.scrap_id,
                    item.repair_id,
                    item.move_id.account_move_id,
                    (item.move_id.location_id | item.move_id.location_dest_id),
                ):
                    self.assertFalse(document.company_id - company, document)
                with self.assertRaises(AccessError):
                    record.with_user(self.user_warehouse).read(["name"])
        self.assertFalse(self._get_stock(self.warehouse.lot_stock_id))


@tagged("post_install", "-at_install")
class TestReturnWorth(ComplaintReturnCommon):
    """What returned goods are worth, before and after each end they may come to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create(
            {"name": "At cost", "property_cost_method": "standard"}
        )
        cls.product.categ_id = cls.category
        cls.product.standard_price = 5.0
        cls.delivery = cls._deliver({cls.lot: 10})

    def test_value_before_and_after_each_end(self):
        """Ten at 5.00: worth nothing here while delivered, fifty once they are back."""
        ends = {"restock": 10, "quarantine": 10, "sample": 10, "repair": 10}
        ends |= {"supplier": 10, "scrap": 0}
        for disposition, left in ends.items():
            with self.subTest(disposition=disposition):
                value = self.product.total_value
                delivery = self._deliver({self.lot: 10})
                line = self._return_line(move_id=delivery.move_ids.id)
                record = self._take_to(self._create_return(line), "received")
                self.product.invalidate_recordset()
                self.assertEqual(self.product.total_value - value, 50)
                goods = record.with_user(self.user_warehouse)
                goods.item_ids.condition = CONDITIONS.get(disposition, "as_reported")
                goods.action_inspect()
                goods.item_ids.disposition = disposition
                goods.action_dispose()
                self.product.invalidate_recordset()
                self.assertEqual(self.product.total_value - value, left * 5)
                self.assertEqual(self.product.standard_price, 5)

    def test_goods_of_another_maker_or_none_known(self):
        """Without delivery they come in at today's cost."""
        value = self.product.total_value
        self._take_to(
            self._create_return(self._return_line(move_id=False, quantity=4)),
            "received",
        )
        self.product.invalidate_recordset()
        self.assertEqual(self.product.total_value - value, 20)

    def test_goods_come_back_at_what_they_left_with(self):
        """The cost went up meanwhile: those of the old delivery are worth the old."""
        self.category.property_cost_method = "average"
        self.product.standard_price = 5.0
        delivery = self._deliver({self.lot: 10})
        self.product.standard_price = 9.0
        line = self._return_line(move_id=delivery.move_ids.id)
        record = self._take_to(self._create_return(line), "received")
        move = record.sudo().picking_ids.move_ids
        self.assertEqual(move.value, 50)
