# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .clock_common import MONDAY
from .escalation_common import CLIMB, ComplaintEscalationCommon


@tagged("post_install", "-at_install")
class TestEscalationAcknowledge(ComplaintEscalationCommon):
    """Somebody takes care until a moment: the ladder stands still until then."""

    def _acknowledge(self, case, user, hours):
        row = self._get_told(case)[-1:].with_user(user)
        row.action_acknowledge(MONDAY + timedelta(hours=hours))

    def test_acknowledged_stops_the_ladder(self):
        """Nobody further is told until then; unsolved, it goes on in a new cycle."""
        case = self._start(CLIMB)
        self._run_at(24)
        self._acknowledge(case, self.area_user, 80)
        clock = case.clock_ids
        self.assertEqual(clock.next_event_at, MONDAY + timedelta(hours=80))
        self.assertIn("takes care", self._get_note(case))
        self._run_at(60)
        self.assertTold(case, self.area_user)
        self._run_at(80)
        self.assertTold(case, self.area_user, self.deputy_user)
        self.assertEqual(self._get_told(case).mapped("cycle"), [1, 2])
        self._run_at(104)
        self.assertEqual(self._get_told(case)[-1:].user_id, self.general_user)

    def test_acknowledged_and_solved(self):
        """What was solved meanwhile goes no further."""
        case = self._start(CLIMB)
        self._run_at(24)
        self._acknowledge(case, self.area_user, 80)
        case._complaint_event("replied")
        self._run_at(90)
        self.assertTold(case, self.area_user)

    def test_acknowledging_is_up_to_who_was_told(self):
        """Not by others, not for the past, not for what has ended, nor by hand."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case)
        with self.assertRaises(AccessError):
            self._acknowledge(case, self.handler, 80)
        with self.assertRaises(AccessError):
            self._acknowledge(case, self.user_internal, 80)
        with self.assertRaises(UserError):
            self._acknowledge(case, self.area_user, 20)
        for user in (self.area_user, self.user_administrator):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"acknowledged_until": False})
        case._complaint_event("replied")
        with self.assertRaises(UserError):
            self._acknowledge(case, self.area_user, 80)
        with self.assertRaises(AccessError):
            row.sudo().write({"user_id": self.handler.id})
        with self.assertRaises(AccessError):
            row.sudo().unlink()

    def test_lapse_while_paused(self):
        """Paused when an acknowledgement lapses, it is raised once it goes on."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case).with_user(self.area_user)
        row.action_acknowledge(MONDAY + timedelta(hours=30))
        case.with_user(self.handler).action_request_info()
        self._run_at(40)
        self.assertTold(case, self.area_user)
        case.with_user(self.handler).action_resume()
        self._run()
        self.assertTold(case, self.area_user, self.deputy_user)

    def test_dialog(self):
        """Who was told chooses until when, in a dialog of his or her own."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case)
        Dialog = self.env["complaint.escalation.acknowledge"].with_user(self.area_user)
        form = Form(Dialog.with_context(default_escalation_id=row.id))
        form.until = MONDAY + timedelta(hours=90)
        dialog = form.save()
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["until"])
        dialog.action_acknowledge()
        self.assertEqual(row.acknowledged_until, MONDAY + timedelta(hours=90))
        self.assertEqual(row.acknowledged_at, MONDAY + timedelta(hours=24))
