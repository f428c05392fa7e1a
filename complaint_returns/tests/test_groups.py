# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .common import ComplaintReturnsCommon


@tagged("post_install", "-at_install")
class TestGroups(ComplaintReturnsCommon):
    """The role of the warehouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group_warehouse = cls.env.ref(
            "complaint_returns.complaint_returns_group_warehouse"
        )

    def test_warehouse_implies_nothing_but_employee(self):
        """Returned goods need neither complaint nor stock rights."""
        self.assertEqual(self.group_warehouse.implied_ids, self.group_user)

    def test_warehouse_has_privilege_of_its_own(self):
        """Returned goods are one choice on the user form."""
        privilege = self.env.ref("complaint_returns.res_groups_privilege_returns")
        self.assertEqual(privilege.group_ids, self.group_warehouse)

    def test_role_says_what_it_may_do(self):
        """Whoever gives out roles reads on the user form what they mean."""
        self.assertTrue(self.group_warehouse.comment)

    def test_admin_has_the_role(self):
        """Whoever installs the addon can try all of it at once."""
        admin = self.env.ref("base.user_admin")
        self.assertIn(self.group_warehouse, admin.all_group_ids)

    def test_complaint_administrator_has_not_the_role(self):
        """The warehouse is given by name, also to those who set complaints up."""
        self.assertNotIn(self.group_warehouse, self.user_administrator.all_group_ids)
