# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnParcel(ComplaintReturnCommon):
    """A parcel without slip waits until somebody knows whose it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parcel = (
            cls.env["complaint.return.parcel"]
            .with_user(cls.user_warehouse)
            .create({"waybill": "SF-1", "product_id": cls.product.id, "quantity": 3})
        )

    def test_handler_finds_the_return_it_belongs_to(self):
        """From then on it is counted there, and the note stays as it is."""
        record = self._create_return()
        self.parcel.with_user(self.handler).return_id = record
        with self.assertRaises(UserError):
            self.parcel.quantity = 9
        self.parcel.return_id = False
        self.parcel.quantity = 4

    def test_others_do_not_see_it(self):
        """Employees without a role, and another company."""
        for user in (self.user_internal, self.user_portal, self.user_other_company):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.parcel.with_user(user).read(["waybill"])
