# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo.tests.common import new_test_user

from .case_common import ComplaintCaseCommon


class ComplaintApprovalCommon(ComplaintCaseCommon):
    """A line of managers with limits of 1,000, 3,000 and without end.

    On top of :class:`ComplaintCaseCommon` this class provides:

    * `area`, `deputy` and `general`: plain employees, each the manager of the one
      before, with a position and its limit; `field` is their salesperson, who looks
      after `partner`. The general manager decides after the deputy;
    * `quality`, an employee outside of that line, below the general manager;
    * `currency`, the company's;
    * :meth:`_propose`, a settlement of an amount by the handler, :meth:`_ask`, the same
      with its approval asked for, and checks of who was asked.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.currency = cls.company.currency_id
        # Whatever was shipped for companies of this currency.
        cls.env["complaint.approval.limit"].search([]).active = False
        cls.general = cls._create_manager("general")
        cls.deputy = cls._create_manager("deputy", cls.general)
        cls.area = cls._create_manager("area", cls.deputy)
        cls.field = cls._create_manager("field", cls.area)
        cls.quality = cls._create_manager("quality", cls.general)
        cls.area_limit = cls._create_limit(cls.area, amount=1000)
        cls.deputy_limit = cls._create_limit(cls.deputy, amount=3000)
        cls.general_limit = cls._create_limit(
            cls.general, is_unlimited=True, also_below=True
        )
        cls.partner.user_id = cls.field.user_id
        cls._create_employee(cls.handler, parent_id=cls.area.id)

    @classmethod
    def _create_manager(cls, name, parent=None, **values):
        """Create an employee with a plain user and a position of the same name."""
        user = new_test_user(
            cls.env, login=f"approval_{name}", groups="base.group_user"
        )
        job = cls.env["hr.job"].create(
            {"name": f"Position {name}", "company_id": False}
        )
        parent_id = parent.id if parent else False
        return cls._create_employee(
            user, **{"parent_id": parent_id, "job_id": job.id} | values
        )

    @classmethod
    def _create_limit(cls, employee=None, **values):
        """Create a limit of an employee's position in the company."""
        defaults = {
            "currency_id": cls.currency.id,
            "company_id": cls.company.id,
            "job_id": employee.job_id.id if employee else False,
        }
        return cls.env["complaint.approval.limit"].create(defaults | values)

    @classmethod
    def _create_leave(cls, employee, days=2):
        """Put an employee on leave from yesterday on."""
        now = datetime.now().replace(microsecond=0)
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": employee.resource_id.id,
                "date_from": now - timedelta(days=1),
                "date_to": now + timedelta(days=days),
                "time_type": "leave",
            }
        )

    @classmethod
    def _create_delegation(cls, employee, other, **values):
        """Let somebody stand in for an employee this week."""
        today = datetime.now().date()
        return cls.env["complaint.approval.delegation"].create(
            {
                "from_user_id": employee.user_id.id,
                "to_user_id": other.user_id.id,
                "date_start": today,
                "date_end": today + timedelta(days=7),
            }
            | values
        )

    @classmethod
    def _create_currency(cls, rate=None):
        """Return another currency; two of it are one of the company's."""
        currency = cls.env["res.currency"].create({"name": "XTE", "symbol": "x"})
        if rate:
            cls.env["res.currency.rate"].create(
                {"currency_id": currency.id, "name": "2020-01-01", "rate": rate}
            )
        return currency

    @classmethod
    def _create_customer(cls):
        """Create a business customer that the salesperson looks after."""
        return cls._create_partner(user_id=cls.field.user_id.id)

    @classmethod
    def _propose(cls, amount, case=None, user=None, **values):
        """Let the handler draft a settlement of a refund."""
        user = user or cls.handler
        if case is None:
            case = cls._create_case(user_id=user.id)
        lines = [(0, 0, {"kind": "refund", "amount": amount})]
        settlement = cls.env["complaint.settlement"].with_user(user)
        return settlement.create({"case_id": case.id, "line_ids": lines} | values)

    @classmethod
    def _ask(cls, amount, case=None, user=None, **values):
        """Let the handler draft a settlement and ask for approval."""
        settlement = cls._propose(amount, case, user, **values)
        settlement.action_request_approval()
        return settlement.with_env(cls.env)

    def _get_asked(self, settlement):
        """Return who is asked now."""
        asked = settlement.approval_ids.filtered(lambda row: row.state == "asked")
        return asked.approver_id

    def _act(self, settlement, employee, action="approve", opinion=None):
        """Let somebody decide by the button of the settlement."""
        record = settlement.with_user(employee.user_id)
        getattr(record, f"action_{action}")(opinion)
        settlement.invalidate_recordset()

    def assertAsks(self, settlement, *employees):
        """Check who has to approve, in their order, and that the first one is asked."""
        rows = settlement._get_live_approvals()
        people = self.env["res.users"].concat(*(e.user_id for e in employees))
        self.assertEqual(rows.approver_id, people)
        self.assertEqual(self._get_asked(settlement), people[:1])
        self.assertEqual(
            rows.mapped("state"), ["asked", *["waiting"] * (len(rows) - 1)]
        )
