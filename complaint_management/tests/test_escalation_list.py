# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .escalation_common import CLIMB, ComplaintEscalationCommon

SHOWN = {
    name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
    for name in (
        *("raised_at", "case_id", "kind", "clock_id", "level", "user_id", "skipped"),
        *("reason", "acknowledged_until", "is_open", "is_mine"),
    )
}


@tagged("post_install", "-at_install")
class TestEscalationList(ComplaintEscalationCommon):
    """What was raised, as those see it who may see the complaint."""

    def _read_list(self, user, domain):
        rows = self.env["complaint.escalation"].with_user(user)
        return rows.web_search_read(domain, SHOWN)["records"]

    def test_mine_and_open(self):
        """What was told to me, as long as it is not solved."""
        case = self._start(CLIMB)
        self._run_at(24)
        mine = [("user_id", "=", self.area_user.id), ("is_open", "=", True)]
        [row] = self._read_list(self.area_user, mine)
        self.assertTrue(row["is_mine"])
        case._complaint_event("replied")
        self.assertFalse(self._read_list(self.area_user, mine))
        over = [("is_open", "=", False)]
        self.assertEqual(len(self._read_list(self.area_user, over)), 1)

    def test_respondent_and_strangers_see_nothing(self):
        """The rules are those of the complaint."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case)
        for user in (self.colleague, self.user_internal, self.user_other_company):
            self.assertFalse(self._read_list(user, []))
            with self.assertRaises(AccessError):
                row.with_user(user).read(["skipped"])
        self.assertEqual(len(self._read_list(self.user_all, [])), 1)
        case.respondent_employee_ids = self.area
        self.assertFalse(self._read_list(self.area_user, []))

    def test_confidential_case_opens_to_who_is_told(self):
        """Who is told sees it, who sees all other cases does not."""
        self._start(
            CLIMB,
            confidential=True,
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Somebody",
        )
        self._run_at(24)
        self.assertEqual(len(self._read_list(self.area_user, [])), 1)
        self.assertFalse(self._read_list(self.user_all, []))

    def test_action_of_the_case(self):
        """The button of the complaint shows what was raised of it alone."""
        case = self._start(CLIMB)
        other = self._create_case()
        self._run_at(24)
        action = case.with_user(self.area_user).action_view_escalations()
        rows = self.env["complaint.escalation"].search(action["domain"])
        self.assertEqual(rows.case_id, case)
        self.assertNotEqual(rows.case_id, other)
        opened = rows.with_user(self.area_user).action_open_case()
        self.assertEqual(opened["res_id"], case.id)

    def test_queries_of_the_list(self):
        """A hundred rows are read with the queries of one."""
        self._start(CLIMB)
        self._run_at(24)
        counts = []
        for number in (0, 99):
            cases = self.env["complaint.case"]
            for _row in range(number):
                cases += self._create_case(received_at="2026-03-02 09:00:00")
            if cases:
                self._run_at(25)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self._read_list(self.area_user, [])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertGreaterEqual(len(rows), 80)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_steps_in_the_form(self):
        """An administrator adds a step to a limit, in its unit."""
        limit = ("Reply", "received", "replied", 2, "working_day")
        milestone = self._create_policy(limit, activate=False).milestone_ids
        view = "complaint_management.complaint_milestone_view_form"
        with Form(milestone.with_user(self.user_administrator), view=view) as form:
            with form.step_ids.new() as step:
                step.repeat_amount = 1
        self.assertRecordValues(
            milestone.step_ids,
            [{"unit": "working_day", "target": "manager", "repeat_amount": 1}],
        )
        self.assertIn("Manager above", milestone.step_ids.display_name)
