# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .portal_common import PDF, PNG, ComplaintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalVerb(ComplaintPortalCommon):
    """What a customer does on the portal, over HTTP; all of it or nothing."""

    def setUp(self):
        super().setUp()
        self._login(self.buyer)

    def _offer(self, **values):
        case = self._create_case_at("offered", **values)
        self.env.flush_all()
        return case, self._get_offer_values(case)

    def _get_activity(self, case):
        return case.activity_ids.sorted("id")[-1:]

    # === CONFIRM === #

    def test_text_is_confirmed(self):
        """The customer confirms what was written down; no mail, no state changes."""
        mails = self.env["mail.mail"].search_count([])
        key = self.case._portal_get_text_hash()
        page = self._send(self.case, "confirm", text_hash=key).text
        self.assertIn("You confirmed this text", page)
        self.assertTrue(self.case.description_confirmed)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_text_changed_meanwhile_is_not_confirmed(self):
        """Nobody confirms what he or she has not read."""
        key = self.case._portal_get_text_hash()
        self.case.description = "It was the customer's fault."
        self.env.flush_all()
        page = self._send(self.case, "confirm", text_hash=key)
        self.assertTold(page, "The text has changed meanwhile")
        self.assertFalse(self.case.description_confirmed)

    # === UPLOAD === #

    def test_files_become_evidence_of_the_portal(self):
        """Several files are one piece of evidence; names stay with the sender."""
        files = [("Zhang San.png", PNG), ("invoice.pdf", PDF)]
        page = self._send(self.case, "upload", files=files, upload_note="The port").text
        evidence = self.case.evidence_ids
        self.assertRecordValues(
            evidence, [{"origin": "portal", "note": "The port", "kind": "other"}]
        )
        self.assertFalse(evidence.received_by_id)
        self.assertEqual(len(evidence.attachment_ids), 2)
        self.assertNotIn("Zhang", str(evidence.attachment_ids.mapped("name")))
        self.assertIn("The port", page)
        self.assertEqual(self._get_activity(self.case).user_id, self.handler)
        self.assertTrue(evidence.with_user(self.handler).has_access("read"))

    def test_unwanted_files_are_refused_and_the_text_is_kept(self):
        """Neither by name nor by content does anything come in that would run."""
        for name, content in (
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.html", b"<html/>"),
            ("a.exe", b"MZ\x90"),
            ("a.js", b"alert(1)"),
            ("no_ending", PNG),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.txt", b"\n <script>alert(1)</script>"),
            ("a.csv", b"MZ\x90\x00"),
            ("a.pdf", PNG),
            ("a.jpg", b""),
        ):
            with self.subTest(name=name):
                page = self._send(
                    self.case,
                    "upload",
                    files=[("ok.png", PNG), (name, content)],
                    upload_note="I typed this",
                )
                self.assertTold(page, f"{name} was not taken")
                self.assertIn("I typed this", page.text)
                self.assertFalse(self.case.evidence_ids)

    def test_large_file_is_refused(self):
        """A file over the limit is named with the limit."""
        page = self._send(
            self.case, "upload", files=[("a.txt", b"x" * (20 * 1024 * 1024 + 1))]
        )
        self.assertTold(page, "larger than 20 MB")

    def test_too_many_files_are_refused(self):
        """More files than one form takes are refused all together."""
        files = [(f"{n}.txt", b"x%d" % n) for n in range(7)]
        page = self._send(self.case, "upload", files=files)
        self.assertTold(page, "at most 6 files")
        self.assertFalse(self.case.evidence_ids)

    def test_same_file_is_kept_once(self):
        """Sent again in a new form, a file that is there already is left out."""
        self._send(self.case, "upload", files=[("bag.png", PNG)])
        page = self._send(self.case, "upload", files=[("again.png", PNG)])
        self.assertTold(page, "have these files already")
        files = [("again.png", PNG), ("new.pdf", PDF)]
        self._send(self.case, "upload", files=files)
        self.assertEqual(len(self.case.evidence_ids.attachment_ids), 2)

    def test_upload_without_file_is_refused(self):
        """An empty form says what is missing."""
        page = self._send(self.case, "upload", upload_note="Forgot it")
        self.assertTold(page, "choose at least one file")

    # === ANSWER === #

    def test_answer_resumes_the_case_and_tells_the_handler(self):
        """Message and files come in, the case goes on where it stood."""
        case = self._create_case_at("investigating")
        case.action_request_info("Which ward?")
        self.env.flush_all()
        with self._capture_events() as told:
            page = self._send(
                case, "answer", files=[("w.png", PNG)], answer="Ward three"
            )
        self.assertIn("Thank you for your answer", page.text)
        self.assertEqual(case.state, "investigating")
        self.assertIn(("info_received", case.ids), told)
        message = case.message_ids.filtered(lambda m: "Ward three" in m.body)
        self.assertEqual(message.author_id, self.buyer.partner_id)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(len(case.evidence_ids.attachment_ids), 1)
        self.assertEqual(self._get_activity(case).user_id, self.handler)
        self.assertEqual(case.transition_ids[-1:].user_id, self.buyer)

    def test_answer_with_a_bad_file_changes_nothing(self):
        """The text is not sent without the file, and is still there to be sent."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        page = self._send(case, "answer", files=[("v.exe", b"MZ")], answer="Typed long")
        self.assertTold(page, "v.exe was not taken")
        self.assertIn("Typed long", page.text)
        self.assertEqual(case.state, "need_info")

    def test_empty_or_late_answer_is_refused(self):
        """Nothing to say, or nothing asked any more: the page says so."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        self.assertTold(self._send(case, "answer"), "write your answer")
        case.action_resume()
        self.env.flush_all()
        page = self._send(case, "answer", answer="Late")
        self.assertTold(page, "no longer wait")

    def test_long_text_is_refused(self):
        """A text nobody would read is refused with the limit."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        page = self._send(case, "answer", answer="x" * 5001)
        self.assertTold(page, "at most 5000 characters")

    # === ACCEPT, REFUSE === #

    def test_offer_is_accepted_with_a_signature(self):
        """Name and way of answer are recorded; the handler is asked to go on."""
        case, values = self._offer()
        page = self._send(case, "accept", accept_note="Thanks", **values).text
        self.assertIn("You accepted this offer", page)
        self.assertRecordValues(
            case.settlement_id,
            [
                {
                    "state": "accepted",
                    "answer_kind": "portal",
                    "answered_by": "Buyer One",
                    "answer_note": "Thanks",
                }
            ],
        )
        self.assertEqual(self._get_activity(case).summary, "The offer was accepted")
        case.with_user(self.handler).action_execute()
        self.assertEqual(case.state, "executing")

    def test_stamped_copy_is_kept_as_evidence(self):
        """The stamped copy comes with the acceptance, or neither does."""
        case, values = self._offer()
        page = self._send(case, "accept", files=[("s.exe", b"MZ")], **values)
        self.assertTold(page, "s.exe was not taken")
        self.assertEqual(case.settlement_id.state, "offered")
        self._send(case, "accept", files=[("s.pdf", PDF)], **values)
        stamped = case._portal_get_evidence()
        self.assertEqual(stamped.kind, "stamped")
        self.assertEqual(case.settlement_id.state, "accepted")

    def test_offer_without_name_is_not_accepted(self):
        """No signature, no acceptance."""
        case, values = self._offer()
        page = self._send(case, "accept", **values | {"signed_by": "  "})
        self.assertTold(page, "type your name")
        self.assertEqual(case.settlement_id.state, "offered")

    def test_form_sent_twice_counts_once(self):
        """A double click thanks the customer, twice, for one answer."""
        case, values = self._offer()
        values["form_key"] = "the-same"
        for _click in range(2):
            page = self._send(case, "accept", **values)
            self.assertIn("you have accepted our offer", page.text)
        said = case.message_ids.filtered(lambda m: "I accept" in m.body)
        self.assertEqual(len(said), 1)

    def test_second_answer_to_an_offer_is_refused(self):
        """What was answered stays answered."""
        case, values = self._offer()
        self._send(case, "accept", **values)
        page = self._send(case, "refuse", refuse_reason="Changed my mind", **values)
        self.assertTold(page, "answered already")
        self.assertEqual(case.settlement_id.state, "accepted")

    def test_offer_is_refused_with_a_reason(self):
        """The reason is kept, and another solution can be asked for."""
        case, values = self._offer()
        settlement = case.settlement_id
        page = self._send(case, "refuse", refuse_reason=" ", **values)
        self.assertTold(page, "say why")
        page = self._send(
            case, "refuse", refuse_reason="Too little", another="1", **values
        )
        self.assertIn("You refused this offer", page.text)
        self.assertRecordValues(
            settlement,
            [
                {
                    "state": "refused",
                    "answer_kind": "portal",
                    "answer_note": "Too little",
                }
            ],
        )
        activity = self._get_activity(case)
        self.assertEqual(activity.summary, "Another solution is asked for")

    def test_offer_that_was_replaced_is_not_accepted(self):
        """An old tab accepts nothing that does not stand any more."""
        case, values = self._offer()
        self._answer(case, "refused")
        case.action_propose()
        self._create_settlement(case)
        case.action_offer()
        self.env.flush_all()
        page = self._send(case, "accept", **values)
        self.assertTold(page, "answered already")
        page = self._send(case, "accept", **values | {"settlement_id": 0})
        self.assertTold(page, "stands no more")
        self.assertEqual(case.settlement_id.state, "offered")

    def test_offer_of_another_case_is_not_accepted(self):
        """The number of somebody else's offer does nothing."""
        case, _values = self._offer()
        other, values = self._offer(contact_id=self.colleague_buyer.partner_id.id)
        self.assertTold(self._send(case, "accept", **values), "stands no more")
        self.assertEqual(other.settlement_id.state, "offered")

    # === WITHDRAW, CLOSED === #

    def test_withdrawal_is_asked_for_and_decided_by_the_handler(self):
        """A message and an activity; the state stays."""
        case = self._create_case_at("accepted")
        self.env.flush_all()
        self._send(case, "withdraw", withdraw_reason="It was our fault")
        self.assertEqual(case.state, "accepted")
        self.assertIn("withdraw", self._get_activity(case).summary)

    def test_closed_case_takes_nothing(self):
        """Whatever is sent to a closed case, the page says that it is closed."""
        case = self._create_case_at("closed")
        self.env.flush_all()
        for verb in (
            "confirm",
            "upload",
            "answer",
            "accept",
            "refuse",
            "withdraw",
            "stuck",
        ):
            with self.subTest(verb=verb):
                page = self._send(case, verb, files=[("a.png", PNG)])
                self.assertTold(page, "is closed")
        self.assertFalse(case._portal_get_evidence())

    def test_activity_goes_to_the_leader_where_there_is_no_handler(self):
        """Somebody is always asked, but never the respondent."""
        case = self._create_case_at("registered", user_id=False)
        self.env.flush_all()
        self._send(case, "upload", files=[("a.png", PNG)])
        self.assertEqual(self._get_activity(case).user_id, self.leader)

    def test_complainant_never_follows_the_case(self):
        """Doing all this makes nobody outside a follower, who would read notes."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        self._send(case, "answer", files=[("a.png", PNG)], answer="Here")
        self.assertFalse(case.message_partner_ids.filtered("partner_share"))

    # === THE METHODS THEMSELVES === #

    def test_verbs_check_who_calls_them(self):
        """Called in server code without right or key, a verb refuses."""
        case = self._create_case_at("need_info")
        token = self._get_token(case)
        for user in (self.stranger, self.colleague_buyer, self.handler):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                case.with_user(user)._portal_answer(None, "k", "x")
        with self.assertRaises(AccessError):
            case.with_user(self.handler)._portal_answer(token, "k", "x")
        with self.assertRaises(UserError):
            case.with_user(self.buyer)._portal_answer(None, None, "x")
        case.with_user(self.stranger)._portal_answer(token, "k", "x")
        self.assertEqual(case.state, "registered")

    def test_origin_is_not_for_handlers_to_set(self):
        """Nobody publishes internal evidence by calling it the customer's."""
        evidence = self._create_evidence(self.case)
        with self.assertRaises(AccessError):
            evidence.with_user(self.handler).origin = "portal"
        with self.assertRaises(AccessError):
            self._create_evidence(self.case, origin="portal")
        settlement = self._create_settlement(self.case)
        with self.assertRaises(UserError):
            settlement.with_user(self.handler).answered_by = "Buyer One"

    def test_customer_speaks_for_nobody_else(self):
        """Over RPC, nobody posts in another name or to further recipients."""
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call_kw(
                "complaint.case",
                "message_post",
                self.case.ids,
                body="Planted",
                author_id=self.handler.partner_id.id,
                partner_ids=self.stranger.partner_id.ids,
            )
        self.assertNotIn("Planted", str(self.case.message_ids.mapped("body")))

    def test_typed_text_is_no_markup(self):
        """What is typed stays text, in the thread and in what the handler gets."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        self._send(case, "answer", answer="<img src=x onerror=alert(1)>\nSecond line")
        said = case.message_ids.filtered(lambda m: "Second line" in m.body)
        for html in (said.body, self._get_activity(case).note):
            self.assertIn("&lt;img", html)
            self.assertIn("<br", html)

    @mute_logger("odoo.http")
    def test_customer_writes_by_the_thread_of_the_page(self):
        """A message of the portal's own thread reaches the case in the own name."""
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "complaint.case",
                "thread_id": self.case.id,
                "post_data": {
                    "body": "A question",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                },
            },
        )
        said = self.case.message_ids.filtered(lambda m: "A question" in m.body)
        self.assertEqual(said.author_id, self.buyer.partner_id)
        self.assertFalse(self.case.message_partner_ids.filtered("partner_share"))
