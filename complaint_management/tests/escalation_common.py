# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from freezegun import freeze_time

from .clock_common import MONDAY, ComplaintClockCommon

REMIND = {"moment": "share", "share": 75, "target": "handler"}
CLIMB = {"target": "manager", "repeat_amount": 24}


class ComplaintEscalationCommon(ComplaintClockCommon):
    """A handler with `area`, `deputy` and `general` above, employees and users.

    This class provides:

    * :meth:`_start`, a case with one limit of 24 hours and its steps, on a Monday;
    * :meth:`_run_at`, which runs the scheduled action so many hours later;
    * :meth:`assertTold`, who was told of a case, in order.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_recipient_hours = False
        cls.cron = cls.env.ref("complaint_management.complaint_clock_cron_escalate")
        names = ("general", "deputy", "area")
        parent = cls.env["hr.employee"]
        for name in names:
            user = cls._create_user(name, role="internal")
            user.email = f"{name}@example.com"
            parent = cls._create_employee(
                user, parent_id=parent.id, resource_calendar_id=cls.calendar.id
            )
            setattr(cls, name, parent)
            setattr(cls, f"{name}_user", user)
        cls.handler_employee = cls._create_employee(
            cls.handler, parent_id=cls.area.id, resource_calendar_id=cls.calendar.id
        )

    def setUp(self):
        super().setUp()
        self.frozen = []
        self._go_to(MONDAY)

    def _go_to(self, moment):
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _start(self, *steps, unit="hour", amount=24, policy=None, **values):
        """Create a case whose limit of the policy has begun."""
        more = {"step_ids": [(0, 0, {"unit": unit} | step) for step in steps]}
        more |= (policy or {}).pop("milestone", {})
        limit = ("Reply", "received", "replied", amount, unit, more)
        self._create_policy(limit, **(policy or {}))
        case = self._create_case(**values)
        case.action_register()
        return case

    def _run(self):
        """Run the scheduled action now, as the scheduler does."""
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def _run_at(self, hours):
        """Run the scheduled action so many hours after the beginning."""
        self._go_to(MONDAY + timedelta(hours=hours))
        self._run()

    def _absent(self, employee, days=30):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": employee.resource_id.id,
                "date_from": MONDAY - timedelta(days=1),
                "date_to": MONDAY + timedelta(days=days),
            }
        )

    def _get_told(self, case):
        return self.env["complaint.escalation"].search(
            [("case_id", "=", case.id)], order="id"
        )

    def assertTold(self, case, *users):
        """Check who was told of a case, in order; False stands for nobody."""
        told = [row.user_id or False for row in self._get_told(case)]
        self.assertEqual(told, list(users))

    def _get_note(self, case):
        return case.message_ids.sorted("id")[-1:].body
