# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests.common import new_test_user

from .common import LETTER, ComplaintCommon

PREFIX = "complaint_management.complaint_management_group"
ADDONS = "odoo.addons.complaint_"


def get_own_methods(model):
    """Return the public methods that the addons define on a model, core's left out.

    :param model: a recordset
    :return: the functions, by name
    :rtype: dict[str, function]
    """
    found = {}
    for cls in type(model).__mro__:
        if cls.__module__.startswith(ADDONS):
            for name, method in vars(cls).items():
                if callable(method) and not name.startswith("_"):
                    found.setdefault(name, method)
    return found


class CaseAccessCommon(ComplaintCommon):
    """A complaint with people around it, for tests of who sees and may do what.

    On top of :class:`ComplaintCommon` this class provides:

    * `team` with `leader` and `member`, both of the role *User: named cases*;
    * `handler` and `colleague`, users of that role in no team;
    * `department` with `chief`, its manager, and `employee`, who works there: both are
      employees with a plain internal user, `chief_user` and `employee_user`;
    * `case`, a registered complaint of a business customer with `handler` and `team`;
    * factories of cases, employees, and of one record of each part of a case.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls._create_user("leader")
        cls.member = cls._create_user("member")
        cls.handler = cls._create_user("handler")
        cls.colleague = cls._create_user("colleague")
        cls.team = cls._create_team(
            leader_id=cls.leader.id, member_ids=[Command.set(cls.member.ids)]
        )
        cls.department = cls.env["hr.department"].create({"name": "Filling line"})
        cls.chief = cls._create_employee("chief")
        cls.employee = cls._create_employee("worker", department_id=cls.department.id)
        cls.department.manager_id = cls.chief
        cls.chief_user = cls.chief.user_id
        cls.employee_user = cls.employee.user_id
        cls.case = cls._create_case(user_id=cls.handler.id, team_id=cls.team.id)
        cls.case.action_register()

    @classmethod
    def _create_user(cls, login, role="user", **values):
        """Create a user with the group of one rung of the ladder."""
        return new_test_user(
            cls.env, login=f"case_{login}", groups=f"{PREFIX}_{role}", **values
        )

    @classmethod
    def _create_team(cls, **values):
        """Create a team of the main company that assigns by hand."""
        return cls.env["complaint.team"].create({"name": "Test Team"} | values)

    @classmethod
    def _create_employee(cls, login, user=None, **values):
        """Create an employee with a plain internal user, or with the given one."""
        if user is None:
            user = new_test_user(
                cls.env, login=f"case_{login}", groups="base.group_user"
            )
        return cls.env["hr.employee"].create(
            {"name": user.name or login, "user_id": user.id} | values
        )

    @classmethod
    def _create_case(cls, **values):
        """Create a new complaint of a business customer, without a handler."""
        defaults = {"partner_id": cls.partner.id, "description": "The bag leaks."}
        return cls.env["complaint.case"].create(defaults | values)

    @classmethod
    def _create_line(cls, case, **values):
        """Create goods that are complained about."""
        return cls.env["complaint.case.line"].create(
            {"case_id": case.id, "model": "500 ml", "lot_text": "L-77"} | values
        )

    @classmethod
    def _create_evidence(cls, case, **values):
        """Create a registered photo."""
        return cls.env["complaint.evidence"].create(
            {"case_id": case.id, "name": "Photo of the bag", "kind": "photo"} | values
        )

    @classmethod
    def _create_investigation(cls, case, **values):
        """Create a preliminary investigation that is running."""
        return cls.env["complaint.investigation"].create({"case_id": case.id} | values)

    @classmethod
    def _create_settlement(cls, case, **values):
        """Create a draft with one replacement in it."""
        line = Command.create({"kind": "replacement", "quantity": 1})
        return cls.env["complaint.settlement"].create(
            LETTER | {"case_id": case.id, "line_ids": [line]} | values
        )

    @classmethod
    def _create_followup(cls, case, **values):
        """Create a call that was made just now."""
        return cls.env["complaint.followup"].create({"case_id": case.id} | values)

    @classmethod
    def _create_children(cls, case):
        """Create one record of each part of a case that people may read.

        :return: the records, by model
        :rtype: dict[str, recordset]
        """
        settlement = cls._create_settlement(case)
        relay = case.action_hand_over(to_user_id=cls.colleague.id, why="Visit the ward")
        records = [
            cls._create_line(case),
            cls._create_evidence(case),
            cls._create_investigation(case),
            settlement,
            settlement.line_ids,
            cls._create_followup(case),
            relay,
            case.transition_ids[:1],
        ]
        return {record._name: record for record in records}

    @classmethod
    def _create_escalation(cls, case, user, **values):
        """Write down that somebody was told of a case, as a report by hand."""
        return (
            cls.env["complaint.escalation"]
            ._with_token()
            .create(
                {
                    "case_id": case.id,
                    "kind": "hand",
                    "user_id": user.id,
                    "raised_at": cls.env.cr.now(),
                }
                | values
            )
        )

    def _assert_sees(self, user, case, sees=True):
        """Compare what a user finds and may read with what is expected."""
        found = case.with_user(user).search([("id", "in", case.ids)])
        self.assertEqual(found.ids, case.ids if sees else [])
        self.assertEqual(case.with_user(user).has_access("read"), sees)
