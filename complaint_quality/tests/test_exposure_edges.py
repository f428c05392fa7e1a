# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests import tagged

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestExposureEdges(ExposureCommon):
    """The panel says what the moves say, also where they are not the usual ones."""

    def _assert_panel_counts(self, lot, expected):
        """Check the customers of the panel against figures and against the moves.

        :param dict expected: delivered and returned by customer
        """
        panel = self._get_panel(lot)
        found = {
            row["partner_id"]: (row["delivered"], row["returned"])
            for row in panel["customers"]
        }
        self.assertEqual(
            found, {partner.id: figures for partner, figures in expected.items()}
        )
        self.assertEqual(
            (panel["delivered"], panel["returned"]), self._count_moves(lot)
        )
        return panel

    def _count_moves(self, lot):
        """Return what went to customers and came back, line by line."""
        delivered = returned = 0
        lines = self.env["stock.move.line"].search(
            [
                ("lot_id", "=", lot.id),
                ("state", "=", "done"),
                ("company_id", "=", self.company.id),
            ]
        )
        for line in lines:
            unit = line.product_uom_id
            quantity = unit._compute_quantity(line.quantity, line.product_id.uom_id)
            was_out = line.location_id.usage == "customer"
            is_out = line.location_dest_id.usage == "customer"
            delivered += quantity if is_out and not was_out else 0
            returned += quantity if was_out and not is_out else 0
        return delivered, returned

    def _move(self, picking_type, source, target, quantity, partner=None, lot=None):
        picking = self._create_picking(
            picking_type, source, target, [(lot or self.lot, quantity)], partner
        )
        picking.move_ids.picked = True
        return picking

    def test_direct_delivery_counts_for_the_customer(self):
        """The transfer names the supplier, the move whom it went to."""
        supplier = self._create_partner(name="Maker")
        suppliers = self.env.ref("stock.stock_location_suppliers")
        for source, target, quantity in (
            (suppliers, self.customers, 40),
            (self.customers, suppliers, 15),
        ):
            picking = self._move(
                self.warehouse.in_type_id, source, target, quantity, supplier
            )
            picking.move_ids.partner_id = self.ward
            picking._action_done()
        panel = self._assert_panel_counts(self.lot, {self.city: (40, 15)})
        self.assertEqual(panel["on_hand"], 1000)

    def test_return_by_somebody_else_counts_for_who_gave_it(self):
        """A ward lent bags to another hospital, which brings them back."""
        delivery = self._deliver(self.city, (self.lot, 100))
        back = self._return(delivery, 30)
        self.assertEqual(back.partner_id, self.city)
        lent = self._move(
            self.warehouse.in_type_id, self.customers, self.stock, 7, self.county
        )
        lent._action_done()
        self._assert_panel_counts(self.lot, {self.city: (100, 30), self.county: (0, 7)})

    def test_corrected_delivery_counts_as_corrected(self):
        """By its line, to nothing, and to another lot."""
        first = self._deliver(self.city, (self.lot, 100))
        second = self._deliver(self.county, (self.lot, 50))
        third = self._deliver(self.county, (self.lot, 5))
        first.move_line_ids.quantity = 80
        second.move_line_ids.quantity = 0
        other = self._create_stock(self.product, "2611B", 100)
        third.move_line_ids.lot_id = other
        self._assert_panel_counts(self.lot, {self.city: (80, 0)})
        self._assert_panel_counts(other, {self.county: (5, 0)})
        self.assertEqual(self._get_panel(self.lot)["on_hand"], 920)

    def test_delivery_in_another_unit_counts_in_the_own(self):
        """Two dozens are 24 pieces."""
        delivery = self._deliver(self.city, (self.lot, 2), done=False)
        delivery.move_line_ids.product_uom_id = self.env.ref("uom.product_uom_dozen")
        delivery.move_ids.picked = True
        delivery._action_done()
        panel = self._assert_panel_counts(self.lot, {self.city: (24, 0)})
        self.assertEqual(panel["on_hand"], 976)

    def test_lots_of_two_products_with_one_name_are_two(self):
        """And what is complained about one is not said of the other."""
        twin = self._create_stock(self._create_product(name="Saline"), "2611A", 100)
        self._deliver(self.city, (self.lot, 10), (twin, 4))
        self._complain(twin, 2)
        panel = self._assert_panel_counts(self.lot, {self.city: (10, 0)})
        self.assertEqual((panel["case_count"], panel["rates"]), (0, []))
        self._assert_panel_counts(twin, {self.city: (4, 0)})

    def test_archived_customers_and_their_contacts_still_have_it(self):
        """Whoever is out of use was delivered to all the same."""
        department = self._create_partner(
            name="Pharmacy", is_company=False, parent_id=self.ward.id
        )
        self._deliver(department, (self.lot, 10))
        self._deliver(self.county, (self.lot, 20))
        (department + self.ward + self.city + self.county).active = False
        self._assert_panel_counts(self.lot, {self.city: (10, 0), self.county: (20, 0)})

    def test_goods_to_nobody_are_counted_without_a_name(self):
        """A delivery by hand without a partner is seen, not left out."""
        self._deliver(self.env["res.partner"], (self.lot, 9))
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["delivered"], 9)
        self.assertEqual(
            [(row["partner"], row["delivered"]) for row in panel["customers"]],
            [(None, 9)],
        )

    def test_scrap_loss_and_inner_moves_are_no_delivery(self):
        """Only what went out of the house counts."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._move(self.warehouse.int_type_id, self.stock, shelf, 30)._action_done()
        self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": self.lot.id,
                "scrap_qty": 5,
                "location_id": shelf.id,
            }
        ).action_validate()
        self._count(self.lot, 900)
        panel = self._assert_panel_counts(self.lot, {})
        self.assertEqual(panel["on_hand"], 925)

    def test_another_company_that_has_the_lot_is_named(self):
        """As a customer, with what it got; its own customers are not shown."""
        self.lot.company_id = False
        self.product.company_id = False
        theirs = self.company_other.partner_id
        between = self.env.ref("stock.stock_location_inter_company")
        between.active = True
        other = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_other.id)], limit=1
        )
        self._move(
            self.warehouse.out_type_id, self.stock, between, 60, theirs
        )._action_done()
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["delivered"], panel["in_transit"]), (60, 0))
        self._move(
            other.in_type_id, between, other.lot_stock_id, 60, self.company.partner_id
        )._action_done()
        self._deliver(self.county, (self.lot, 25), warehouse=other)
        panel = self._get_panel(self.lot)
        self.assertEqual(
            [(row["partner_id"], row["delivered"]) for row in panel["customers"]],
            [(theirs.id, 60)],
        )
        self.assertEqual((panel["on_hand"], panel["in_transit"]), (940, 0))
        # who works in both sees where it is now
        both = self.company + self.company_other
        self.user_quality.company_ids = [Command.set(both.ids)]
        Exposure = self.env["complaint.exposure"].with_user(self.user_quality)
        panel = Exposure.with_context(allowed_company_ids=both.ids).get_panel(
            self.lot.id
        )
        self.assertEqual(
            [(row["partner_id"], row["delivered"]) for row in panel["customers"]],
            [(self.county.id, 25)],
        )
        self.assertEqual((panel["delivered"], panel["on_hand"]), (25, 975))

    def test_goods_between_two_companies_are_on_their_way_for_both(self):
        """Until they arrive, who works in both sees them in transit."""
        self.lot.company_id = False
        self.product.company_id = False
        between = self.env.ref("stock.stock_location_inter_company")
        between.active = True
        theirs = self.company_other.partner_id
        self._move(
            self.warehouse.out_type_id, self.stock, between, 60, theirs
        )._action_done()
        both = self.company + self.company_other
        self.user_quality.company_ids = [Command.set(both.ids)]
        Exposure = self.env["complaint.exposure"].with_user(self.user_quality)
        panel = Exposure.with_context(allowed_company_ids=both.ids).get_panel(
            self.lot.id
        )
        self.assertEqual(
            (panel["delivered"], panel["in_transit"], panel["on_hand"]), (0, 60, 940)
        )
