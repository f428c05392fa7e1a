# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .clock_common import MONDAY, ComplaintClockCommon

PROMISED = {"promised": True, "max_extension": 5, "extension_times": 5}
REPORT = ("Report", "received", "report_delivered", 2, "working_day", PROMISED)
INTERNAL = ("Internal", "received", "report_written", 1, "working_day")
EXPLAIN = (
    *("Explain", "promise_missed", "explained", 1, "working_day"),
    {"pausable": False},
)
PROGRESS = ("Progress", "registered", "told", 5, "working_day", {"recurring": True})


@tagged("post_install", "-at_install")
class TestComplaintClockPromise(ComplaintClockCommon):
    """A promise that is not kept is explained, in time; silence is late itself."""

    def setUp(self):
        super().setUp()
        self._go_to(MONDAY)

    def _run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref(
                "complaint_management.complaint_clock_cron_note_promises"
            )
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_broken_promise_starts_the_explanation(self):
        """It is noted once; the case says what to tell, and by when."""
        self._create_policy(REPORT, INTERNAL, EXPLAIN)
        case = self._create_case_at("accepted")
        case._complaint_notify("accepted", "phone")
        clock = self._get_clock(case, "Report")
        self.assertEqual(clock.promise_at, datetime(2026, 3, 4, 9))
        self._go_to("2026-03-04 08:59:00")
        self._run_cron()
        self.assertFalse(self._get_clock(case, "Explain"))
        self._go_to("2026-03-04 09:10:00")
        self._run_cron()
        self._run_cron()
        explain = self._get_clock(case, "Explain")
        self.assertEqual(explain.deadline, datetime(2026, 3, 5, 9, 10))
        self.assertEqual(
            clock.event_ids.mapped("kind"), ["started", "missed"], "noted once"
        )
        self.assertFalse(clock.promise_at)
        self.assertEqual(clock.state, "running")
        self.assertEqual(case.notice_due, "delayed")

    def test_explanation_told_in_time(self):
        """The notice reaches it, with the old date, next steps and the new date."""
        self._create_policy(REPORT, EXPLAIN, INTERNAL)
        case = self._create_case_at("accepted")
        case.cannot_close_reason = "The laboratory is slow."
        self._go_to("2026-03-04 10:00:00")
        self._run_cron()
        letter = case._write_letters("delayed")[case]
        for words in ("03/04/2026", "The laboratory is slow.", "look into it"):
            self.assertIn(words, letter["body"])
        self.assertNotIn("tomorrow", letter["body"])
        case.with_user(self.handler)._complaint_notify("delayed", "phone")
        explain = self._get_clock(case, "Explain")
        self.assertRecordValues(explain, [{"state": "reached", "late_hours": 0}])
        self.assertEqual(explain.ended_by_id, self.handler)
        self.assertFalse(case.notice_due)

    def test_explanation_not_told_is_late(self):
        """Not explaining a delay is a delay."""
        self._create_policy(REPORT, EXPLAIN)
        case = self._create_case_at("accepted")
        self._go_to("2026-03-04 10:00:00")
        self._run_cron()
        self._go_to("2026-03-05 12:00:00")
        explain = self._get_clock(case, "Explain")
        self.assertTrue(explain.is_late)
        case._complaint_notify("free", "phone")
        self.assertEqual(explain.state, "running", "a chat is no explanation")
        case._complaint_notify("delayed", "phone")
        self.assertEqual((explain.state, explain.late_hours), ("reached", 2))

    def test_announced_before_it_is_late(self):
        """Who sees it coming says so, and the letter opens; nothing is noted twice."""
        self._create_policy(REPORT, EXPLAIN)
        case = self._create_case_at("accepted")
        clock = self._get_clock(case, "Report").with_user(self.handler)
        with self.assertRaises(AccessError):
            clock.with_user(self.colleague).action_announce_delay()
        wizard = self.env["complaint.clock.change"].with_user(self.handler)
        action = wizard.create(
            {"clock_id": clock.id, "change": "delay"}
        ).action_change()
        self.assertEqual(action["context"]["default_code"], "delayed")
        self.assertTrue(self._get_clock(case, "Explain"))
        with self.assertRaisesRegex(UserError, "noted already"):
            clock.action_announce_delay()
        self._go_to("2026-03-09 10:00:00")
        self._run_cron()
        self.assertEqual(len(self._get_clock(case, "Explain")), 1)

    def test_nothing_promised(self):
        """An internal limit asks for no explanation, late as it may be."""
        self._create_policy(INTERNAL, EXPLAIN)
        case = self._create_case_at("accepted")
        self._go_to("2026-03-09 10:00:00")
        self._run_cron()
        self.assertFalse(self._get_clock(case, "Explain"))
        self.assertEqual(case.notice_due, "accepted")
        with self.assertRaisesRegex(UserError, "Nothing was promised"):
            self._get_clock(case, "Internal").action_announce_delay()

    def test_extension_is_a_new_promise(self):
        """After more time was given, missing that has to be explained once more."""
        self._create_policy(REPORT, EXPLAIN)
        case = self._create_case_at("accepted")
        clock = self._get_clock(case, "Report")
        self._go_to("2026-03-04 10:00:00")
        self._run_cron()
        case._complaint_notify("delayed", "phone")
        why = self._create_reason(kind="extension", name="Complex")
        clock.with_user(self.leader).action_extend(2, why.id, "Slow")
        self.assertEqual(clock.promise_at, datetime(2026, 3, 6, 9))
        self._go_to("2026-03-06 10:00:00")
        self._run_cron()
        explain = self._get_clock(case, "Explain")
        self.assertEqual(explain.mapped("state"), ["reached", "running"])

    def test_nothing_is_broken_in_a_pause_or_after_the_end(self):
        """What waits for the complainant, is reached or withdrawn breaks nothing."""
        self._create_policy(REPORT, EXPLAIN)
        paused = self._create_case_at("need_info")
        kept, withdrawn = self._create_case_at("accepted"), self._create_case()
        withdrawn.action_register()
        self._take_step(withdrawn, "withdraw")
        kept._complaint_event("report_delivered")
        self._go_to("2026-03-20 10:00:00")
        self._run_cron()
        for case in (paused, kept, withdrawn):
            self.assertFalse(self._get_clock(case, "Explain"))
        paused.action_resume()
        self.assertTrue(self._get_clock(paused, "Report").promise_at)

    def test_told_by_a_mail_that_came_back(self):
        """Who was not reached got no explanation: another one is owed."""
        self._create_policy(REPORT, EXPLAIN)
        case = self._create_case_at("accepted")
        case.partner_id.email = "buyer@hospital.example"
        self._go_to("2026-03-04 10:00:00")
        self._run_cron()
        notice = case._complaint_notify("delayed").sudo()
        self.assertEqual(self._get_clock(case, "Explain").state, "reached")
        notice._mark_failed("bounced")
        explain = self._get_clock(case, "Explain")
        self.assertEqual(explain.mapped("state"), ["reached", "running"])
        self.assertEqual(case.notice_due, "delayed")

    def test_without_an_address_nothing_was_told(self):
        """A notice that failed at once reaches nothing."""
        self._create_policy(PROGRESS)
        case = self._create_case_at("registered")
        case.partner_id.email = False
        case._complaint_notify("free")
        self.assertEqual(self._get_clock(case, "Progress").state, "running")

    def test_one_that_fails_keeps_no_other_back(self):
        """It is put off by an hour, in a transaction of its own."""
        self._create_policy(REPORT, EXPLAIN)
        bad, good = self._create_case_at("accepted"), self._create_case_at("accepted")
        self._go_to("2026-03-04 10:00:00")
        Clock = self.registry["complaint.clock"]
        original = Clock._miss_promise

        def _miss_promise(clocks):
            if bad in clocks.case_id:
                raise ValueError("poisoned")
            return original(clocks)

        with (
            patch.object(Clock, "_miss_promise", _miss_promise),
            patch.object(self.env.cr.__class__, "rollback", lambda cr: None),
            mute_logger(
                "odoo.addons.complaint_management.models.complaint_clock_promise"
            ),
        ):
            self._run_cron()
        self.assertTrue(self._get_clock(good, "Explain"))
        self.assertFalse(self._get_clock(bad, "Explain"))
        self.assertEqual(
            self._get_clock(bad, "Report").promise_at, datetime(2026, 3, 4, 11)
        )

    # === PROGRESS === #

    def test_progress_is_told_at_regular_intervals(self):
        """Whatever is told counts; the next interval begins with it."""
        self._create_policy(PROGRESS)
        case = self._create_case_at("registered")
        self._go_to("2026-03-05 09:00:00")
        case._complaint_notify("free", "phone")
        first, second = self._get_clock(case, "Progress")
        self.assertEqual((first.state, second.state), ("reached", "running"))
        self.assertEqual(second.deadline, datetime(2026, 3, 12, 9))
        self._take_step(case, "withdraw")
        self.assertEqual(second.state, "cancelled")
        case._complaint_notify("free", "phone")
        self.assertEqual(len(self._get_clock(case, "Progress")), 2)

    # === WHAT IS TOLD AFTER THE DECISION === #

    def test_refusal_is_told_within_its_limit(self):
        """Refusing ends what runs, but not the limit by which it has to be told."""
        told = ("Told", "received", "decision_told", 7, "working_day")
        self._create_policy(told, INTERNAL)
        case = self._create_case_at("not_accepted")
        clock = self._get_clock(case, "Told")
        self.assertEqual(clock.state, "running")
        self.assertEqual(self._get_clock(case, "Internal").state, "cancelled")
        case.with_user(self.handler)._complaint_notify("not_accepted", "letter")
        self.assertEqual(clock.state, "reached")

    def test_result_is_told_within_its_limit(self):
        """So does closing, for the limit of the result."""
        self._create_policy(("Result", "solution", "fed_back", 3, "working_day"))
        case = self._create_case_at("closed")
        self.assertEqual(case.clock_ids.state, "running")
        case.with_user(self.handler)._complaint_notify("closed", "letter")
        self.assertEqual(case.clock_ids.state, "reached")
