# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import threading
import uuid
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PNG, ComplaintPortalCommon

CASE = "/my/complaints/<int:case_id>"
#: Each route of the addon: how it is asked for, and what a good form would send.
#: A new route without a line here fails the test.
ROUTES = {
    "/my/complaints": ("list", {}),
    "/my/complaints/page/<int:page>": ("list", {}),
    CASE: ("get", {}),
    f"{CASE}/files/<int:attachment_id>": ("get", {}),
    f"{CASE}/letter/<int:settlement_id>": ("get", {}),
    f"{CASE}/confirm": ("post", {}),
    f"{CASE}/upload": ("post", {"upload_note": "Mine"}),
    f"{CASE}/answer": ("post", {"answer": "Mine"}),
    f"{CASE}/accept": ("post", {"signed_by": "Mine", "signature": ""}),
    f"{CASE}/refuse": ("post", {"refuse_reason": "Mine"}),
    f"{CASE}/withdraw": ("post", {"withdraw_reason": "Mine"}),
    f"{CASE}/stuck": ("post", {"stuck_reason": "Mine"}),
}


@tagged("post_install", "-at_install")
class TestPortalRoute(ComplaintPortalCommon):
    """Each route, as another customer who knows every number of the first one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offered = cls._create_case_at("offered")
        evidence = cls.env["complaint.evidence"]._with_step_token()
        cls.evidence = evidence.create(
            {
                "case_id": cls.offered.id,
                "name": "Files",
                "origin": "portal",
                "attachment_ids": [(0, 0, {"name": "a.png", "raw": PNG})],
            }
        ).with_env(cls.env)
        cls.offered.sudo()._portal_ensure_token()
        cls.env.flush_all()

    def _get_routes(self):
        """Return the routes of our controllers, with the methods they take."""
        # The server's threads carry the name, the one of the tests does not.
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            routing_map = self.env["ir.http"].routing_map()
        return {
            rule.rule: rule.methods
            for rule in routing_map.iter_rules()
            if rule.endpoint.func.__module__.startswith(
                "odoo.addons.complaint_management."
            )
        }

    def _get_url(self, rule):
        file = self.evidence.attachment_ids.id
        for placeholder, number in (
            ("<int:case_id>", self.offered.id),
            ("<int:attachment_id>", file),
            ("<int:settlement_id>", self.offered.settlement_id.id),
            ("<int:page>", 1),
        ):
            rule = rule.replace(placeholder, str(number))
        return rule

    def _get_picture(self):
        self.env.invalidate_all()
        case = self.offered
        return (
            case.state,
            case.settlement_id.state,
            case.settlement_id.answered_by,
            case.settlement_id.signature,
            case.description_confirmed,
            case.portal_form_key,
            case.stuck_at,
            len(case.message_ids),
            len(case.activity_ids),
            len(case.evidence_ids.attachment_ids),
        )

    def _ask(self, rule, token=None, csrf=True):
        """Ask for a route as well as an attacker can."""
        kind, values = ROUTES[rule]
        if kind != "post":
            params = {"access_token": token} if token else {}
            return self.url_open(self._get_url(rule), params=params)
        verb = rule.rsplit("/", 1)[1]
        values = values | {
            "settlement_id": self.offered.settlement_id.id,
            "offer_hash": self.offered.settlement_ids[:1]._get_offer_hash(),
            "text_hash": self.offered._portal_get_text_hash(),
            "form_key": str(uuid.uuid4()),
        }
        files = [("mine.png", PNG)]
        return self._send(
            self.offered, verb, files=files, token=token, csrf=csrf, **values
        )

    def _assert_shut_out(self, token=None):
        before = self._get_picture()
        for rule in ROUTES:
            with self.subTest(rule=rule, token=token):
                response = self._ask(rule, token)
                self.assertNotIn(self.offered.name, response.text)
                self.assertNotIn("o_complaint_next", response.text)
                self.assertNotEqual(response.content, PNG)
                self.assertEqual(self._get_picture(), before)

    def test_each_route_has_an_entry(self):
        """No route comes in without being tried by a second customer."""
        self.assertEqual(set(self._get_routes()), set(ROUTES))

    def test_second_customer_is_shut_out(self):
        """Of another company, without a key and with keys that are wrong."""
        other = self._create_case(partner_id=self.stranger.partner_id.parent_id.id)
        self._login(self.stranger)
        for token in (None, "wrong", self._get_token(other)):
            self._assert_shut_out(token)

    def test_colleague_at_the_customer_is_shut_out(self):
        """Another contact of the same hospital, without a key."""
        self._login(self.colleague_buyer)
        self._assert_shut_out()

    def test_visitor_is_shut_out(self):
        """Who is not logged in, without a key and with a wrong one."""
        self._leave()
        for token in (None, "wrong"):
            self._assert_shut_out(token)

    def test_employee_with_the_key_is_shut_out(self):
        """An employee who may not read the case, with the key of a forwarded link."""
        self._login(self.user_internal)
        self._assert_shut_out(self._get_token(self.offered))

    @mute_logger("odoo.http")
    def test_forms_are_not_sent_by_a_link(self):
        """A GET on what changes something is refused, for the customer as well."""
        self._login(self.buyer)
        before = self._get_picture()
        for rule, (kind, _values) in ROUTES.items():
            if kind != "post":
                continue
            with self.subTest(rule=rule):
                self.assertEqual(self._get_routes()[rule], {"POST", "OPTIONS"})
                response = self.url_open(self._get_url(rule))
                self.assertIn(response.status_code, (404, 405))
        self.assertEqual(self._get_picture(), before)

    @mute_logger("odoo.http")
    def test_forms_of_other_sites_are_refused(self):
        """Without the token of the session, nothing is done, for the customer too."""
        self._login(self.buyer)
        before = self._get_picture()
        for rule, (kind, _values) in ROUTES.items():
            if kind == "post":
                with self.subTest(rule=rule):
                    self.assertEqual(self._ask(rule, csrf=False).status_code, 400)
        self.assertEqual(self._get_picture(), before)

    def test_customer_gets_through(self):
        """The same requests, as the customer: what shuts others out lets in."""
        self._login(self.buyer)
        for rule in ROUTES:
            with self.subTest(rule=rule):
                response = self._ask(rule)
                self.assertEqual(response.status_code, 200, response.text[-2000:])
                self.assertTrue(
                    self.offered.name in response.text or response.content == PNG
                )

    def test_record_that_is_not_there_leads_home(self):
        """A number that does not exist looks like one that is not yours."""
        self._login(self.buyer)
        self.assertShut(self.url_open("/my/complaints/2000000000"))
