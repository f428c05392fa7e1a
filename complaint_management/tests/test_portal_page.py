# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from markupsafe import escape

from odoo.tests import tagged

from .portal_common import PNG, ComplaintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalPage(ComplaintPortalCommon):
    """What a customer reads about a complaint, and what nobody outside ever does."""

    def _get_page(self, case, user=None):
        self._login(user or self.buyer)
        self.env.flush_all()
        response = self._open(case)
        self.assertEqual(response.status_code, 200)
        self.assertIn("o_complaint_next", response.text)
        return response.text

    def test_page_shows_number_contact_goods_and_what_was_said(self):
        """The number and who to talk to, the text, product, lot and quantity."""
        self.case.line_ids.write({"lot_id": self.lot.id})
        page = self._get_page(self.case)
        for text in (
            self.case.name,
            self.handler.name,
            self.case.description,
            self.product.name,
            self.lot.name,
        ):
            self.assertIn(text, page)

    def test_page_says_its_language(self):
        """Scripts on it, such as the signature, load the words of that language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self._login(self.buyer)
        for path in ("", f"/{self.case.id}"):
            page = self.url_open(f"/zh_CN/my/complaints{path}").text
            self.assertIn('<html lang="zh-CN"', page)

    def test_page_has_one_next_thing_in_each_state(self):
        """Each state says in the customer's words whose turn it is."""
        expected = {
            "registered": "we wrote down",
            "need_info": "We wait for your answer",
            "accepted": "we wrote down",
            "offered": "Please answer our offer",
            "closed": "This complaint is closed",
            "withdrawn": "was withdrawn",
            "merged": "together with another one",
            "not_accepted": "could not accept",
        }
        for state, text in expected.items():
            with self.subTest(state=state):
                page = self._get_page(self._create_case_at(state))
                self.assertIn(text, page)
                self.assertEqual(page.count("o_complaint_next"), 1)

    def test_page_of_confirmed_case_says_nothing_is_to_do(self):
        """Whoever confirmed the text is told what the company does."""
        expected = {
            "new": "We check your complaint",
            "accepted": "look into it",
            "investigating": "find out what happened",
            "solution": "prepare a solution",
            "executing": "what we agreed on",
            "follow_up": "whether you are satisfied",
        }
        for state, text in expected.items():
            with self.subTest(state=state):
                case = self._create_case_at(state, description_confirmed=True)
                page = self._get_page(case)
                self.assertIn("Nothing to do for you", page)
                self.assertIn(text, page)

    def test_page_says_what_is_asked(self):
        """The customer reads the question itself, not that there is one."""
        case = self._create_case_at("registered")
        case.action_request_info("Please send photos of the port.")
        self.assertIn("Please send photos of the port.", self._get_page(case))

    def test_page_shows_reason_and_advice_of_a_refusal(self):
        """A complaint that is not accepted says why and what to do instead."""
        page = self._get_page(self._create_case_at("not_accepted"))
        self.assertIn("Please turn to the seller.", page)

    def test_offer_shows_only_once_it_was_told(self):
        """A draft is nobody's business; the offer shows lines and amounts."""
        case = self._create_case_at("solution")
        line = {"kind": "refund", "amount": 1234.0, "description": "Ten bags"}
        draft = self._create_settlement(
            case, reasons="The port leaked.", line_ids=[(0, 0, line)]
        )
        page = self._get_page(case)
        self.assertNotIn("Ten bags", page)
        self.assertNotIn("The port leaked.", page)
        self._approve(draft)
        case.action_offer()
        page = self._get_page(case)
        for text in ("Ten bags", "The port leaked.", "1,234.00", "Refund"):
            self.assertIn(text, page)

    def test_nothing_internal_is_on_the_page(self):
        """Neither holder, marks, severity, notes nor what employees collected."""
        case = self._create_case_at("offered", severity="major")
        case.mark_ids = self._create_mark(name="Very suspicious")
        case.tag_ids = self._create_tag(name="Difficult customer")
        self._create_evidence(case, name="Letter of an informer")
        case.action_hand_over(to_user_id=self.colleague.id, why="Visit secretly")
        case.settlement_id.risk = "They may go to court"
        case.message_post(body="Between us", subtype_xmlid="mail.mt_note")
        page = self._get_page(case)
        for text in (
            "suspicious",
            "Difficult customer",
            "informer",
            self.colleague.name,
            "secretly",
            "court",
            "Between us",
            "Major",
        ):
            self.assertNotIn(text, page)

    def test_page_by_link_never_shows_who_complains(self):
        """The link of a consumer opens the case, without the data kept apart."""
        case = self._create_private_case("offered")
        token = self._get_token(case)
        self._leave()
        page = self._open(case, token).text
        self.assertIn(case.name, page)
        self.assertIn("Please answer our offer", page)
        for text in ("Secret Surname", "0471-5550000", "secret@example.com"):
            self.assertNotIn(text, page)

    def test_page_is_shut_without_right_or_key(self):
        """Strangers, colleagues, visitors and wrong keys get no page."""
        self._get_token(self.case)
        for user in (self.stranger, self.colleague_buyer, self.user_internal):
            with self.subTest(user=user.login):
                self._login(user)
                self.assertShut(self._open(self.case))
                self.assertShut(self._open(self.case, "wrong"))
        self._leave()
        self.assertShut(self._open(self.case))
        self.assertShut(self._open(self.case, "wrong"))

    def test_key_opens_nothing_for_an_employee(self):
        """A forwarded link does not show the respondent what is said about him."""
        token = self._get_token(self.case)
        self._login(self.user_internal)
        self.assertShut(self._open(self.case, token))

    def test_preview_of_an_employee_offers_no_verb(self):
        """The handler looks, but answers nothing in the customer's name."""
        case = self._create_case_at("offered")
        page = self._get_page(case, self.handler)
        self.assertIn("Preview", page)
        for verb in ("accept", "refuse", "upload", "confirm", "withdraw"):
            self.assertNotIn(f"/my/complaints/{case.id}/{verb}", page)
        self._send(case, "accept", settlement_id=case.settlement_id.id, signed_by="Me")
        self.assertEqual(case.settlement_id.state, "offered")

    def test_progress_line_follows_the_case(self):
        """Six words for outsiders; the current one is where the case stands."""
        case = self._create_case_at("investigating")
        progress = case._portal_get_progress()
        self.assertEqual(
            [step["status"] for step in progress],
            ["done", "done", "current", "open", "open", "open"],
        )
        self.assertEqual(progress[0]["date"], case.received_at)
        self.assertFalse(progress[3]["date"])
        closed = self._create_case_at("closed")._portal_get_progress()
        self.assertEqual({step["status"] for step in closed}, {"done"})

    def test_waiting_case_stays_where_it_stood_on_the_progress_line(self):
        """Asking for information does not throw the customer back."""
        case = self._create_case_at("investigating")
        case.action_request_info("Which ward?")
        self.assertEqual(case._portal_get_reached(), 2)
        self.assertEqual(case._portal_get_status(), "Being investigated")

    def test_own_file_comes_back_and_no_other(self):
        """A customer downloads what he or she sent, never what employees attached."""
        self._login(self.buyer)
        self._send(self.case, "upload", files=[("bag.png", PNG)])
        mine = self.case.evidence_ids.attachment_ids
        internal = self._create_evidence(
            self.case,
            attachment_ids=[(0, 0, {"name": "secret.txt", "raw": b"secret"})],
        ).attachment_ids
        path = f"/my/complaints/{self.case.id}/files/"
        response = self.url_open(f"{path}{mine.id}")
        self.assertEqual(response.content, PNG)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(self.url_open(f"{path}{internal.id}").status_code, 404)

    def test_list_filters_sorts_and_searches(self):
        """Open, closed, waiting; by number and product; nonsense shows everything."""
        offered = self._create_case_at("offered")
        closed = self._create_case_at("closed")
        colleague = self._create_case(contact_id=self.colleague_buyer.partner_id.id)
        self._login(self.buyer)
        self.env.flush_all()

        def listed(**params):
            page = self.url_open("/my/complaints", params=params).text
            cases = self.case | offered | closed | colleague
            return cases.filtered(lambda case: f'/my/complaints/{case.id}"' in page)

        self.assertEqual(listed(), self.case | offered | closed)
        self.assertEqual(listed(filterby="open"), self.case | offered)
        self.assertEqual(listed(filterby="closed"), closed)
        self.assertEqual(listed(filterby="waiting"), offered)
        self.assertEqual(listed(search=offered.name, search_in="number"), offered)
        self.assertEqual(len(listed(search="Sodium", search_in="product")), 3)
        self.assertFalse(listed(search="No such thing"))
        self.assertEqual(len(listed(sortby="x", filterby="y", search_in="z")), 3)
        for sortby in ("date", "oldest", "name"):
            self.assertEqual(len(listed(sortby=sortby)), 3)

    def test_list_says_what_a_case_is_about(self):
        """The list names the goods; without goods, what was said, cut short."""
        goods = self._create_case(line_ids=[self._line(model="Pump P-12")])
        said = f"Two hours late\n<b> {'again ' * 20}"
        service = self._create_case(description=said, line_ids=[])
        self.assertEqual(goods._portal_get_goods(), "Pump P-12")
        words = service._portal_get_goods()
        self.assertEqual(words, "Two hours late <b> again again again aga…")
        self._login(self.buyer)
        self.env.flush_all()
        page = self.url_open("/my/complaints").text
        self.assertIn("Pump P-12", page)
        self.assertIn(str(escape(words)), page)

    def test_home_counts_cases_and_those_that_wait(self):
        """The counters of the home page are the customer's own."""
        self._create_case_at("offered")
        self._login(self.buyer)
        self.env.flush_all()
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["complaint_count", "complaint_waiting_count"]}
        )
        self.assertEqual(counters["complaint_count"], 2)
        self.assertEqual(counters["complaint_waiting_count"], 1)

    def test_employee_lists_only_what_he_complained_about(self):
        """An employee who reads many cases has none of them on the portal."""
        self._login(self.user_manager)
        page = self.url_open("/my/complaints").text
        self.assertIn("You have no complaints", page)

    def test_messages_hide_internal_notes(self):
        """The thread on the page has what was written to the customer, no note."""
        for body, subtype in (
            ("Dear customer", "mail.mt_comment"),
            ("Between us", "mail.mt_note"),
        ):
            self.case.message_post(
                body=body, message_type="comment", subtype_xmlid=subtype
            )
        token = self._get_token(self.case)
        params = {"thread_model": "complaint.case", "thread_id": self.case.id}
        self._login(self.buyer)
        mine = self.make_jsonrpc_request("/mail/chatter_fetch", params)
        self._leave()
        by_link = self.make_jsonrpc_request(
            "/mail/chatter_fetch", params | {"token": token}
        )
        for result in (mine, by_link):
            bodies = str(result["data"])
            self.assertIn("Dear customer", bodies)
            self.assertNotIn("Between us", bodies)
