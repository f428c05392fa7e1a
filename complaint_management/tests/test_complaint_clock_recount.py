# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..wizard import complaint_clock_recount
from .clock_common import MONDAY, ComplaintClockCommon

WEEK = ("Week", "received", "accepted", 5, "working_day")
HOURS = ("Hours", "received", "accepted", 24, "hour")
KIND = "complaint_management.mail_act_recount"


class RecountCommon(ComplaintClockCommon):
    """An administrator who is asked, and a holiday that nobody had thought of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["complaint.calendar.exception"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _close(self, day="2026-03-05"):
        return self.env["complaint.calendar.exception"].create(
            {"name": "Stocktaking", "date": day, "company_id": self.company.id}
        )

    def _open(self, user=None):
        """Open the dialog as the menu does, in the administrator's name."""
        Dialog = self.env["complaint.clock.recount"]
        Dialog = Dialog.with_user(user or self.user_administrator)
        action = Dialog.action_open()
        return Dialog.browse(action.get("res_id"))

    def _run(self, name):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref(f"complaint_management.complaint_clock_cron_{name}")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _get_asked(self):
        kind = self.env.ref(KIND)
        return self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])


@tagged("post_install", "-at_install")
class TestRecountHours(RecountCommon):
    """Working hours that change move no limit unasked, and each one when asked."""

    def test_holiday_is_offered_and_counted(self):
        """Both dates are shown; the ledger says who asked; hours go on as before."""
        self._create_policy(WEEK, HOURS)
        case = self._create_case()
        week = self._get_clock(case, "Week")
        self.assertEqual(week.deadline, datetime(2026, 3, 9, 9))
        self._go_to("2026-03-03 10:00:00")
        self._close()
        self.assertEqual(week.deadline, datetime(2026, 3, 9, 9), "nothing unasked")
        dialog = self._open()
        self.assertRecordValues(
            dialog.line_ids,
            [
                {
                    "clock_id": week.id,
                    "label": f"{case.name} · Week",
                    "old_deadline": datetime(2026, 3, 9, 9),
                    "new_deadline": datetime(2026, 3, 10, 9),
                    "chosen": True,
                }
            ],
        )
        dialog.action_recount()
        self.assertEqual(week.deadline, datetime(2026, 3, 10, 9))
        self.assertEqual(case.next_deadline, datetime(2026, 3, 3, 9))
        row = week.event_ids[-1:]
        self.assertEqual(row.kind, "calendar_changed")
        self.assertEqual(row.user_id, self.user_administrator)
        self.assertEqual(week.calendar_version_id, row.calendar_version_id)
        self.assertFalse(self._open(), "asked once, there is nothing left")

    def test_days_that_are_over_stay(self):
        """A holiday of the past, entered late, moves nothing."""
        self._create_policy(WEEK)
        self._create_case()
        self._go_to("2026-03-06 10:00:00")
        self._close("2026-03-04")
        self.assertFalse(self._open())

    def test_what_is_not_chosen_stays(self):
        """One is taken out; it runs on by the hours it started with."""
        self._create_policy(WEEK)
        first, second = self._create_case(), self._create_case()
        self._close()
        dialog = self._open()
        line = dialog.line_ids.filtered(lambda row: row.clock_id == first.clock_ids)
        line.chosen = False
        dialog.action_recount()
        self.assertEqual(first.clock_ids.deadline, datetime(2026, 3, 9, 9))
        self.assertEqual(second.clock_ids.deadline, datetime(2026, 3, 10, 9))
        dialog = self._open()
        dialog.line_ids.chosen = False
        with self.assertRaisesRegex(UserError, "Choose"):
            dialog.action_recount()

    def test_pauses_and_extensions_stay(self):
        """The ledger is counted again as a whole, by the newer hours."""
        self._create_policy((*WEEK, {"max_extension": 2}))
        case = self._create_case()
        case.action_register()
        clock = case.clock_ids
        case.action_request_info("Which lot?")
        self._go_to("2026-03-03 09:00:00")
        case.action_resume()
        why = self._create_reason(kind="extension", name="Complex")
        clock.action_extend(1, why.id, "Slow")
        self.assertEqual(clock.deadline, datetime(2026, 3, 11, 9))
        self._close()
        self._open().action_recount()
        self.assertEqual(clock.deadline, datetime(2026, 3, 12, 9))

    def test_paused_limit_is_compared_as_of_now(self):
        """A pause that goes on moves both dates alike."""
        self._create_policy(WEEK)
        case = self._create_case_at("need_info")
        self._go_to("2026-03-03 09:00:00")
        self._close()
        self.assertRecordValues(
            self._open().line_ids,
            [
                {
                    "state": "paused",
                    "old_deadline": datetime(2026, 3, 10, 9),
                    "new_deadline": datetime(2026, 3, 11, 9),
                }
            ],
        )
        self.assertEqual(case.clock_ids.state, "paused")

    def test_ended_meanwhile(self):
        """What was reached while the dialog stood open keeps its hours."""
        self._create_policy(WEEK)
        case = self._create_case()
        case.action_register()
        self._close()
        dialog = self._open()
        case.action_accept()
        dialog.action_recount()
        self.assertEqual(case.clock_ids.event_ids[-1:].kind, "reached")

    def test_hours_that_were_no_good(self):
        """A limit that could not be counted is counted once the hours are there."""
        lines = self.calendar.attendance_ids.copy_data()
        self._create_policy(WEEK)
        self.calendar.attendance_ids.unlink()
        case = self._create_case()
        self.assertIn("no working hours", case.clock_ids.problem)
        self.calendar.attendance_ids = [(0, 0, values) for values in lines]
        self._open().action_recount()
        self.assertFalse(case.clock_ids.problem)
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 9, 9))
        self.assertEqual(case.next_deadline, datetime(2026, 3, 9, 9))

    def test_many_are_left_to_the_job(self):
        """In batches; each in the name of who asked."""
        self._create_policy(WEEK)
        cases = self._create_case() | self._create_case() | self._create_case()
        self._close()
        dialog = self._open()
        with patch.object(complaint_clock_recount, "AT_ONCE", 2):
            dialog.action_recount()
        self.assertEqual(
            set(cases.clock_ids.mapped("deadline")), {datetime(2026, 3, 9, 9)}
        )
        self._run("recount")
        self.assertEqual(
            set(cases.clock_ids.mapped("deadline")), {datetime(2026, 3, 10, 9)}
        )
        self.assertEqual(set(cases.mapped("next_deadline")), {datetime(2026, 3, 10, 9)})
        rows = cases.clock_ids.event_ids.filtered(
            lambda row: row.kind == "calendar_changed"
        )
        self.assertEqual(rows.user_id, self.user_administrator)
        self.assertFalse(cases.clock_ids.recount_by_id)

    def test_administrators_are_asked_once(self):
        """An entry on their list, for each change; nobody else is bothered."""
        self._create_policy(WEEK)
        self._create_case()
        self._run("offer_recount")
        self.assertFalse(self._get_asked())
        self._close()
        self._run("offer_recount")
        asked = self._get_asked()
        self.assertIn(self.user_administrator, asked.user_id)
        self.assertNotIn(self.user_manager, asked.user_id)
        self.assertNotIn(self.user_other_company, asked.user_id)
        self._run("offer_recount")
        self.assertEqual(self._get_asked(), asked)
        self._open().action_recount()
        self.assertFalse(self._get_asked())
        self._run("offer_recount")
        self.assertFalse(self._get_asked())

    def test_change_without_effect_asks_nobody(self):
        """A holiday after all limits have ended is no news."""
        self._create_policy(WEEK)
        self._create_case()
        self._close("2026-12-24")
        self._run("offer_recount")
        self.assertFalse(self._get_asked())

    def test_each_part_of_the_hours_starts_the_job(self):
        """Exceptions, time off of everybody and weekly hours; not a person's leave."""
        job = self.env.ref("complaint_management.complaint_clock_cron_offer_recount")
        triggers = self.env["ir.cron.trigger"]

        def count():
            return triggers.search_count([("cron_id", "=", job.id)])

        leave = {
            "name": "Off",
            "calendar_id": self.calendar.id,
            "date_from": "2026-03-05 00:00:00",
            "date_to": "2026-03-05 23:59:59",
        }
        employee = self._create_employee()
        before = count()
        self._close("2026-03-20").unlink()
        self.assertEqual(count(), before, "nothing runs, nothing to look at")
        self._create_policy(WEEK)
        self._create_case()
        Leaves = self.env["resource.calendar.leaves"]
        for change in (
            lambda: self._close(),
            lambda: Leaves.create(leave),
            lambda: self.calendar.attendance_ids[:1].write({"hour_to": 15}),
            lambda: self.calendar.write({"tz": "Asia/Shanghai"}),
            lambda: self.calendar.attendance_ids[:1].unlink(),
        ):
            before = count()
            change()
            self.assertGreater(count(), before)
        before = count()
        Leaves.create(leave | {"resource_id": employee.resource_id.id})
        self.assertEqual(count(), before)

    def test_administrators_of_the_company_alone(self):
        """Neither managers nor another company's administrator; nobody by RPC."""
        self._create_policy(WEEK)
        self._create_case()
        self._close()
        for user in (self.user_manager, self.handler, self.user_internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._open(user)
        self.assertFalse(self._open(self.user_other_company))
        self.assertTrue(self._open())

    def test_number_alone_of_a_confidential_case(self):
        """Who is not named in it sees its number, no more; the respondent nothing."""
        self._create_policy(WEEK)
        category = self._create_category(confidential=True)
        case = self._create_case(
            category_id=category.id,
            partner_id=False,
            complainant_type="employee",
            complainant_name="Zhang Privately",
        )
        self.assertTrue(case.confidential)
        self._close()
        line = self._open().line_ids
        self.assertEqual(line.label, f"{case.name} · Week")
        self.assertFalse(case.with_user(self.user_administrator).has_access("read"))
        employee = self._create_employee(self.user_administrator)
        case.write(
            {
                "respondent_kind": "employee",
                "respondent_employee_ids": [(4, employee.id)],
            }
        )
        self.assertFalse(self._open())


@tagged("post_install", "-at_install")
class TestRecountPolicy(RecountCommon):
    """A new version is for new complaints, and for running ones when asked."""

    def _create_version(self, policy, amount, **values):
        new = self.env["complaint.policy"].browse(policy.action_new_version()["res_id"])
        new.milestone_ids.write({"amount": amount, **values})
        new.action_activate()
        return new

    def _open_policy(self, policy):
        policy = policy.with_user(self.user_administrator)
        action = policy.action_recount()
        dialogs = self.env["complaint.clock.recount"]
        return dialogs.with_user(self.user_administrator).browse(action.get("res_id"))

    def test_new_version_is_applied_when_asked(self):
        """The limit is another one, what went by and the pause are not forgotten."""
        policy = self._create_policy(WEEK)
        case = self._create_case()
        case.action_register()
        case.action_request_info("Which lot?")
        self._go_to("2026-03-03 09:00:00")
        case.action_resume()
        clock = case.clock_ids
        new = self._create_version(policy, 2)
        self.assertEqual(clock.deadline, datetime(2026, 3, 10, 9))
        dialog = self._open_policy(new)
        self.assertEqual(dialog.line_ids.new_deadline, datetime(2026, 3, 5, 9))
        dialog.action_recount()
        self.assertEqual(clock.deadline, datetime(2026, 3, 5, 9))
        self.assertEqual((clock.amount, clock.policy_id), (2, new))
        self.assertIn("version 2", clock.with_user(self.handler).why)
        self.assertEqual(case.next_deadline, datetime(2026, 3, 5, 9))
        self.assertFalse(self._open_policy(new))

    def test_hours_become_working_days(self):
        """Another unit brings its working hours along."""
        policy = self._create_policy(HOURS)
        case = self._create_case()
        new = self._create_version(policy, 2, unit="working_day")
        self._open_policy(new).action_recount()
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 4, 9))
        self.assertTrue(case.clock_ids.calendar_version_id)

    def test_versions_between_are_skipped(self):
        """From the first to the third in one go."""
        policy = self._create_policy(WEEK)
        case = self._create_case()
        third = self._create_version(self._create_version(policy, 4), 3)
        self._open_policy(third).action_recount()
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 5, 9))

    def test_limit_that_is_gone_runs_on(self):
        """What the new version does not know is left as it is."""
        policy = self._create_policy(WEEK)
        case = self._create_case()
        new = self._create_version(policy, 2, target_event="closed")
        self.assertFalse(self._open_policy(new))
        self.assertEqual(case.clock_ids.state, "running")

    def test_draft_is_applied_to_nothing(self):
        """Only what is in force; only by administrators."""
        policy = self._create_policy(WEEK)
        draft = self.env["complaint.policy"].browse(
            policy.action_new_version()["res_id"]
        )
        with self.assertRaisesRegex(UserError, "in force first"):
            draft.action_recount()
        draft.action_activate()
        with self.assertRaises(AccessError):
            draft.with_user(self.user_manager).action_recount()
