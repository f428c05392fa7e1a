# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .case_access_common import CaseAccessCommon


@tagged("post_install", "-at_install")
class TestCaseNaming(CaseAccessCommon):
    """A case opens to those named in it, and to nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parts = cls._create_children(cls.case)
        cls.other = cls._create_case()

    def _assert_sees_parts(self, user, sees=True):
        for model, record in self.parts.items():
            with self.subTest(model=model, user=user.login):
                found = record.with_user(user).search([("id", "=", record.id)])
                self.assertEqual(found.ids, record.ids if sees else [])
                self.assertEqual(record.with_user(user).has_access("read"), sees)

    def test_internal_user_sees_nothing_until_named(self):
        """An employee without a role finds no complaint and no part of one."""
        self._assert_sees(self.user_internal, self.case + self.other, False)
        self._assert_sees_parts(self.user_internal, False)

    def test_internal_user_sees_exactly_the_named_case(self):
        """Naming opens this case with its parts, and no other one."""
        self.case._name_users(self.user_internal, "escalation")
        self._assert_sees(self.user_internal, self.case)
        self._assert_sees_parts(self.user_internal)
        self._assert_sees(self.user_internal, self.other, False)

    def test_named_right_after_a_search_in_the_same_session(self):
        """The rules are not frozen: a search before the naming hides nothing after."""
        Case = self.env["complaint.case"].with_user(self.user_internal)
        self.assertFalse(Case.search([]))
        self.case._name_users(self.user_internal, "escalation")
        self.assertEqual(Case.search([]), self.case)
        self.case._unname_users(self.user_internal, "escalation")
        self.assertFalse(Case.search([]))

    def test_named_internal_user_opens_the_form(self):
        """A manager without a role opens the case with everything shown on it."""
        self.case.write(
            {
                "tag_ids": self._create_tag().ids,
                "mark_ids": self._create_mark().ids,
                "category_id": self._create_category().id,
                "channel_id": self._create_channel().id,
                "respondent_employee_ids": self.employee.ids,
            }
        )
        self.case._name_users(self.user_internal, "escalation")
        self.env.invalidate_all()
        form = Form(self.case.with_user(self.user_internal))
        self.assertEqual(form.name, self.case.name)

    def test_named_internal_user_only_reads(self):
        """Being named gives no right to change anything."""
        self.case._name_users(self.user_internal, "escalation")
        for record in (self.case, *self.parts.values()):
            for operation in ("write", "unlink"):
                with self.subTest(model=record._name, operation=operation):
                    mine = record.with_user(self.user_internal)
                    self.assertFalse(mine.has_access(operation))

    def test_intake_keeps_reading_what_it_registered(self):
        """Who took the call reads the case later, whoever handles it then."""
        Case = self.env["complaint.case"].with_user(self.colleague)
        case = Case.create({"partner_id": self.partner.id, "description": "Leaks"})
        case.sudo().user_id = self.handler
        self._assert_sees(self.colleague, case)
        self._assert_sees(self.user_named, case, False)

    def test_old_handler_loses_the_case_on_reassignment(self):
        """Reassigning closes the case to the one before and opens it to the next."""
        self._assert_sees(self.handler, self.case)
        self.case.user_id = self.user_named
        self._assert_sees(self.handler, self.case, False)
        self._assert_sees(self.user_named, self.case)

    def test_handler_gives_the_case_away(self):
        """The screen is read once more after saving; then the case is closed."""
        saved = self.case.with_user(self.handler).web_save(
            {"user_id": self.user_named.id}, {"user_id": {}}
        )
        self.assertEqual(saved, [{"id": self.case.id, "user_id": self.user_named.id}])
        self.env.cr.precommit.run()
        self._assert_sees(self.handler, self.case, False)
        self._assert_sees(self.user_named, self.case)

    def test_handler_takes_the_case_back_at_once(self):
        """Giving away and taking back in one request changes nothing."""
        case = self.case.with_user(self.handler)
        case.user_id = self.user_named
        case.user_id = self.handler
        self.env.cr.precommit.run()
        self._assert_sees(self.handler, self.case)
        self._assert_sees(self.user_named, self.case, False)

    def test_member_gives_the_case_to_another_team(self):
        """A member can pass a case on that then goes out of sight."""
        other = self._create_team(leader_id=self.user_named.id)
        self.case.with_user(self.member).web_save({"team_id": other.id}, {"name": {}})
        self.env.cr.precommit.run()
        self._assert_sees(self.member, self.case, False)
        self._assert_sees(self.user_named, self.case)

    def test_team_sees_its_cases(self):
        """Leader and members of the team read the case, others do not."""
        for user in (self.leader, self.member):
            self._assert_sees(user, self.case)
        self._assert_sees(self.user_named, self.case, False)

    def test_joining_a_team_opens_its_older_cases(self):
        """Somebody who joins sees the team's cases from before."""
        self.team.member_ids += self.user_named
        self._assert_sees(self.user_named, self.case)
        self._assert_sees_parts(self.user_named)

    def test_leaving_a_team_closes_its_cases(self):
        """Somebody who leaves the team, or its lead, sees its cases no more."""
        self.team.write({"member_ids": [Command.clear()], "leader_id": False})
        for user in (self.leader, self.member):
            self._assert_sees(user, self.case, False)

    def test_new_team_takes_over_from_the_old_one(self):
        """A case given to another team leaves the people of the one before."""
        self.case.team_id = self._create_team(leader_id=self.user_named.id)
        self._assert_sees(self.user_named, self.case)
        self._assert_sees(self.member, self.case, False)

    def test_new_category_moves_the_case_to_its_team(self):
        """A category that goes to a confidential team takes the case from the line."""
        team = self._create_team(name="Confidants", leader_id=self.user_named.id)
        category = self._create_category(name="Employees", confidential=True)
        team.category_ids = category
        self.case.category_id = category
        self.assertEqual(self.case.team_id, team)
        self._assert_sees(self.user_named, self.case)
        self._assert_sees(self.member, self.case, False)
        self._assert_sees(self.user_administrator, self.case, False)

    def test_former_investigator_loses_the_case(self):
        """Who is taken off every investigation is not named any more."""
        investigation = self._create_investigation(
            self.case, lead_id=self.user_named.id, member_ids=self.user_internal.ids
        )
        self._assert_sees(self.user_internal, self.case)
        investigation.member_ids = [Command.clear()]
        self._assert_sees(self.user_internal, self.case, False)
        self._assert_sees(self.user_named, self.case)
        investigation.unlink()
        self._assert_sees(self.user_named, self.case, False)

    def test_naming_twice_changes_nothing(self):
        """A second naming for the same reason adds no row."""
        self.case._name_users(self.user_internal, "escalation")
        before = self.case.access_ids
        self.case._name_users(self.user_internal, "escalation")
        self.assertEqual(self.case.access_ids, before)

    def test_named_for_two_reasons_stays_with_one(self):
        """Taking one reason away leaves the other."""
        for why in ("escalation", "approver"):
            self.case._name_users(self.user_internal, why)
        self.case._unname_users(self.user_internal, "approver")
        self._assert_sees(self.user_internal, self.case)

    def test_nobody_names_oneself(self):
        """The rows of naming are out of reach, through the case as well."""
        case = self.case.with_user(self.user_administrator)
        values = {"principal_id": 1, "why": "handler"}
        with self.assertRaises(AccessError):
            case.access_ids = [Command.create(values)]
        with self.assertRaises(AccessError):
            self.env["complaint.case.access"].with_user(self.user_administrator).create(
                values | {"case_id": self.case.id}
            )
        with self.assertRaises(AccessError):
            self.env["complaint.case"].with_user(self.user_administrator).with_context(
                default_access_ids=[Command.create(values)]
            ).create({})


