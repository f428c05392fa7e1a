# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .common import ComplaintQualityCommon


@tagged("post_install", "-at_install")
class TestGroups(ComplaintQualityCommon):
    """The two roles of quality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prefix = "complaint_quality.complaint_quality_group"
        cls.group_quality_user = cls.env.ref(f"{prefix}_user")
        cls.group_quality_manager = cls.env.ref(f"{prefix}_manager")
        cls.groups = cls.group_quality_user + cls.group_quality_manager

    def test_quality_user_works_on_named_cases_only(self):
        """An investigator opens the complaints he or she is named in, not all."""
        self.assertEqual(
            self.group_quality_user.implied_ids,
            self.env.ref("complaint_management.complaint_management_group_user"),
        )

    def test_quality_manager_is_quality_user(self):
        """The manager can do what the user can, and is no manager of complaints."""
        self.assertEqual(
            self.group_quality_manager.implied_ids, self.group_quality_user
        )

    def test_quality_has_privilege_of_its_own(self):
        """Quality is one choice on the user form, beside that of complaints."""
        privilege = self.env.ref("complaint_quality.res_groups_privilege_quality")
        self.assertEqual(privilege.group_ids, self.groups)

    def test_each_role_says_what_it_may_do(self):
        """Whoever gives out roles reads on the user form what they mean."""
        self.assertTrue(all(self.groups.mapped("comment")))

    def test_admin_has_every_role(self):
        """Whoever installs the addon can try all of it at once."""
        self.assertLessEqual(self.groups, self.env.ref("base.user_admin").all_group_ids)

    def test_complaint_administrator_has_no_quality_role(self):
        """Quality is given by name, also to those who set complaints up."""
        self.assertFalse(self.user_administrator.all_group_ids & self.groups)
