# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .case_access_common import CaseAccessCommon


@tagged("post_install", "-at_install")
class TestHandoverList(CaseAccessCommon):
    """What is handed over stands on the lists of those who have to act."""

    def _hand_over(self, **values):
        values = {"why": "Visit the ward"} | values
        return self.case.with_user(self.handler).action_hand_over(**values)

    def test_answer_leaves_another_question_to_the_same_person(self):
        """Two things asked of one person are two on the list."""
        first = self._hand_over(to_user_id=self.colleague.id)
        second = self._hand_over(to_user_id=self.colleague.id, why="Ring the ward")
        self.assertEqual(len(self.case.activity_ids), 2)
        first.with_user(self.colleague).action_answer("Visited.")
        self.assertEqual(self.case.activity_ids.user_id, self.colleague)
        self.assertEqual(len(self.case.activity_ids), 1)
        self.assertIn("Ring the ward", self.case.activity_ids.note)
        second.with_user(self.colleague).action_answer("Rung.")
        self.assertFalse(self.case.activity_ids)

    def test_chase_of_two_leaves_two(self):
        """And the answers clear what the chase put there."""
        relays = self._hand_over(to_user_id=self.colleague.id)
        relays += self._hand_over(to_user_id=self.colleague.id, why="Ring the ward")
        relays.with_user(self.handler).action_chase()
        self.assertEqual(len(self.case.activity_ids), 2)
        for summary in self.case.activity_ids.mapped("summary"):
            self.assertIn("Answer is asked for", summary)
        for relay in relays:
            relay.with_user(self.colleague).action_answer("Done.")
        self.assertFalse(self.case.activity_ids)

    def test_team_without_a_leader_is_asked_as_a_whole(self):
        """Whoever takes it has it alone from then on."""
        team = self._create_team(
            leader_id=False, member_ids=(self.colleague | self.user_named).ids
        )
        relay = self._hand_over(to_team_id=team.id)
        people = self.colleague | self.user_named
        self.assertEqual(self.case.activity_ids.user_id, people)
        relay.with_user(self.colleague).action_receive()
        self.assertEqual(self.case.activity_ids.user_id, self.colleague)
