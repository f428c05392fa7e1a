# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..life import EVENTS, LOCKED_STATES
from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseLock(ComplaintCaseCommon):
    """The file of a closed case stays as it was decided upon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Withdrawn on the way, so that no part is finished for reasons of its own.
        cls.locked = cls._create_case_at("investigating")
        cls.parts = [
            (cls.locked.line_ids, {"quantity": 1}),
            (cls._create_evidence(cls.locked), {"custody": "Shredded"}),
            (cls.locked.investigation_ids, {"finding": "Nothing."}),
            (cls._create_settlement(cls.locked), {"risk": "None."}),
            (cls.locked.settlement_ids.line_ids, {"amount": 1}),
            (cls._create_followup(cls.locked), {"note": "All is well."}),
        ]
        cls._take_step(cls.locked, "withdraw")

    def test_each_locked_state_locks(self):
        """Closed, refused, withdrawn and merged cases are not changed."""
        for state in LOCKED_STATES:
            with self.subTest(state=state):
                case = self._create_case_at(state)
                for name, value in (
                    ("description", "Never mind."),
                    ("user_id", self.leader.id),
                    ("complainant_name", "Wang Fang"),
                    ("cause_category", "use"),
                ):
                    with self.assertRaisesRegex(UserError, "is locked"):
                        case.write({name: value})

    def test_one_locked_case_holds_the_others(self):
        """Changing several cases at once stops at a locked one."""
        with self.assertRaisesRegex(UserError, self.locked.name):
            (self.case + self.locked).write({"demand": "A new bag."})
        self.assertFalse(self.case.demand)

    def test_parts_not_changed(self):
        """No part of a locked file is changed."""
        for part, values in self.parts:
            with self.subTest(model=part._name):
                with self.assertRaisesRegex(UserError, "is locked"):
                    part.write(values)

    def test_parts_not_deleted(self):
        """No part of a locked file is deleted."""
        for part, _values in self.parts:
            with self.subTest(model=part._name):
                with self.assertRaises(UserError):
                    part.unlink()
                self.assertTrue(part.exists())

    def test_parts_not_added(self):
        """Nothing is added to a locked file."""
        case = self._create_case_at("closed")
        for add in (
            lambda: case.line_ids.copy(),
            lambda: self._create_evidence(case),
            lambda: self._create_investigation(case),
            lambda: self._create_settlement(case),
            lambda: self._create_followup(case),
            lambda: case.write({"line_ids": [self._line()]}),
        ):
            with self.assertRaisesRegex(UserError, "is locked"):
                add()

    def test_parts_not_moved_into_the_file(self):
        """Evidence of another case does not slip into a locked one."""
        with self.assertRaises(UserError):
            self._create_evidence(self.case).case_id = self.locked

    def test_actions_of_parts_refused(self):
        """The buttons on the parts of a locked file do nothing."""
        self.locked.investigation_ids.sudo()
        for part, action in (
            (self.locked.investigation_ids, "action_finish"),
            (self.locked.settlement_ids, "action_cancel"),
            (self.locked.settlement_ids.line_ids, "action_done_manually"),
        ):
            with self.subTest(action=action):
                with self.assertRaisesRegex(UserError, "is locked"):
                    getattr(part, action)()

    def test_told_settlement_not_answered_after_withdrawal(self):
        """A complainant who withdrew does not agree any more."""
        case = self._create_case_at("offered")
        case.settlement_id.answer_kind = "written"
        self._take_step(case, "withdraw")
        for action in ("action_accepted", "action_refused"):
            with self.assertRaisesRegex(UserError, "is locked"):
                getattr(case.settlement_id, action)()

    # === WHAT STILL WORKS === #

    def test_tags_of_locked_case(self):
        """Tags sort cases and decide nothing."""
        tag = self._create_tag()
        self.locked.with_user(self.handler).tag_ids = tag
        self.assertEqual(self.locked.tag_ids, tag)

    def test_chatter_of_locked_case(self):
        """People still talk about a locked case, with files."""
        message = self.locked.with_user(self.handler).message_post(
            body="The hospital called again.", attachments=[("call.txt", b"thanks")]
        )
        self.assertIn(message, self.locked.message_ids)

    def test_activity_on_locked_case(self):
        """A reminder on a locked case is set and done."""
        case = self.locked.with_user(self.handler)
        case.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.handler.id
        ).action_feedback("Done.")
        self.assertFalse(self.locked.activity_ids)

    def test_reopened_case_unlocked(self):
        """Reopening unlocks the file and its parts."""
        self.locked.action_reopen("It leaks again.")
        for part, values in self.parts:
            part.write(values)
        self.assertState(self.locked, "investigating")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseEvents(ComplaintCaseCommon):
    """The time limits are told what happened, once each."""

    def _events(self, state, step):
        """Return what is told when a case at a state takes a step."""
        case = self._create_case_at(state)
        self._prepare_step(case, step)
        action = f"action_{'close' if step == 'close_unfounded' else step}"
        args = [self._create_case().id] if step == "merge" else []
        with self._capture_events() as told:
            getattr(case, action)(*args)
        self.assertTrue(all(ids == case.ids for _code, ids in told), told)
        return [code for code, _ids in told]

    def test_events_of_steps(self):
        """Each step tells what it means for the limits, of this case alone."""
        for state, step, expected in (
            ("new", "register", "registered"),
            ("registered", "request_info", "info_requested"),
            ("need_info", "resume", "info_received"),
            ("registered", "accept", "accepted"),
            ("registered", "reject", "not_accepted"),
            ("registered", "refer", "not_accepted"),
            ("accepted", "investigate", "investigation_started"),
            ("investigating", "propose", "solution"),
            ("solution", "offer", "offered"),
            ("offered", "execute", "agreed"),
            ("follow_up", "close", "closed"),
            ("accepted", "close_unfounded", "closed"),
            ("new", "close_at_first_contact", "closed"),
            ("accepted", "withdraw", "withdrawn"),
            ("accepted", "merge", "merged"),
            ("merged", "unmerge", "unmerged"),
            ("closed", "reopen", "reopened"),
        ):
            with self.subTest(step=step):
                self.assertEqual(self._events(state, step), [expected])
        done = ["executed", "settled"]
        self.assertEqual(self._events("executing", "follow_up"), done)

    def test_receipt_told_at_creation(self):
        """The limits that count from receipt are told of it."""
        with self._capture_events() as told:
            case = self._create_case(received_at="2026-03-01 09:00:00")
        self.assertEqual(told, [("received", case.ids)])

    def test_awareness_told_at_creation(self):
        """A company that knew earlier is held to that."""
        with self._capture_events() as told:
            case = self._create_case(aware_at="2026-03-01 09:00:00")
        self.assertEqual(told, [("received", case.ids), ("aware", case.ids)])

    def test_report_back_told(self):
        """Reporting back reaches its own milestone, not the one of settling."""
        case = self._create_case_at("accepted")
        case.cannot_close_reason = "Outside assessment."
        with self._capture_events() as told:
            case.action_report_back()
        self.assertEqual(told, [("reported_back", case.ids)])

    def test_finding_told(self):
        """A finished investigation is told."""
        case = self._create_case_at("investigating")
        with self._capture_events() as told:
            self._finish_investigation(case)
        self.assertEqual(told, [("investigated", case.ids)])

    def test_follow_up_told(self):
        """A follow-up is told when it is recorded."""
        with self._capture_events() as told:
            self._create_followup(self.case)
        self.assertEqual(told, [("followed_up", self.case.ids)])

    def test_refused_step_tells_nothing(self):
        """What did not happen is not told."""
        with self._capture_events() as told:
            with self.assertRaises(UserError):
                self.case.action_accept()
        self.assertEqual(told, [])

    def test_event_is_now_unless_told(self):
        """An event happened now, or when the caller says."""
        self.assertEqual(
            str(self.case._complaint_event("offered")), "2026-03-02 09:00:00"
        )
        self.assertEqual(
            self.case._complaint_event("offered", "2026-03-01 09:00:00"),
            "2026-03-01 09:00:00",
        )

    def test_unknown_event_refused(self):
        """A misspelt code is a mistake of the programmer, and found at once."""
        self.assertNotIn("paid", EVENTS)
        with self.assertRaisesRegex(ValueError, "paid"):
            self.case._complaint_event("paid")
