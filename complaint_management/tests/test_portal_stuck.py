# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .portal_common import ComplaintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalStuck(ComplaintPortalCommon):
    """A customer says that nothing happens; it goes to the handler's manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = new_test_user(cls.env, login="stuck_boss")
        cls.top = new_test_user(cls.env, login="stuck_top")
        above = cls.env["hr.employee"]
        for user in (cls.top, cls.boss, cls.handler):
            above = cls._create_employee(user, parent_id=above.id)
        cls.line = above
        cls.case.action_register()
        cls.case.description_confirmed = True
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self._login(self.buyer)

    def test_goes_to_the_manager_of_the_handler(self):
        """Who is named and asked; the thread has the words; the page says so."""
        page = self._send(self.case, "stuck", stuck_reason="Three weeks already")
        self.assertIn("We have passed it on", page.text)
        self.assertIn("o_complaint_stuck", page.text)
        self.assertNotIn("Pass it on to a manager", page.text)
        self.assertEqual(self.case.reported_to_id, self.boss)
        self.assertTrue(self.case.with_user(self.boss).has_access("read"))
        activity = self.case.activity_ids.filtered(lambda a: a.user_id == self.boss)
        self.assertIn("Three weeks already", activity.note)
        said = self.case.message_ids.filtered(
            lambda message: message.author_id == self.buyer.partner_id
        )
        self.assertIn("Nothing happens", said.body)
        self.assertNotIn(self.boss.name, page.text)

    def test_once_in_a_period(self):
        """Too soon is refused with the day; later it goes one manager higher."""
        token = self._get_token(self.case)
        visitor = self.case.with_user(self.buyer)
        for moment, key in (("2026-03-02 09:00:00", "a"), ("2026-03-09 12:00:00", "c")):
            with freeze_time(moment):
                visitor._portal_stuck(token, key)
                with self.assertRaisesRegex(UserError, "passed it on already"):
                    visitor._portal_stuck(token, key + "2")
        self.assertEqual(self.case.reported_to_id, self.top)
        self.assertEqual(self.case.stuck_at, datetime(2026, 3, 9, 12))

    def test_period_counts_working_days(self):
        """The setting of the company, by its working hours."""
        self.company.complaint_stuck_days = 1
        token = self._get_token(self.case)
        visitor = self.case.with_user(self.buyer)
        with freeze_time("2026-03-06 09:00:00"):
            visitor._portal_stuck(token, "a")
        with freeze_time("2026-03-08 20:00:00"):
            self.assertFalse(self.case._portal_may_say_stuck())
        with freeze_time("2026-03-09 18:00:00"):
            self.assertTrue(self.case._portal_may_say_stuck())

    def test_form_sent_twice_counts_once(self):
        """The same form again changes nothing and is no error."""
        for _time in range(2):
            page = self._send(self.case, "stuck", form_key="the-same")
            self.assertNotIn("o_complaint_error", page.text)
        self.assertEqual(self.case.reported_to_id, self.boss)

    def test_not_while_it_is_the_turn_of_the_customer(self):
        """Who has to answer is told so."""
        case = self._create_case_at("need_info")
        self.env.flush_all()
        self.assertNotIn("Pass it on to a manager", self._open(case).text)
        page = self._send(case, "stuck")
        self.assertTold(page, "We wait for your answer")
        self.assertFalse(case.stuck_at or case.reported_to_id)

    def test_nobody_above(self):
        """The leader of the team is asked, and the thread says why."""
        self.line.parent_id = False
        self._send(self.case, "stuck")
        activity = self.case.activity_ids
        self.assertEqual(activity.user_id, self.leader)
        self.assertTrue(
            any("reporting line ends" in m.body for m in self.case.message_ids)
        )

    def test_nobody_at_all(self):
        """Without handler and leader a complaint manager is asked."""
        case = self._create_case(user_id=False, team_id=False)
        case.description_confirmed = True
        self.env.flush_all()
        self._send(case, "stuck")
        group = "complaint_management.complaint_management_group_manager"
        self.assertTrue(case.activity_ids.user_id.has_group(group))
        self.assertTrue(case.with_user(case.activity_ids.user_id).has_access("read"))

    def test_respondent_is_never_asked(self):
        """The manager complained about is passed over."""
        self.case.write(
            {
                "respondent_kind": "employee",
                "respondent_employee_ids": [(4, self.line.parent_id.id)],
            }
        )
        self.env.flush_all()
        self._send(self.case, "stuck")
        self.assertEqual(self.case.reported_to_id, self.top)

    def test_confidential_case_stays_among_those_who_may_know(self):
        """No complaint manager at large is let in."""
        case = self._create_private_case(user_id=False, confidential=True)
        self._leave()
        self._send(case, "stuck", token=self._get_token(case))
        self.assertTrue(case.stuck_at)
        self.assertLessEqual(case.activity_ids.user_id, self.leader)
        self.assertFalse(case.with_user(self.user_manager).has_access("read"))

    def test_consumer_by_the_link(self):
        """Who has no login says it by the key of the link, under the label."""
        case = self._create_private_case()
        self._leave()
        page = self._send(case, "stuck", token=self._get_token(case))
        self.assertIn("We have passed it on", page.text)
        self.assertEqual(case.reported_to_id, self.boss)
        self.assertFalse(any("Secret" in m.body for m in case.message_ids))

    def test_nobody_else_says_it(self):
        """Neither an employee nor another customer; the date is nobody's to write."""
        token = self._get_token(self.case)
        for user in (self.handler, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user)._portal_stuck("wrong", "k")
        with self.assertRaises(AccessError):
            self.case.with_user(self.handler)._portal_stuck(token, "k")
        with self.assertRaises(AccessError):
            self.case.with_user(self.handler).write({"stuck_at": False})
