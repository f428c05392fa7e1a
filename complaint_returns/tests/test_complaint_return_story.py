# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime
from unittest.mock import patch

from odoo.tests import Form, tagged

from odoo.addons.complaint_management.tests.clock_common import (
    MONDAY,
    ComplaintClockCommon,
)

from .return_common import ComplaintReturnCommon

PRICE = 5.0


@tagged("post_install", "-at_install")
class TestReturnStory(ComplaintReturnCommon, ComplaintClockCommon):
    """The procedure for leaking bags, from the call to the figures of the month.

    Ten bags of 2602A were complained about. Field sales sorts them at the customer:

    ======= ======= ======================================= ==========================
    package 2602A   class                                   what comes
    ======= ======= ======================================= ==========================
    A       4       added-drug compensation, used           4
    B       3       cash compensation                       3
    C       3       other                                   2, and 1 of 2602B
    (none)                                                  2 of 2602B, without slip
    ======= ======= ======================================= ==========================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.standard_price = PRICE
        policy = cls.env.ref("complaint_management.complaint_policy_leaking_bags")
        policy.company_id = cls.company
        policy.milestone_ids.calendar_id = cls.calendar
        policy.action_activate()

    def test_leaking_bags_from_the_call_to_the_figures(self):
        """Each step by who takes it; clocks, stock and value before and after."""
        self._go_to(MONDAY)
        self._call()
        self._go_to(datetime(2026, 3, 5, 9))
        self._visit()
        self._go_to(datetime(2026, 3, 6, 9))
        self._transport()
        self._go_to(datetime(2026, 3, 17, 9))
        self._receive()
        self._go_to(datetime(2026, 3, 18, 9))
        self._inspect()
        self._go_to(datetime(2026, 3, 19, 10))
        self._dispose()
        self._count()

    # === STEPS === #

    def _call(self):
        self.case = self._create_case_at(
            "registered",
            picking_id=self.delivery.id,
            line_ids=[
                self._line(
                    product_id=self.product.id,
                    lot_id=self.lot.id,
                    defect_id=self.defect.id,
                )
            ],
        )
        clocks = self.case.clock_ids.sorted("deadline")
        self.assertEqual(
            [(clock.name, f"{clock.deadline:%m-%d}", clock.state) for clock in clocks],
            [
                ("Visited and registered", "03-16", "running"),
                ("Goods brought back", "03-30", "running"),
            ],
        )

    def _visit(self):
        lines = [
            self._return_line(
                quantity=4,
                class_id=self.class_drug.id,
                drug_name="Cefazolin",
                drug_quantity="4 × 1 g",
                drug_value=57.6,
                used=True,
            ),
            self._return_line(quantity=3, class_id=self.class_cash.id),
            self._return_line(quantity=3, class_id=self.class_other.id),
        ]
        self.record = self._create_return(
            *lines, case_id=self.case.id, visited_at=datetime(2026, 3, 5, 8)
        )
        # Who visits sees until when.
        self.assertEqual(f"{self.record.visit_due:%m-%d}", "03-16")
        self.assertEqual(f"{self.record.back_due:%m-%d}", "03-30")
        self.record.action_authorise()
        visit = self._get_clock(self.case, "Visited and registered")
        self.assertRecordValues(
            visit, [{"state": "reached", "ended_at": datetime(2026, 3, 5, 8)}]
        )
        self.assertFalse(self.record.visit_due)
        self.goods = self.record.with_user(self.user_warehouse)
        labels = self.env["ir.actions.report"].with_user(self.handler)
        html = labels._render_qweb_html(
            "complaint_returns.complaint_return_action_label", self.record.ids
        )[0].decode()
        for code in "ABC":
            self.assertIn(f"{self.record.name}/{code}", html)
        self.assertNotIn(self.partner.name, html)
        self._assert_stock(returned=0, returned_b=0, value=0)

    def _transport(self):
        self.record.write({"carrier": "Field Sales", "waybill": "FS-77"})
        self.record.action_collect()
        self.assertEqual(self.record.state, "collected")
        self._assert_stock(returned=0, returned_b=0, value=0)

    def _receive(self):
        Parcel = self.env["complaint.return.parcel"].with_user(self.user_warehouse)
        parcel = Parcel.create(
            {
                "waybill": "SF-9",
                "product_id": self.product.id,
                "lot_text": "2602B",
                "quantity": 2,
            }
        )
        parcel.with_user(self.handler).return_id = self.record
        # The slip, then package by package.
        Return = self.env["complaint.return"].with_user(self.user_warehouse)
        self.assertEqual(
            Return.search([("slip_code", "ilike", f"{self.record.name}/A")]), self.goods
        )
        number = self.record.name
        view = "complaint_returns.complaint_return_view_form_goods"
        with Form(self.goods, view=view) as form:
            for code in (
                *(number, f"{number}/A", "4*2602A"),
                *(f"{number}/B", "3*2602A"),
                *(f"{number}/C", "2602A", "2602A"),
            ):
                form.scan = code
        receive = self.goods.action_receive_unannounced
        receive(self.product.id, "2602B", 1, "In package C")
        receive(self.product.id, "2602B", 2, "Parcel SF-9, without slip")
        self.goods.action_receive()
        self._assert_stock(returned=9, returned_b=3, value=12 * PRICE)
        note = self._get_notes()
        for text in ("3 announced, 2 came", "0 announced, 1 came", "0 announced, 2"):
            self.assertIn(text, note)
        back = self._get_clock(self.case, "Goods brought back")[:1]
        self.assertRecordValues(
            back, [{"state": "reached", "ended_at": datetime(2026, 3, 17, 9)}]
        )

    def _inspect(self):
        used, cash, other, lone, pair = self.goods.item_ids
        self.assertTrue(used.used)
        cash.quantity = 2
        corrected = self.goods.item_ids - (used | cash | other | lone | pair)
        corrected.class_id = self.class_other
        (lone | pair).class_id = self.class_other
        (used | cash | corrected | other).condition = "as_reported"
        pair.condition = "intact"
        lone.write({"condition": "other_maker", "refused": True, "note": "Not ours"})
        with self.assertRefused("photo"):
            self.goods.action_inspect()
        lone.photo_ids = [(0, 0, {"name": "bag.png", "raw": b"1"})]
        with self.assertRefused("Labels Covered"):
            self.goods.action_inspect()
        lone.labels_masked = True
        self.goods.action_inspect()
        self.assertEqual(corrected.class_declared_id, self.class_cash)
        note = self._get_notes()
        self.assertIn("class Other, declared Cash", note)
        self.assertIn("refused, Not ours", note)
        self._assert_stock(returned=9, returned_b=3, value=12 * PRICE)

    def _dispose(self):
        # Parted goods stand beside those they were parted from.
        used, cash, corrected, other, lone, pair = self.goods.item_ids
        used.disposition = "scrap"
        cash.disposition = "supplier"
        corrected.disposition = "sample"
        (other | lone).disposition = "quarantine"
        pair.disposition = "restock"
        Lot = self.registry["stock.lot"]
        with patch.object(Lot, "_complaint_release_required", lambda lots: True):
            with self.assertRefused("2602B"):
                self.goods.action_dispose()
        self._assert_stock(returned=9, returned_b=3, value=12 * PRICE)
        self.goods.action_dispose()
        self.assertEqual(self.record.state, "disposed")
        # What goes to the supplier waits, reserved, until it is picked up.
        self._assert_stock(returned=2, returned_b=0, value=8 * PRICE)
        warehouse = self.warehouse
        quarantine = warehouse.complaint_quarantine_location_id
        self.assertEqual(self._get_stock(quarantine), 2)
        self.assertEqual(self._get_stock(quarantine, self.lot_b), 1)
        self.assertEqual(self._get_stock(warehouse.complaint_sample_location_id), 1)
        self.assertEqual(self._get_stock(warehouse.lot_stock_id, self.lot_b), 2)
        self.assertEqual(self._get_stock(warehouse.lot_stock_id), 0)
        moves = self.record.sudo().item_ids.move_id
        self.assertEqual(sum(moves.mapped("quantity")), 12)
        supplier = self.record.sudo().item_ids.filtered("picking_id").picking_id
        supplier = supplier.filtered(lambda p: p.state == "assigned")
        supplier.move_ids.picked = True
        supplier._action_done()
        self._assert_stock(returned=0, returned_b=0, value=6 * PRICE)

    def _count(self):
        """Check the figures of the report."""
        Item = self.env["complaint.return.item"].with_user(self.handler)

        def figures(*names):
            groups = Item._read_group(
                [("return_id", "=", self.record.id)], names, ["quantity:sum"]
            )
            return {getattr(key, "display_name", key): total for key, total in groups}

        self.assertEqual(
            figures("class_id"),
            {"Added-drug compensation": 4, "Cash compensation": 2, "Other": 6},
        )
        self.assertEqual(figures("lot_id"), {"2602A": 9, "2602B": 3})
        self.assertEqual(
            figures("disposition"),
            {"scrap": 4, "supplier": 2, "sample": 1, "quarantine": 3, "restock": 2},
        )
        self.assertEqual(figures("defect_id").get("Leaks at the port"), 9)
        self.assertEqual(set(self.record.item_ids.mapped("days")), {2})

    # === ASSERTS === #

    def _assert_stock(self, returned, returned_b, value):
        location = self.warehouse._get_complaint_location("return")
        self.assertEqual(self._get_stock(location), returned)
        self.assertEqual(self._get_stock(location, self.lot_b), returned_b)
        self.product.invalidate_recordset()
        self.assertEqual(self.product.total_value, value)

    def _get_notes(self):
        return " ".join(str(note) for note in self.case.activity_ids.mapped("note"))
