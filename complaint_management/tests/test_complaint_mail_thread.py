# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .mail_common import DOMAIN, STRANGER, ComplaintMailCommon


@tagged("post_install", "-at_install")
class TestMailContinues(ComplaintMailCommon):
    """An answer finds its case, by thread or by number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consumer = cls._create_case(
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
            complainant_email=STRANGER,
        )
        cls.consumer.action_register()

    def _tell(self, case):
        """Write to the complainant and return the id of the mail."""
        notice = case._complaint_notify("registered")
        return notice.mail_id.sudo().mail_message_id.message_id

    def _posted(self, case):
        return case.message_ids.filtered(lambda m: m.message_type == "email")

    def test_answer_to_a_letter(self):
        """The answer lands in the thread, without the address."""
        message_id = self._tell(self.consumer)
        made = self._receive("Thank you", In_Reply_To=message_id, References=message_id)
        self.assertFalse(made)
        self.assertIn("Thank you", self._posted(self.consumer).body)
        self._assert_nobody_shown(self.consumer, self.handler)

    def test_number_in_the_subject(self):
        """The complainant's mail with the number continues the case."""
        made = self._receive(Subject=f"Re: [{self.consumer.name}] more photos")
        self.assertFalse(made)
        self.assertTrue(self._posted(self.consumer))

    def test_number_guessed_by_somebody_else(self):
        """Anybody else with the number opens a case of his own."""
        made = self._receive(
            Subject=f"Re: [{self.consumer.name}]", From="x@else.example.com"
        )
        self.assertEqual(len(made), 1)
        self.assertFalse(self._posted(self.consumer))

    def test_answer_that_was_waited_for(self):
        """One activity asks the handler to go on; the case does not by itself."""
        self.consumer.action_request_info()
        for text in ("The lot is 2602A", "One more thing"):
            self._receive(text, Subject=f"[{self.consumer.name}]")
        activity = self.consumer.activity_ids
        self.assertEqual(activity.user_id, self.handler)
        self.assertEqual(len(activity), 1)
        self.assertState(self.consumer, "need_info")

    def test_absence_notice_is_a_note(self):
        """A machine's answer is kept as a note and asks nobody for anything."""
        message_id = self._tell(self.consumer)
        self.consumer.action_request_info()
        self._receive("Away", In_Reply_To=message_id, Auto_Submitted="auto-replied")
        self.assertTrue(self._posted(self.consumer).subtype_id.internal)
        self.assertFalse(self.consumer.activity_ids)

    def test_answer_to_a_merged_case_goes_to_the_master(self):
        """The complainant of a merged case need not know."""
        self.consumer.action_merge(self._create_case().id)
        master = self.consumer.merged_into_id
        self.assertFalse(self._receive(Subject=f"[{self.consumer.name}]"))
        self.assertTrue(self._posted(master))
        self.assertFalse(self._posted(self.consumer))

    def test_sender_of_a_merged_case_is_masked_on_the_master(self):
        """A consumer's mail shows no address on the case of a hospital either."""
        self.consumer.action_merge(self._create_case().id)
        master = self.consumer.merged_into_id
        self._receive(Subject=f"[{self.consumer.name}]")
        self._assert_nobody_shown(master, self.handler)

    def test_answer_to_a_closed_case_opens_a_linked_one(self):
        """Closed is closed: a new case continues it, as confidential as it was."""
        self._take_step(self.consumer, "withdraw")
        made = self._receive(Subject=f"[{self.consumer.name}] it leaks again")
        self.assertEqual(made.previous_case_id, self.consumer)
        self.assertEqual(made.team_id, self.consumer.team_id)
        self.assertEqual(made.identity_id.email_from, STRANGER)
        self.assertState(self.consumer, "withdrawn")
        self.assertState(made, "new")

    def test_colleague_answers_on_a_closed_case(self):
        """A colleague's mail stays in the thread of the closed case."""
        message_id = self._tell(self.consumer)
        self._take_step(self.consumer, "withdraw")
        made = self._receive(From="staff@company.example.com", In_Reply_To=message_id)
        self.assertFalse(made)
        self.assertEqual(self._posted(self.consumer).author_id, self.staff.partner_id)

    def test_bounce_of_a_letter(self):
        """A letter that came back was not told, and the handler hears of it."""
        message_id = self._tell(self.consumer)
        self.consumer.notice_ids._mark_sent()
        raw = (
            f"From: MAILER-DAEMON@mx.example.com\r\nTo: bounce@{DOMAIN}\r\n"
            "Subject: Undelivered\r\nMessage-ID: <bounce@mx>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
            "\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nNo such user\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            "Reporting-MTA: dns; mx\r\n\r\n"
            f"Final-Recipient: rfc822; {STRANGER}\r\nAction: failed\r\n"
            "Status: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
            f"Message-ID: {message_id}\r\nTo: {STRANGER}\r\n\r\n--b--\r\n"
        )
        self.assertFalse(self._process(raw.encode()))
        self.assertEqual(self.consumer.notice_ids.failure, "bounced")
        self.assertEqual(self.consumer.notice_due, "registered")
        self.assertEqual(self.consumer.activity_ids.user_id, self.handler)


