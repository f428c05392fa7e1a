# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon

SENT = datetime(2026, 3, 2, 9)
DUE = datetime(2026, 3, 4, 9)
LATER = datetime(2026, 3, 5, 9)


@tagged("post_install", "-at_install")
class TestHandover(CaseAccessCommon):
    """Every relay of a case is on record, and the case says who holds it."""

    def setUp(self):
        super().setUp()
        frozen = freeze_time(SENT)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _hand_over(self, user=None, case=None, by=None, **values):
        case = (case or self.case).with_user(by or self.handler)
        values = {"to_user_id": user and user.id, "why": "Visit the ward"} | values
        return case.action_hand_over(**values)

    def _assert_held_by(self, user, team=None, case=None):
        case = case or self.case
        self.assertEqual(case.holder_id, user or self.env["res.users"])
        self.assertEqual(case.holder_team_id, team or self.env["complaint.team"])

    def test_send_records_who_to_whom_and_why(self):
        """The relay keeps sender, receiver, reason, time and when it is due."""
        relay = self._hand_over(self.colleague, due_at=DUE)
        self.assertRecordValues(
            relay,
            [
                {
                    "from_user_id": self.handler.id,
                    "to_user_id": self.colleague.id,
                    "why": "Visit the ward",
                    "state": "sent",
                    "sent_at": SENT,
                    "due_at": DUE,
                }
            ],
        )
        self._assert_held_by(self.colleague)
        self.assertEqual(self.case.held_since, SENT)

    def test_send_opens_the_case_to_the_receiver(self):
        """A receiver without a role reads the case from then on."""
        self._assert_sees(self.user_internal, self.case, False)
        self._hand_over(self.user_internal)
        self._assert_sees(self.user_internal, self.case)

    def test_receive_and_answer_without_right_to_write(self):
        """A receiver who may only read the case confirms and answers all the same."""
        relay = self._hand_over(self.user_internal).with_user(self.user_internal)
        relay.action_receive()
        self.assertEqual((relay.state, relay.received_at), ("received", SENT))
        with freeze_time(LATER):
            relay.action_answer("Two bags leak")
        self.assertRecordValues(
            relay,
            [
                {
                    "state": "answered",
                    "answered_at": LATER,
                    "answered_by_id": self.user_internal.id,
                    "answer": "Two bags leak",
                }
            ],
        )
        self._assert_held_by(self.handler)
        self.assertFalse(self.case.held_since)

    def test_answer_without_receiving_first(self):
        """An answer confirms the receipt on the way."""
        relay = self._hand_over(self.colleague).with_user(self.colleague)
        relay.action_answer("Done")
        self.assertEqual(relay.received_at, SENT)

    def test_team_holds_until_somebody_takes_it(self):
        """A team holds the case together; who receives it holds it alone."""
        team = self._create_team(leader_id=self.user_named.id)
        relay = self._hand_over(to_team_id=team.id)
        self._assert_held_by(None, team)
        self._assert_sees(self.user_named, self.case)
        relay.with_user(self.user_named).action_receive()
        self._assert_held_by(self.user_named)

    def test_team_relay_taken_once(self):
        """What one of the team has taken is not open to the others any more."""
        team = self._create_team(member_ids=(self.user_named | self.colleague).ids)
        relay = self._hand_over(to_team_id=team.id)
        relay.with_user(self.user_named).action_receive()
        with self.assertRaises(AccessError):
            relay.with_user(self.colleague).action_receive()
        with self.assertRaises(AccessError):
            relay.with_user(self.colleague).action_answer("Mine")

    def test_nested_relay_comes_back_step_by_step(self):
        """Field hands on to the specialist; each answer goes one step back."""
        first = self._hand_over(self.colleague)
        second = self._hand_over(self.user_named, by=self.colleague)
        self._assert_held_by(self.user_named)
        second.with_user(self.user_named).action_answer("Sample is fine")
        self._assert_held_by(self.colleague)
        first.with_user(self.colleague).action_answer("All is fine")
        self._assert_held_by(self.handler)

    def test_holder_follows_the_handler(self):
        """Reassigning moves the holder along, unless somebody else has the case."""
        self.case.user_id = self.user_named
        self._assert_held_by(self.user_named)
        self._hand_over(self.colleague, by=self.user_named)
        self.case.user_id = self.handler
        self._assert_held_by(self.colleague)

    def test_team_holds_a_case_without_handler(self):
        """A case that nobody handles yet is the team's."""
        self.case.user_id = False
        self._assert_held_by(None, self.team)

    def _withdraw(self, case=None):
        case = case or self.case
        case.withdrawn_reason_id = self._create_reason(kind="withdrawn")
        case.action_withdraw()

    def test_closed_case_is_held_by_nobody(self):
        """Leaving the open states calls back what is out."""
        relay = self._hand_over(self.colleague)
        self._withdraw()
        self._assert_held_by(None)
        self.assertEqual((relay.state, relay.cancelled_at), ("cancelled", SENT))
        with self.assertRaises(UserError):
            relay.with_user(self.colleague).action_answer("Too late")

    def test_reopened_case_is_held_by_the_handler(self):
        """What was out when the case was closed does not come back to life."""
        self._hand_over(self.colleague)
        self._withdraw()
        self.case.action_reopen("New facts")
        self._assert_held_by(self.handler)

    def test_merged_case_is_held_by_nobody(self):
        """The master's holder acts for both; undone, the handler has it again."""
        master = self._create_case(user_id=self.colleague.id)
        master.action_register()
        self._hand_over(self.colleague)
        self.case.action_merge(master.id)
        self._assert_held_by(None)
        self._assert_held_by(self.colleague, case=master)
        self.case.action_unmerge()
        self._assert_held_by(self.handler)

    def test_late_is_counted_and_found(self):
        """A relay is late from its due date on, answered or not."""
        late = self._hand_over(self.colleague, due_at=DUE)
        in_time = self._hand_over(self.user_named, due_at=DUE)
        open_end = self._hand_over(self.user_internal)
        relays = late + in_time + open_end
        in_time.with_user(self.user_named).action_answer("Done")
        Relay = self.env["complaint.handover"]
        self.assertFalse(Relay.search([("is_late", "=", True)]))
        with freeze_time(LATER):
            relays.invalidate_recordset()
            self.assertEqual(relays.mapped("is_late"), [True, False, False])
            self.assertEqual(Relay.search([("is_late", "=", True)]), late)
            mine = [("id", "in", relays.ids), ("is_late", "=", False)]
            self.assertEqual(Relay.search(mine, order="id"), in_time + open_end)
            self.assertEqual(self.case.handover_late_count, 1)

    def test_late_stays_late_when_the_case_is_closed(self):
        """Closing the case does not wash a late hand-back away."""
        relay = self._hand_over(self.colleague, due_at=DUE)
        with freeze_time(LATER):
            self._withdraw()
        self.assertTrue(relay.is_late)
        self.assertIn(relay, relay.search([("is_late", "=", True)]))

    def test_late_search_respects_the_rules(self):
        """Looking for late relays finds none of a case that is not seen."""
        self._hand_over(self.colleague, due_at=DUE)
        with freeze_time(LATER):
            Relay = self.env["complaint.handover"]
            self.assertTrue(Relay.search([("is_late", "=", True)]))
            Relay = Relay.with_user(self.user_internal)
            self.assertFalse(Relay.search([("is_late", "=", True)]))

    def test_chase_asks_each_receiver_and_counts(self):
        """Chasing one or many cases leaves one activity and one count per relay."""
        other = self._create_case(user_id=self.handler.id)
        other.action_register()
        relays = self._hand_over(self.colleague)
        relays += self._hand_over(self.user_internal, case=other)
        (self.case + other).with_user(self.handler).action_chase()
        self.assertEqual(relays.mapped("chase_count"), [1, 1])
        self.assertEqual(relays.mapped("chased_at"), [SENT, SENT])
        activities = (self.case + other).activity_ids
        self.assertEqual(activities.user_id, self.colleague | self.user_internal)

    def test_hand_over_stands_on_the_list_of_the_receiver(self):
        """The receiver is asked by an activity, due when the answer is, once."""
        self._hand_over(self.colleague, due_at=DUE)
        [activity] = self.case.activity_ids
        self.assertEqual(activity.user_id, self.colleague)
        self.assertEqual(activity.date_deadline, DUE.date())
        self.assertIn(self.case.name, activity.summary)
        self.case.with_user(self.handler).action_chase()
        self.assertEqual(len(self.case.activity_ids), 1)

    def test_receiving_for_a_team_takes_it_off_the_leaders_list(self):
        """Whoever takes a case of the team has it on the own list then."""
        team = self._create_team(
            leader_id=self.leader.id, member_ids=[self.colleague.id]
        )
        relay = self._hand_over(to_team_id=team.id)
        self.assertEqual(self.case.activity_ids.user_id, self.leader)
        relay.with_user(self.colleague).action_receive()
        self.assertEqual(self.case.activity_ids.user_id, self.colleague)

    def test_answer_clears_the_list_and_tells_the_sender(self):
        """Only this hand-over leaves the list; who asked is notified."""
        relay = self._hand_over(self.colleague)
        further = self._hand_over(self.user_internal, by=self.colleague)
        self.assertEqual(len(self.case.activity_ids), 2)
        further.with_user(self.user_internal).action_answer("It is <b>wet</b>.")
        self.assertEqual(self.case.activity_ids.user_id, self.colleague)
        message = self.case.message_ids[0]
        self.assertIn("It is &lt;b&gt;wet", message.body)
        self.assertEqual(message.notified_partner_ids, self.colleague.partner_id)
        relay.with_user(self.colleague).action_answer("Dry now.")
        self.assertFalse(self.case.activity_ids)

    def test_locking_the_case_clears_the_list(self):
        """Nobody is asked any more about a case that was withdrawn."""
        self._hand_over(self.colleague)
        self._withdraw()
        self.assertFalse(self.case.activity_ids)

    def test_chase_without_anything_out_refused(self):
        """There is nobody to chase when every relay is answered."""
        relay = self._hand_over(self.colleague)
        relay.with_user(self.colleague).action_answer("Done")
        with self.assertRaisesRegex(UserError, "answered"):
            self.case.with_user(self.handler).action_chase()

    def test_chase_by_who_only_reads_refused(self):
        """The receiver, who only reads the case, chases nobody."""
        relay = self._hand_over(self.user_internal)
        with self.assertRaises(AccessError):
            relay.with_user(self.user_internal).action_chase()
        self.assertFalse(relay.chase_count)

    def test_chase_passes_over_a_barred_receiver(self):
        """A receiver who was accused since gets no activity; the others do."""
        accused = self._create_employee("accused", user=self.colleague)
        relays = self._hand_over(self.colleague) + self._hand_over(self.user_named)
        self.case.respondent_employee_ids = accused
        relays.action_chase()
        self.assertEqual(self.case.activity_ids.user_id, self.user_named)

    def test_send_refused_on_bad_input(self):
        """A hand-over needs one receiver, a reason, and a due date to come."""
        for values in (
            {},
            {"to_user_id": self.colleague.id, "to_team_id": self.team.id},
            {"to_user_id": self.colleague.id, "why": "  "},
            {"to_user_id": self.colleague.id, "why": None},
            {"to_user_id": self.colleague.id, "due_at": "2026-03-01 00:00:00"},
            {"to_user_id": 0},
            {"to_user_id": 2**30},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._hand_over(**values)
        self.assertFalse(self.case.handover_ids)

    def test_send_refused_to_who_can_not_open_it(self):
        """Oneself, customers, the archived and other companies are no receivers."""
        self.user_named.active = False
        for user in (
            self.handler,
            self.user_portal,
            self.user_named,
            self.user_other_company,
        ):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._hand_over(user)

    def test_send_refused_to_a_team_that_can_not_open_it(self):
        """A team that is empty, archived, foreign or accused takes nothing."""
        accused = self._create_employee("accused", user=self.user_named)
        self.case.respondent_employee_ids = accused
        for values in (
            {},
            {"active": False, "leader_id": self.leader.id},
            {"company_id": self.company_other.id},
            {"leader_id": self.user_named.id},
        ):
            team = self._create_team(**values)
            with self.subTest(values=values), self.assertRaises(UserError):
                self._hand_over(to_team_id=team.id)

    def test_send_by_who_may_not_write_refused(self):
        """Somebody who only reads the case does not pass it on."""
        self._hand_over(self.user_internal)
        with self.assertRaises(AccessError):
            self._hand_over(self.colleague, by=self.user_internal)

    def test_answer_refused(self):
        """Neither empty nor twice, nor by the sender or a stranger."""
        relay = self._hand_over(self.colleague)
        for user, text in (
            (self.colleague, " "),
            (self.handler, "Done"),
            (self.user_manager, "Done"),
        ):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                relay.with_user(user).action_answer(text)
        relay.with_user(self.colleague).action_answer("Done")
        with self.assertRaises(UserError):
            relay.with_user(self.colleague).action_answer("Done again")
        with self.assertRaises(UserError):
            relay.with_user(self.colleague).action_receive()
        self.assertEqual(relay.answer, "Done")
