# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import threading
import uuid
from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.complaint_management.tests.portal_common import ComplaintPortalCommon

from .return_common import ComplaintReturnCommon

CASE = "/my/complaints/<int:case_id>"
#: Each route of the addon, and what a good form would send; None for a page.
ROUTES = {
    f"{CASE}/returns/<int:return_id>": None,
    f"{CASE}/replace": {"wanted_date": "soon"},
}


@tagged("post_install", "-at_install")
class TestReturnWish(ComplaintReturnCommon, ComplaintPortalCommon):
    """A customer whose goods go back asks for others on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(cls._create_return(), "authorised")
        cls.soon = date.today() + timedelta(days=20)
        cls.case.sudo()._portal_ensure_token()
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self._login(self.buyer)

    def _ask(self, wanted=None, case=None, **values):
        values = {"wanted_date": str(wanted or self.soon)} | values
        return self._send(case or self.case, "replace", **values)

    def _get_wishes(self):
        self.env.invalidate_all()
        return self.case.replacement_ids

    # === WISH === #

    def test_wish_reaches_the_handler(self):
        """All that goes back, for the day; the handler decides, the page says so."""
        self.assertIn("o_complaint_replace", self._open(self.case).text)
        with self._capture_events() as told:
            page = self._ask(replace_note="For the night shift")
        self.assertIn("we have noted your wish", page.text)
        self.assertIn("o_complaint_wish", page.text)
        self.assertNotIn("o_complaint_replace", page.text)
        self.assertRecordValues(
            self._get_wishes(),
            [
                {
                    "state": "draft",
                    "on_portal": True,
                    "product_id": self.product.id,
                    "quantity": 10,
                    "wanted_date": self.soon,
                }
            ],
        )
        self.assertIn(("replacement_wanted", self.case.ids), told)
        activity = self.case.activity_ids.filtered(
            lambda a: "asks for a replacement" in (a.summary or "")
        )
        self.assertEqual(activity.user_id, self.handler)
        self.assertIn("night shift", activity.note)
        said = self.case.message_ids.filtered(
            lambda m: m.author_id == self.buyer.partner_id
        )
        self.assertIn("I would like a replacement", said.body)
        self._get_wishes().with_user(self.handler).action_ask()
        self.assertEqual(self._get_wishes().state, "asked")

    def test_form_sent_twice_counts_once(self):
        """The same form again is no error; another one finds it asked for."""
        for _time in range(2):
            page = self._ask(form_key="the-same")
            self.assertNotIn("o_complaint_error", page.text)
        self.assertTold(self._ask(), "asked for already")
        self.assertEqual(len(self._get_wishes()), 1)

    def test_what_is_no_day_is_refused(self):
        """Empty, no date, over, too far; what was typed stays in the form."""
        yesterday = date.today() - timedelta(days=2)
        for wanted, text in (
            ("", "on which day"),
            (" ", "on which day"),
            ("tomorrow", "on which day"),
            ("2026-02-30", "on which day"),
            ("0", "on which day"),
            (yesterday, "over"),
            ("9999-12-31", "within one year"),
        ):
            with self.subTest(wanted=wanted):
                page = self._send(
                    self.case, "replace", wanted_date=str(wanted), replace_note="Mine"
                )
                self.assertTold(page, text)
                self.assertIn("Mine</textarea>", page.text)
        self.assertTold(self._ask(replace_note="x" * 5001), "too long")
        self.assertFalse(self._get_wishes())

    def test_wish_is_for_what_came(self):
        """Once the goods are there, what was received counts, not the announced."""
        goods = self.record.with_user(self.user_warehouse)
        goods.line_ids.quantity_counted = 7
        goods.action_receive()
        self.env.flush_all()
        self.assertNotIn("o_complaint_error", self._ask().text)
        self.assertEqual(self._get_wishes().quantity, 7)

    def test_wish_ends_with_the_complaint(self):
        """Undecided it is shown as such, given up at the end, and then not shown."""
        page = " ".join(self._ask().text.split())
        self.assertIn("You asked for a replacement on", page)
        self.assertIn("we have not decided yet", page)
        self._take_step(self.case, "withdraw")
        self.env.flush_all()
        self.assertEqual(self._get_wishes().state, "cancelled")
        self.assertNotIn("o_complaint_wish", self._open(self.case).text)

    def test_draft_is_not_shown_once_the_complaint_is_closed(self):
        """What the handler drafted stays, and tells the customer nothing any more."""
        mine = {"case_id": self.case.id, "wanted_date": self.soon}
        draft = self.env["complaint.replacement"].with_user(self.handler).create(mine)
        self.env.flush_all()
        self.assertIn("o_complaint_wish", self._open(self.case).text)
        self._take_step(self.case, "withdraw")
        self.env.flush_all()
        self.assertEqual(draft.state, "draft")
        self.assertNotIn("o_complaint_wish", self._open(self.case).text)

    def test_short_notice_is_taken_with_a_warning(self):
        """Less than two days ahead is noted, and the page says it is short."""
        page = self._ask(date.today() + timedelta(days=1))
        self.assertIn("Short notice", page.text)
        self.assertTrue(self._get_wishes().notice_words)

    def test_nothing_to_ask_for_where_nothing_goes_back(self):
        """A draft, a cancelled return, a closed case: no form, and it is refused."""
        draft = self._create_case_at("registered")
        self._create_return(case_id=draft.id)
        cancelled = self._create_case_at("registered")
        self._create_return(
            self._return_line(self.lot_b, 1), case_id=cancelled.id
        ).action_authorise()
        cancelled.return_ids.action_cancel()
        closed = self.case
        for case in (draft, cancelled, closed):
            if case == closed:
                self._take_step(case, "withdraw")
            self.env.flush_all()
            with self.subTest(case=case.name):
                page = self._open(case)
                self.assertIn(case.name, page.text)
                self.assertNotIn("o_complaint_replace", page.text)
                self.assertIn("o_complaint_error", self._ask(case=case).text)
                self.assertFalse(case.replacement_ids)

    def test_one_that_was_cancelled_can_be_asked_for_again(self):
        """What the handler gave up is free; what was asked for by phone is not."""
        mine = {"case_id": self.case.id, "wanted_date": self.soon}
        other = self.env["complaint.replacement"].with_user(self.handler).create(mine)
        self.env.flush_all()
        self.assertTold(self._ask(), "asked for already")
        other.action_cancel()
        self.env.flush_all()
        self.assertNotIn("o_complaint_error", self._ask().text)
        self.assertEqual(len(self._get_wishes()), 2)

    def test_wish_is_not_marked_by_hand(self):
        """Nobody passes off a replacement as what the customer wrote."""
        Replacement = self.env["complaint.replacement"].with_user(self.handler)
        with self.assertRaises(AccessError):
            Replacement.create({"case_id": self.case.id, "on_portal": True})

    # === DOORS === #

    def _get_routes(self):
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            routing_map = self.env["ir.http"].routing_map()
        return {
            rule.rule: rule.methods
            for rule in routing_map.iter_rules()
            if rule.endpoint.func.__module__.startswith("odoo.addons.complaint_returns")
        }

    def _knock(self, rule, token=None, csrf=True):
        """Ask for a route as well as an attacker can."""
        if ROUTES[rule] is None:
            url = f"/my/complaints/{self.case.id}/returns/{self.record.id}"
            return self.url_open(url, params={"access_token": token} if token else {})
        return self._send(
            self.case,
            "replace",
            token=token,
            csrf=csrf,
            wanted_date=str(self.soon),
            form_key=str(uuid.uuid4()),
        )

    def test_each_route_has_an_entry(self):
        """No route comes in without being tried by a second customer."""
        self.assertEqual(set(self._get_routes()), set(ROUTES))

    def test_others_are_shut_out(self):
        """Another customer, a colleague, a visitor, an employee with the link."""
        token = self._get_token(self.case)
        other = self._create_case(partner_id=self.stranger.partner_id.parent_id.id)
        foreign = self._get_token(other)
        for user, tokens in (
            (self.stranger, (None, "wrong", foreign)),
            (self.colleague_buyer, (None, "wrong")),
            (None, (None, "wrong", foreign)),
            (self.user_internal, (None, token)),
        ):
            self._login(user) if user else self._leave()
            for key in tokens:
                for rule in ROUTES:
                    with self.subTest(rule=rule, user=user and user.login, key=key):
                        response = self._knock(rule, key)
                        kind = response.headers["Content-Type"]
                        self.assertNotIn("pdf", kind)
                        self.assertNotIn(self.case.name, response.text)
        self.assertFalse(self._get_wishes())

    def test_customer_and_link_get_through(self):
        """The same requests, as the customer and by the key of the link."""
        token = self._get_token(self.case)
        slip, replace = ROUTES
        self.assertIn("pdf", self._knock(slip).headers["Content-Type"])
        self._leave()
        self.assertIn("pdf", self._knock(slip, token).headers["Content-Type"])
        self.assertIn(self.case.name, self._knock(replace, token).text)
        self.assertEqual(len(self._get_wishes()), 1)

    @mute_logger("odoo.http")
    def test_form_is_neither_a_link_nor_sent_by_other_sites(self):
        """GET is refused, and a form without the token of the session."""
        rule = f"{CASE}/replace"
        self.assertEqual(self._get_routes()[rule], {"POST", "OPTIONS"})
        url = f"/my/complaints/{self.case.id}/replace"
        self.assertIn(self.url_open(url).status_code, (404, 405))
        self.assertEqual(self._knock(rule, csrf=False).status_code, 400)
        self.assertFalse(self._get_wishes())