@tagged("post_install", "-at_install")
class TestMailStaysInside(ComplaintMailCommon):
    """The complainant follows nothing and gets no message of the thread."""

    def test_note_leaves_no_mail_outside(self):
        """An internal note on a customer's case is mailed to nobody outside."""
        case = self._receive(From=self.nurse.email)
        case.user_id = self.handler
        with self.mock_mail_gateway():
            case.with_user(self.handler).message_post(
                body="They exaggerate", subtype_xmlid="mail.mt_note"
            )
            case.with_user(self.handler).message_post(
                body="Also as comment", subtype_xmlid="mail.mt_comment"
            )
        self.assertFalse(
            [m for m in self._mails for a in m["email_to"] if "hospital" in a]
        )
        self.assertFalse(self._new_mails.recipient_ids & (self.nurse | self.partner))

    def test_complainant_never_follows(self):
        """Neither by hand nor by being addressed nor by what core suggests."""
        case = self._receive(From=self.nurse.email)
        case.message_subscribe(self.nurse.ids)
        with self.mock_mail_gateway():
            case.with_context(mail_post_autofollow=True).message_post(
                body="Hello", partner_ids=self.nurse.ids
            )
        self.assertFalse(case.message_partner_ids & (self.nurse | self.partner))
        for reply in (True, False):
            rows = case._message_get_suggested_recipients(reply_discussion=reply)
            self.assertFalse([r for r in rows if r["partner_id"] in self.nurse.ids])
            self.assertFalse([r for r in rows if not r["partner_id"]])

    def test_answers_go_to_the_team(self):
        """Mails of the thread ask for answers to the team's address."""
        case = self._create_case()
        self.assertIn(f"north@{DOMAIN}", case._notify_get_reply_to()[case.id])

    def test_spam_is_deleted_by_the_leader(self):
        """The leader deletes spam with its thread; a member may not."""
        case = self._receive("Buy now")
        messages = case.message_ids
        with self.assertRaises(AccessError):
            case.with_user(self.handler).action_mark_spam()
        self.assertFalse(case.with_user(self.handler).may_mark_spam)
        self.assertTrue(case.with_user(self.leader).may_mark_spam)
        action = case.with_user(self.leader).action_mark_spam()
        # The list, with no way back to what is gone.
        self.assertEqual(action["res_model"], "complaint.case")
        self.assertEqual(action["target"], "main")
        self.assertFalse(case.exists())
        self.assertFalse(messages.exists())

    def test_door_is_not_open_to_clients(self):
        """What the gateway calls as superuser is closed to RPC."""
        for name in ("message_new", "message_update"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                get_public_method(self.env["complaint.case"], name)

    def test_registered_case_is_no_spam(self):
        """What has a place in the register stays."""
        case = self._create_case_at("registered")
        with self.assertRaises(UserError):
            case.with_user(self.user_manager).action_mark_spam()
        self.assertTrue(case.exists())
