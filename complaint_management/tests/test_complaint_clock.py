# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .clock_common import MONDAY, ComplaintClockCommon

REPLY = ("Reply", "received", "replied", 24, "hour")
DECIDE = ("Decide", "received", "accepted", 1, "working_day")
FIND_OUT = ("Find out", "accepted", "investigated", 2, "working_day")


@tagged("post_install", "-at_install")
class TestComplaintClock(ComplaintClockCommon):
    """What happens to a complaint starts, pauses, reaches and ends its limits."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def test_receipt_starts_the_limits(self):
        """Hours go by at night, working days do not; the earlier one binds."""
        self._create_policy(REPLY, DECIDE)
        case = self._create_case()
        self.assertEqual(
            self._get_clock(case, "Reply").deadline, datetime(2026, 3, 3, 9)
        )
        self.assertEqual(
            self._get_clock(case, "Decide").deadline, datetime(2026, 3, 3, 9)
        )
        friday = self._create_case(received_at="2026-02-27 15:00:00")
        decide = self._get_clock(friday, "Decide")
        self.assertEqual(decide.deadline, datetime(2026, 3, 2, 15))
        self.assertEqual(friday.next_deadline, datetime(2026, 2, 28, 15))
        self.assertEqual(friday.binding_clock_id, self._get_clock(friday, "Reply"))
        self.assertTrue(friday.is_late)

    def test_reached_in_time(self):
        """Who reached it, and when, is kept; the next limit binds."""
        self._create_policy(REPLY, DECIDE, FIND_OUT)
        case = self._create_case()
        case.action_register()
        self._go_to(MONDAY + timedelta(hours=5))
        case.with_user(self.handler).action_accept()
        decide = self._get_clock(case, "Decide")
        self.assertRecordValues(
            decide,
            [
                {
                    "state": "reached",
                    "ended_at": MONDAY + timedelta(hours=5),
                    "ended_by_id": self.handler.id,
                    "elapsed_hours": 5,
                    "late_hours": 0,
                    "is_late": False,
                }
            ],
        )
        self.assertEqual(
            self._get_clock(case, "Find out").deadline, datetime(2026, 3, 4, 14)
        )
        self.assertEqual(case.next_deadline, datetime(2026, 3, 3, 9))

    def test_reached_late(self):
        """How late is told in what counts: the night is not working time."""
        self._create_policy(DECIDE)
        case = self._create_case()
        case.action_register()
        self._go_to("2026-03-04 10:00:00")
        case.action_accept()
        self.assertEqual(case.clock_ids.late_hours, 9)
        self.assertTrue(case.clock_ids.is_late)
        late = case.clock_ids.search([("is_late", "=", True)])
        self.assertEqual(late & case.clock_ids, case.clock_ids)

    def test_waiting_for_the_complainant_pauses(self):
        """The deadline moves by the working time that was waited, nothing else does."""
        law = ("Law", "received", "closed", 9, "calendar_day", {"pausable": False})
        self._create_policy(DECIDE, law)
        case = self._create_case()
        case.action_register()
        self._go_to("2026-03-02 15:00:00")
        case.action_request_info("Which lot?")
        decide = self._get_clock(case, "Decide")
        self.assertEqual(decide.state, "paused")
        self.assertEqual(self._get_clock(case, "Law").state, "running")
        self.assertEqual(case.binding_clock_id, self._get_clock(case, "Law"))
        self._go_to("2026-03-03 10:00:00")
        case.action_resume()
        self.assertEqual(decide.state, "running")
        # One hour of Monday and two of Tuesday were waited.
        self.assertEqual(decide.deadline, datetime(2026, 3, 3, 12))
        self.assertEqual(case.binding_clock_id, decide)

    def test_closing_ends_what_runs(self):
        """A withdrawn complaint has no limits any more, and says so."""
        self._create_policy(REPLY)
        case = self._create_case_at("withdrawn")
        self.assertEqual(case.clock_ids.state, "cancelled")
        self.assertEqual(case.clock_ids.event_ids[-1:].event, "withdrawn")
        self.assertFalse(case.next_deadline)
        self.assertFalse(case.clock_ids.next_event_at)

    def test_corrected_receipt_moves_the_limits(self):
        """A receipt that was typed wrong moves what it started."""
        self._create_policy(REPLY)
        case = self._create_case()
        case.received_at = "2026-03-01 12:00:00"
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 2, 12))
        self.assertEqual(case.next_deadline, datetime(2026, 3, 2, 12))
        self.assertEqual(case.clock_ids.event_ids.mapped("kind")[-1], "rebased")

    def test_hand_over_has_limits_of_its_own(self):
        """Each relay has its clock; another one's answer reaches nothing."""
        self._create_policy(
            ("Back", "handed_over", "handover_answered", 1, "working_day")
        )
        case = self._create_case().with_user(self.handler)
        case.action_register()
        first = case.action_hand_over(to_user_id=self.colleague.id, why="Visit")
        second = case.action_hand_over(to_user_id=self.leader.id, why="Test")
        clocks = self._get_clock(case, "Back")
        self.assertEqual(clocks.mapped("res_id"), [first.id, second.id])
        second.with_user(self.leader).action_answer("Done")
        self.assertEqual(clocks.mapped("state"), ["running", "reached"])

    def test_hand_over_sent_on_ends_its_limit(self):
        """The limit of who leaves ends; who answers instead has one of his own."""
        self._create_policy(
            ("Back", "handed_over", "handover_answered", 1, "working_day")
        )
        case = self._create_case().with_user(self.handler)
        case.action_hand_over(to_user_id=self.colleague.id, why="Visit")
        case._forward_handovers(self.colleague, self.leader)
        clocks = self._get_clock(case, "Back")
        self.assertEqual(clocks.mapped("state"), ["cancelled", "running"])

    def test_reported_back_reaches_the_other_way(self):
        """Settled or reported back: either will do."""
        self._create_policy(
            (
                *("Settle", "received", "settled", 48, "hour"),
                {"other_target_event": "reported_back"},
            )
        )
        case = self._create_case_at("accepted")
        case.cannot_close_reason = "The laboratory is slow."
        case.action_report_back()
        self.assertEqual(case.clock_ids.state, "reached")
        self.assertEqual(case.clock_ids.event_ids[-1:].event, "reported_back")

    def test_recurring_limit_starts_anew(self):
        """What is due every five days is due again when it was done."""
        self._create_policy(
            ("Round", "received", "fed_back", 5, "calendar_day", {"recurring": True})
        )
        case = self._create_case()
        self._go_to("2026-03-05 09:00:00")
        case._complaint_event("fed_back")
        first, second = self._get_clock(case, "Round")
        self.assertEqual((first.state, second.state), ("reached", "running"))
        self.assertEqual(second.deadline, datetime(2026, 3, 10, 9))

    def test_closing_ends_a_recurring_limit(self):
        """What is reached by closing does not begin anew on the locked file."""
        round_ = ("received", "closed", 5, "calendar_day", {"recurring": True})
        self._create_policy(("Round", *round_))
        case = self._create_case_at("closed")
        self.assertEqual(case.clock_ids.mapped("state"), ["reached"])

    def test_one_event_finds_once_what_binds_next(self):
        """Reaching, cancelling and starting end in one update of the complaint."""
        again = ("Again", "accepted", "closed", 1, "hour", {"recurring": True})
        self._create_policy(REPLY, DECIDE, FIND_OUT, again)
        case = self._create_case()
        case.action_register()
        Case = self.registry["complaint.case"]
        original = Case._update_next_deadline
        updates = []

        def _update_next_deadline(cases):
            updates.append(cases.ids)
            return original(cases)

        with patch.object(Case, "_update_next_deadline", _update_next_deadline):
            case._complaint_event("accepted")
        self.assertEqual(updates, [case.ids])

    def test_backward_limit(self):
        """Asked for two days before it is wanted."""
        self._create_policy(
            (
                *("Ask", "replacement_wanted", "replacement_asked"),
                *(2, "calendar_day", {"backward": True, "pausable": False}),
            )
        )
        case = self._create_case()
        case._complaint_event("replacement_wanted", datetime(2026, 3, 20, 9))
        self.assertEqual(case.clock_ids.deadline, datetime(2026, 3, 18, 9))

    def test_paused_by_hand_with_a_reason(self):
        """A reason of the list pauses what may be paused, and stays in the ledger."""
        law = ("Law", "received", "closed", 9, "calendar_day", {"pausable": False})
        self._create_policy(DECIDE, law)
        case = self._create_case()
        reason = self._create_reason(kind="pause", name="Samples on the way")
        decide = self._get_clock(case, "Decide").with_user(self.handler)
        with self.assertRaisesRegex(UserError, "Choose a reason"):
            decide.action_pause()
        decide.action_pause(reason.id)
        self.assertEqual(decide.event_ids[-1:].reason_id, reason)
        self.assertIn("Samples on the way", case.message_ids[:1].body)
        # Information that comes in does not end a pause of another reason.
        case._complaint_event("info_received")
        self.assertEqual(decide.state, "paused")
        decide.action_resume()
        with self.assertRaisesRegex(UserError, "can’t be done"):
            decide.action_resume()
        with self.assertRaisesRegex(UserError, "Nothing stops"):
            self._get_clock(case, "Law").with_user(self.handler).action_pause(reason.id)

    def test_done_by_hand(self):
        """What no step says is told with the button of the clock."""
        self._create_policy(REPLY)
        case = self._create_case()
        case.clock_ids.with_user(self.handler).action_reach()
        self.assertEqual(case.clock_ids.state, "reached")
        self.assertEqual(case.clock_ids.ended_by_id, self.handler)
        with self.assertRaises(AccessError):
            case.clock_ids.with_user(self.colleague).action_reach()

    def test_what_a_step_tells_is_not_told_by_hand(self):
        """Nobody reaches the limit of acceptance without accepting."""
        self._create_policy(DECIDE)
        case = self._create_case()
        self.assertFalse(case.clock_ids.is_by_hand)
        with self.assertRaisesRegex(UserError, "not by hand"):
            case.clock_ids.with_user(self.handler).action_reach()
        self.assertEqual(case.clock_ids.state, "running")

    def test_ledger_is_nobodys(self):
        """Neither manager nor superuser writes clocks or ledgers past their methods."""
        self._create_policy(REPLY)
        clock = self._create_case().clock_ids
        for user in (self.user_administrator, self.env.user):
            record = clock.with_user(user)
            for attempt in (
                lambda record=record: record.write({"deadline": False}),
                lambda record=record: record.unlink(),
                lambda record=record: record.event_ids.write({"kind": "reached"}),
                lambda record=record: record.event_ids.unlink(),
                lambda record=record: record.copy(),
                lambda record=record: record.event_ids.create(
                    {
                        "clock_id": clock.id,
                        "case_id": clock.case_id.id,
                        "kind": "reached",
                        "at": MONDAY,
                        "user_id": self.env.uid,
                    }
                ),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_working_hours_that_are_no_good(self):
        """A calendar without hours keeps nobody from registering; the clock says so."""
        self._create_policy(DECIDE)
        self.calendar.attendance_ids.unlink()
        case = self._create_case()
        self.assertIn("no working hours", case.clock_ids.problem)
        self.assertFalse(case.clock_ids.deadline or case.next_deadline)
        case.action_register()
        case.action_accept()
        self.assertEqual(case.clock_ids.state, "reached")

    def test_why_this_date(self):
        """The words beside the clock name start, limit, hours, pauses and policy."""
        self._create_policy(DECIDE)
        case = self._create_case()
        case.action_register()
        case.action_request_info()
        why = case.clock_ids.with_user(self.handler).why
        for words in (
            "Complaint received",
            "1 working days",
            "Eight to sixteen",
            "Paused Information asked for",
            "Test Policy, version 1",
        ):
            self.assertIn(words, why)

    def test_button_of_the_case_shows_its_limits(self):
        """Those of this complaint and no other one's, ended ones included."""
        self._create_policy(REPLY)
        case, other = self._create_case(), self._create_case()
        case._complaint_event("replied")
        action = case.with_user(self.handler).action_view_clocks()
        found = case.clock_ids.search(action["domain"])
        self.assertEqual(found, case.clock_ids)
        self.assertTrue(other.clock_ids)

    def test_spam_takes_its_clocks_along(self):
        """A new case that is deleted leaves no clock; others keep theirs."""
        self._create_policy(REPLY)
        case = self._create_case()
        clocks, ledger = case.clock_ids, case.clock_ids.event_ids
        case.with_user(self.user_manager).unlink()
        self.assertFalse(clocks.exists() or ledger.exists())

    def test_copy_has_clocks_of_its_own(self):
        """A copied case starts its limits anew."""
        self._create_policy(REPLY)
        case = self._create_case()
        copy = case.copy()
        self.assertEqual(len(copy.clock_ids), 1)
        self.assertNotEqual(copy.clock_ids, case.clock_ids)

    def test_query_count_of_registering(self):
        """Six limits cost the same few queries for one case and for a hundred."""
        self._create_policy(
            *(
                (f"Limit {n}", "received", "closed", n + 1, "working_day")
                for n in range(6)
            )
        )
        partner = self.partner.id

        def register(count):
            cases = (
                self.env["complaint.case"]
                .with_user(self.handler)
                .create([{"partner_id": partner, "description": "Leaks"}] * count)
            )
            self.env.flush_all()
            return cases

        for _warm in range(2):
            register(2)
        with self.assertQueryCount(60):
            cases = register(1)
        with self.assertQueryCount(160):
            cases = register(100)
        self.assertEqual(len(cases.sudo().clock_ids), 600)
