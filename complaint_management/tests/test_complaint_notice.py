# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .mail_common import DOMAIN, STRANGER, NoticeCommon


@tagged("post_install", "-at_install")
class TestNotice(NoticeCommon):
    """What is told goes to one address, through the queue, and leaves a copy."""

    def test_letter_to_a_contact(self):
        """The contact's mail comes from the team and is answered to the team."""
        notice = self._notify(self.case)
        self.assertRecordValues(
            notice,
            [
                {
                    "case_id": self.case.id,
                    "code": "registered",
                    "via": "email",
                    "state": "queued",
                    "user_id": self.handler.id,
                    "lang": "en_US",
                }
            ],
        )
        mail = notice.mail_id
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("nurse@hospital.example.com", mail.email_to)
        self.assertFalse(mail.recipient_ids)
        self.assertIn(f"north@{DOMAIN}", mail.reply_to)
        self.assertIn(f"north@{DOMAIN}", mail.email_from)
        self.assertIn(self.case.name, mail.subject)
        self.assertIn(f"/my/complaints/{self.case.id}?access_token=", mail.body_html)

    def test_key_of_the_link_is_on_the_mail_alone(self):
        """Employees read the letter, not the key."""
        self._notify(self.case)
        token = self.case.access_token
        self.assertTrue(token)
        self.assertNotIn(token, self._get_everything_shown(self.case, self.handler))

    def test_address_kept_apart_is_on_the_mail_alone(self):
        """The mail to a consumer is deleted once sent; the thread never has it."""
        notice = self._notify(self.consumer)
        mail = notice.mail_id
        self.assertEqual(mail.email_to, STRANGER)
        self._assert_nobody_shown(self.consumer, self.handler)
        self.assertFalse(mail.with_user(self.handler).has_access("read"))
        with self.mock_mail_gateway(mail_unlink_sent=True):
            self.env["mail.mail"].sudo().process_email_queue(mail.ids)
        self.assertEqual([m["email_to"] for m in self._mails], [[STRANGER]])
        self.assertEqual(notice.state, "sent")
        self.assertFalse(mail.exists())
        self.assertIn("registered", self.consumer.message_ids[0].body)
        self._assert_nobody_shown(self.consumer, self.handler)

    def test_nobody_else_gets_a_letter(self):
        """Followers are not written to along with the complainant."""
        before = self.env["mail.mail"].search([])
        self._notify(self.case)
        self.assertEqual(len(self.env["mail.mail"].search([]) - before), 1)

    def test_mail_server_refuses(self):
        """A letter that could not be sent is due again, and the handler is asked."""
        notice = self._notify(self.case)
        with (
            self.mock_mail_gateway(),
            patch.object(
                IrMail_Server, "send_email", side_effect=OSError("550 no such user")
            ),
        ):
            notice.mail_id.process_email_queue(notice.mail_id.ids)
        self.assertRecordValues(notice, [{"state": "failed", "failure": "refused"}])
        self.assertEqual(self.case.notice_due, "registered")
        self.assertEqual(self.case.activity_ids.user_id, self.handler)
        notice.mail_id.action_retry()
        self.assertEqual(notice.state, "queued")
        self.assertFalse(self.case.notice_due)

    def test_mail_taken_out_of_the_queue(self):
        """A mail cancelled or deleted before it left was not told."""
        for action in ("cancel", "unlink"):
            with self.subTest(action=action):
                notice = self._notify(self.case)
                getattr(notice.mail_id, action)()
                self.assertEqual(notice.failure, "cancelled")

    def test_without_an_address(self):
        """Nothing is sent, and it shows."""
        self.case.partner_id.email = self.nurse.email = False
        notice = self._notify(self.case)
        self.assertRecordValues(notice, [{"state": "failed", "failure": "no_address"}])
        self.assertFalse(notice.mail_id)
        self.assertIn("No e-mail address", self.case.told_line)

    def test_confidential_case(self):
        """The letter of a confidential case has no link."""
        self.consumer.confidential = True
        notice = self._notify(self.consumer)
        self.assertEqual(notice.mail_id.email_to, STRANGER)
        self.assertNotIn("access_token", notice.mail_id.body_html)

    def test_told_by_phone(self):
        """What was told by phone is recorded, without a mail."""
        notice = self._notify(self.case, via="phone")
        self.assertEqual(notice.state, "logged")
        self.assertFalse(notice.mail_id)
        self.assertFalse(self.case.notice_due)

    def test_language_of_the_complainant(self):
        """A letter is written in the language of who gets it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref(
            "complaint_management.mail_template_complaint_case_registered"
        )
        template.with_context(lang="zh_CN").subject = "[{{ object.name }}] 投诉已登记"
        self.nurse.lang = "zh_CN"
        case = self._create_case_at("registered", contact_id=self.nurse.id)
        notice = self._notify(case | self.case)
        self.assertEqual(notice.mapped("lang"), ["zh_CN", "en_US"])
        self.assertEqual(notice[0].subject, f"[{case.name}] 投诉已登记")
        self.assertIn("registered", notice[1].subject)

    def test_body_is_cleaned(self):
        """A letter runs no script, neither in the thread nor in the mail."""
        letter = {
            "lang": "en_US",
            "subject": "x",
            "body": "<p>Hello<script>alert(1)</script></p>",
        }
        notice = self._notify(self.case, "free", letter=letter)
        for text in (notice.body, notice.mail_id.body_html, notice.mail_id.body):
            self.assertIn("Hello", text)
            self.assertNotIn("script", text)

    def test_every_letter(self):
        """Each template is written for a case that went the whole way."""
        case = self._create_case_at("closed", contact_id=self.nurse.id)
        case.sudo()._with_step_token().write(
            {"decision_note": "Ask the <seller>", "cannot_close_reason": "Test runs"}
        )
        for code, expected in {
            "registered": case.name,
            "info_requested": "photos",
            "accepted": self.handler.name,
            "not_accepted": "Ask the &lt;seller&gt;",
            "reported_back": "Test runs",
            "offered": "Seen on site.",
            "closed": "Transport",
        }.items():
            with self.subTest(code=code):
                letter = case._write_letters(code)[case]
                self.assertIn(expected, letter["body"])
                self.assertIn(case.name, letter["subject"])
                self.assertNotIn("Test Hospital", letter["body"])

    def test_letter_tells_no_finding_about_a_person(self):
        """Where somebody is accused, the finding is left to who writes."""
        case = self._create_case_at("solution", contact_id=self.nurse.id)
        self._create_settlement(case)
        self.assertIn("Seen on site", case._write_letters("offered")[case]["body"])
        case.respondent_note = "The driver"
        self.assertNotIn("Seen on site", case._write_letters("offered")[case]["body"])

    def test_bad_input(self):
        """Unknown codes and ways are mistakes of a program."""
        for code, via in (("rumour", "email"), ("closed", "pigeon")):
            with self.subTest(code=code, via=via), self.assertRaises(ValueError):
                self.case._complaint_notify(code, via)

    def test_who_may_tell(self):
        """A colleague without a part in the case, or of elsewhere, tells nothing."""
        for user in (self.colleague, self.user_internal, self.user_other_company):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user)._complaint_notify("registered")

    def test_notices_stay_as_they_are(self):
        """Nobody writes, adds or deletes what was told."""
        notice = self._notify(self.case)
        for user in (self.handler, self.user_manager, self.user_administrator):
            mine = notice.with_user(user)
            self.assertTrue(mine.has_access("read"))
            for action in (
                lambda mine=mine: mine.write({"subject": "Never said"}),
                lambda mine=mine: mine.copy(),
                lambda mine=mine: mine.unlink(),
            ):
                with self.assertRaises(AccessError):
                    action()
        self.assertFalse(notice.with_user(self.colleague).has_access("read"))

    def test_hundred_at_once(self):
        """A hundred letters cost about as many queries as one, but for the rows."""
        cases = self.env["complaint.case"].create(
            [{"partner_id": self.partner.id, "description": "x"} for _n in range(101)]
        )
        cases._transition("register")
        counts = []
        for batch in (cases[:1], cases[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            batch._complaint_notify("registered")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
        self.assertLess(counts[0], 120)
        self.assertLess(counts[1], counts[0] + 250)


@tagged("post_install", "-at_install")
class TestToBeTold(NoticeCommon):
    """The case shows what the complainant does not know yet."""

    def test_each_step_is_to_be_told(self):
        """The last step counts; telling it clears the banner."""
        case = self._create_case(contact_id=self.nurse.id)
        self.assertFalse(case.notice_due)
        expected = {
            "register": "registered",
            "accept": "accepted",
            "investigate": "accepted",
            "propose": "accepted",
            "offer": "offered",
            "execute": "offered",
            "follow_up": "offered",
            "close": "closed",
        }
        for step, due in expected.items():
            self._take_step(case, step)
            self.assertEqual(case.notice_due, due, step)
        self._notify(case, "closed")
        self.assertFalse(case.notice_due)

    def test_told_too_early_counts_for_nothing(self):
        """What was told before the step was taken did not tell of it."""
        with freeze_time("2026-03-02 09:00:00"):
            self._notify(self.case, "accepted")
        self.case.action_accept()
        self.assertEqual(self.case.notice_due, "accepted")

    def test_answer_makes_the_question_pointless(self):
        """After the information came, asking for it is not due any more."""
        self._notify(self.case)
        self.case.action_request_info()
        self.assertEqual(self.case.notice_due, "info_requested")
        self.case.action_resume()
        self.assertFalse(self.case.notice_due)

    def test_report_back_is_to_be_told(self):
        """So is an interim report, until the next step."""
        self._notify(self.case)
        self.case.cannot_close_reason = "The laboratory is late."
        with freeze_time("2030-01-01"):
            self.case.action_report_back()
            self.assertEqual(self.case.notice_due, "reported_back")
            self._notify(self.case, "reported_back")
        self.assertFalse(self.case.notice_due)

    def test_refused_withdrawn_and_anonymous(self):
        """A refusal is told; a withdrawal and an anonymous complaint are not."""
        self.assertEqual(
            self._create_case_at("not_accepted").notice_due, "not_accepted"
        )
        self.assertFalse(self._create_case_at("withdrawn").notice_due)
        anonymous = self._create_case_at(
            "registered", partner_id=False, complainant_type="anonymous"
        )
        self.assertFalse(anonymous.notice_due)

    def test_told_line(self):
        """What, how and when, in the user's language and time zone."""
        self.handler.tz = "Asia/Shanghai"
        with freeze_time("2026-11-16 23:30:00"):
            self._notify(self.case, via="phone")
        line = self.case.with_user(self.handler).with_context(tz="Asia/Shanghai")
        self.assertIn("Registered · Phone · 11/17/2026", line.told_line)
        self.assertEqual(line.last_notice_id, self.case.notice_ids)

    def test_lines_of_many_cases_are_read_at_once(self):
        """A list of a hundred with the line costs no query for each case."""
        cases = self.env["complaint.case"].create(
            [{"partner_id": self.partner.id, "description": "x"} for _n in range(100)]
        )
        cases._complaint_notify("free", "phone")
        counts = []
        for batch in (cases[:1], cases):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            batch.mapped("told_line")
            counts.append(self.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_filter_finds_what_is_due(self):
        """The list filters on what is to be told, without computing it."""
        found = self.env["complaint.case"].search([("notice_due", "!=", False)])
        self.assertIn(self.case, found)
        self._notify(self.case)
        found = self.env["complaint.case"].search([("notice_due", "!=", False)])
        self.assertNotIn(self.case, found)
