# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseHandOver(ComplaintCommon):
    """The dialog that hands a case over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case(user_id=cls.user_named.id)
        cls.team = cls._create_team(member_ids=cls.user_all.ids)

    def _open(self, user, **values):
        """Open the dialog from the case as a user and fill it in."""
        Dialog = self.env["complaint.case.hand_over"].with_user(user)
        form = Form(Dialog.with_context(default_case_id=self.case.id))
        for name, value in values.items():
            form[name] = value
        return form.save()

    @freeze_time("2026-03-02 09:00:00")
    def test_case_goes_to_a_person(self):
        """The receiver holds the case, with the question and the time given."""
        due_at = fields.Datetime.to_datetime("2026-03-04 09:00:00")
        self._open(
            self.user_named,
            to_user_id=self.user_internal,
            why="Is the lot known?",
            due_at=due_at,
        ).action_hand_over()
        self.assertEqual(self.case.holder_id, self.user_internal)
        self.assertRecordValues(
            self.case.handover_id,
            [
                {
                    "from_user_id": self.user_named.id,
                    "to_user_id": self.user_internal.id,
                    "why": "Is the lot known?",
                    "sent_at": fields.Datetime.now(),
                    "due_at": due_at,
                    "state": "sent",
                }
            ],
        )

    def test_case_goes_to_a_team(self):
        """A team holds the case until one of it receives it."""
        self._open(
            self.user_named, to_team_id=self.team, why="Is the lot known?"
        ).action_hand_over()
        self.assertEqual(self.case.holder_team_id, self.team)
        self.assertFalse(self.case.holder_id)

    def test_person_and_team_exclude_each_other(self):
        """Once a person is chosen, the team is not asked for."""
        Dialog = self.env["complaint.case.hand_over"].with_user(self.user_named)
        form = Form(Dialog.with_context(default_case_id=self.case.id))
        form.to_user_id = self.user_internal
        with self.assertRaisesRegex(AssertionError, "invisible"):
            form.to_team_id = self.team

    def test_question_is_asked_for(self):
        """Without saying what for, the dialog is not done."""
        with self.assertRaisesRegex(AssertionError, "why is a required field"):
            self._open(self.user_named, to_user_id=self.user_internal)

    def test_case_checks_the_receiver(self):
        """Whoever has the case already is refused by the case, not by the dialog."""
        dialog = self._open(self.user_named, to_user_id=self.user_named, why="Please")
        with self.assertRaises(UserError):
            dialog.action_hand_over()
        self.assertFalse(self.case.handover_ids)

    def test_hand_over_blocked_for_who_is_not_named(self):
        """Somebody else's case is not handed over, though the dialog opens."""
        stranger = self.role_users["identity"]
        with self.assertRaises(AccessError):
            self._open(stranger, to_user_id=self.user_internal, why="Please")
        self.case.user_id = self.user_all
        dialog = self._open(
            self.user_named, to_user_id=self.user_internal, why="Please"
        )
        with self.assertRaises(AccessError):
            dialog.action_hand_over()

    def test_dialog_of_another_user_stays_closed(self):
        """What somebody fills in is read by nobody else, managers included."""
        dialog = self._open(
            self.user_named, to_user_id=self.user_internal, why="Please"
        )
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["why"])
