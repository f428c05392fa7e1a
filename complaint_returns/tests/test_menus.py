# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .common import ComplaintReturnsCommon


@tagged("post_install", "-at_install")
class TestMenus(ComplaintReturnsCommon):
    """What warehouse staff find in the web client."""

    def test_complaints_hidden_from_warehouse(self):
        """Who only handles returned goods finds what everybody may be asked or told."""
        root = self.env.ref("complaint_management.complaint_management_menu_root")
        menus = self.env["ir.ui.menu"]
        seen = menus.with_user(self.user_warehouse)._visible_menu_ids()
        internal = menus.with_user(self.user_internal)._visible_menu_ids()
        below = menus.with_context(**{"ir.ui.menu.full_list": True}).search(
            [("id", "child_of", root.id)]
        )
        self.assertEqual(set(seen) & set(below.ids), set(internal) & set(below.ids))

    def test_warehouse_finds_the_four_lists(self):
        """The app of returned goods is there for who has the role, and no other."""
        root = self.env.ref("complaint_returns.complaint_returns_menu_root")
        menus = self.env["ir.ui.menu"]
        seen = menus.with_user(self.user_warehouse)._visible_menu_ids()
        self.assertLess({root.id, *root.child_id.ids}, set(seen))
        self.assertNotIn(root.id, menus.with_user(self.user_all)._visible_menu_ids())
