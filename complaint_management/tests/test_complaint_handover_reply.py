# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintHandoverReply(ComplaintCommon):
    """What the receiver of a case sees of it, and the dialog that gives it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case(user_id=cls.user_named.id)
        cls.relay = cls._hand_over(to_user_id=cls.user_internal.id)

    @classmethod
    def _hand_over(cls, **values):
        case = cls.case.with_user(cls.user_named)
        return case.action_hand_over(**({"why": "Is the lot known?"} | values))

    def _open(self, user, **values):
        Dialog = self.env["complaint.handover.reply"].with_user(user)
        form = Form(Dialog.with_context(default_handover_id=self.relay.id))
        for name, value in values.items():
            form[name] = value
        return form

    def test_answer_gives_the_case_back(self):
        """An employee without a role, who is only named, answers."""
        dialog = self._open(self.user_internal, answer="Two other complaints.").save()
        self.assertEqual(dialog.why, "Is the lot known?")
        dialog.action_answer()
        self.assertEqual(self.case.holder_id, self.user_named)
        self.assertFalse(self.case.handover_id)
        self.assertRecordValues(
            self.relay,
            [
                {
                    "state": "answered",
                    "answer": "Two other complaints.",
                    "answered_by_id": self.user_internal.id,
                }
            ],
        )

    def test_answer_is_asked_for(self):
        """Nothing is given back without a word."""
        with self.assertRaisesRegex(AssertionError, "answer is a required field"):
            self._open(self.user_internal).save()

    def test_answer_blocked_for_who_did_not_receive_it(self):
        """The sender does not answer the own question."""
        dialog = self._open(self.user_named, answer="Never mind.").save()
        with self.assertRaises(AccessError):
            dialog.action_answer()

    def test_question_blocked_for_who_is_not_named(self):
        """The dialog does not give away what was asked on a case of others."""
        with self.assertRaises(AccessError):
            self._open(self.role_users["assessment"])

    def test_second_answer_blocked(self):
        """What was answered is refused by the hand-over."""
        self.relay.with_user(self.user_internal).action_answer("Known.")
        dialog = self._open(self.user_internal, answer="Not known.").save()
        with self.assertRaises(UserError):
            dialog.action_answer()

    def test_dialog_of_another_user_stays_closed(self):
        """What the receiver writes is read by nobody before it is sent."""
        dialog = self._open(self.user_internal, answer="Known.").save()
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["answer"])

    def test_case_says_who_has_it_and_what_for(self):
        """The case shows the open hand-over to sender and receiver alike."""
        for user, to_me in ((self.user_named, False), (self.user_internal, True)):
            with self.subTest(user=user.login):
                case = self.case.with_user(user)
                self.assertEqual(case.handover_id, self.relay)
                self.assertEqual(case.handover_why, "Is the lot known?")
                self.assertEqual(case.handover_is_to_me, to_me)
                self.assertFalse(case.handover_is_late)

    def test_case_form_opens_for_receiver_without_role(self):
        """Who is only named opens the case, and finds nothing that would be refused."""
        form = Form(self.case.with_user(self.user_internal))
        self.assertEqual(form.description, self.case.description)
        arch = form._view["tree"]
        buttons = {node.get("name") for node in arch.xpath("//header//button")}
        self.assertFalse({"action_register", "action_withdraw"} & buttons)
        relay = arch.xpath("//div[@name='relay']//button/@name")
        self.assertIn("action_receive", relay)
        self.assertNotIn("action_chase", relay)

    def test_receive_from_the_case(self):
        """The button on the case confirms that it arrived."""
        self.case.with_user(self.user_internal).action_receive()
        self.assertEqual(self.relay.state, "received")

    def test_receive_blocked_for_sender(self):
        """The sender does not confirm for the receiver."""
        with self.assertRaises(AccessError):
            self.case.with_user(self.user_named).action_receive()

    def test_team_member_receives_for_the_team(self):
        """To a team means to each of it, until one has taken the case."""
        team = self._create_team(
            leader_id=self.user_manager.id, member_ids=self.user_all.ids
        )
        self.relay.with_user(self.user_internal).action_answer("Known.")
        relay = self._hand_over(to_team_id=team.id)
        for user, to_me in (
            (self.user_all, True),
            (self.user_manager, True),
            (self.user_named, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(relay.with_user(user).is_to_me, to_me)
        relay.with_user(self.user_all).action_receive()
        self.assertFalse(relay.with_user(self.user_manager).is_to_me)

    def test_filter_finds_what_was_sent_to_the_user(self):
        """The list of hand-overs begins with what the user has to answer."""
        team = self._create_team(member_ids=self.user_all.ids)
        self.relay.with_user(self.user_internal).action_answer("Known.")
        relay = self._hand_over(to_team_id=team.id)
        Handover = self.env["complaint.handover"].with_user(self.user_all)
        arch = Handover.get_view(view_type="search")["arch"]
        action = self.env.ref("complaint_management.complaint_handover_action")
        self.assertIn("search_default_filter_to_me", action.context)
        self.assertIn("to_team_id.member_ids", arch)
        self.assertEqual(Handover.search([("to_team_id", "=", team.id)]), relay)

    def test_row_opens_the_case(self):
        """A click on a hand-over leads to the case, where the work is."""
        action = self.relay.with_user(self.user_internal).action_open_case()
        self.assertEqual(action["res_model"], "complaint.case")
        self.assertEqual(action["res_id"], self.case.id)

    def test_late_answer_is_marked_on_the_case(self):
        """The case says that the answer should be back."""
        self.relay.sudo().due_at = fields.Datetime.now() - timedelta(minutes=1)
        self.assertTrue(self.case.handover_is_late)

    def test_chase_many_from_the_list(self):
        """One press asks for the answers of all cases chosen."""
        other = self._create_case(user_id=self.user_named.id)
        other.with_user(self.user_named).action_hand_over(
            to_user_id=self.user_all.id, why="Is the customer known?"
        )
        (self.case | other).with_user(self.user_named).action_chase()
        relays = (self.case | other).handover_ids
        self.assertEqual(relays.mapped("chase_count"), [1, 1])
