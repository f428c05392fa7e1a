# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestGroups(ComplaintCommon):
    """The ladder of roles and the privileges beside it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prefix = "complaint_management.complaint_management_group"
        cls.groups = {
            role: cls.env.ref(f"{prefix}_{role}")
            for role in (
                "user",
                "user_all",
                "manager",
                "administrator",
                "identity",
                "assessment",
            )
        }

    def test_each_rung_of_the_ladder_implies_the_one_below(self):
        """A higher role can do what the lower ones can, and is an employee's role."""
        ladder = ("user", "user_all", "manager", "administrator")
        below = self.group_user
        for role in ladder:
            with self.subTest(role=role):
                self.assertEqual(self.groups[role].implied_ids, below)
                below = self.groups[role]

    def test_privileges_beside_the_ladder_imply_no_rung(self):
        """Opening identities or reading assessments opens no complaint."""
        for role in ("identity", "assessment"):
            with self.subTest(role=role):
                self.assertEqual(self.groups[role].implied_ids, self.group_user)

    def test_administrator_does_not_open_identities(self):
        """Who sets complaints up need not know who complained."""
        self.assertNotIn(
            self.groups["identity"], self.groups["administrator"].all_implied_ids
        )

    def test_each_role_has_one_privilege(self):
        """The ladder is one choice on the user form, the others are their own."""
        privileges = {role: group.privilege_id for role, group in self.groups.items()}
        ladder = self.env.ref("complaint_management.res_groups_privilege_complaints")
        self.assertEqual(
            ladder.group_ids,
            self.env["res.groups"].union(
                *(g for r, g in self.groups.items() if privileges[r] == ladder)
            ),
        )
        self.assertEqual(len(ladder.group_ids), 4)
        for role in ("identity", "assessment"):
            with self.subTest(role=role):
                self.assertEqual(privileges[role].group_ids, self.groups[role])

    def test_each_role_says_what_it_may_do(self):
        """Whoever gives out roles reads on the user form what they mean."""
        silent = [role for role, group in self.groups.items() if not group.comment]
        self.assertFalse(silent)

    def test_admin_has_every_role(self):
        """Whoever installs the addon can try all of it at once."""
        admin = self.env.ref("base.user_admin")
        for role, group in self.groups.items():
            with self.subTest(role=role):
                self.assertIn(group, admin.all_group_ids)

    def test_new_employee_has_no_role(self):
        """Complaints are open to those named for it, not to every new user."""
        employee = self.env["res.users"].create(
            {"name": "New Employee", "login": "new_employee"}
        )
        self.assertTrue(employee._is_internal())
        roles = self.env["res.groups"].union(*self.groups.values())
        self.assertFalse(employee.all_group_ids & roles)
