# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ComplaintHttpCommon
from .mail_common import STRANGER, NoticeCommon


@tagged("post_install", "-at_install")
class TestTellDialog(NoticeCommon, ComplaintHttpCommon):
    """The dialog shows the letter before it goes out."""

    def test_send_after_a_look(self):
        """The handler changes a word and sends it."""
        self.case.action_accept()
        form = self._open(self.case)
        self.assertEqual(form.code, "accepted")
        self.assertEqual(form.via, "email")
        self.assertEqual(form.to_label, self.case.complainant_label)
        form.subject = "Good news"
        form.save().action_tell()
        notice = self.case.notice_ids
        self.assertEqual(notice.subject, "Good news")
        self.assertEqual(notice.state, "queued")
        self.assertEqual(notice.user_id, self.handler)

    def test_consumer_by_label(self):
        """Who writes to a consumer sees the label."""
        form = self._open(self.consumer)
        self.assertEqual(form.to_label, self.consumer.complainant_label)
        wizard = form.save()
        self.assertNotIn("Zhang", repr(wizard.read()))
        self.assertNotIn(STRANGER, repr(wizard.read()))

    def test_other_language(self):
        """Choosing a language writes the letter anew."""
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref(
            "complaint_management.mail_template_complaint_case_registered"
        )
        template.with_context(lang="zh_CN").subject = "[{{ object.name }}] 投诉已登记"
        form = self._open(self.case, lang="zh_CN")
        self.assertIn("投诉已登记", form.subject)

    def test_canned_response_is_added(self):
        """A canned response of core is put below the text."""
        canned = self.env["mail.canned.response"].with_user(self.handler)
        canned = canned.create({"source": "bag", "substitution": "Keep the bag."})
        form = self._open(self.case, canned_response_id=canned)
        self.assertIn("Keep the bag.", form.body)
        self.assertIn(self.case.name, form.body)
        self.assertFalse(form.canned_response_id)

    def test_without_an_address(self):
        """Where there is no address the dialog records a call."""
        self.case.partner_id.email = self.nurse.email = False
        form = self._open(self.case)
        self.assertEqual(form.via, "phone")
        form.save().action_tell()
        self.assertEqual(self.case.notice_ids.state, "logged")
        form = self._open(self.case, via="email")
        with self.assertRaises(UserError):
            form.save().action_tell()

    def test_empty_message_is_not_sent(self):
        """A free message without a word is refused."""
        self._notify(self.case)
        form = self._open(self.case)
        self.assertEqual(form.code, "free")
        with self.assertRaises(UserError):
            form.save().action_tell()

    def test_files_belong_to_the_complaint(self):
        """What is sent along stays with the complaint, readable to who reads it."""
        wizard = self._open(self.case).save()
        file = self.env["ir.attachment"].with_user(self.handler)
        file = file.create(
            {"name": "form.pdf", "raw": b"x", "res_model": wizard._name, "res_id": 0}
        )
        wizard.attachment_ids = file
        wizard.action_tell()
        self.assertEqual(file.res_model, "complaint.case")
        self.assertEqual(file.res_id, self.case.id)
        notice = self.case.notice_ids
        self.assertEqual(notice.attachment_ids.ids, file.ids)
        self.assertEqual(notice.mail_id.attachment_ids.ids, file.ids)
        self.assertTrue(file.with_user(self.leader).has_access("read"))

    def test_dialog_tells_strangers_nothing(self):
        """Who may not open the case gets no letter out of the dialog."""
        Tell = self.env["complaint.case.tell"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            Tell.create({"case_id": self.case.id, "code": "closed"})
        with self.assertRaises(AccessError):
            Tell.new({"case_id": self.case.id, "code": "closed"}).body  # noqa: B018
        with self.assertRaises(AccessError):
            self.case.with_user(self.colleague).action_tell()

    def test_letter_of_a_closed_case(self):
        """The result is told after closing, though the file is locked."""
        case = self._create_case_at("closed", contact_id=self.nurse.id)
        self._open(case).save().action_tell()
        self.assertEqual(case.notice_ids.code, "closed")
        self.assertFalse(case.notice_due)

    def test_accept_and_tell_in_the_browser(self):
        """The handler accepts, looks at the letter, changes a word and sends it."""
        self.start_tour(
            f"/odoo/complaint.case/{self.case.id}",
            "complaint_tell_tour",
            login=self.handler.login,
        )
        self.assertRecordValues(
            self.case.notice_ids,
            [{"code": "accepted", "subject": "Good news", "state": "queued"}],
        )
        self.assertFalse(self.case.notice_due)
