# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestTagWebClient(ComplaintHttpCommon):
    """The way to the tags through the web client, by role."""

    MENU = "complaint_management.complaint_tag_menu"
    ACTION = "complaint_management.complaint_tag_action"

    def _get_visible_menus(self):
        menus = self.url_open("/web/webclient/load_menus").json()
        return {menu.get("xmlid") for menu in menus.values()}

    def test_menu_visible_to_named_user(self):
        """The lowest complaint role finds the tags below Complaints."""
        self._login(self.user_named)
        self.assertIn(self.MENU, self._get_visible_menus())

    def test_menu_hidden_from_internal_user(self):
        """Without a complaint role, only what one may be asked or told is there."""
        self._login(self.user_internal)
        self.assertEqual(
            {
                menu.removeprefix("complaint_management.")
                for menu in self._get_visible_menus()
                if menu and menu.startswith("complaint_")
            },
            {
                "complaint_management_menu_root",
                "complaint_approval_menu",
                "complaint_approval_delegation_menu",
                "complaint_escalation_menu",
            },
        )

    def test_page_opens_for_named_user(self):
        """The lowest complaint role stays on the page of the tags."""
        self._login(self.user_named)
        response = self.url_open("/odoo/complaint-tags")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.url.endswith("/odoo/complaint-tags"))

    def test_action_lists_tags_for_named_user(self):
        """The action shows the list, which the role may read."""
        tag = self._create_tag(name="Cold chain")
        self._login(self.user_named)
        action = self.make_jsonrpc_request(
            "/web/action/load", {"action_id": self.ACTION}
        )
        self.assertEqual(action["views"][0][1], "list")
        result = self._call_kw(
            action["res_model"], "web_search_read", [("id", "=", tag.id)], {"name": {}}
        )
        self.assertEqual(result["records"], [{"id": tag.id, "name": "Cold chain"}])

    def test_empty_list_says_what_it_is_for(self):
        """Who opens the list first reads what tags are and who adds them."""
        self._login(self.user_named)
        action = self.make_jsonrpc_request(
            "/web/action/load", {"action_id": self.ACTION}
        )
        self.assertIn("No tags yet", action["help"])

    def test_page_refused_to_portal_user(self):
        """A customer is led away from the back end."""
        self._login(self.user_portal)
        response = self.url_open("/odoo/complaint-tags")
        self.assertNotIn("/odoo", response.url)

    @mute_logger("odoo.http")
    def test_read_refused_to_portal_user(self):
        """A customer who calls the server directly reads no tag."""
        self._login(self.user_portal)
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self._call_kw("complaint.tag", "search_read", [], ["name"])

    @mute_logger("odoo.http")
    def test_read_refused_to_visitor(self):
        """Nobody reads tags without logging in."""
        with self.assertRaisesRegex(JsonRpcException, "SessionExpired"):
            self._call_kw("complaint.tag", "search_read", [], ["name"])

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_taken_name_is_an_error_to_read(self):
        """A name that is taken is a message to the user, not a server error."""
        self._create_tag(name="Cold chain")
        self._login(self.user_administrator)
        with self.assertRaisesRegex(JsonRpcException, "ValidationError"):
            self._call_kw("complaint.tag", "create", [{"name": "Cold chain"}])


@tagged("post_install", "-at_install")
class TestConfigurationWebClient(ComplaintHttpCommon):
    """The other pages of the configuration, as the lowest role finds them."""

    MODELS = ("category", "channel", "mark", "reason", "defect", "tag")

    def test_menus_in_the_order_of_use(self):
        """The configuration begins with what most complaints need."""
        self._login(self.user_named)
        menus = self.url_open("/web/webclient/load_menus").json()
        by_xmlid = {menu.get("xmlid"): menu for menu in menus.values()}
        configuration = by_xmlid[
            "complaint_management.complaint_management_menu_configuration"
        ]
        found = [menus[str(id_)]["xmlid"] for id_ in configuration["children"]]
        expected = [f"complaint_management.complaint_{n}_menu" for n in self.MODELS]
        self.assertEqual([xmlid for xmlid in found if xmlid in expected], expected)

    def test_pages_open_with_their_views(self):
        """Each page loads its views and says on an empty list what it is for."""
        self._login(self.user_named)
        for name in self.MODELS:
            with self.subTest(name=name):
                action = self.make_jsonrpc_request(
                    "/web/action/load",
                    {"action_id": f"complaint_management.complaint_{name}_action"},
                )
                self.assertIn("smiling_face", action["help"])
                views = [*action["views"], (False, "search")]
                loaded = self._call_kw(action["res_model"], "get_views", views)
                self.assertEqual(set(loaded["views"]), {"list", "form", "search"})

    def test_pages_have_an_address(self):
        """Each page can be sent to a colleague as a link."""
        self._login(self.user_named)
        for path in ("categories", "channels", "marks", "reasons", "defects"):
            with self.subTest(path=path):
                response = self.url_open(f"/odoo/complaint-{path}")
                self.assertTrue(response.url.endswith(f"/odoo/complaint-{path}"))
