# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import Form, RecordCapturer, tagged

from .case_common import ComplaintCaseCommon
from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestComplaintOfMessage(ComplaintCaseCommon, ComplaintHttpCommon):
    """What a customer wrote on something else becomes a complaint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse = cls.env["res.partner"].create(
            {"name": "Head Nurse", "parent_id": cls.partner.id}
        )
        cls.message = cls.partner.message_post(
            body="Two cartons leak.",
            subject="Delivery of Monday",
            author_id=cls.nurse.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("carton.jpg", b"x")],
        )

    def _open(self, user):
        cases = self.env["complaint.case"].with_user(user)
        action = cases.action_complain_about_message(self.message.id)
        return Form(cases.with_context(**action["context"]))

    def test_prefilled(self):
        """Text, customer, contact and files are taken over."""
        case = self._open(self.handler).save()
        self.assertRecordValues(
            case,
            [
                {
                    "description": "Delivery of Monday\n\nTwo cartons leak.",
                    "partner_id": self.partner.id,
                    "contact_id": self.nurse.id,
                    "source_message_id": self.message.id,
                    "state": "new",
                }
            ],
        )
        files = self.env["ir.attachment"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        self.assertEqual(files.mapped("name"), ["carton.jpg"])
        self.assertNotEqual(files, self.message.attachment_ids)
        self.assertEqual(self.message.attachment_ids.res_model, "res.partner")

    def test_colleague_who_wrote_is_no_complainant(self):
        """A colleague's own message names no customer."""
        self.message.author_id = self.handler.partner_id
        form = self._open(self.handler)
        self.assertFalse(form.partner_id)

    def test_message_one_may_not_read(self):
        """Neither the text nor the files of a message on a hidden case are told."""
        case = self._create_case()
        self.message = case.message_post(body="Secret", attachments=[("s.txt", b"x")])
        with self.assertRaises(AccessError):
            self._open(self.colleague)
        with self.assertRaises(AccessError):
            self.env["complaint.case"].with_user(self.colleague).create(
                {"description": "x", "source_message_id": self.message.id}
            )

    def test_only_for_who_registers(self):
        """An employee without a role in complaints makes none of a message."""
        with self.assertRaises(AccessError):
            self._open(self.user_internal)

    def test_action_in_the_chatter(self):
        """The action of a message opens the form, which is saved."""
        self.handler.group_ids += self.env.ref("base.group_partner_manager")
        with RecordCapturer(self.env["complaint.case"]) as capture:
            self.start_tour(
                f"/odoo/res.partner/{self.partner.id}",
                "complaint_message_tour",
                login=self.handler.login,
            )
        self.assertEqual(capture.records.partner_id, self.partner)
        self.assertEqual(capture.records.source_message_id, self.message)
