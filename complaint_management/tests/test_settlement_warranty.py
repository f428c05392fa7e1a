# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import Form, tagged

from .settlement_common import ComplaintSettlementCommon

LETTER_REPORT = "complaint_management.report_complaint_letter"
SHEET = "complaint_management.report_complaint_settlement_approval"


@tagged("post_install", "-at_install")
class TestSettlementWarranty(ComplaintSettlementCommon):
    """The warranty of the goods is shown with what is promised, and named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.complaint_warranty_months = 24

    def _get_line(self, order, received="2026-03-10 08:00:00", **values):
        settlement = self._complain(order, {"kind": "refund", "amount": 5}, **values)
        settlement.case_id.received_at = received
        return settlement.line_ids.with_user(self.handler)

    def _deliver(self, order, date):
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 10, "picked": True})
        picking._action_done()
        picking.move_ids.date = date

    def test_none_stated(self):
        """A product that states no warranty says nothing."""
        self.product.complaint_warranty_months = 0
        self.assertFalse(self._get_line(self._sell()).warranty)

    def test_from_delivery(self):
        """It counts from the delivery, though it was ordered long before."""
        order = self._sell()
        order.date_order = "2020-01-01"
        self._deliver(order, "2025-03-01 08:00:00")
        self.assertEqual(
            self._get_line(order).warranty, "Under warranty until 03/01/2027, 24 months"
        )

    def test_ended_before_it_was_complained_about(self):
        """What counts is the day of the complaint, not the day it is decided on."""
        order = self._sell()
        self._deliver(order, "2025-03-01 08:00:00")
        self.product.complaint_warranty_months = 3
        late = self._get_line(order, received="2025-06-02 20:00:00")
        self.assertEqual(late.warranty, "Warranty of 3 months ended on 06/01/2025")

    def test_bought_elsewhere(self):
        """Without an order, the day it was bought counts; without one, none."""
        none = self.env["sale.order"]
        goods = self._line(product_id=self.product.id, purchase_date="2025-06-30")
        line = self._get_line(none, line_ids=[goods])
        self.assertIn("06/30/2027", line.warranty)
        goods = self._line(product_id=self.product.id)
        line = self._get_line(none, line_ids=[goods])
        self.assertEqual(line.warranty, "24 months of warranty, start not known")

    def test_lot(self):
        """Until when the lot is used is named as well."""
        self.product.write({"tracking": "lot", "use_expiration_date": True})
        lot = self._create_lot(self.product, expiration_date="2028-10-01 08:00:00")
        goods = self._line(product_id=self.product.id, lot_id=lot.id)
        line = self._get_line(self.env["sale.order"], line_ids=[goods])
        self.assertIn("Lot usable until 10/01/2028", line.warranty)

    def test_named_on_paper(self):
        """Letter and approval sheet name it; in Chinese for who reads Chinese."""
        order = self._sell()
        self._deliver(order, "2025-03-01 08:00:00")
        settlement = self._get_line(order).settlement_id
        self._approve(settlement.with_env(self.env))
        report = self.env["ir.actions.report"].with_user(self.handler)
        for name in (LETTER_REPORT, SHEET):
            with self.subTest(report=name):
                html, _kind = report._render_qweb_html(name, settlement.ids)
                self.assertIn("Under warranty until 03/01/2027", html.decode())

    def test_letter_says_what_was_told(self):
        """What changes afterwards changes neither letter nor fingerprint."""
        order = self._sell()
        self._deliver(order, "2025-03-01 08:00:00")
        for line in ({"kind": "refund", "amount": 5}, {"kind": "explanation"}):
            self.product.complaint_warranty_months = 24
            with self.subTest(line=line):
                settlement = self._complain(order, line)
                self._tell(settlement)
                shown = settlement._get_offer_hash()
                words = settlement.line_ids.warranty
                self.assertIn("24 months", words)
                self.product.complaint_warranty_months = 3
                settlement.invalidate_recordset()
                self.assertEqual(settlement.line_ids.warranty, words)
                self.assertEqual(settlement._get_offer_hash(), shown)
                report = self.env["ir.actions.report"].with_user(self.handler)
                html, _kind = report._render_qweb_html(LETTER_REPORT, settlement.ids)
                self.assertIn(words, html.decode())
                # It is part of what is signed; what was told before had none of it.
                picture = settlement.snapshot
                settlement._with_step_token().snapshot = {
                    name: value for name, value in picture.items() if name != "warranty"
                }
                self.assertNotEqual(settlement._get_offer_hash(), shown)

    def test_approved_is_told_as_it_was_approved(self):
        """Approval sheet and letter name the same, whatever becomes of the product."""
        order = self._sell()
        self._deliver(order, "2025-03-01 08:00:00")
        settlement = self._get_line(order).settlement_id.with_env(self.env)
        self._approve(settlement)
        self.product.complaint_warranty_months = 3
        settlement.case_id.action_offer()
        [line] = settlement._prepare_approval_sheet()["lines"]
        self.assertEqual(line["warranty"], settlement.line_ids.warranty)
        self.assertIn("24 months", line["warranty"])
        again = settlement.line_ids._prepare_warranty_facts()
        self.assertEqual(again["months"], 3)

    def test_unknown_start_is_not_told(self):
        """Who looks at it sees that the start is not known; the letter says nothing."""
        none = self.env["sale.order"]
        goods = self._line(product_id=self.product.id)
        line = self._get_line(none, line_ids=[goods])
        self.assertIn("start not known", line.warranty)
        self.assertFalse(line._letter_warranty())

    def test_days_are_those_of_the_company(self):
        """Midnight is where the company is, wherever the reader sits."""
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        order = self._sell()
        self._deliver(order, "2025-02-28 20:00:00")
        line = self._get_line(order)
        self.assertIn("03/01/2027", line.with_context(tz="America/New_York").warranty)

    def test_costs_the_same_for_many(self):
        """A list of many promises reads goods, orders and deliveries at once."""
        counts = []
        for number in (2, 20):
            orders = [self._sell() for _number in range(number)]
            lines = self.env["complaint.settlement.line"].concat(
                *(self._get_line(order) for order in orders)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            lines.mapped("warranty")
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)

    def test_goods_of_another_complaint(self):
        """A draft tells nothing of goods that are not those of its complaint."""
        other = self._get_line(self._sell())
        line = self._get_line(self._sell())
        self.assertTrue(line.warranty)
        for record in (line, line.browse()):
            for goods, settlement in ((other, line), (other, line.browse())):
                values = {
                    "case_line_id": goods.case_line_id.id,
                    "settlement_id": settlement.settlement_id.id,
                }
                with self.subTest(values=values):
                    told = record.onchange(values, list(values), {"warranty": {}})
                    self.assertFalse(told["value"].get("warranty"))
        values = {
            "case_line_id": line.case_line_id.id,
            "settlement_id": line.settlement_id.id,
        }
        told = line.browse().onchange(values, list(values), {"warranty": {}})
        self.assertTrue(told["value"].get("warranty"))

    def test_product_form(self):
        """Who keeps products fills it in."""
        form = Form(self.product.product_tmpl_id)
        form.complaint_warranty_months = 36
        form.save()
        self.assertEqual(self.product.complaint_warranty_months, 36)
