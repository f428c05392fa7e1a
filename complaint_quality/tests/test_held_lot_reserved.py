# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .hold_common import LotHoldCommon


@tagged("post_install", "-at_install")
class TestHeldLotReserved(LotHoldCommon):
    """What came of a lot after it was held is reserved by nobody, and told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.other = cls._create_lot(cls.product, name="2611B")
        cls.keeper = new_test_user(
            cls.env, login="complaint_keeper", groups="stock.group_stock_manager"
        )

    def _ask(self, quantity, source=None, target=None, product=None, warehouse=None):
        """Create a transfer that reserves what there is; return its move."""
        picking_type = (warehouse or self.warehouse).out_type_id
        source, target = source or self.stock, target or self.customers
        product = product or self.product
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": product.uom_id.id,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                            "company_id": picking_type.company_id.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking.move_ids

    def _get_reserved(self, move):
        return {line.lot_id.name: line.quantity for line in move.move_line_ids}

    def _receive(self, lot, quantity, user=None, source=None):
        picking = self._create_picking(
            self.warehouse.in_type_id,
            source or self.suppliers,
            self.stock,
            [(lot, quantity)],
        )
        picking.move_ids.picked = True
        picking.with_user(user or self.env.user)._action_done()
        return picking

    def _get_asked(self, hold):
        """Return who is asked to hold the rest."""
        kind = "complaint_quality.mail_act_complaint_held_lot_arrived"
        return hold.sudo().activity_search([kind]).mapped("user_id")

    # === RESERVED === #

    def test_what_came_later_is_not_reserved_before_it_is_released(self):
        """The delivery takes the five of another lot, and waits for the others."""
        hold = self._hold()
        self._receive(self.lot, 20)
        self._receive(self.other, 5)
        move = self._ask(12)
        self.assertEqual(self._get_reserved(move), {"2611B": 5})
        self.assertEqual(move.state, "partially_available")
        self._release(hold)
        move._action_assign()
        self.assertEqual(self._get_reserved(move), {"2611B": 5, "2611A": 7})

    def test_each_way_of_picking_leaves_it_out(self):
        """First in, last in, nearest place, fewest packages, first to expire."""
        self._hold()
        self._receive(self.lot, 20)
        self._receive(self.other, 5)
        strategies = self.env["product.removal"].search([("method", "!=", False)])
        self.assertIn("least_packages", strategies.mapped("method"))
        for strategy in strategies:
            with self.subTest(strategy=strategy.method):
                self.product.categ_id = self.env["product.category"].create(
                    {"name": strategy.method, "removal_strategy_id": strategy.id}
                )
                move = self._ask(12)
                self.assertEqual(self._get_reserved(move), {"2611B": 5})
                move.picking_id.action_cancel()

    def test_other_company_sells_its_own(self):
        """A lot that is held in one company is reserved in the other."""
        self.lot.company_id = False
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_other.id)], limit=1
        )
        self._create_quarantine(warehouse)
        place = warehouse.lot_stock_id
        self._count(self.lot.with_company(self.company_other), 70, place)
        self._hold()
        move = self._ask(12, place, warehouse=warehouse)
        self.assertEqual(self._get_reserved(move), {"2611A": 12})

    def test_goods_in_transit_come_in_and_those_in_quarantine_are_scrapped(self):
        """What the hold lets pass is reserved as ever."""
        road = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        out = self._create_picking(
            self.warehouse.int_type_id, self.stock, road, [(self.lot, 300)]
        )
        out.move_ids.picked = True
        out._action_done()
        self._hold()
        move = self._ask(300, road, self.stock)
        self.assertEqual(self._get_reserved(move), {"2611A": 300})
        bin_ = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)], limit=1
        )
        move = self._ask(100, self.quarantine, bin_)
        move.picked = True
        move._action_done()
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 600)

    def test_reserving_asks_one_query_more_for_any_number(self):
        """Ten transfers take one query more with a hold: where quarantine is."""
        products = [self._create_product(name=f"Bag {number}") for number in range(10)]
        for product in products:
            self._create_stock(product, "L", 100)
        quarantine = self.company.complaint_quarantine_location_id

        def count():
            moves = self.env["stock.move"].union(
                *(self._ask(10, product=product) for product in products)
            )
            moves._do_unreserve()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            moves._action_assign()
            self.env.flush_all()
            self.assertEqual(set(moves.mapped("state")), {"assigned"})
            return self.env.cr.sql_log_count - before

        self.company.complaint_quarantine_location_id = False
        count()  # what stays in memory is there
        without = count()
        self.company.complaint_quarantine_location_id = quarantine
        self._hold()
        self.assertLessEqual(count(), without + 1)

    # === TOLD === #

    def test_who_holds_it_is_told_once_until_the_rest_is_held(self):
        """By whoever receives it, without a right to holds."""
        hold = self._hold()
        self.assertFalse(self._get_asked(hold))
        self._receive(self.lot, 20, self.keeper)
        self.assertEqual(self._get_asked(hold), self.user_quality_manager)
        self._receive(self.lot, 30, self.keeper)
        self.assertEqual(len(hold.sudo().activity_ids), 1)
        hold.with_user(self.user_quality).action_hold_rest()
        self.assertFalse(self._get_asked(hold))
        self._receive(self.lot, 5, self.keeper)
        self.assertEqual(self._get_asked(hold), self.user_quality_manager)
        self._release(hold)
        self.assertFalse(self._get_asked(hold))

    def test_each_way_in_is_told(self):
        """Returned, counted in, from the road, and added to what is done."""
        delivery = self._deliver(self.city, (self.lot, 40))
        receipt = self._receive(self.lot, 10)
        road = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        out = self._create_picking(
            self.warehouse.int_type_id, self.stock, road, [(self.lot, 300)]
        )
        out.move_ids.picked = True
        out._action_done()
        hold = self._hold()
        line = receipt.move_line_ids

        def correct():
            line.quantity = 12

        def add():
            line.copy({"quantity": 3, "move_id": line.move_id.id})

        for way in (
            lambda: self._return(delivery, 4),
            lambda: self._count(self.lot, 500),
            lambda: self._receive(self.lot, 300, source=road),
            correct,
            add,
        ):
            way()
            self.assertEqual(self._get_asked(hold), self.user_quality_manager, way)
            hold.with_user(self.user_quality).action_hold_rest()
            self.assertFalse(self._get_asked(hold))

    def test_nothing_else_is_told(self):
        """Neither another lot, nor what goes to quarantine, nor a smaller count."""
        hold = self._hold()
        self._receive(self.other, 20)
        picking = self._create_picking(
            self.warehouse.in_type_id,
            self.suppliers,
            self.quarantine,
            [(self.lot, 7)],
        )
        picking.move_ids.picked = True
        picking._action_done()
        self._count(self.lot, 900, self.quarantine)
        self.assertFalse(self._get_asked(hold))

    def test_when_who_held_it_is_gone_alarms_say_whom(self):
        """The user of the alarms; without one, the list of holds shows it."""
        hold = self._hold()
        self.user_quality_manager.active = False
        self._receive(self.lot, 20)
        self.assertFalse(self._get_asked(hold))
        self.company.complaint_alarm_user_id = self.second
        self._receive(self.lot, 20)
        self.assertEqual(self._get_asked(hold), self.second)

    def test_who_holds_it_is_told_in_his_or_her_language(self):
        """Not in that of whoever receives it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        kind = self.env.ref("complaint_quality.mail_act_complaint_held_lot_arrived")
        kind.with_context(lang="zh_CN").summary = "请留置"
        self.user_quality_manager.lang = "zh_CN"
        hold = self._hold()
        self._receive(self.lot, 20, self.keeper)
        self.assertEqual(hold.sudo().activity_ids.summary, "请留置")
