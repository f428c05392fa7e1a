# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_common import ComplaintApprovalCommon

SHIPPED = "complaint_management.complaint_approval_limit"


@tagged("post_install", "-at_install")
class TestComplaintApprovalLimit(ComplaintApprovalCommon):
    """Limits as they are shipped and set up."""

    def test_three_limits_are_shipped(self):
        """1,000, 3,000 and no end, in CNY, for companies that keep books in it."""
        limits = self.env["complaint.approval.limit"].concat(
            *(
                self.env.ref(f"{SHIPPED}_{name}")
                for name in ("area_manager", "deputy", "general_manager")
            )
        )
        self.assertEqual(limits.currency_id, self.env.ref("base.CNY"))
        self.assertFalse(limits.company_id)
        self.assertEqual(limits.mapped("amount"), [1000, 3000, 0])
        self.assertEqual(limits.mapped("is_unlimited"), [False, False, True])
        self.assertEqual(limits.mapped("also_below"), [False, False, True])

    @mute_logger("odoo.sql_db")
    def test_implausible_limits_are_refused(self):
        """For one holder, not negative, once."""
        for values in (
            {"user_id": self.area.user_id.id},
            {"job_id": False},
            {"amount": -1},
            {"amount": 5},
        ):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                self._create_limit(self.area, **values)

    def test_customer_holds_no_limit(self):
        """Only employees decide."""
        with self.assertRaises(ValidationError):
            self._create_limit(user_id=self.user_portal.id)

    def test_name_says_who_and_how_far(self):
        """The name needs no further column."""
        self.assertIn("1,000.00", self.area_limit.display_name)
        self.assertIn("Position area", self.area_limit.display_name)
        self.assertIn("no upper limit", self.general_limit.display_name)

    def test_other_company_sees_none(self):
        """Limits of one company are no business of another."""
        limits = self.env["complaint.approval.limit"].with_user(self.user_other_company)
        self.assertFalse(limits.search([("id", "=", self.area_limit.id)]))
        with self.assertRaises(AccessError):
            self.area_limit.with_user(self.user_other_company).read(["amount"])
