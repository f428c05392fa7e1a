# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta
from email.header import Header

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .mail_common import DOMAIN, STRANGER, ComplaintMailCommon

NOW = datetime(2026, 3, 2, 9, 0, 0)


@tagged("post_install", "-at_install")
class TestMailOpensCase(ComplaintMailCommon):
    """A mail to a team opens a case that says nothing of who sent it but what is known."""

    def test_unknown_sender_is_kept_apart(self):
        """The address stands in the identity and nowhere else."""
        partners = self.env["res.partner"].search_count([])
        case = self._receive("The bag leaks at the port.", files=[("a.jpg", b"x")])
        self.assertRecordValues(
            case,
            [
                {
                    "state": "new",
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "partner_id": False,
                    "complainant_type": "consumer",
                    "has_identity": True,
                    "description": "Leaking bag\n\nThe bag leaks at the port.",
                    "channel_id": self.env.ref(
                        "complaint_management.complaint_channel_email"
                    ).id,
                }
            ],
        )
        self.assertEqual(case.identity_id.email_from, STRANGER)
        self.assertEqual(case.identity_id.name, "Zhang Privately")
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self._assert_nobody_shown(case, self.leader)
        message = case.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertFalse(message.author_id)
        self.assertIn(case.complainant_label, message.email_from)
        self.assertEqual(message.attachment_ids.mapped("name"), ["a.jpg"])
        self.assertEqual(message.attachment_ids.res_id, case.id)

    def test_known_customer_is_the_complainant(self):
        """A contact's address is found whatever its case; the hospital is the customer."""
        case = self._receive(From="<nurse@hospital.EXAMPLE.com>")
        self.assertEqual(case.partner_id, self.partner)
        self.assertEqual(case.contact_id, self.nurse)
        self.assertEqual(case.complainant_type, "business")
        self.assertFalse(case.has_identity)
        self.assertEqual(case.message_ids.author_id & self.nurse, self.nurse)
        self.assertNotIn(self.nurse, case.message_partner_ids)

    def test_address_of_two_customers_is_nobodys(self):
        """Which of two customers wrote is for a person to say."""
        self._create_partner(name="Other Hospital", email=self.nurse.email)
        case = self._receive(From=self.nurse.email)
        self.assertFalse(case.partner_id)
        self.assertTrue(case.has_identity)

    def test_private_person_on_file_is_kept_apart(self):
        """A consumer with a contact of his own is not named on the case."""
        self.env["res.partner"].create({"name": "Zhang Privately", "email": STRANGER})
        case = self._receive()
        self.assertFalse(case.partner_id)
        self._assert_nobody_shown(case, self.leader)

    def test_customer_of_another_company_is_not_known(self):
        """A customer on file with another company alone is not looked up."""
        self.partner.company_id = self.company_other
        case = self._receive(From=self.nurse.email)
        self.assertFalse(case.partner_id)

    def test_confidential_team(self):
        """An employee who writes to the confidential team is named nowhere."""
        case = self._receive(From="Staff <staff@company.example.com>", To=f"hr@{DOMAIN}")
        self.assertTrue(case.confidential)
        self.assertEqual(case.complainant_type, "employee")
        self.assertEqual(case.identity_id.email_from, "staff@company.example.com")
        self.assertNotEqual(case.create_uid, self.staff)
        self.assertNotIn(self.staff, case.access_ids.principal_id.user_ids)
        case._name_users(self.handler, "holder")
        self._assert_nobody_shown(case, self.handler, "staff@", self.staff.name)

    def test_customer_to_the_confidential_team(self):
        """A customer of a confidential case is kept apart as well."""
        case = self._receive(From=self.nurse.email, To=f"hr@{DOMAIN}")
        self.assertFalse(case.partner_id | case.contact_id)
        case._name_users(self.handler, "holder")
        self._assert_nobody_shown(case, self.handler, "hospital", "Nurse")

    def test_employee_forwards_a_mail(self):
        """Who forwards a complaint is no complainant, and sees the case."""
        case = self._receive(From="staff@company.example.com")
        self.assertFalse(case.partner_id)
        self.assertFalse(case.has_identity)
        self.assertTrue(case.with_user(self.staff).has_access("read"))
        self.assertFalse(case._is_complainant_known())

    def test_nobody_outside_is_written_to(self):
        """Opening a case by mail sends nothing to the sender."""
        self._receive(Cc="someone@outside.example.com")
        addresses = [
            address for mail in self._mails for address in mail["email_to"]
        ]
        self.assertFalse([a for a in addresses if "example.com" in a and "case_" not in a])

    def test_copy_to_others_adds_no_recipient(self):
        """Who else was written to can't read on in the case and is not shown."""
        other = self.env["res.partner"].create(
            {"name": "Husband Zhang", "email": "husband@private.example.com"}
        )
        case = self._receive(Cc="Husband Zhang <husband@private.example.com>")
        self.assertNotIn(other, case.message_ids.partner_ids)
        self._assert_nobody_shown(case, self.leader)


