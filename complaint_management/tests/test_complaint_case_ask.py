# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseAsk(ComplaintCaseCommon):
    """The dialog that asks the complainant for what is missing."""

    def _open(self, user, question="Which lot is it?"):
        Dialog = self.env["complaint.case.ask"].with_user(user)
        form = Form(Dialog.with_context(default_case_id=self.case.id))
        form.question = question
        return form.save()

    def test_case_waits_and_the_letter_asks(self):
        """The case waits, the log keeps the question, and the letter is shown."""
        self.case.action_register()
        self.case._complaint_notify("registered", "phone")
        action = self._open(self.handler).action_ask()
        self.assertEqual(self.case.state, "need_info")
        self.assertEqual(self.case.transition_ids[-1:].reason, "Which lot is it?")
        self.assertEqual(action["res_model"], "complaint.case.tell")
        Tell = self.env[action["res_model"]].with_user(self.handler)
        letter = Tell.with_context(**action["context"]).create({})
        self.assertEqual(letter.code, "info_requested")
        self.assertIn("Which lot is it?", letter.body)

    def test_question_needed(self):
        """Nobody is asked for nothing."""
        self.case.action_register()
        with self.assertRaisesRegex(AssertionError, "question is a required field"):
            self._open(self.handler, question=False)

    def test_only_who_works_on_the_case_asks(self):
        """A colleague without a part in the case is refused."""
        self.case.action_register()
        with self.assertRaises(AccessError):
            self._open(self.colleague).action_ask()
        self.assertEqual(self.case.state, "registered")
