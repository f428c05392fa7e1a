# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon


@tagged("post_install", "-at_install")
class TestMerge(CaseAccessCommon):
    """Two cases on one matter: one goes on, nothing of the other is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.master = cls._create_case(user_id=cls.handler.id, team_id=cls.team.id)
        cls.master.action_register()
        cls.line = cls._create_line(cls.case)
        cls.evidence = cls._create_evidence(cls.case)

    def _merge(self, case=None, master=None, user=None):
        case = (case or self.case).with_user(user or self.handler)
        return case.action_merge((master or self.master).id)

    def test_merge_moves_nothing_and_shows_all(self):
        """Goods and evidence stay where they are; the master shows those of both."""
        own = self._create_line(self.master)
        self.assertEqual(self._merge(), self.master)
        self.assertEqual(self.case.state, "merged")
        self.assertEqual(self.case.merged_into_id, self.master)
        self.assertEqual(self.line.case_id, self.case)
        self.assertEqual(self.master.all_line_ids, self.line | own)
        self.assertEqual(self.master.all_evidence_ids, self.evidence)

    def test_union_shows_what_the_user_may_read(self):
        """The master does not open a duplicate to somebody not named in it."""
        self.master._name_users(self.user_internal, "escalation")
        self._merge()
        self.assertEqual(self.master.all_line_ids, self.line)
        master = self.master.with_user(self.user_internal)
        self.assertFalse(master.all_line_ids)
        self.assertEqual(self.master.all_line_ids, self.line)

    def test_duplicates_follow_their_master(self):
        """What was merged into a duplicate goes on with it: no chain forms."""
        first = self._create_case(user_id=self.handler.id)
        self._merge(first, self.case)
        self._merge()
        self.assertEqual(first.merged_into_id, self.master)
        self.assertEqual(self.master.merged_ids, first | self.case)

    def test_several_cases_merge_into_the_oldest(self):
        """Chosen in the list, the first of them goes on."""
        newest = self._create_case(user_id=self.handler.id)
        cases = (newest + self.master + self.case).with_user(self.handler)
        self.assertEqual(cases.action_merge(), self.case)
        self.assertEqual(self.case.merged_ids, newest | self.master)

    def test_merge_refused(self):
        """Not into itself, backward, into a closed case, or without a master."""
        with self.assertRaisesRegex(UserError, "itself"):
            self._merge(self.case, self.case)
        with self.assertRaisesRegex(UserError, "Choose"):
            self.case.action_merge()
        self._merge()
        with self.assertRaisesRegex(UserError, "already"):
            self._merge(self.master, self.case)
        with self.assertRaises(UserError):
            self._merge()
        third = self._create_case()
        with self.assertRaisesRegex(UserError, "closed or merged"):
            self._merge(third, self.case, user=self.user_manager)

    def test_merge_across_companies_refused(self):
        """A complaint of one company is no duplicate of another company's."""
        foreign = self._create_case(company_id=self.company_other.id, partner_id=False)
        with self.assertRaisesRegex(UserError, "different companies"):
            foreign.action_merge(self.master.id)

    def test_merge_with_a_confidential_case_refused(self):
        """What is confidential is not merged into what is open, nor the other way."""
        secret = self._create_case(confidential=True, partner_id=False)
        for case, master in ((secret, self.master), (self.case, secret)):
            with self.assertRaisesRegex(UserError, "confidential"):
                case.action_merge(master.id)

    def test_merge_needs_the_right_to_write_both(self):
        """Neither a foreign duplicate nor a foreign master."""
        foreign = self._create_case(user_id=self.user_named.id)
        for case, master in ((self.case, foreign), (foreign, self.case)):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._merge(case, master)
        self.assertFalse((self.case | foreign).merged_into_id)

    def test_case_with_a_told_solution_is_no_duplicate(self):
        """What the complainant was promised is carried out first."""
        settlement = self._create_settlement(self.case)
        settlement._with_step_token().state = "offered"
        with self.assertRaisesRegex(UserError, "told to the complainant"):
            self._merge()

    def test_activities_of_the_duplicate_are_gone(self):
        """Nobody is asked to work on a case that does not go on."""
        for case in self.case | self.master:
            case.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.member.id
            )
        self._merge()
        self.assertFalse(self.case.activity_ids)
        self.assertEqual(len(self.master.activity_ids), 1)

    def test_merged_cases_count_once(self):
        """Lists of open cases hold the master alone."""
        both = self.case | self.master
        self._merge()
        open_cases = both.search([("id", "in", both.ids), ("is_open", "=", True)])
        self.assertEqual(open_cases, self.master)

    def test_merged_case_is_locked(self):
        """Nothing is changed on or added to a merged case."""
        self._merge()
        with self.assertRaises(UserError):
            self.case.with_user(self.handler).demand = "More"
        with self.assertRaises(UserError):
            self._create_evidence(self.case)
        with self.assertRaises(UserError):
            self.case.with_user(self.handler).evidence_ids = [
                Command.update(self.evidence.id, {"note": "x"})
            ]

    def test_undo_goes_on_where_it_stood(self):
        """The team's leader undoes the merge; the case is as before."""
        self.case.action_accept()
        self._merge()
        self.case.with_user(self.leader).action_unmerge()
        self.assertEqual(self.case.state, "accepted")
        self.assertFalse(self.case.merged_into_id)
        self.assertFalse(self.master.all_line_ids)
        self.assertTrue(self.case.is_open)

    def test_undo_needs_the_leader_or_a_manager(self):
        """The handler who merged does not undo it."""
        self._merge()
        with self.assertRaises(AccessError):
            self.case.with_user(self.handler).action_unmerge()
        self.case.with_user(self.user_manager).action_unmerge()
        self.assertEqual(self.case.state, "registered")

    def test_undo_refused_after_further_work(self):
        """Once the master's solution was told, it was told for both."""
        self._merge()
        settlement = self._create_settlement(self.master)
        settlement._with_step_token().state = "offered"
        with self.assertRaisesRegex(UserError, "can't be undone"):
            self.case.with_user(self.leader).action_unmerge()
        self.assertEqual(self.case.state, "merged")

    def test_undo_refused_when_the_master_is_closed(self):
        """A duplicate does not come back to life behind a closed master."""
        self._merge()
        self.master.withdrawn_reason_id = self._create_reason(kind="withdrawn")
        self.master.action_withdraw()
        with self.assertRaisesRegex(UserError, "can't be undone"):
            self.case.with_user(self.leader).action_unmerge()

    def test_undo_leaves_other_duplicates(self):
        """Taking one duplicate out leaves the others merged."""
        other = self._create_case(user_id=self.handler.id)
        self._merge()
        self._merge(other)
        self.case.with_user(self.leader).action_unmerge()
        self.assertEqual(self.master.merged_ids, other)