@tagged("post_install", "-at_install")
class TestCaseConfidential(CaseAccessCommon):
    """Roles open every case but confidential ones, which open by naming alone."""

    WIDE_ROLES = ("user_all", "manager", "administrator")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secret = cls._create_case(
            confidential=True, partner_id=False, complainant_type="employee"
        )
        cls.parts = cls._create_children(cls.secret)

    def test_wide_roles_see_cases_without_being_named(self):
        """From User (all) upward a role reads and writes what is not confidential."""
        for role in self.WIDE_ROLES:
            with self.subTest(role=role):
                user = self.role_users[role]
                self._assert_sees(user, self.case)
                self.case.with_user(user).demand = f"A new bag, says {role}"

    def test_wide_roles_blind_to_confidential_cases(self):
        """Neither the case nor a part of it is found by managers or administrators."""
        for role in self.WIDE_ROLES:
            user = self.role_users[role]
            self._assert_sees(user, self.secret, False)
            for model, record in self.parts.items():
                with self.subTest(role=role, model=model):
                    found = record.with_user(user).search([("id", "=", record.id)])
                    self.assertFalse(found)
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["case_id"])

    def test_naming_opens_a_confidential_case_to_every_role(self):
        """Everybody who is named reads it, with or without a wide role."""
        for role in (*self.WIDE_ROLES, "user", "internal"):
            with self.subTest(role=role):
                user = self.role_users[role]
                self.secret._name_users(user, "escalation")
                self._assert_sees(user, self.secret)

    def test_turning_confidential_closes_the_case(self):
        """Who saw the case by role sees it no more from that moment."""
        self._assert_sees(self.user_manager, self.case)
        self.case.with_user(self.handler).confidential = True
        self._assert_sees(self.user_manager, self.case, False)
        self._assert_sees(self.handler, self.case)

    def test_who_is_not_named_does_not_shut_the_case(self):
        """A manager would lose the case with the same click, and is told so."""
        with self.assertRaisesRegex(UserError, "not named"):
            self.case.with_user(self.user_manager).confidential = True
        category = self._create_category(name="Employees", confidential=True)
        with self.assertRaisesRegex(UserError, "not named"):
            self.case.with_user(self.user_manager).category_id = category
        self.assertFalse(self.case.confidential)

    def test_handler_does_not_open_a_confidential_case(self):
        """Opening it to others is up to a manager or the team's leader."""
        self.secret.user_id = self.handler
        with self.assertRaisesRegex(AccessError, "leader"):
            self.secret.with_user(self.handler).confidential = False
        self.secret._name_users(self.user_manager, "reviewer")
        self.secret.with_user(self.user_manager).confidential = False
        self.assertFalse(self.secret.confidential)

    def test_confidential_category_keeps_the_case_closed(self):
        """As long as its category is confidential, so is the case."""
        category = self._create_category(name="Employees", confidential=True)
        self.secret.category_id = category
        self.secret._name_users(self.user_manager, "reviewer")
        with self.assertRaisesRegex(UserError, "always confidential"):
            self.secret.with_user(self.user_manager).confidential = False
        self.assertTrue(self.secret.confidential)

    def test_copy_stays_confidential(self):
        """A copy tells no more than the case it was made from."""
        copy = self.secret.copy()
        self.assertTrue(copy.confidential)
        self._assert_sees(self.user_manager, copy, False)

    def test_category_opens_no_confidential_case(self):
        """Sorting a confidential case anew keeps it closed."""
        self.secret.category_id = self._create_category(confidential=False)
        self._assert_sees(self.user_manager, self.secret, False)

    def test_groups_and_counts_leave_confidential_cases_out(self):
        """A count or a grouping does not tell that there is a confidential case."""
        Case = self.env["complaint.case"].with_user(self.user_administrator)
        domain = [("id", "in", (self.secret + self.case).ids)]
        self.assertEqual(Case.search_count(domain), 1)
        groups = Case.formatted_read_group(domain, ["state"], ["__count"])
        self.assertEqual([g["__count"] for g in groups], [1])

    def test_number_search_leaves_confidential_cases_out(self):
        """Typing the number of a confidential case suggests nothing."""
        Case = self.env["complaint.case"].with_user(self.user_administrator)
        self.assertFalse(Case.name_search(self.secret.name))