@tagged("post_install", "-at_install")
class TestMailForms(ComplaintMailCommon):
    """Mails as they really come: in any encoding, without a body, with a wrong date."""

    def test_chinese_in_gb18030(self):
        """Subject and body in GB18030 are read as they were written."""
        subject = Header("漏袋投诉", "gb18030").encode()
        raw = (
            f"From: {STRANGER}\r\nTo: north@{DOMAIN}\r\nSubject: {subject}\r\n"
            "Message-ID: <gb@mua>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=gb18030\r\n"
            "Content-Transfer-Encoding: 8bit\r\n\r\n"
        ).encode() + "输液袋在接口处漏液，批号 2602A。\r\n".encode("gb18030")
        case = self._process(raw)
        self.assertEqual(
            case.description, "漏袋投诉\n\n输液袋在接口处漏液，批号 2602A。"
        )

    def test_html_only(self):
        """Of a mail in HTML the text stands in the case, without scripts."""
        case = self._receive(
            None, "<p>It <b>leaks</b>.</p><script>alert('x')</script>"
        )
        self.assertIn("leaks", case.description)
        message = case.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertNotIn("<script", message.body)

    def test_empty_body_and_subject(self):
        """A mail without anything in it is still looked at by a person."""
        case = self._receive("", Subject=None)
        self.assertEqual(case.description, "(a mail without text)")

    def test_huge_body_is_shortened(self):
        """The case keeps what a person reads, the thread the whole mail."""
        case = self._receive("leak " * 100_000)
        self.assertLess(len(case.description), 21_000)
        message = case.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertGreater(len(message.body), 400_000)

    def test_no_message_id(self):
        """A mail without an id opens a case."""
        self.assertEqual(len(self._receive(Message_ID=None)), 1)

    def test_same_message_id_twice(self):
        """A mail delivered twice makes one case."""
        self.assertEqual(len(self._receive(Message_ID="<same@mua>")), 1)
        self.assertEqual(len(self._receive("Again", Message_ID="<same@mua>")), 0)

    def test_date_of_the_mail_is_the_receipt(self):
        """What was sent last night was received last night."""
        with freeze_time(NOW):
            case = self._receive(Date="Mon, 02 Mar 2026 07:30:00 +0800")
        self.assertEqual(case.received_at, datetime(2026, 3, 1, 23, 30))

    def test_date_that_can_not_be_true(self):
        """A date in the future, long ago, or no date at all: the arrival counts."""
        for text in (
            "Mon, 02 Mar 2037 07:30:00 +0800",
            "Thu, 01 Jan 1970 00:00:00 +0000",
            "yesterday or so",
            None,
        ):
            with self.subTest(date=text), freeze_time(NOW):
                case = self._receive(f"Dated {text}", Date=text)
                self.assertEqual(case.received_at, NOW)
                message = case.message_ids.filtered(lambda m: m.message_type == "email")
                self.assertEqual(message.date, NOW)

    def test_answers_of_machines_open_nothing(self):
        """Absence notices, newsletters and bounces make no case."""
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Auto_Submitted": "auto-replied (vacation)"},
            {"Precedence": "bulk"},
            {"Precedence": "auto_reply"},
            {"X_Autoreply": "yes"},
            {"From": "MAILER-DAEMON@mx.example.com"},
        ):
            with self.subTest(headers=headers):
                self.assertFalse(self._receive(str(headers), **headers))

    def test_platform_that_sends_by_itself_opens_a_case(self):
        """A form or a regulator's platform is no answering machine."""
        self.assertEqual(len(self._receive(Auto_Submitted="auto-generated")), 1)

    def test_flood_of_one_sender_stops(self):
        """Who writes without end opens no further case."""
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "3")
        made = [len(self._receive(f"Number {n}")) for n in range(5)]
        self.assertEqual(made, [1, 1, 1, 0, 0])


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
        case.with_user(self.leader).action_mark_spam()
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

    def test_old_and_new_dates_are_kept_within_a_week(self):
        """The bound is seven days, to the second."""
        for age, kept in ((timedelta(days=7), True), (timedelta(days=8), False)):
            with self.subTest(age=age), freeze_time(NOW):
                sent = NOW - age
                case = self._receive(
                    str(age), Date=sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
                )
                self.assertEqual(case.received_at, sent if kept else NOW)
