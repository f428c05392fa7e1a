# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnInventory(ComplaintReturnCommon):
    """Goods of a complaint that somebody takes in by Inventory's own return."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock_user = new_test_user(
            cls.env, login="returns_stock_user", groups="stock.group_stock_user"
        )

    def _return_in_inventory(self, quantity, lot=None):
        """Return so many pieces of a lot of the delivery, as core does."""
        Return = self.env["stock.return.picking"].with_user(self.stock_user)
        wizard = Return.create({"picking_id": self.delivery.id})
        wizard.product_return_moves.quantity = quantity
        picking = wizard._create_return()
        picking.move_line_ids.unlink()
        move = picking.move_ids
        self.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "picking_id": picking.id,
                "product_id": move.product_id.id,
                "lot_id": (lot or self.lot).id,
                "quantity": quantity,
                "location_id": move.location_id.id,
                "location_dest_id": move.location_dest_id.id,
            }
        )
        move.picked = True
        return picking

    def test_more_than_was_delivered_is_refused(self):
        """Ten are back by the complaint; core would take ten more."""
        record = self._take_to(self._create_return(), "received")
        picking = self._return_in_inventory(3)
        with self.assertRefused("3.0 more would be back"):
            picking._action_done()
        self.assertNotEqual(picking.state, "done")
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 0)
        self.assertEqual(record.state, "received")

    def test_lot_that_was_not_delivered_is_refused(self):
        """Of another lot the delivery brought none."""
        self._take_to(self._create_return(), "authorised")
        other = self._create_lot(self.product, name="2699Q")
        with self.assertRefused("2699Q"):
            self._return_in_inventory(2, other)._action_done()

    def test_unreleased_lot_does_not_go_into_stock(self):
        """Whoever overrides the hook decides, in Inventory as well."""
        self._take_to(self._create_return(self._return_line(quantity=4)), "authorised")
        picking = self._return_in_inventory(2)
        Lot = self.registry["stock.lot"]
        with patch.object(Lot, "_complaint_release_required", lambda lot: True):
            with self.assertRefused("has to be released"):
                picking._action_done()
        picking._action_done()
        self.assertEqual(self._get_stock(self.warehouse.lot_stock_id), 2)

    def test_other_deliveries_are_left_alone(self):
        """Without a complaint Inventory does as it always did."""
        picking = self._return_in_inventory(3)
        with patch.object(
            self.registry["complaint.return.allowance"],
            "_get_left",
            lambda *args, **kwargs: self.fail("looked at"),
        ):
            picking._action_done()
        self.assertEqual(picking.state, "done")
