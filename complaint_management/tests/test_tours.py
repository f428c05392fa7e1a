# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import RecordCapturer, tagged

from .common import ComplaintHttpCommon
from .register_common import ComplaintRegisterCommon


@tagged("post_install", "-at_install")
class TestTours(ComplaintHttpCommon):
    """What only a browser can show; each tour ends with a look at the records."""

    def test_tag_created_in_the_list(self):
        """An administrator adds a tag without leaving the list."""
        with RecordCapturer(self.env["complaint.tag"]) as capture:
            self.start_tour(
                "/odoo/complaint-tags",
                "complaint_tag_create_tour",
                login=self.user_administrator.login,
            )
        self.assertRecordValues(
            capture.records,
            [
                {
                    "name": "Cold chain broken",
                    "company_id": False,
                    "create_uid": self.user_administrator.id,
                }
            ],
        )


@tagged("post_install", "-at_install")
class TestRegisterTours(ComplaintRegisterCommon, ComplaintHttpCommon):
    """A call is taken with the keyboard alone, in under a minute."""

    def _take_call(self, tour, customer, product, category):
        self.partner.name = customer
        self.product.name = product
        self.category.name = category
        self.lot.name = "2611A"
        self._deliver()
        with RecordCapturer(self.env["complaint.case"]) as capture:
            self.start_tour("/odoo/register-complaint", tour, login=self.clerk.login)
        case = capture.records
        self.assertRecordValues(
            case,
            [
                {
                    "state": "registered",
                    "partner_id": self.partner.id,
                    "category_id": self.category.id,
                    "sale_order_id": self.env["sale.order"]
                    .search([("partner_id", "=", self.partner.id)])
                    .id,
                    "create_uid": self.clerk.id,
                }
            ],
        )
        self.assertRecordValues(
            case.line_ids,
            [
                {
                    "product_id": self.product.id,
                    "lot_id": self.lot.id,
                    "quantity": 12,
                    "drug_added": True,
                    "cartons_affected": 2,
                    "cartons_total": 40,
                }
            ],
        )
        return case

    def test_call_taken_by_keyboard(self):
        """From the first key to the number nothing is clicked."""
        case = self._take_call(
            "complaint_case_register_tour", "Third Hospital", "Glucose", "Leaking"
        )
        self.assertEqual(case.contact_ward, "Ward 3")
        self.assertEqual(case.demand, "Replacement")

    def test_call_taken_by_keyboard_in_chinese(self):
        """The same for a user who works in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.clerk.lang = "zh_CN"
        case = self._take_call(
            "complaint_case_register_zh_tour", "第三人民医院", "葡萄糖", "漏液"
        )
        self.assertEqual(case.contact_ward, "三病区")
        self.assertEqual(case.description, "十二袋在接口处漏液。")
