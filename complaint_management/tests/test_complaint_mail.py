# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta
from email.header import Header

from freezegun import freeze_time

from odoo.tests import tagged

from .mail_common import DOMAIN, STRANGER, ComplaintMailCommon

NOW = datetime(2026, 3, 2, 9, 0, 0)


@tagged("post_install", "-at_install")
class TestMailOpensCase(ComplaintMailCommon):
    """A mail to a team opens a case that names nobody but known customers."""

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
        """A contact's address is found in any spelling, with the hospital."""
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
        case = self._receive(
            From="Staff <staff@company.example.com>", To=f"hr@{DOMAIN}"
        )
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
        addresses = [address for mail in self._mails for address in mail["email_to"]]
        self.assertFalse(
            [a for a in addresses if "example.com" in a and "case_" not in a]
        )

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
        case = self._receive(None, "<p>It <b>leaks</b>.</p><script>alert('x')</script>")
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

    def test_old_and_new_dates_are_kept_within_a_week(self):
        """The bound is seven days, to the second."""
        for age, kept in ((timedelta(days=7), True), (timedelta(days=8), False)):
            with self.subTest(age=age), freeze_time(NOW):
                sent = NOW - age
                case = self._receive(
                    str(age), Date=sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
                )
                self.assertEqual(case.received_at, sent if kept else NOW)
