# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestCasePerformance(ComplaintCommon):
    """Lists of cases find their index, and the rule that is fast forgets nobody.

    What the lists cost among a million cases is measured in `tests/benchmarks`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["complaint.team"].create({"name": "Test Team"})
        cls.case = cls.env["complaint.case"].create(
            {"description": "It leaks.", "complainant_type": "anonymous"}
        )

    def _is_seen(self):
        """Whether the user finds the case and may read it, which must be the same."""
        case = self.case.with_user(self.user_named)
        found = bool(case.search([("id", "=", case.id)]))
        self.assertEqual(case.has_access("read"), found)
        return found

    def test_open_cases_are_found_by_the_index_of_each_list(self):
        """The condition of a partial index is word for word what the ORM asks for."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        indexes = {
            "user_id": "complaint_case_handler_deadline_idx",
            "holder_id": "complaint_case_holder_deadline_idx",
            "holder_team_id": "complaint_case_holder_team_deadline_idx",
            "team_id": "complaint_case_team_deadline_idx",
            "company_id": "complaint_case_company_deadline_idx",
        }
        for field, index in indexes.items():
            with self.subTest(field=field), self.env.cr.savepoint() as savepoint:
                # In a table of a few rows any other does as well.
                for other in set(indexes.values()) - {index}:
                    self.env.cr.execute(SQL("DROP INDEX %s", SQL.identifier(other)))
                domain = [("is_open", "=", True), (field, "=", 1)]
                query = self.env["complaint.case"]._search(domain).select()
                plan = self.env.execute_query(SQL("EXPLAIN %s", query))
                self.assertIn(index, str(plan))
                savepoint.rollback()

    def test_named_user_sees_the_case_at_once_and_no_longer_than_named(self):
        """What the rule remembers of a user does not outlive the naming."""
        self.assertFalse(self._is_seen())
        self.case._name_users(self.user_named, "reviewer")
        self.assertTrue(self._is_seen())
        self.case._unname_users(self.user_named, "reviewer")
        self.assertFalse(self._is_seen())

    def test_member_sees_cases_of_the_team_at_once_and_no_longer_than_member(self):
        """Who joins a team sees its cases, who leaves does not, in one transaction."""
        self.case.team_id = self.team
        self.assertFalse(self._is_seen())
        self.team.member_ids += self.user_named
        self.assertTrue(self._is_seen())
        self.team.member_ids -= self.user_named
        self.assertFalse(self._is_seen())

    def test_leader_sees_cases_of_the_team_while_leader(self):
        """The leader counts as one of the team, member or not."""
        self.case.team_id = self.team
        self.team.leader_id = self.user_named
        self.assertTrue(self._is_seen())
        self.team.leader_id = False
        self.assertFalse(self._is_seen())

    def test_principals_are_those_of_the_user_who_asks(self):
        """The answer for one user is not that for the next."""
        self.case._name_users(self.user_named, "reviewer")
        principals = self.case.access_ids.principal_id
        self.assertTrue(principals.with_user(self.user_named).sudo().is_mine)
        self.assertFalse(principals.with_user(self.user_manager).sudo().is_mine)
        self.assertFalse(
            principals.with_user(self.user_manager)
            .sudo()
            .search([("is_mine", "=", True), ("id", "in", principals.ids)])
        )
        self.assertEqual(
            principals.with_user(self.user_manager)
            .sudo()
            .search([("is_mine", "=", False), ("id", "in", principals.ids)]),
            principals,
        )
