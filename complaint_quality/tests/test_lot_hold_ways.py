# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user

from .hold_common import LotHoldCommon


@tagged("post_install", "-at_install")
class TestLotHoldWays(LotHoldCommon):
    """Every way that a held lot could leave by ends at the hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_stock(cls.product, "2611B", 500)
        cls.keeper = new_test_user(
            cls.env, login="complaint_keeper", groups="stock.group_stock_manager"
        )
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.shelf = cls.env["stock.location"].create(
            {"name": "Shelf", "location_id": cls.stock.id}
        )

    def _move(self, source, target, lot=None, quantity=10, picking_type=None):
        picking_type = picking_type or self.warehouse.int_type_id
        picking = self._create_picking(
            picking_type, source, target, [(lot or self.lot, quantity)]
        )
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _scrap(self, lot, quantity, place):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "scrap_qty": quantity,
                "location_id": place.id,
            }
        )
        scrap.action_validate()
        return scrap

    def _assert_stays(self, function, message="It leaks"):
        """Check that something is refused, and that the stock is what it was."""
        before = self._get_places()
        with self.assertRaises(UserError) as caught:
            function()
        self.assertRegex(str(caught.exception), message)
        self.assertEqual(self._get_places(), before)

    def _get_places(self):
        self.env.flush_all()
        self.env.invalidate_all()
        quants = self.env["stock.quant"].search([("product_id", "=", self.product.id)])
        return {
            (quant.lot_id.name, quant.location_id): quant.quantity
            for quant in quants
            if quant.quantity
        }

    # === CORRECTIONS OF WHAT IS DONE === #

    def test_held_lot_is_not_written_into_a_delivery_that_is_done(self):
        """Neither on the line, nor by its stock, nor by the lots of the move."""
        delivery = self._deliver(self.city, (self.other, 10))
        self._count(self.lot, 20, self.shelf)
        self._hold()
        self._count(self.lot, 20, self.shelf)
        line = delivery.move_line_ids.with_user(self.keeper)
        quant = self.env["stock.quant"]._gather(
            self.product, self.shelf, lot_id=self.lot, strict=True
        )
        self._assert_stays(lambda: line.write({"lot_id": self.lot.id}))
        self._assert_stays(lambda: line.write({"quant_id": quant.id}))
        move = line.move_id
        self._assert_stays(
            lambda: move.write({"lot_ids": [Command.set(self.lot.ids)]}),
            "Deleting product moves",  # Odoo's own
        )
        self._assert_stays(
            lambda: move.picking_id.web_save(
                {"move_line_ids": [Command.update(line.id, {"lot_id": self.lot.id})]},
                {},
            )
        )
        self.assertEqual(line.lot_id, self.other)

    def test_delivery_that_is_done_does_not_grow(self):
        """By no field; what did not leave after all may be corrected."""
        delivery = self._deliver(self.city, (self.lot, 10))
        self._hold()
        line = delivery.move_line_ids.with_user(self.keeper)
        dozen = self.env.ref("uom.product_uom_dozen")
        self._assert_stays(lambda: line.write({"quantity": 11}))
        self._assert_stays(lambda: line.write({"product_uom_id": dozen.id}))
        line.move_id.quantity = 11  # for which Odoo takes another lot
        self.assertEqual(self._get_places()["2611A", self.customers], 10)
        line.quantity = 8
        self.assertEqual(self._get_quantity(self.lot, self.stock), 2)
        line.lot_id = self.other
        self.assertEqual(self._get_quantity(self.lot, self.stock), 10)

    def test_no_line_is_added_to_what_is_done(self):
        """Neither to the move nor to the transfer."""
        delivery = self._deliver(self.city, (self.other, 10))
        self._hold()
        Line = self.env["stock.move.line"].with_user(self.keeper)
        values = {
            "picking_id": delivery.id,
            "product_id": self.product.id,
            "lot_id": self.lot.id,
            "quantity": 5,
            "location_id": self.quarantine.id,
            "location_dest_id": self.customers.id,
        }
        self._assert_stays(
            lambda: Line.create(values | {"move_id": delivery.move_ids.id})
        )
        self._assert_stays(lambda: Line.create(values))
        Line.create(values | {"lot_id": self.other.id, "location_id": self.stock.id})

    def test_arrival_is_not_taken_back(self):
        """Nor given to another lot; a wrong count is corrected by counting."""
        receipt = self._move(
            self.suppliers, self.stock, picking_type=self.warehouse.in_type_id
        )
        hold = self._hold()
        line = receipt.move_line_ids.with_user(self.keeper)
        words = "inventory adjustment"
        for values in (
            {"quantity": 4},
            {"lot_id": self.other.id},
            {"location_id": self.stock.id},
        ):
            self._assert_stays(lambda values=values: line.write(values), words)
        self._assert_stays(lambda: line.write({"location_dest_id": self.customers.id}))
        line.quantity = 12
        into = hold.sudo().picking_ids.move_line_ids.filtered(
            lambda done: done.location_dest_id == self.quarantine
        )
        self._assert_stays(lambda: into[:1].write({"quantity": 1}), words)
        self._assert_stays(
            lambda: into[:1].write({"location_dest_id": self.stock.id}), words
        )
        self._count(self.lot, 900, self.quarantine)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 900)

    def test_other_lots_are_corrected_as_ever(self):
        """And so is a lot that was released."""
        delivery = self._deliver(self.city, (self.other, 10))
        hold = self._hold()
        delivery.move_line_ids.quantity = 12
        self.assertEqual(self._get_quantity(self.other, self.stock), 488)
        self._release(hold)
        delivery.move_line_ids.lot_id = self.lot
        self.assertEqual(self._get_quantity(self.lot, self.stock), 988)

    # === PLACES === #

    def test_neither_scrap_nor_a_supplier_leads_to_a_customer(self):
        """What was thrown away, or comes directly from the supplier, stays, too."""
        self._hold()
        bin_ = self._scrap(self.lot, 10, self.quarantine).scrap_location_id
        for source in (bin_, self.suppliers):
            self._assert_stays(lambda s=source: self._move(s, self.customers))
        self._assert_stays(lambda: self._move(bin_, self.suppliers))
        self._move(bin_, self.quarantine)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1000)

    def test_scrap_goes_nowhere_else(self):
        """A scrap order to a place of customers is a delivery."""
        self._hold()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": self.lot.id,
                "scrap_qty": 10,
                "location_id": self.quarantine.id,
                "scrap_location_id": self.customers.id,
            }
        )
        self._assert_stays(scrap.action_validate)

    def test_goods_of_an_owner_and_in_a_package_are_held(self):
        """And go back to their owner, with their package."""
        package = self.env["stock.package"].create({"name": "PACK-1"})
        self.env["stock.quant"]._update_available_quantity(
            self.product,
            self.shelf,
            30,
            lot_id=self.lot,
            package_id=package,
            owner_id=self.county,
        )
        hold = self._hold()
        quants = package.quant_ids
        self.assertEqual(quants.location_id, self.quarantine)
        self.assertEqual(quants.owner_id, self.county)
        self._assert_stays(
            lambda: quants.move_quants(location_dest_id=self.shelf, message="Put away")
        )
        quants.move_quants(
            location_dest_id=self.quarantine, message="Unpacked", unpack=True
        )
        self._release(hold)
        self.assertEqual(self._get_places()["2611A", self.shelf], 30)
        self.assertNotIn(("2611A", self.quarantine), self._get_places())

    def test_lot_that_is_typed_by_its_name_is_held(self):
        """Where a transfer may make lots, a name finds the one that there is."""
        self._hold()
        out_type = self.warehouse.out_type_id
        out_type.use_create_lots = True
        picking = self._create_picking(
            out_type, self.quarantine, self.customers, [(self.lot, 5)], self.city
        )
        picking.move_line_ids.write({"lot_id": False, "lot_name": "2611A"})
        picking.move_ids.picked = True
        self._assert_stays(picking._action_done)

    def test_reserved_by_hand_and_negative_stock(self):
        """Written into a delivery that waits, or sold from where there is none."""
        self._hold()
        waiting = self._deliver(self.city, (self.other, 10), done=False)
        waiting.do_unreserve()
        waiting.move_ids.write(
            {
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "lot_id": self.lot.id,
                            "quantity": 10,
                            "picked": True,
                            "location_id": self.shelf.id,
                            "location_dest_id": self.customers.id,
                        }
                    )
                ]
            }
        )
        self._assert_stays(waiting.with_user(self.keeper).button_validate)

    def test_goods_between_companies_do_not_set_out(self):
        """To the common transit location neither from stock nor from quarantine."""
        self._hold()
        self._count(self.lot, 10)
        transit = self.env.ref("stock.stock_location_inter_company")
        transit.active = True
        for source in (self.stock, self.quarantine):
            self._assert_stays(lambda source=source: self._move(source, transit))

    def test_nobody_types_where_a_held_lot_lies(self):
        """Quants are open to the warehouse from outside of the views, not these."""
        quants = self.env["stock.quant"].with_user(self.keeper)
        words = "inventory adjustment"
        self._hold()
        held = quants._gather(self.product, self.quarantine, lot_id=self.lot)
        held = held.with_user(self.keeper).with_context(inventory_mode=False)
        for values in (
            {"quantity": 0},
            {"lot_id": self.other.id},
            {"location_id": self.stock.id},
        ):
            self._assert_stays(lambda values=values: held.write(values), words)
        free = quants.search(
            [("lot_id", "=", self.other.id), ("location_id", "=", self.stock.id)]
        )
        self._assert_stays(lambda: free.write({"lot_id": self.lot.id}), words)
        self._assert_stays(
            lambda: quants.create(
                {
                    "product_id": self.product.id,
                    "lot_id": self.lot.id,
                    "location_id": self.stock.id,
                    "quantity": -5,
                }
            ),
            words,
        )
        with self.assertRaises(AccessError):
            held.unlink()

    # === THE QUARANTINE LOCATION === #

    def test_quarantine_location_stays_while_lots_are_held(self):
        """It is not taken away, archived, put into stock or opened to customers."""
        location = self.quarantine
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.stock, -1000, lot_id=self.lot
        )
        hold = self._hold()
        with self.assertRaises(ValidationError):
            self.company.complaint_quarantine_location_id = False
        for values in (
            {"active": False},
            {"location_id": self.stock.id},
            {"usage": "customer"},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                location.write(values)
        self._release(hold)
        self.company.complaint_quarantine_location_id = False
        location.active = False

    def test_another_quarantine_location_takes_over(self):
        """What lies in the old one is still held, and goes home from either."""
        self._count(self.lot, 50, self.shelf)
        hold = self._hold()
        second = self._create_quarantine(self.warehouse)
        hold.invalidate_recordset()
        self.assertEqual((hold.quantity_held, hold.quantity_outside), (0, 1050))
        self._assert_stays(lambda: self._move(self.quarantine, self.customers))
        self._move(self.quarantine, second, quantity=200)
        hold.with_user(self.user_quality).action_hold_rest()
        self.assertEqual(self._get_quantity(self.lot, second), 1050)
        inside = self.env["stock.location"].create(
            {"name": "Rack", "location_id": second.id}
        )
        self._move(second, inside, quantity=100)
        self.shelf.with_context(do_not_check_quant=True).active = False
        self._release(hold)
        self.assertEqual(self._get_quantity(self.lot, self.stock), 1050)
        for place in (self.quarantine, second, inside, self.shelf):
            self.assertEqual(self._get_quantity(self.lot, place), 0, place.name)

    # === THE HOLD ITSELF === #

    def test_hold_is_not_got_round_by_its_record(self):
        """Neither written, copied, made as released, unlinked nor moved elsewhere."""
        hold = self._hold().with_user(self.second)
        company = self.company_other
        for values in (
            {"company_id": company.id},
            {"released_by_id": self.second.id, "release_reason": "Tested."},
            {"held_at": "2020-01-01 00:00:00"},
        ):
            with self.subTest(**values), self.assertRaises(UserError):
                hold.web_save(values, {})
        with self.assertRaises(UserError):
            self._hold(user=self.second, lot=self.other, state="released")
        with self.assertRaises(UserError):
            self.lot.with_user(self.keeper).product_id = self._create_product(name="X")
        hold.with_user(self.user_quality_manager).release_reason = "Mine."
        with self.assertRaises(UserError):
            hold.with_user(self.user_quality_manager).action_release()
        self.assertEqual(hold.state, "held")
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1000)

    def test_immediate_transfer_is_refused(self):
        """Filled in and validated at once, as on the screen of the warehouse."""
        self._hold()
        form = Form(self.env["stock.picking"])
        form.picking_type_id = self.warehouse.out_type_id
        form.partner_id = self.city
        picking = form.save()
        picking.write(
            {
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "lot_id": self.lot.id,
                            "quantity": 3,
                            "picked": True,
                            "location_id": self.quarantine.id,
                            "location_dest_id": self.customers.id,
                            "company_id": self.company.id,
                        }
                    )
                ]
            }
        )
        self._assert_stays(picking.button_validate)
