# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from lxml import etree
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .clock_common import MONDAY
from .escalation_common import CLIMB, REMIND, ComplaintEscalationCommon


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

    # === NOT FOR EVER === #

    def _latest(self, user, hours):
        """Return a moment as an error shows it to a user."""
        shown = self.env["ir.qweb.field.datetime"].with_user(user).value_to_html
        return shown(MONDAY + timedelta(hours=hours), {})

    def test_nobody_silences_it_for_years(self):
        """Three working days at most; the refusal says until when."""
        case = self._start(CLIMB)
        self._run_at(24)
        with self.assertRaises(UserError) as caught:
            self._acknowledge(case, self.area_user, 24 * 365 * 9)
        # Seven hours of Tuesday, eight each of Wednesday and Thursday, one of Friday.
        self.assertIn(self._latest(self.area_user, 96), str(caught.exception))
        self.assertFalse(case.clock_ids.acknowledged_until)
        with self.assertRaises(UserError):
            self._acknowledge(case, self.area_user, 96.1)
        self._acknowledge(case, self.area_user, 96)

    def test_doing_so_again_gives_no_more_time(self):
        """The bound of the policy counts from the first time; then it goes on."""
        case = self._start(CLIMB, policy={"acknowledge_hours": 8})
        self._run_at(24)
        self._acknowledge(case, self.area_user, 40)
        self._go_to(MONDAY + timedelta(hours=39))
        with self.assertRaises(UserError):
            self._acknowledge(case, self.area_user, 49)
        self._acknowledge(case, self.area_user, 48)
        row = self._get_told(case)
        self.assertEqual(row.acknowledged_at, MONDAY + timedelta(hours=24))
        self._run_at(48)
        self.assertTold(case, self.area_user, self.deputy_user)
        with self.assertRaises(UserError) as caught:
            row.with_user(self.area_user).action_acknowledge(
                MONDAY + timedelta(hours=50)
            )
        self.assertIn(self._latest(self.area_user, 48), str(caught.exception))

    def test_reminded_handler_does_not_silence_the_superior(self):
        """What is said ahead of the deadline ends with it, for whom it binds always."""
        case = self._start(REMIND, CLIMB)
        self._run_at(18)
        with self.assertRaises(UserError):
            self._acknowledge(case, self.handler, 25)
        self._acknowledge(case, self.handler, 24)
        self._run_at(24)
        self.assertTold(case, self.handler, self.handler, self.area_user)
        own = self._get_told(case)[1].with_user(self.handler)
        with self.assertRaises(UserError):
            own.action_acknowledge(MONDAY + timedelta(hours=30))
        self._acknowledge(case, self.area_user, 30)

    def test_pause_moves_what_was_said_ahead_of_the_deadline(self):
        """Paused for two days, the reminder may be taken care of two days later."""
        case = self._start(REMIND, CLIMB)
        self._run_at(18)
        case.with_user(self.handler).action_request_info()
        self._go_to(MONDAY + timedelta(hours=66))
        with self.assertRaises(UserError):
            self._acknowledge(case, self.handler, 73)
        self._acknowledge(case, self.handler, 72)

    def test_late_hand_over_has_a_bound_as_well(self):
        """Where no policy says how long, three working days of the company."""
        self.company.resource_calendar_id = self.calendar
        case = self._start()
        case.with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Look", due_at=MONDAY + timedelta(hours=1)
        )
        self._create_employee(self.colleague, parent_id=self.area.id)
        self._run_at(24)
        with self.assertRaises(UserError):
            self._acknowledge(case, self.area_user, 97)
        self._acknowledge(case, self.area_user, 96)

    def test_one_of_a_group_takes_care(self):
        """Whoever of them it was: unsolved, all of them are told again."""
        group = self.env["res.groups"].create(
            {
                "name": "On call",
                "user_ids": [Command.set((self.area_user + self.deputy_user).ids)],
            }
        )
        case = self._start({"target": "group", "group_id": group.id})
        self._run_at(24)
        first = self._get_told(case)[0]
        first.with_user(first.user_id).action_acknowledge(MONDAY + timedelta(hours=30))
        self._run_at(29)
        self.assertEqual(len(self._get_told(case)), 2)
        self._run_at(30)
        self.assertEqual(self._get_told(case).mapped("level"), [1, 1, 2, 2])

    def test_policy_gives_some_time(self):
        """No time at all can't be set."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_policy(activate=False, acknowledge_hours=0)
            self.env.flush_all()

    def test_dialog(self):
        """Who was told chooses until when, in a dialog of his or her own."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case)
        Dialog = self.env["complaint.escalation.acknowledge"].with_user(self.area_user)
        form = Form(Dialog.with_context(default_escalation_id=row.id))
        self.assertEqual(form.until, MONDAY + timedelta(hours=48))
        self.assertEqual(form.latest, MONDAY + timedelta(hours=96))
        form.until = MONDAY + timedelta(hours=90)
        dialog = form.save()
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["until"])
        dialog.action_acknowledge()
        self.assertEqual(row.acknowledged_until, MONDAY + timedelta(hours=90))
        self.assertEqual(row.acknowledged_at, MONDAY + timedelta(hours=24))

    def test_dialog_tells_nothing_of_what_is_not_seen(self):
        """Neither the deadline nor the name, by a form, a record or a made-up owner."""
        case = self._start(CLIMB)
        self._run_at(24)
        row = self._get_told(case)
        Dialog = self.env["complaint.escalation.acknowledge"]
        stranger = Dialog.with_user(self.user_internal)
        spec = {"escalation_id": {}, "latest": {}, "until": {}}
        clock = {"clock_id": case.clock_ids.id}
        for told in (row.id, {"id": row.id}, {"id": row.id} | clock):
            for name in ("latest", "until"):
                with self.subTest(told=told, name=name), self.assertRaises(AccessError):
                    stranger.onchange(
                        {"escalation_id": told}, ["escalation_id"], {name: spec[name]}
                    )
        made_up = stranger.onchange({"escalation_id": clock}, ["escalation_id"], spec)
        self.assertFalse(made_up["value"].get("latest"))
        for more in ({}, {"until": MONDAY + timedelta(hours=30)}):
            with self.subTest(more=more), self.assertRaises(AccessError):
                stranger.create({"escalation_id": row.id} | more)
        own = Dialog.with_user(self.area_user).create({"escalation_id": row.id})
        self.assertEqual(own.latest, MONDAY + timedelta(hours=96))

    def test_dialog_says_that_the_time_is_over(self):
        """Before anybody chooses a moment that is refused."""
        case = self._start(CLIMB, policy={"acknowledge_hours": 8})
        self._run_at(24)
        self._acknowledge(case, self.area_user, 40)
        row = self._get_told(case)
        Dialog = self.env["complaint.escalation.acknowledge"].with_user(self.area_user)
        Dialog = Dialog.with_context(default_escalation_id=row.id)
        self.assertFalse(Form(Dialog).is_over)
        self._go_to(MONDAY + timedelta(hours=50))
        form = Form(Dialog)
        self.assertTrue(form.is_over)
        self.assertTrue(form._get_modifier("until", "invisible"))
        arch = etree.fromstring(Dialog.get_view(view_type="form")["arch"])
        [button] = arch.xpath("//button[@name='action_acknowledge']")
        self.assertEqual(button.get("invisible"), "is_over")
