# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .case_access_common import PREFIX, CaseAccessCommon, get_own_methods


@tagged("post_install", "-at_install")
class TestCaseRespondent(CaseAccessCommon):
    """Whom a complaint is about sees nothing of it, whatever else he or she is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.respondent = new_test_user(
            cls.env,
            login="case_respondent",
            groups=f"{PREFIX}_administrator,{PREFIX}_identity,base.group_allow_export",
        )
        cls.respondent_employee = cls._create_employee("resp", user=cls.respondent)
        cls.parts = cls._create_children(cls.case)
        # Named, and with the widest roles there are.
        cls.case._name_users(cls.respondent, "escalation")
        cls.mine = cls.case.with_user(cls.respondent)

    def _accuse(self):
        self.case.write(
            {
                "respondent_kind": "employee",
                "respondent_employee_ids": [Command.set(self.respondent_employee.ids)],
            }
        )
        self.env.invalidate_all()

    def test_becoming_respondent_closes_the_case(self):
        """Named and an administrator, the employee reads the case until accused."""
        self._assert_sees(self.respondent, self.case)
        self._accuse()
        self._assert_sees(self.respondent, self.case, False)

    def test_parts_closed_to_respondent(self):
        """No part of the case is found or read by the respondent."""
        self._accuse()
        for model, record in self.parts.items():
            with self.subTest(model=model):
                self.assertFalse(
                    record.with_user(self.respondent).search([("id", "=", record.id)])
                )
                with self.assertRaises(AccessError):
                    record.with_user(self.respondent).read(["case_id"])

    def test_export_and_groups_closed_to_respondent(self):
        """Neither an export nor a count tells the respondent of the case."""
        self._accuse()
        with self.assertRaises(AccessError):
            self.mine.export_data(["name"])
        Case = self.env["complaint.case"].with_user(self.respondent)
        domain = [("id", "=", self.case.id)]
        self.assertFalse(Case.formatted_read_group(domain, ["state"], ["__count"]))
        self.assertFalse(Case.name_search(self.case.name))
        self.assertFalse(Case.search_count(domain))

    def test_every_action_closed_to_respondent(self):
        """Each button of the case and of its parts refuses the respondent."""
        self._accuse()
        for record in (self.case, *self.parts.values()):
            actions = [n for n in get_own_methods(record) if n.startswith("action_")]
            for name in actions:
                method = getattr(record.with_user(self.respondent), name)
                arguments = ("Answer",) if name == "action_answer" else ()
                with self.subTest(model=record._name, action=name):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        method(*arguments)
        self.assertEqual(self.case.state, "registered")

    def test_identity_closed_to_respondent(self):
        """The privilege to open identities does not open the own accuser."""
        self._accuse()
        with self.assertRaises(AccessError):
            self.mine.action_open_identity()
        self.assertFalse(self.env["complaint.identity.log"].search([]))

    def test_manager_of_respondent_department_barred(self):
        """A case about a department is closed to its manager, not to its people."""
        self.case._name_users(self.chief_user | self.employee_user, "investigator")
        self.case.respondent_department_id = self.department
        self._assert_sees(self.chief_user, self.case, False)
        self._assert_sees(self.employee_user, self.case)

    def test_new_manager_of_respondent_department_barred(self):
        """Whoever becomes the department's manager later is barred from then on."""
        self.case._name_users(self.chief_user | self.employee_user, "investigator")
        self.case.respondent_department_id = self.department
        self.department.manager_id = self.employee
        self.env.flush_all()
        self._assert_sees(self.employee_user, self.case, False)
        self._assert_sees(self.chief_user, self.case)

    def test_user_of_respondent_given_later_is_barred(self):
        """An accused employee who gets a login afterwards is barred with it."""
        employee = self.env["hr.employee"].create({"name": "No login yet"})
        self.case.respondent_employee_ids = employee
        self.case._name_users(self.user_internal, "investigator")
        employee.user_id = self.user_internal
        self.env.flush_all()
        self._assert_sees(self.user_internal, self.case, False)

    def test_respondent_registers_no_complaint_about_oneself(self):
        """Nobody opens, and so shapes, the complaint about himself or herself."""
        with self.assertRaises(AccessError):
            self.env["complaint.case"].with_user(self.respondent).create(
                {
                    "partner_id": self.partner.id,
                    "respondent_employee_ids": self.respondent_employee.ids,
                }
            )

    def test_respondent_can_not_handle(self):
        """The respondent can't be made handler, by reassigning or by accepting."""
        self._accuse()
        with self.assertRaises(ValidationError):
            self.case.user_id = self.respondent

    def test_handler_can_not_become_respondent(self):
        """A handler who is accused has to be replaced in the same breath."""
        employee = self._create_employee("handler", user=self.handler)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.case.respondent_employee_ids = employee
        self.case.write(
            {"respondent_employee_ids": employee.ids, "user_id": self.colleague.id}
        )
        self._assert_sees(self.handler, self.case, False)

    def test_respondent_can_not_investigate(self):
        """The respondent can be neither lead nor member of an investigation."""
        self._accuse()
        for field, value in (
            ("lead_id", self.respondent.id),
            ("member_ids", self.respondent.ids),
        ):
            with self.subTest(field=field):
                with self.assertRaises(ValidationError), self.env.cr.savepoint():
                    self._create_investigation(self.case, **{field: value})

    def test_respondent_can_not_receive(self):
        """The case is never handed over to the respondent."""
        self._accuse()
        with self.assertRaisesRegex(UserError, "is the respondent"):
            self.case.action_hand_over(to_user_id=self.respondent.id, why="Visit")

    def test_respondent_passed_over_in_assignment(self):
        """A team that assigns in turn leaves the respondent out."""
        team = self._create_team(
            assignment_method="round_robin",
            member_ids=(self.respondent | self.user_named).ids,
        )
        case = self._create_case(
            team_id=team.id, respondent_employee_ids=self.respondent_employee.ids
        )
        case.action_register()
        case.action_accept()
        self.assertEqual(case.user_id, self.user_named)

    def test_nobody_lifts_the_bar_by_hand(self):
        """Who is barred follows from the respondents and is never written."""
        self._accuse()
        for vals in (
            {"respondent_user_ids": [Command.clear()]},
            {"respondent_user_ids": [Command.set(self.user_manager.ids)]},
        ):
            with self.assertRaises(AccessError):
                self.case.with_user(self.handler).write(vals)
        self.assertEqual(self.case.respondent_user_ids, self.respondent)

    def test_nobody_is_barred_by_hand_when_registering(self):
        """A complaint can't be hidden from somebody by barring him or her."""
        Case = self.env["complaint.case"].with_user(self.handler)
        values = {"respondent_user_ids": [Command.set(self.user_manager.ids)]}
        with self.assertRaises(AccessError):
            Case.create(values)
        context = {f"default_{name}": value for name, value in values.items()}
        case = Case.with_context(**context).create({})
        self.assertFalse(case.sudo().respondent_user_ids)
