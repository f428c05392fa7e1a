# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseReportUp(ComplaintCommon):
    """The dialog that reports a case to the next manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_manager = new_test_user(cls.env, login="area_manager")
        cls.general_manager = new_test_user(cls.env, login="general_manager")
        parent = cls.env["hr.employee"]
        for user in (cls.general_manager, cls.area_manager, cls.user_named):
            parent = parent.create(
                {"name": user.name, "user_id": user.id, "parent_id": parent.id}
            )
        cls.case = cls._create_case(user_id=cls.user_named.id)

    def _open(self, user, **values):
        Dialog = self.env["complaint.case.report_up"].with_user(user)
        form = Form(Dialog.with_context(default_case_id=self.case.id))
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_next_manager_gets_the_case(self):
        """The report says who got it, and that one may open the case."""
        dialog = self._open(self.user_named, reason="The hospital threatens.")
        action = dialog.action_report_up()
        self.assertEqual(self.case.reported_to_id, self.area_manager)
        self.assertIn(self.area_manager.name, action["params"]["message"])
        self.assertTrue(self.case.with_user(self.area_manager).has_access("read"))

    def test_manager_who_was_not_reached_is_passed_over(self):
        """The next one above gets it, and the attempt is on record."""
        self._open(
            self.user_named,
            reason="The hospital threatens.",
            unreachable="called twice, no answer",
        ).action_report_up()
        self.assertEqual(self.case.reported_to_id, self.general_manager)
        self.assertIn("called twice, no answer", self.case.message_ids[0].body)

    def test_reason_is_asked_for(self):
        """A report without a reason is none."""
        with self.assertRaisesRegex(AssertionError, "reason is a required field"):
            self._open(self.user_named)

    def test_end_of_the_line_is_told(self):
        """When nobody is above, the case says so."""
        self.env["hr.employee"].search(
            [("user_id", "=", self.user_named.id)]
        ).parent_id = False
        dialog = self._open(self.user_named, reason="The hospital threatens.")
        with self.assertRaises(UserError):
            dialog.action_report_up()

    def test_report_blocked_for_who_is_not_named(self):
        """A case of others is not reported."""
        self.case.user_id = self.user_all
        self.case.team_id = False
        dialog = self._open(self.user_named, reason="I heard of it.")
        with self.assertRaises(AccessError):
            dialog.action_report_up()

    def test_report_blocked_without_role(self):
        """Who is only named gives the case back, but does not report it."""
        self.case.with_user(self.user_named).action_hand_over(
            to_user_id=self.user_internal.id, why="Please have a look."
        )
        with self.assertRaises(AccessError):
            self._open(self.user_internal, reason="The hospital threatens.")

    def test_dialog_of_another_user_stays_closed(self):
        """Reasons are read by nobody before they are reported."""
        dialog = self._open(self.user_named, reason="The hospital threatens.")
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["reason"])
