# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
class TestCaseThread(CaseAccessCommon):
    """Messages, activities and files of a case reach nobody who may not read it."""

    @classmethod
    def default_env_context(cls):
        """Let followers, tracking and notifications work as they do for people."""
        return {"no_reset_password": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accused = cls._create_employee("accused", user=cls.user_named)
        cls.comment = cls.env.ref("mail.mt_comment").id

    def _post(self, record, **values):
        """Post what every follower is told of, as the team's leader."""
        record = record.with_user(self.leader)
        return record.message_post(
            body="The patient was hurt", subtype_id=self.comment, **values
        ).sudo()

    def _accuse(self):
        self.case.respondent_employee_ids = self.accused
        self.env.invalidate_all()

    def test_handler_follows_and_is_told(self):
        """The handler follows the case from the assignment on."""
        self.assertIn(self.handler.partner_id, self.case.message_partner_ids)
        message = self._post(self.case)
        self.assertIn(self.handler.partner_id, message.notified_partner_ids)

    def test_new_handler_is_told_of_the_assignment(self):
        """Reassigning tells the next handler, who may read the case by then."""
        self.case.with_user(self.handler).user_id = self.colleague
        told = self.env["mail.message"].search(
            [
                ("model", "=", "complaint.case"),
                ("res_id", "=", self.case.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertIn(self.colleague.partner_id, told.notified_partner_ids)
        self.assertNotIn(self.partner.name, "".join(told.mapped("body")))
        self.assertNotIn(self.partner.name, "".join(told.mapped("subject")))

    def test_old_handler_is_told_no_more(self):
        """Who lost the case in a reassignment gets none of its later messages."""
        self.case.user_id = self.colleague
        self.assertNotIn(self.handler.partner_id, self.case.message_partner_ids)
        message = self._post(self.case)
        self.assertNotIn(self.handler.partner_id, message.notified_partner_ids)
        self.assertIn(self.colleague.partner_id, message.notified_partner_ids)

    def test_follower_who_lost_access_is_not_told(self):
        """Followers are asked for their rights when a message goes out."""
        self.case._message_subscribe(self.user_internal.partner_id.ids)
        message = self._post(self.case)
        self.assertNotIn(self.user_internal.partner_id, message.notified_partner_ids)

    def test_mentioned_outsider_learns_nothing(self):
        """Mentioning a colleague opens neither the message nor the case."""
        outsider = self.user_internal
        message = self._post(self.case, partner_ids=outsider.partner_id.ids)
        self.assertFalse(message.partner_ids)
        self.assertNotIn(outsider.partner_id, message.notified_partner_ids)
        with self.assertRaises(AccessError):
            message.with_user(outsider).read(["body"])

    def test_mentioned_customer_is_still_told(self):
        """Writing to somebody outside the company is for the user to decide."""
        message = self._post(self.case, partner_ids=self.partner.ids)
        self.assertEqual(message.notified_partner_ids & self.partner, self.partner)

    def test_outsider_finds_no_message(self):
        """Messages and files on the case are not found beside it."""
        message = self._post(self.case)
        attachment = self.env["ir.attachment"].create(
            {"name": "x", "res_model": "complaint.case", "res_id": self.case.id}
        )
        for record in (message, attachment):
            mine = record.with_user(self.user_internal)
            self.assertFalse(mine.search([("id", "=", record.id)]))
            self.assertFalse(mine.has_access("read"))

    def test_outsider_follower_can_not_post(self):
        """A follower left over from earlier can't write into the thread."""
        self.case._message_subscribe(self.user_internal.partner_id.ids)
        before = self.case.message_ids
        with self.assertRaises(AccessError):
            self.case.with_user(self.user_internal).message_post(body="Hello")
        self.assertEqual(self.case.message_ids, before)

    def test_respondent_told_before_reads_it_no_more(self):
        """What the accused was told of as a colleague is closed with the case."""
        self.case._name_users(self.user_named, "holder")
        message = self._post(self.case, partner_ids=self.user_named.partner_id.ids)
        mine = message.with_user(self.user_named)
        self.assertIn("hurt", mine.body)
        self._accuse()
        self.assertFalse(mine.search([("id", "=", message.id)]))
        with self.assertRaises(AccessError):
            mine.read(["body"])

    def test_respondent_told_before_of_an_investigation(self):
        """The same holds for the thread of the investigation."""
        finding = self._create_investigation(self.case, lead_id=self.user_named.id)
        message = self._post(finding, partner_ids=self.user_named.partner_id.ids)
        self.assertTrue(message.with_user(self.user_named).has_access("read"))
        finding.lead_id = False
        self._accuse()
        self.assertFalse(message.with_user(self.user_named).has_access("read"))
        self.assertNotIn(self.user_named.partner_id, finding.message_partner_ids)

    def test_respondent_loses_the_activities(self):
        """Core shows everybody the own activities: the accused keeps none here."""
        self.case._name_users(self.user_named, "holder")
        activity = self.case.activity_schedule(
            TODO, summary="Call the ward", user_id=self.user_named.id
        )
        self.assertTrue(activity.with_user(self.user_named).has_access("read"))
        self._accuse()
        self.assertFalse(activity.exists())

    def test_respondent_gets_no_activity(self):
        """Nothing on the case or a part of it is assigned to the accused."""
        self._accuse()
        evidence = self._create_evidence(self.case)
        for record in (self.case, evidence):
            with self.subTest(model=record._name), self.assertRaises(ValidationError):
                self.env["mail.activity"].create(
                    {
                        "res_model_id": self.env["ir.model"]._get_id(record._name),
                        "res_id": record.id,
                        "user_id": self.user_named.id,
                    }
                )

    def test_activity_of_others_not_moved_to_respondent(self):
        """An activity on the case can't be passed on to the accused."""
        self._accuse()
        activity = self.case.activity_schedule(TODO, user_id=self.handler.id)
        with self.assertRaises(ValidationError):
            activity.user_id = self.user_named

    def test_activity_on_something_else_is_nobodys_business(self):
        """The check leaves activities on other records alone."""
        self._accuse()
        activity = self.partner.activity_schedule(TODO, user_id=self.user_named.id)
        self.assertEqual(activity.user_id, self.user_named)

    def test_new_manager_of_accused_department_is_not_told(self):
        """Who is barred by a change in the hierarchy gets no message from then on."""
        self.case._name_users(self.employee_user, "holder")
        self.case._message_subscribe(self.employee_user.partner_id.ids)
        self.case.respondent_department_id = self.department
        self.assertIn(self.employee_user.partner_id, self.case.message_partner_ids)
        self.department.manager_id = self.employee
        message = self._post(self.case)
        self.assertNotIn(self.employee_user.partner_id, message.notified_partner_ids)

    def test_followers_of_a_case_that_turns_confidential(self):
        """A manager who followed the open case hears nothing of it any more."""
        self.case.message_subscribe(self.user_manager.partner_id.ids)
        self.assertIn(self.user_manager.partner_id, self.case.message_partner_ids)
        self.case.with_user(self.handler).confidential = True
        self.assertNotIn(self.user_manager.partner_id, self.case.message_partner_ids)
        message = self._post(self.case)
        self.assertNotIn(self.user_manager.partner_id, message.notified_partner_ids)

    def test_members_who_left_the_team_are_not_told(self):
        """Leaving a team ends what its cases tell."""
        self.case.message_subscribe(self.member.partner_id.ids)
        self.team.member_ids = [Command.clear()]
        message = self._post(self.case)
        self.assertNotIn(self.member.partner_id, message.notified_partner_ids)

    def test_recipients_are_judged_in_their_own_companies(self):
        """Who acts in one company does not shut out who works in another as well."""
        self.handler.company_ids += self.company_other
        self.handler.company_id = self.company_other
        message = self._post(self.case)
        self.assertIn(self.handler.partner_id, message.notified_partner_ids)
