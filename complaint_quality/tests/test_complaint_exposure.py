# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestExposure(ExposureCommon):
    """The figures of the panel are those of the moves, counted by hand."""

    def _customers(self, panel):
        return {
            (row["partner"], row["lot"]): (row["delivered"], row["returned"])
            for row in panel["customers"]
        }

    def _made_of(self, name):
        product = self._create_product(name=name)
        return self._create_lot(product, name=name)

    def test_lot_without_moves_shows_nothing(self):
        """A lot that was never there has no stock, no customers and no rate."""
        lot = self._create_lot(self.product, name="EMPTY")
        panel = self._get_panel(lot)
        self.assertEqual(panel["on_hand"], 0)
        self.assertEqual(panel["delivered"], 0)
        self.assertEqual(panel["lot"]["made_on"], lot.create_date.date())
        self.assertEqual(panel["customers"] + panel["lots"] + panel["rates"], [])

    def test_stock_is_told_by_location_with_what_is_reserved(self):
        """What lies on two shelves and what waits for a delivery is told apart."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._count(self.lot, 50, shelf)
        self._deliver(self.city, (self.lot, 120), done=False)
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["on_hand"], 1050)
        self.assertEqual(panel["reserved"], 120)
        self.assertEqual(
            {row["location_id"]: row["quantity"] for row in panel["locations"]},
            {self.stock.id: 1000, shelf.id: 50},
        )

    def test_stock_in_transit_is_neither_in_stock_nor_delivered(self):
        """What is between two warehouses is counted as such."""
        transit = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        picking = self._create_picking(
            self.warehouse.int_type_id, self.stock, transit, [(self.lot, 300)]
        )
        picking.move_ids.picked = True
        picking._action_done()
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["on_hand"], 700)
        self.assertEqual(panel["in_transit"], 300)
        self.assertEqual(panel["delivered"], 0)

    def test_customers_have_what_was_delivered_and_returned(self):
        """Addresses count for their company; a return names who gave it back."""
        first = self._deliver(self.city, (self.lot, 100))
        second = self._deliver(self.ward, (self.lot, 50))
        self._deliver(self.county, (self.lot, 200))
        self._deliver(self.county, (self.lot, 30), done=False)
        back = self._return(first, 24)
        panel = self._get_panel(self.lot)
        self.assertEqual(
            self._customers(panel),
            {
                ("City Hospital", "2611A"): (150, 24),
                ("County Hospital", "2611A"): (200, 0),
            },
        )
        self.assertEqual(panel["delivered"], 350)
        self.assertEqual(panel["returned"], 24)
        self.assertEqual(panel["on_hand"], 1000 - 350 + 24)
        city = next(row for row in panel["customers"] if "City" in row["partner"])
        self.assertEqual(set(city["picking_ids"]), set((first + second + back).ids))
        self.assertEqual(city["document_count"], 2)
        self.assertEqual(
            self.env["complaint.exposure"]
            .with_user(self.user_quality)
            ._get_receivers(self.lot)[0]["partner_id"],
            self.city.id,
        )

    def test_lot_is_followed_through_three_productions(self):
        """A pellet becomes a film, a bag, a filled bag; who got it is found."""
        film, bag = self._made_of("Film"), self._made_of("Bag")
        filled = self._made_of("Filled bag")
        self._produce((self.lot, 100), (film, 40))
        self._produce((film, 40), (bag, 400))
        self._produce((bag, 300), (filled, 300))
        self._deliver(self.county, (filled, 250))
        panel = self._get_panel(self.lot)
        self.assertEqual(
            [(row["name"], row["depth"], row["on_hand"]) for row in panel["lots"]],
            [("Film", 1, 0), ("Bag", 2, 100), ("Filled bag", 3, 50)],
        )
        self.assertEqual(
            self._customers(panel), {("County Hospital", "Filled bag"): (250, 0)}
        )
        self.assertEqual(panel["on_hand"], 900)
        self.assertTrue(panel["by_contents"])
        self.assertEqual(panel["delivered"], 250)
        # core's own answer, which goes from line to line
        self.assertEqual(self.lot.partner_ids, self.county)

    def test_rework_in_a_circle_ends(self):
        """A lot that is worked into itself by way of another one is shown once."""
        other = self._made_of("Regranulate")
        self._produce((self.lot, 100), (other, 100))
        self._produce((other, 60), (self.lot, 60))
        self._deliver(self.city, (other, 10))
        panel = self._get_panel(self.lot)
        self.assertEqual([row["name"] for row in panel["lots"]], ["Regranulate"])
        self.assertEqual(
            self._customers(panel), {("City Hospital", "Regranulate"): (10, 0)}
        )

    def test_rate_is_told_with_its_limits_against_the_norm(self):
        """31 bags of 18,000 are surely above 300 per million."""
        self._count(self.lot, 20000)
        self._deliver(self.city, (self.lot, 18000))
        child = self._create_defect(name="At the port", parent_id=self.defect.id)
        self._complain(self.lot, 21)
        self._complain(self.lot, 10, line={"defect_id": child.id})
        [rate] = self._get_panel(self.lot)["rates"]
        self.assertEqual(rate["defect_id"], self.defect.id)
        self.assertEqual((rate["case_count"], rate["affected"]), (2, 31))
        self.assertEqual(
            [round(rate[name]) for name in ("ppm", "low", "high", "norm")],
            [1722, 1170, 2445, 300],
        )
        self.assertTrue(rate["above"])

    def test_one_bag_is_not_surely_above_the_norm(self):
        """One of a thousand is above the norm, and may be chance."""
        self._deliver(self.city, (self.lot, 1000))
        self._complain(self.lot, 1)
        [rate] = self._get_panel(self.lot)["rates"]
        self.assertGreater(rate["ppm"], rate["norm"])
        self.assertFalse(rate["above"])

    def test_quantities_of_complaints_are_told_in_the_unit_of_the_product(self):
        """Two dozens are 24 pieces."""
        self._complain(
            self.lot,
            2,
            line={"product_uom_id": self.env.ref("uom.product_uom_dozen").id},
        )
        self.assertEqual(self._get_panel(self.lot)["affected"], 24)

    def test_complaints_are_counted_over_all_and_listed_by_rights(self):
        """A quality user sees how many there are, and opens those of his or her own."""
        self._deliver(self.city, (self.lot, 100))
        mine = self._complain(self.lot, 3, user_id=self.user_quality.id)
        self._complain(self.lot, 4)
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["case_count"], panel["affected"]), (2, 7))
        self.assertEqual([row["id"] for row in panel["cases"]], mine.ids)
        [customer] = panel["customers"]
        self.assertEqual((customer["case_count"], customer["affected"]), (2, 7))

    def test_withdrawn_and_merged_complaints_do_not_count(self):
        """What is withdrawn, and what goes on in another case, is not counted."""
        case = self._complain(self.lot, 2)
        double = self._complain(self.lot, 5)
        double.action_merge(case.id)
        gone = self._complain(self.lot, 7)
        gone.withdrawn_reason_id = self._create_reason(name="No", kind="withdrawn")
        gone.action_withdraw()
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["case_count"], panel["affected"]), (1, 2))

    def test_customer_who_was_told_is_known(self):
        """It stands beside each customer when the last answer went out."""
        self._deliver(self.city, (self.lot, 100))
        self._deliver(self.county, (self.lot, 100))
        case = self._complain(self.lot, 3)
        self.env["complaint.notice"].create(
            {
                "case_id": case.id,
                "code": "free",
                "at": "2026-03-02 09:00:00",
                "user_id": self.env.uid,
                "via": "phone",
                "state": "logged",
            }
        )
        told = {
            row["partner"]: bool(row["told_at"])
            for row in self._get_panel(self.lot)["customers"]
        }
        self.assertEqual(told, {"City Hospital": True, "County Hospital": False})

    def test_another_company_sees_none_of_it(self):
        """Moves, stock and complaints of a company stay in it."""
        self.lot.company_id = False
        self.product.company_id = False
        self._deliver(self.city, (self.lot, 100))
        self._complain(self.lot, 3)
        self.user_quality.write(
            {
                "company_ids": [Command.set(self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["customers"] + panel["locations"], [])
        self.assertEqual(panel["case_count"], 0)
        self.lot.company_id = self.company
        with self.assertRaises(AccessError):
            self._get_panel(self.lot)

    def test_only_quality_sees_where_a_lot_went(self):
        """Handlers, managers of complaints, employees and customers do not."""
        for user in (
            self.user_named,
            self.user_manager,
            self.user_administrator,
            self.user_internal,
            self.user_portal,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get_panel(self.lot, user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.lot.with_user(user).action_view_exposure()
        self.assertTrue(self._get_panel(self.lot, self.user_quality_manager))

    def test_panel_is_read_in_the_language_of_the_user(self):
        """The name of the product is the user's."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.product.product_tmpl_id.with_context(lang="zh_CN").name = "葡萄糖"
        Exposure = self.env["complaint.exposure"].with_user(self.user_quality)
        self.env.flush_all()
        panel = Exposure.with_context(lang="zh_CN").get_panel(self.lot.id)
        self.assertEqual(panel["lot"]["product"], "葡萄糖")

    def test_panel_takes_few_queries_whatever_it_shows(self):
        """One customer or thirty, no complaint or twenty: 12 queries."""
        self._get_panel(self.lot)
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self._get_panel(self.lot)
        for number in range(15):
            partner = self._create_partner(name=f"Hospital {number}")
            self._deliver(partner, (self.lot, 10))
            self._complain(self.lot, 1, partner, user_id=self.user_quality.id)
        self.env.flush_all()
        self._get_panel(self.lot)  # what is kept in memory is kept again
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            panel = self._get_panel(self.lot)
        self.assertEqual(len(panel["customers"]), 15)
        self.assertEqual(len(panel["cases"]), 15)

    def test_case_and_goods_lead_to_the_panel(self):
        """The button on a case opens its lot, or the list of its lots."""
        case = self._complain(self.lot, 3, user_id=self.user_quality.id)
        case = case.with_user(self.user_quality)
        action = case.action_view_exposure()
        self.assertEqual(action["context"]["active_id"], self.lot.id)
        self.assertEqual(case.line_ids.action_view_exposure()["tag"], action["tag"])
        other = self._create_lot(self.product, name="2611B")
        case.write({"line_ids": [Command.create({"lot_id": other.id})]})
        self.assertEqual(
            case.action_view_exposure()["domain"],
            [("id", "in", (self.lot + other).ids)],
        )
        case.line_ids.lot_id = False
        with self.assertRaises(UserError):
            case.action_view_exposure()

    def test_complainant_is_shown_in_the_language_of_who_looks(self):
        """What stands for consumers beside the lot."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        case = self._complain(
            self.lot,
            user_id=self.user_quality.id,
            complainant_type="consumer",
            complainant_name="Somebody",
        )
        case.partner_id = False
        for lang, word in (("en_US", "Consumer"), ("zh_CN", "消费者")):
            Exposure = self.env["complaint.exposure"].with_user(self.user_quality)
            panel = Exposure.with_context(lang=lang).get_panel(self.lot.id)
            [row] = panel["cases"]
            self.assertEqual(row["complainant"], f"{word} · {case.name}")
