# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon


class ReportingLineCommon(CaseAccessCommon):
    """A handler with three managers above: `area`, `deputy`, `general`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.general = cls._create_employee("general")
        cls.deputy = cls._create_employee("deputy", parent_id=cls.general.id)
        cls.area = cls._create_employee("area", parent_id=cls.deputy.id)
        cls.field = cls._create_employee(
            "field", user=cls.handler, parent_id=cls.area.id
        )

    def _get_line(self, employee=None, **values):
        employee = employee or self.field
        return employee._complaint_reporting_line(self.company, **values)

    def _get_reasons(self, **values):
        return [step.skipped for step in self._get_line(**values)]

    def _create_leave(self, employee, start=-1, end=1, **values):
        now = datetime.now().replace(microsecond=0)
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": employee.resource_id.id,
                "date_from": now + timedelta(hours=start),
                "date_to": now + timedelta(hours=end),
            }
            | values
        )


@tagged("post_install", "-at_install")
class TestReportingLine(ReportingLineCommon):
    """Managers upward, nearest first, each with why to pass over."""

    def test_line_goes_up_to_the_top(self):
        """Each manager comes once, with the level and the user."""
        line = self._get_line()
        self.assertEqual(
            [(s.level, s.employee, s.user, s.skipped) for s in line],
            [
                (1, self.area, self.area.user_id, None),
                (2, self.deputy, self.deputy.user_id, None),
                (3, self.general, self.general.user_id, None),
            ],
        )

    def test_plain_user_may_ask(self):
        """Whoever can't read employees still gets the line."""
        employee = self.field.with_user(self.handler)
        self.assertEqual(len(self._get_line(employee)), 3)

    def test_loop_ends_the_line(self):
        """A hierarchy that bites its tail is walked once."""
        self.general.parent_id = self.area
        self.assertEqual(len(self._get_line()), 3)
        self.general.parent_id = self.field
        self.assertEqual(len(self._get_line()), 3)

    def test_manager_of_oneself_ends_the_line(self):
        """An employee who is his own manager has nobody above."""
        self.area.parent_id = self.area
        self.assertEqual([s.employee for s in self._get_line()], [self.area])

    def test_department_stands_in(self):
        """Without a manager, the department's or the one above it decides."""
        top = self.env["hr.department"].create(
            {"name": "Plant", "manager_id": self.general.id}
        )
        self.department.parent_id = top
        worker = self._create_employee("hand", department_id=self.department.id)
        # a department hands its manager down to who has none
        worker.parent_id = False
        line = self._get_line(worker)
        self.assertEqual([s.employee for s in line][:1], [self.chief])
        self.chief.write({"parent_id": False, "department_id": self.department.id})
        line = self._get_line(worker)
        self.assertEqual([s.employee for s in line], [self.chief, self.general])

    def test_loop_of_departments_ends_the_line(self):
        """Departments without managers lead nowhere, and to an end."""
        self.department.manager_id = False
        worker = self._create_employee("hand", department_id=self.department.id)
        worker.parent_id = False
        self.assertEqual(self._get_line(worker), [])

    def test_reachable_managers_only(self):
        """Each way of being out of reach is named."""
        for employee, change, reason in (
            (self.area, lambda: self.area.write({"active": False}), "archived"),
            (self.deputy, lambda: self.deputy.write({"user_id": False}), "no_user"),
            (
                self.general,
                lambda: self.general.user_id.write({"active": False}),
                "no_login",
            ),
        ):
            with self.subTest(reason=reason):
                change()
                line = {s.employee: s.skipped for s in self._get_line()}
                self.assertEqual(line[employee], reason)

    def test_portal_user_is_no_manager(self):
        """A manager whose user is a customer's can't be reported to."""
        self.area.user_id = self.user_portal
        self.assertEqual(self._get_reasons()[0], "no_login")

    def test_manager_without_the_company_passed_over(self):
        """A manager who can't work in the company of the case can't open it."""
        self.area.user_id.write(
            {
                "company_ids": [(6, 0, self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        self.assertEqual(self._get_reasons()[0], "company")

    def test_respondent_passed_over(self):
        """The respondent never decides on, or hears of, the own case."""
        reasons = self._get_reasons(barred=self.deputy.user_id)
        self.assertEqual(reasons, [None, "respondent", None])

    def test_absent_manager_passed_over(self):
        """Leave in the employee's calendar counts while it lasts."""
        self._create_leave(self.area)
        self._create_leave(self.deputy, start=-9, end=-5)
        self._create_leave(self.general, start=5, end=9)
        self.assertEqual(self._get_reasons(), ["absent", None, None])

    def test_absence_is_judged_at_the_given_moment(self):
        """A later escalation asks who is there by then."""
        self._create_leave(self.area, start=5, end=9)
        later = datetime.now() + timedelta(hours=7)
        self.assertEqual(self._get_reasons(at=later)[0], "absent")

    def test_other_kinds_of_time_are_no_leave(self):
        """Time that is worked elsewhere is no absence."""
        self._create_leave(self.area, time_type="other")
        self.assertEqual(self._get_reasons()[0], None)


@tagged("post_install", "-at_install")
class TestReportUp(ReportingLineCommon):
    """A handler reports the case to the next manager who can be reached."""

    def _report(self, by=None, **values):
        case = self.case.with_user(by or self.handler)
        return case.action_report_up(**({"reason": "Patient hurt"} | values))

    def _get_last_note(self):
        return self.case.message_ids.sorted("id")[-1].body

    def test_report_names_and_tells_the_manager(self):
        """The manager may read the case, has an activity, and the log says why."""
        target = self._report()
        self.assertEqual(target, self.area.user_id)
        self.assertEqual(self.case.reported_to_id, target)
        self._assert_sees(target, self.case)
        self.assertEqual(self.case.activity_ids.user_id, target)
        self.assertIn("Patient hurt", self.case.activity_ids.note)
        self.assertIn("Patient hurt", self._get_last_note())

    def test_each_report_goes_one_higher(self):
        """Reporting again goes above the last one, to the end of the line."""
        targets = [self._report() for _level in range(3)]
        line = (self.area, self.deputy, self.general)
        self.assertEqual(targets, [employee.user_id for employee in line])
        with self.assertRaisesRegex(UserError, "Nobody above"):
            self._report()
        self.assertEqual(self.case.reported_to_id, self.general.user_id)

    def test_skip_is_written_down(self):
        """Who is passed over is on record with the reason."""
        self._create_leave(self.area)
        self.assertEqual(self._report(), self.deputy.user_id)
        self.assertIn(self.area.name, self._get_last_note())
        self.assertIn("absent", self._get_last_note())

    def test_unreachable_skips_exactly_one(self):
        """“Tried in vain” passes one manager over, with when and how."""
        target = self._report(unreachable="Phone, 9:00 and 9:30")
        self.assertEqual(target, self.deputy.user_id)
        self.assertIn("9:30", self._get_last_note())
        self._assert_sees(self.area.user_id, self.case, False)

    def test_accused_manager_passed_over(self):
        """The respondent does not get the case by way of the hierarchy."""
        self.case.respondent_employee_ids = self.area
        self.assertEqual(self._report(), self.deputy.user_id)
        self._assert_sees(self.area.user_id, self.case, False)

    def test_manager_who_reports_is_passed_over(self):
        """A manager who takes the matter up reports above, not to oneself."""
        boss = self._create_user("boss")
        self.area.user_id = boss
        self.case._name_users(boss, "holder")
        self.assertEqual(self._report(by=boss), self.deputy.user_id)

    def test_end_of_the_line_names_who_was_passed_over(self):
        """The error says who could not be reached and why."""
        for employee in (self.area, self.deputy, self.general):
            self._create_leave(employee)
        with self.assertRaises(UserError) as caught:
            self._report()
        for employee in (self.area, self.deputy, self.general):
            self.assertIn(employee.name, str(caught.exception))
        self.assertFalse(self.case.reported_to_id)
        self.assertFalse(self.case.activity_ids)

    def test_report_refused(self):
        """A report needs a reason, an employee to start from, and an open case."""
        for reason in (None, "", "   "):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self._report(reason=reason)
        self.field.user_id = False
        with self.assertRaisesRegex(UserError, "no employee"):
            self._report()

    def test_report_by_who_only_reads_refused(self):
        """Somebody who may only read the case does not report it."""
        self.case._name_users(self.user_internal, "holder")
        with self.assertRaises(AccessError):
            self._report(by=self.user_internal)

    def test_reason_is_text(self):
        """Mark-up in a reason is shown, not run."""
        self._report(reason="<img src=x onerror=alert(1)>")
        self.assertNotIn("<img", self._get_last_note())
        self.assertNotIn("<img", self.case.activity_ids.note)
