# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo import Command
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user

from .case_access_common import PREFIX, CaseAccessCommon


@tagged("post_install", "-at_install")
class TestLookAlikes(CaseAccessCommon):
    """Earlier cases on the same matter are shown to who registers the next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Product = cls.env["product.product"]
        cls.product, cls.other_product = Product.create(
            [
                {"name": "Infusion", "is_storable": True, "tracking": "lot"},
                {"name": "Bandage", "is_storable": True, "tracking": "lot"},
            ]
        )
        cls.lot = cls.env["stock.lot"].create(
            {"name": "L-1", "product_id": cls.product.id}
        )
        cls.order = cls.env["sale.order"].create({"partner_id": cls.partner.id})
        cls.stranger = cls.env["res.partner"].create({"name": "Stranger"})
        cls.early = cls._create_case_with(product_id=cls.product.id)

    @classmethod
    def _create_case_with(cls, case=None, **line):
        return cls._create_case(**({"line_ids": [Command.create(line)]} | (case or {})))

    def _assert_looks_like(self, case, others, user=None):
        self.env.flush_all()
        case = case.with_user(user or self.user_all)
        self.assertEqual(case.look_alike_ids.ids, others.sorted("id").ids[::-1])

    def test_same_customer_and_product(self):
        """Both must be the same, one of them is not enough."""
        case = self._create_case_with(product_id=self.product.id)
        self._create_case_with(product_id=self.other_product.id)
        self._create_case_with(
            {"partner_id": self.stranger.id}, product_id=self.product.id
        )
        self._assert_looks_like(case, self.early)

    def test_other_contact_of_the_same_customer(self):
        """Two wards of one hospital are one customer."""
        ward = self.env["res.partner"].create(
            {"name": "Ward 3", "parent_id": self.partner.id}
        )
        case = self._create_case_with(
            {"partner_id": ward.id}, product_id=self.product.id
        )
        self._assert_looks_like(case, self.early)

    def test_same_lot_whoever_complains(self):
        """Complaints on one lot are shown together, from all customers."""
        first = self._create_case_with(
            {"partner_id": self.stranger.id},
            product_id=self.product.id,
            lot_id=self.lot.id,
        )
        second = self._create_case_with(
            {"partner_id": False}, product_id=self.product.id, lot_id=self.lot.id
        )
        self._assert_looks_like(second, first)

    def test_same_order(self):
        """Complaints on one order are shown together."""
        first = self._create_case(sale_order_id=self.order.id)
        second = self._create_case(sale_order_id=self.order.id)
        self._assert_looks_like(second, first)

    def test_own_window_of_the_company(self):
        """Only what was received within the days set for the company counts."""
        self.early.received_at = datetime.now() - timedelta(days=20)
        case = self._create_case_with(product_id=self.product.id)
        self._assert_looks_like(case, self.early)
        self.company.complaint_lookalike_days = 10
        case.invalidate_recordset(["look_alike_ids"])
        self._assert_looks_like(case, self.env["complaint.case"])

    def test_window_is_the_one_of_the_case(self):
        """Working in two companies, each case is judged by its own company's days."""
        self.early.received_at = datetime.now() - timedelta(days=20)
        self.company.complaint_lookalike_days = 10
        user = self._create_user_of_both()
        case = self._create_case_with(product_id=self.product.id).with_user(user)
        case = case.with_context(
            allowed_company_ids=(self.company_other + self.company).ids
        )
        self.assertFalse(case.look_alike_ids)

    def _create_user_of_both(self):
        return new_test_user(
            self.env,
            login="case_both",
            groups=f"{PREFIX}_user_all",
            company_ids=(self.company + self.company_other).ids,
        )

    def test_cases_of_another_company_not_shown(self):
        """Even who works in both companies gets the look-alikes of one."""
        line = {"product_id": self.product.id, "lot_id": self.lot.id}
        foreign = self._create_case_with({"company_id": self.company_other.id}, **line)
        user = self._create_user_of_both()
        case = self._create_case_with(**line).with_user(user)
        both = (self.company + self.company_other).ids
        case = case.with_context(allowed_company_ids=both)
        self.assertEqual(case.look_alike_ids, self.early)
        self.assertNotIn(foreign, case.look_alike_ids)

    def test_hidden_cases_not_shown(self):
        """A case that the user may not read gives no hint of itself."""
        case = self._create_case_with(
            {"user_id": self.handler.id}, product_id=self.product.id
        )
        nothing = self.env["complaint.case"]
        self._assert_looks_like(case, nothing, user=self.handler)
        self.early._name_users(self.handler, "holder")
        case.invalidate_recordset(["look_alike_ids"])
        self._assert_looks_like(case, self.early, user=self.handler)

    def test_hidden_cases_not_shown_after_somebody_else_looked(self):
        """What one user sees is not served to the next from memory."""
        case = self._create_case_with(
            {"user_id": self.handler.id}, product_id=self.product.id
        )
        self._assert_looks_like(case, self.early, user=self.user_all)
        nothing = self.env["complaint.case"]
        self._assert_looks_like(case, nothing, user=self.handler)

    def test_confidential_cases_not_shown(self):
        """A confidential case on the same lot stays out of sight."""
        self._create_case_with(
            {"confidential": True, "partner_id": False},
            product_id=self.product.id,
            lot_id=self.lot.id,
        )
        case = self._create_case_with(
            {"partner_id": self.stranger.id},
            product_id=self.product.id,
            lot_id=self.lot.id,
        )
        nothing = self.env["complaint.case"]
        self._assert_looks_like(case, nothing, user=self.user_manager)

    def test_shown_while_registering(self):
        """They are on the screen before the new case is saved."""
        form = Form(self.env["complaint.case"].with_user(self.user_all))
        form.partner_id = self.partner
        with form.line_ids.new() as line:
            line.product_id = self.product
        self.assertEqual(form.look_alike_count, len(self.early))

    def test_old_complaint_on_the_lot_that_got_another_line(self):
        """What counts is when the complaint was received, not when it was typed."""
        line = {"product_id": self.product.id, "lot_id": self.lot.id}
        received = datetime.now() - timedelta(days=400)
        self._create_case_with(
            {"received_at": received, "partner_id": self.stranger.id}, **line
        )
        recent = self._create_case_with(
            {
                "received_at": datetime.now() - timedelta(days=2),
                "partner_id": self.stranger.id,
            },
            **line,
        )
        case = self._create_case_with({"partner_id": False}, **line)
        self._assert_looks_like(case, recent)

    def test_newest_first_and_not_endless(self):
        """A lot with many complaints shows the newest twenty."""
        many = self.env["complaint.case"].create(
            [
                {
                    "partner_id": self.partner.id,
                    "line_ids": [Command.create({"product_id": self.product.id})],
                }
                for _index in range(25)
            ]
        )
        case = self._create_case_with(product_id=self.product.id)
        shown = case.with_user(self.user_all).look_alike_ids.ids
        self.assertEqual(shown, many.ids[::-1][: len(shown)])
        self.assertIn(len(shown), range(10, 21))
