# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseReassign(ComplaintCaseCommon):
    """Complaints change their handler, many at once, and nothing is left behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.user_manager
        cls.other = cls._create_case()
        cls.closed = cls._create_case_at("withdrawn")

    def _open(self, user, cases=None, **values):
        """Open the dialog from a list, or from the menu, and fill it in."""
        Dialog = self.env["complaint.case.reassign"].with_user(user)
        if cases:
            Dialog = Dialog.with_context(default_case_ids=cases.ids)
        form = Form(Dialog)
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_chosen_cases_get_a_handler(self):
        """The handler gives own cases away; the new one is named and holds them."""
        cases = self.case + self.other
        self._open(self.handler, cases, user_id=self.colleague).action_reassign()
        self.assertEqual(cases.user_id, self.colleague)
        self.assertEqual(cases.holder_id, self.colleague)
        self.assertTrue(cases.with_user(self.colleague).has_access("write"))

    def test_team_chooses_the_handlers(self):
        """A team that assigns by load spreads the cases over its members."""
        team = self._create_team(
            member_ids=[self.colleague.id, self.leader.id], assignment_method="load"
        )
        cases = self.case + self.other
        self._open(self.manager, cases, team_id=team).action_reassign()
        self.assertEqual(cases.team_id, team)
        self.assertEqual(cases.user_id, self.colleague + self.leader)

    def test_team_by_hand_gets_them_unassigned(self):
        """A team that assigns by hand holds them until somebody takes one."""
        team = self._create_team(member_ids=[self.colleague.id])
        self._open(self.manager, self.case, team_id=team).action_reassign()
        self.assertFalse(self.case.user_id)
        self.assertEqual(self.case.holder_team_id, team)

    def test_handler_leaves(self):
        """All that is open goes to the new handler, what is closed stays."""
        dialog = self._open(
            self.manager, from_user_id=self.handler, user_id=self.colleague
        )
        self.assertEqual(dialog.case_count, 2)
        dialog.action_reassign()
        self.assertEqual((self.case + self.other).user_id, self.colleague)
        self.assertEqual(self.closed.user_id, self.handler)

    def test_answers_that_are_out_are_asked_of_the_new_one(self):
        """A hand-over to who leaves ends; a new one with sender and limit begins."""
        relay = self.case.with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Visit them", due_at="2026-03-04 09:00:00"
        )
        self._open(
            self.manager, from_user_id=self.colleague, user_id=self.leader
        ).action_reassign()
        self.assertEqual(relay.state, "cancelled")
        new = self.case.handover_id
        self.assertEqual(new.to_user_id, self.leader)
        self.assertEqual(new.from_user_id, self.handler)
        self.assertEqual((new.why, new.due_at), ("Visit them", relay.due_at))
        self.assertEqual(self.case.holder_id, self.leader)
        self.assertEqual(self.case.activity_ids.user_id, self.leader)

    def test_hand_over_goes_to_a_person(self):
        """A team can't answer for a person: that is said before anything changes."""
        self.case.with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Visit them"
        )
        dialog = self._open(
            self.manager, from_user_id=self.colleague, team_id=self.team
        )
        with self.assertRaisesRegex(UserError, "choose the person"):
            dialog.action_reassign()
        self.assertEqual(self.case.holder_id, self.colleague)

    def test_refused_on_bad_input(self):
        """Nothing to reassign, to nobody, or to the respondent: said clearly."""
        with self.assertRaisesRegex(UserError, "To whom"):
            self._open(self.handler, self.case).action_reassign()
        with self.assertRaisesRegex(UserError, "nothing to reassign"):
            self._open(
                self.manager, from_user_id=self.leader, user_id=self.colleague
            ).action_reassign()
        accused = self._create_employee(self.colleague)
        self.case.respondent_employee_ids = accused
        with self.assertRaisesRegex(UserError, "respondent"):
            self._open(
                self.handler, self.case + self.other, user_id=self.colleague
            ).action_reassign()

    def test_only_supervisors_empty_a_desk(self):
        """A handler gives away own cases, but not everything of a colleague's."""
        dialog = self._open(
            self.handler, from_user_id=self.handler, user_id=self.colleague
        )
        with self.assertRaises(AccessError):
            dialog.action_reassign()
        self.assertEqual(self.case.user_id, self.handler)
        self._open(
            self.leader, from_user_id=self.handler, user_id=self.colleague
        ).action_reassign()
        self.assertEqual(self.case.user_id, self.colleague)

    def test_cases_that_are_not_seen_stay(self):
        """Who does not see a case can't give it away."""
        with self.assertRaises(AccessError):
            self._open(self.colleague, self.case, user_id=self.leader).action_reassign()
        self.assertEqual(self.case.user_id, self.handler)
