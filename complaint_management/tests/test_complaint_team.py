# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintTeamAssignment(ComplaintCaseCommon):
    """The team's way of assigning chooses who handles a case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.second, cls.third = (
            cls._create_user(login) for login in ("first", "second", "third")
        )
        cls.members = cls.first + cls.second + cls.third
        cls.team.member_ids = cls.members

    def _accept(self, case=None):
        """Accept a case as the team's leader, and return who handles it."""
        case = case or self._create_case_at("registered", user_id=False)
        case.with_user(self.leader).action_accept()
        return case.user_id

    def test_by_hand(self):
        """Whoever accepts a case of the team handles it."""
        self.assertEqual(self._accept(), self.leader)

    def test_chosen_handler_stays(self):
        """Accepting does not take a case from the handler it has."""
        self.team.assignment_method = "load"
        case = self._create_case_at("registered", user_id=self.third.id)
        self.assertEqual(self._accept(case), self.third)

    # === IN TURN === #

    def test_in_turn(self):
        """Each member gets a case, then the first one again."""
        self.team.assignment_method = "round_robin"
        handlers = [self._accept() for _turn in range(4)]
        self.assertEqual(handlers, [*self.members, self.first])

    def test_in_turn_whatever_the_age_of_the_cases(self):
        """The turn goes by who got a case when, not by how old the cases are."""
        self.team.assignment_method = "round_robin"
        self.team.member_ids = self.first + self.second
        old, older, new = (
            self._create_case_at("registered", user_id=False) for _case in range(3)
        )
        self.assertEqual(
            [self._accept(case) for case in (new, old, older)],
            [self.first, self.second, self.first],
        )

    def test_in_turn_counts_own_team_only(self):
        """A case for another team is not a turn in this one."""
        self.team.assignment_method = "round_robin"
        other = self._create_team(name="Other", member_ids=self.first.ids)
        self._create_case(team_id=other.id, user_id=self.first.id)
        self.assertEqual(self._accept(), self.first)

    def test_in_turn_within_one_go(self):
        """Several cases accepted together go round as well."""
        self.team.assignment_method = "round_robin"
        cases = self._create_case_at("registered", user_id=False)
        cases += self._create_case_at("registered", user_id=False)
        cases.with_user(self.leader).action_accept()
        self.assertEqual(cases.mapped("user_id"), self.first + self.second)

    # === FEWEST OPEN === #

    def test_fewest_open(self):
        """The member with the fewest open cases gets it."""
        self.team.assignment_method = "load"
        for user in (self.first, self.first, self.second, self.third, self.third):
            self._create_case(user_id=user.id)
        self.assertEqual(self._accept(), self.second)

    def test_closed_cases_are_no_load(self):
        """What is closed keeps nobody busy."""
        self.team.assignment_method = "load"
        self._create_case_at("withdrawn", user_id=self.first.id)
        for user in self.second + self.third:
            self._create_case(user_id=user.id)
        self.assertEqual(self._accept(), self.first)

    def test_open_cases_elsewhere_are_load(self):
        """A case of another team, unseen by who accepts, keeps busy as well."""
        self.team.assignment_method = "load"
        for user in self.first + self.third:
            self._create_case(team_id=False, user_id=user.id)
        self.assertEqual(self._accept(), self.second)

    # === PASSED OVER === #

    def test_respondent_passed_over(self):
        """The respondent never gets the case, whoever's turn it is."""
        employee = self._create_employee(self.first)
        for method in ("round_robin", "load"):
            with self.subTest(method=method):
                self.team.assignment_method = method
                case = self._create_case_at(
                    "registered",
                    user_id=False,
                    respondent_employee_ids=employee.ids,
                )
                self.assertEqual(self._accept(case), self.second)
                case.user_id = False

    def test_archived_member_passed_over(self):
        """Somebody who left the company gets nothing."""
        self.team.assignment_method = "round_robin"
        self.first.active = False
        self.assertEqual(self._accept(), self.second)

    def test_absent_member_passed_over(self):
        """Somebody on leave gets nothing until he or she is back."""
        self.team.assignment_method = "round_robin"
        employee = self._create_employee(self.first)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-03 00:00:00",
            }
        )
        self.assertEqual(self._accept(), self.second)
        with freeze_time("2026-03-04 09:00:00"):
            self.assertEqual(self._accept(), self.first)

    def test_portal_member_passed_over(self):
        """A portal user who slipped into the team gets nothing."""
        self.team.assignment_method = "round_robin"
        self.team.member_ids = self.user_portal + self.second
        self.assertEqual(self._accept(), self.second)

    def test_nobody_left(self):
        """Where nobody of the team can take it, whoever accepts does."""
        self.team.assignment_method = "load"
        self.members.active = False
        self.assertEqual(self._accept(), self.leader)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintTeam(ComplaintCaseCommon):
    """Which team a category goes to, and who sees the cases of a team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quality = cls._create_category(name="Quality test")
        cls.leaking = cls._create_category(name="Leaking", parent_id=cls.quality.id)
        cls.port = cls._create_category(name="At the port", parent_id=cls.leaking.id)

    def _team_of(self, category):
        """Return the team of a new case of a category."""
        return self.env["complaint.case"].create({"category_id": category.id}).team_id

    # === CATEGORY === #

    def test_category_goes_to_team_above(self):
        """A category without a team of its own goes to that of the one above."""
        self.team.category_ids = self.quality
        self.assertEqual(self._team_of(self.port), self.team)

    def test_nearest_team_wins(self):
        """The team of the narrower category comes before that of the broader."""
        self.team.category_ids = self.quality
        near = self._create_team(name="Near", category_ids=self.leaking.ids)
        self.assertEqual(self._team_of(self.port), near)
        self.assertEqual(self._team_of(self.quality), self.team)

    def test_team_below_not_asked(self):
        """A broad category does not go to the team of a narrower one."""
        self.team.category_ids = self.port
        self.assertFalse(self._team_of(self.leaking))

    def test_team_of_other_company_not_asked(self):
        """A case goes to a team of its company."""
        self._create_team(
            name="Foreign",
            company_id=self.company_other.id,
            category_ids=self.quality.ids,
        )
        self.assertFalse(self._team_of(self.port))

    def test_archived_team_not_asked(self):
        """A team that was given up gets no cases."""
        self.team.category_ids = self.quality
        self.team.active = False
        self.assertFalse(self._team_of(self.port))

    def test_team_by_hand_kept(self):
        """A category that goes nowhere leaves the team that was chosen."""
        self.case.category_id = self.port
        self.assertEqual(self.case.team_id, self.team)

    # === ACCESS === #

    def test_team_sees_its_cases(self):
        """Leader and members see the cases of the team, others don't."""
        for user, seen in (
            (self.leader, True),
            (self.handler, True),
            (self.colleague, False),
        ):
            with self.subTest(user=user.login):
                case = self._create_case(user_id=False).with_user(user)
                self.assertEqual(case.has_access("read"), seen)

    def test_joining_member_sees_old_cases(self):
        """Who joins a team sees the cases from before."""
        self.assertFalse(self.case.with_user(self.colleague).has_access("read"))
        self.team.member_ids += self.colleague
        self.assertTrue(self.case.with_user(self.colleague).has_access("read"))

    def test_leaving_member_sees_no_cases(self):
        """Who leaves a team lets go of its cases, but not of his or her own."""
        mine, theirs = self.case, self._create_case(user_id=self.leader.id)
        self.assertTrue(theirs.with_user(self.handler).has_access("read"))
        self.team.member_ids -= self.handler
        self.assertFalse(theirs.with_user(self.handler).has_access("read"))
        self.assertTrue(mine.with_user(self.handler).has_access("read"))

    def test_leaving_leader_sees_no_cases(self):
        """A new leader takes over, the former one lets go."""
        self.team.leader_id = self.colleague
        self.assertFalse(self.case.with_user(self.leader).has_access("read"))
        self.assertTrue(self.case.with_user(self.colleague).has_access("read"))

    def test_new_handler_by_hand(self):
        """Another handler opens the case, the former one lets go."""
        self.case.team_id = False
        self.case.user_id = self.colleague
        self.assertTrue(self.case.with_user(self.colleague).has_access("write"))
        self.assertFalse(self.case.with_user(self.handler).has_access("read"))
