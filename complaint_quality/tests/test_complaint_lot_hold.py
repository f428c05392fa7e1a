# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .hold_common import LotHoldCommon


@tagged("post_install", "-at_install")
class TestLotHold(LotHoldCommon):
    """A held lot lies in quarantine and does not leave until somebody else says so."""

    def test_stock_goes_to_quarantine_by_a_real_transfer(self):
        """From each shelf, with a document that says why."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._count(self.lot, 50, shelf)
        hold = self._hold()
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1050)
        self.assertEqual(self._get_quantity(self.lot, self.stock, strict=False), 0)
        self.assertEqual((hold.quantity_held, hold.quantity_outside), (1050, 0))
        picking = hold.sudo().picking_ids
        self.assertEqual(picking.mapped("state"), ["done"])
        self.assertEqual(picking.picking_type_id, self.warehouse.int_type_id)
        self.assertEqual(sum(picking.move_line_ids.mapped("quantity")), 1050)
        self.assertIn("2611A", picking.origin)
        self.assertIn("It leaks.", self.lot.message_ids[0].body)

    def test_reserved_quantities_are_taken_and_other_lots_serve(self):
        """The delivery that waited for it gets the next lot, and a note."""
        other = self._create_stock(self.product, "2611B", 100)
        waiting = self._deliver(self.city, (self.lot, 60), done=False)
        picked = self._deliver(self.county, (self.lot, 40), done=False)
        picked.move_ids.picked = True
        self._hold()
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1000)
        lines = (waiting + picked).move_line_ids
        self.assertEqual(lines.lot_id, other)
        self.assertEqual(sum(lines.mapped("quantity")), 100)
        self.assertIn("2611A", waiting.message_ids[0].body)
        quant = self.env["stock.quant"]._gather(
            self.product, self.quarantine, lot_id=self.lot
        )
        self.assertEqual(quant.reserved_quantity, 0)

    def test_without_another_lot_the_delivery_waits(self):
        """Nothing is delivered that is not there."""
        waiting = self._deliver(self.city, (self.lot, 60), done=False)
        self._hold()
        self.assertEqual(waiting.state, "confirmed")
        self.assertFalse(waiting.move_line_ids)

    def test_what_arrives_later_stays_and_can_be_held_too(self):
        """From transit it comes in; it leaves only for quarantine."""
        transit = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        out = self._create_picking(
            self.warehouse.int_type_id, self.stock, transit, [(self.lot, 300)]
        )
        out.move_ids.picked = True
        out._action_done()
        hold = self._hold()
        self.assertEqual((hold.quantity_held, hold.quantity_outside), (700, 300))
        with self.assertRaises(UserError):
            sold = self._create_picking(
                self.warehouse.out_type_id, transit, self.customers, [(self.lot, 5)]
            )
            sold.move_ids.picked = True
            sold._action_done()
        back = self._create_picking(
            self.warehouse.int_type_id, transit, self.stock, [(self.lot, 300)]
        )
        back.move_ids.picked = True
        back._action_done()
        self._count(self.lot, 320)  # twenty were found on a shelf
        hold.with_user(self.user_quality).action_hold_rest()
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1020)

    def test_held_lot_is_neither_delivered_nor_used_nor_put_elsewhere(self):
        """Whoever tries is told why."""
        self._hold()
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        for target in (self.customers, shelf):
            picking = self._create_picking(
                self.warehouse.out_type_id, self.quarantine, target, [(self.lot, 5)]
            )
            picking.move_ids.picked = True
            with self.subTest(target=target.name):
                with self.assertRaisesRegex(UserError, "It leaks"):
                    picking._action_done()
        other = self._create_lot(self._create_product(name="Set"), name="SET-1")
        self._count(self.lot, 10)
        with self.assertRaisesRegex(UserError, "It leaks"):
            self._produce((self.lot, 10), (other, 10))

    def test_held_lot_can_be_scrapped_and_other_lots_move(self):
        """Quarantine ends in the bin, too; nothing else is held up."""
        other = self._create_stock(self.product, "2611B", 100)
        self._hold()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": self.lot.id,
                "scrap_qty": 100,
                "location_id": self.quarantine.id,
            }
        )
        scrap.action_validate()
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 900)
        self._deliver(self.city, (other, 10))

    def test_second_person_releases_and_goods_go_back_to_their_shelves(self):
        """What was scrapped in between does not come back."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._count(self.lot, 50, shelf)
        hold = self._hold()
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.quarantine, -200, lot_id=self.lot
        )
        self._release(hold)
        self.assertEqual(hold.state, "released")
        self.assertEqual(hold.released_by_id, self.second)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 0)
        self.assertEqual(self._get_quantity(self.lot, self.stock, strict=False), 850)
        self._deliver(self.city, (self.lot, 10))
        with self.assertRaises(UserError):
            hold.with_user(self.second).action_release()
        self._hold()  # and it can be held again

    def test_nobody_releases_what_he_or_she_held(self):
        """Nor a user of quality, nor the superuser, nor without a reason."""
        hold = self._hold()
        for user, error in (
            (self.user_quality_manager, UserError),
            (self.user_quality, AccessError),
            (self.user_manager, AccessError),
            (self.second, UserError),  # no reason was written
        ):
            with self.subTest(user=user.login), self.assertRaises(error):
                hold.with_user(user).action_release()
        with self.assertRaises(UserError):
            hold.sudo().action_release()
        self.assertEqual(hold.state, "held")

    def test_hold_is_not_changed_by_hand(self):
        """State, people, lot and reason are what they were, for everybody."""
        hold = self._hold().with_user(self.second)
        for values in (
            {"state": "released"},
            {"held_by_id": self.second.id},
            {"lot_id": self._create_lot(self.product, name="X").id},
            {"reason": "Nothing."},
            {"picking_ids": [Command.clear()]},
        ):
            with self.subTest(**values), self.assertRaises(UserError):
                hold.write(values)
        with self.assertRaises(AccessError):
            self._hold(held_by_id=self.second.id)
        with self.assertRaises(AccessError):
            hold.unlink()

    def test_only_managers_of_quality_hold(self):
        """A user of quality sees holds, the others do not."""
        for user in (self.user_quality, self.user_manager, self.user_internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._hold(user=user)
        hold = self._hold()
        self.assertEqual(self.lot.with_user(self.user_quality).complaint_hold_id, hold)
        with self.assertRaises(AccessError):
            hold.with_user(self.user_manager).read(["reason"])

    @mute_logger("odoo.sql_db")
    def test_lot_is_held_once(self):
        """Two at once make one hold."""
        self._hold()
        with self.assertRaises(IntegrityError):
            self._hold()

    def test_each_company_holds_its_own_stock(self):
        """A shared lot is held in one company and sold by the other."""
        self.lot.company_id = False
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_other.id)], limit=1
        )
        self._count(
            self.lot.with_company(self.company_other), 70, warehouse.lot_stock_id
        )
        hold = self._hold()
        self.assertEqual(hold.quantity_held, 1000)
        self.assertEqual(self._get_quantity(self.lot, warehouse.lot_stock_id), 70)
        self.second.write(
            {
                "company_ids": [Command.set(self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        with self.assertRaises(AccessError):
            hold.with_user(self.second).action_release()
        self.assertFalse(self.lot.with_user(self.second).complaint_hold_id)
        with self.assertRaisesRegex(UserError, "quarantine location"):
            self._hold(user=self.second, company_id=self.company_other.id)

    def test_quarantine_lies_outside_of_stock(self):
        """A place that deliveries take from, or somebody else's, is refused."""
        inside = self.env["stock.location"].create(
            {"name": "Corner", "location_id": self.stock.id}
        )
        for location in (inside, self.stock, self.customers):
            with self.subTest(location=location.name):
                with self.assertRaises(ValidationError):
                    self.company.complaint_quarantine_location_id = location

    def test_returns_are_told_that_a_release_is_needed(self):
        """The hook of the base answers yes while the lot is held."""
        self.assertFalse(self.lot._complaint_release_required())
        hold = self._hold()
        self.assertTrue(self.lot._complaint_release_required())
        self._release(hold)
        self.assertFalse(self.lot._complaint_release_required())
        self.assertFalse(self.env["stock.lot"]._complaint_release_required())

    def test_lot_leads_to_its_hold(self):
        """The button opens the dialog, or the hold that there is."""
        lot = self.lot.with_user(self.user_quality_manager)
        action = lot.action_hold()
        self.assertEqual(action["target"], "new")
        self.assertEqual(action["context"], {"default_lot_id": lot.id})
        with self.assertRaises(AccessError):
            self.lot.with_user(self.user_quality).action_hold()
        hold = self._hold()
        self.assertEqual(
            self.lot.with_user(self.user_quality).action_hold()["res_id"], hold.id
        )
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["lot"]["held_by"], self.user_quality_manager.name)