@tagged("post_install", "-at_install")
class TestCaseForm(CaseAccessCommon):
    """The lowest role works on the screen with nothing but its own rights."""

    def test_register_on_the_form(self):
        """A user without any right on employees registers and changes a case."""
        form = Form(self.env["complaint.case"].with_user(self.colleague))
        form.partner_id = self.partner
        form.description = "The bag leaks."
        form.tag_ids.add(self._create_tag())
        form.mark_ids.add(self._create_mark())
        with form.line_ids.new() as line:
            line.lot_text = "L-77"
        case = form.save()
        with Form(case) as form:
            form.demand = "A new bag"
        self.assertEqual(case.demand, "A new bag")
        self._assert_sees(self.colleague, case)

    def test_respondents_on_the_form(self):
        """A user without any right on employees names and takes off respondents."""
        case = self.case.with_user(self.handler)
        with Form(case) as form:
            form.respondent_kind = "employee"
            form.respondent_public_ids.add(
                self.env["hr.employee.public"].browse(self.employee.id)
            )
        self.assertEqual(self.case.respondent_user_ids, self.employee_user)
        with Form(case) as form:
            form.respondent_public_ids.clear()
        self.assertFalse(self.case.respondent_user_ids)

    def test_employees_not_changed_through_the_case(self):
        """Naming respondents is no way to create, change or delete employees."""
        case = self.case.with_user(self.handler)
        case.respondent_employee_ids = self.employee
        for command in (
            Command.create({"name": "Nobody"}),
            Command.update(self.employee.id, {"name": "Renamed"}),
            Command.delete(self.employee.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                case.respondent_employee_ids = [command]

    def test_employees_of_another_company_not_named(self):
        """An employee whom the user may not see can't be named as respondent."""
        foreign = self._create_employee(
            "foreign", user=self.user_other_company, company_id=self.company_other.id
        )
        with self.assertRaises(UserError):
            self.case.with_user(self.handler).respondent_employee_ids = [
                Command.link(foreign.id)
            ]
