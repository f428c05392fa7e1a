# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintReason(ComplaintCommon):
    """Reasons: names by the decision they are for, advice in the user's language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.reason = cls._create_reason(name="Bought elsewhere", advice="Please ask.")
        cls.reason.update_field_translations("name", {"zh_CN": "他处购买"})

    @mute_logger("odoo.sql_db")
    def test_name_taken_once_per_decision(self):
        """One decision does not offer the same reason twice."""
        with self.assertRaises(IntegrityError):
            self._create_reason(name="Bought elsewhere")

    def test_name_free_for_another_decision(self):
        """The same words can be a reason for another decision."""
        other = self._create_reason(name="Bought elsewhere", kind="withdrawn")
        self.assertEqual(other.name, self.reason.name)

    def test_name_free_in_other_company(self):
        """A company can word a shared reason in its own way."""
        own = self._create_reason(name="Bought elsewhere", company_id=self.company.id)
        self.assertEqual(own.name, self.reason.name)

    def test_name_taken_in_language_of_user(self):
        """One decision does not offer two reasons that read the same in Chinese."""
        Reason = self.env["complaint.reason"].with_context(lang="zh_CN")
        with self.assertRaisesRegex(ValidationError, "他处购买"):
            Reason.create({"name": "他处购买", "kind": "not_accepted"})
        self.assertTrue(Reason.create({"name": "他处购买", "kind": "pause"}))

    def test_moved_to_a_decision_that_has_it_refused(self):
        """Changing the decision of a reason does not make twins either."""
        other = self._create_reason(name="Elsewhere", kind="withdrawn")
        other.update_field_translations("name", {"zh_CN": "他处购买"})
        with self.assertRaises(ValidationError):
            other.with_context(lang="zh_CN").kind = "not_accepted"

    def test_advice_read_in_language_of_user(self):
        """The complainant can be told in Chinese."""
        self.reason.update_field_translations("advice", {"zh_CN": "请咨询购买处。"})
        reason = self.reason.with_user(self.user_named)
        self.assertEqual(reason.with_context(lang="zh_CN").advice, "请咨询购买处。")
        self.assertEqual(reason.with_context(lang="en_US").advice, "Please ask.")

    def test_form_asks_for_the_decision(self):
        """A reason without a decision would be offered nowhere."""
        Reason = self.env["complaint.reason"].with_user(self.user_administrator)
        form = Form(Reason, view="complaint_management.complaint_reason_view_form")
        form.name = "Too old"
        with self.assertRaisesRegex(AssertionError, "kind is a required field"):
            form.save()
        form.kind = "not_accepted"
        self.assertRecordValues(
            form.save(), [{"kind": "not_accepted", "active": True, "advice": False}]
        )
