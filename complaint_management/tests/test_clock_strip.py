# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon

REPLY = ("Reply", "first_contact", "replied", 2, "hour")
REPORT = ("Report", "first_contact", "report_written", 3, "working_day")
VISIT = ("Visit", "first_contact", "visited", 1, "working_hour")


@tagged("post_install", "-at_install")
class TestClockStrip(ComplaintClockCommon):
    """What the form, the lists and the cards show of the limits of a complaint."""

    #: Who may read (2), the limits, their milestones; pauses and their reasons.
    QUERIES = 6

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _go_to(self, moment):
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _start(self, *milestones):
        """Put milestones in force and start them on the common case."""
        self._create_policy(*milestones)
        self.case._complaint_event("first_contact")
        return self.case.with_user(self.handler)

    def _get_strip(self, case=None, user=None):
        return (case or self.case).with_user(user or self.handler).get_clock_strip()

    def _give_up(self, clock):
        reason = self._create_reason(kind="limit_cancelled", name="Agreed")
        clock.with_user(self.leader).action_cancel(reason.id)

    def test_binding_limit_comes_first(self):
        """The one that ends next is at the head, with its limit in words."""
        self._start(REPORT, REPLY)
        strip = self._get_strip()
        self.assertEqual(strip["now"], "2026-03-02 09:00:00")
        self.assertTrue(strip["may_change"])
        shown = [
            (clock["name"], clock["limit"], clock["deadline"], clock["by_hand"])
            for clock in strip["clocks"]
        ]
        self.assertEqual(
            shown,
            [
                ("Reply", "2 hours", "2026-03-02 11:00:00", True),
                ("Report", "3 working days", "2026-03-05 09:00:00", True),
            ],
        )

    def test_paused_limit_says_since_when_and_why(self):
        """Paused ones come after those that run, with the reason of the list."""
        case = self._start(REPLY, REPORT)
        reason = self._create_reason(name="Samples are awaited", kind="pause")
        self._go_to(MONDAY + timedelta(hours=1))
        self._get_clock(case, "Reply").action_pause(reason.id)
        clocks = self._get_strip()["clocks"]
        self.assertEqual([clock["name"] for clock in clocks], ["Report", "Reply"])
        self.assertFalse(clocks[0]["pause"])
        self.assertEqual(
            clocks[1]["pause"],
            {"since": "2026-03-02 10:00:00", "why": "Samples are awaited"},
        )

    def test_waiting_for_the_complainant_is_a_reason(self):
        """A pause without a reason of the list says what caused it."""
        self._create_policy(REPORT)
        case = self._create_case_at("registered")
        case._complaint_event("first_contact")
        case.action_request_info()
        [clock] = self._get_strip(case)["clocks"]
        self.assertEqual(clock["state"], "paused")
        self.assertEqual(clock["pause"]["why"], "Information asked for")

    def test_reached_limit_says_what_was_used(self):
        """Seconds of what counts; by how much it was late."""
        case = self._start(REPLY, REPORT)
        self._go_to(MONDAY + timedelta(hours=3))
        self._get_clock(case, "Reply").action_reach()
        clocks = self._get_strip()["clocks"]
        self.assertEqual([clock["state"] for clock in clocks], ["running", "reached"])
        self.assertEqual((clocks[1]["used"], clocks[1]["late"]), (10800, 3600))

    def test_cancelled_limit_is_not_shown(self):
        """What was given up is in the list of limits, not in the strip."""
        case = self._start(REPLY)
        self._give_up(self._get_clock(case, "Reply"))
        self.assertFalse(self._get_strip()["clocks"])

    def test_limits_of_a_closed_complaint_are_not_changed(self):
        """The file is locked: nothing is offered to be done."""
        self._start(REPLY)
        self._take_step(self._register(self.case), "withdraw")
        self.assertFalse(self._get_strip()["may_change"])

    def _register(self, case):
        case.action_register()
        return case

    def test_administrator_is_told_that_nothing_is_in_force(self):
        """Only who can change that is told."""
        self.env["complaint.policy"].search([]).action_retire()
        case = self._create_case(user_id=self.user_administrator.id)
        self.assertTrue(
            self._get_strip(case, self.user_administrator)["nothing_in_force"]
        )
        self.assertFalse(self._get_strip()["nothing_in_force"])
        self._create_policy(REPLY)
        strip = self._get_strip(case, self.user_administrator)
        self.assertFalse(strip["nothing_in_force"])

    def test_who_may_not_read_the_complaint_gets_nothing(self):
        """Neither a colleague, nor another company, nor a customer."""
        self._start(REPLY)
        for user in (self.colleague, self.user_other_company, self.user_portal):
            with self.assertRaises(AccessError, msg=user.login):
                self._get_strip(user=user)

    def test_customer_gets_nothing_of_the_own_complaint(self):
        """Who may read the complaint on the portal sees no limits there."""
        self._start(REPLY)
        self.user_portal.partner_id.parent_id = self.partner
        with self.assertRaises(AccessError):
            self._get_strip(user=self.user_portal)

    def test_strip_costs_as_much_for_many_limits(self):
        """One limit or thirty, running, paused and reached: the same queries."""
        reason = self._create_reason(name="Samples are awaited", kind="pause")
        one = self._create_case()
        many = self._create_case()
        for case, count in ((one, 1), (many, 30)):
            self._create_policy(
                *[
                    (f"{count}.{n}", "first_contact", "visited", n + 1, "hour")
                    for n in range(count)
                ],
                category_ids=self._create_category(name=f"Category {count}").ids,
            )
            case.category_id = self.env["complaint.category"].search(
                [("name", "=", f"Category {count}")]
            )
            case._complaint_event("first_contact")
            self._get_clock(case, f"{count}.0").action_pause(reason.id)
        self.assertEqual(len(many.clock_ids), 30)
        self.assertEqual(self._count_queries(one), self._count_queries(many))
        self.assertLessEqual(self._count_queries(many), self.QUERIES)

    def _count_queries(self, case):
        case = case.with_user(self.handler)
        for _once in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            case.get_clock_strip()
        return self.env.cr.sql_log_count - before

    # === IN A WORD === #

    def test_status_in_a_word(self):
        """Late, due today, paused; nothing when there is time left."""
        self._start(REPLY, REPORT)
        reason = self._create_reason(name="Samples are awaited", kind="pause")
        case = self.case.with_context(tz="UTC")
        self.assertEqual(case.deadline_status, "today")
        self._go_to(MONDAY + timedelta(hours=3))
        case.invalidate_recordset()
        self.assertEqual(case.deadline_status, "late")
        self._get_clock(case, "Reply").action_reach()
        self.assertFalse(case.deadline_status)
        self._get_clock(case, "Report").action_pause(reason.id)
        self.assertEqual(case.deadline_status, "paused")
        self._get_clock(case, "Report").action_resume()
        self.assertFalse(case.deadline_status)

    def test_today_is_the_day_of_the_user(self):
        """Seven in the evening in London is tomorrow in Shanghai."""
        self._create_policy(("Reply", "first_contact", "replied", 10, "hour"))
        self.case._complaint_event("first_contact")
        self.assertEqual(self.case.with_context(tz="UTC").deadline_status, "today")
        shanghai = self.case.with_context(tz="Asia/Shanghai")
        self.assertFalse(shanghai.deadline_status)

    # === MY DEADLINES === #

    def test_deadlines_are_grouped_by_when_they_are_due(self):
        """Late first, then today, this week, later and what is paused."""
        hours = {"1": 1, "2": 5, "3": 48, "4": 24 * 8, "5": 6, "7": 7}
        case = self._start(
            *[(key, "first_contact", "visited", n, "hour") for key, n in hours.items()]
        )
        reason = self._create_reason(name="Samples are awaited", kind="pause")
        self._get_clock(case, "5").action_pause(reason.id)
        self._give_up(self._get_clock(case, "7"))
        self._go_to(MONDAY + timedelta(hours=2))
        clocks = self.env["complaint.clock"].with_user(self.handler)
        clocks = clocks.with_context(tz="UTC")
        groups = clocks._read_group(
            [("case_id", "=", case.id)], ["due"], ["id:recordset"]
        )
        self.assertEqual([key for key, _found in groups], sorted(hours))
        for key, found in groups:
            self.assertEqual(found.mapped("name"), [key])
            self.assertEqual(found.mapped("due"), [key])
            domain = [("case_id", "=", case.id), ("due", "=", key)]
            self.assertEqual(clocks.search(domain), found)
        self.assertEqual(
            len(clocks.search([("case_id", "=", case.id), ("due", "!=", "7")])), 5
        )

    def test_limit_without_a_date_has_a_group(self):
        """What can't be counted is not lost."""
        flexible = self.env["resource.calendar"].create(
            {"name": "Any time", "company_id": self.company.id, "flexible_hours": True}
        )
        case = self._start((*REPORT, {"calendar_id": flexible.id}))
        clock = self._get_clock(case, "Report")
        self.assertEqual(clock.due, "6")
        found = clock.search([("case_id", "=", case.id), ("due", "=", "6")])
        self.assertEqual(found, clock)
        [shown] = self._get_strip()["clocks"]
        self.assertIn("flexible hours", shown["problem"])

    def test_list_of_deadlines_costs_as_much_for_many(self):
        """The groups and their rows take as many queries for one as for thirty."""
        counts = []
        for count, event in ((1, "first_contact"), (30, "verified")):
            self._create_policy(
                *[(f"{count}.{n}", event, "visited", 1, "hour") for n in range(count)]
            )
            self.case._complaint_event(event)
            counts.append(self._count_group_queries())
        self.assertEqual(*counts)

    def _count_group_queries(self):
        clocks = self.env["complaint.clock"].with_user(self.handler)
        specification = {
            name: {"fields": {"display_name": {}}} if name == "case_id" else {}
            for name in ("case_id", "complainant_label", "name", "deadline", "due")
        }
        for _once in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            clocks.web_read_group(
                [("case_id", "=", self.case.id)],
                groupby=["due"],
                aggregates=["__count"],
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=80,
            )
        return self.env.cr.sql_log_count - before
