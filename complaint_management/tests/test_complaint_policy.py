# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..life import EVENTS
from .clock_common import MONDAY, ComplaintClockCommon

REPLY = ("First reply", "received", "replied", 24, "hour")


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestComplaintPolicy(ComplaintClockCommon):
    """Policies are drafted, put in force with an approver, and followed by versions."""

    def test_draft_starts_nothing(self):
        """Only what is in force binds anybody."""
        self._create_policy(REPLY, activate=False)
        self.assertFalse(self._create_case().clock_ids)

    def test_number_missing(self):
        """A preset whose source gives no number says which one is to be filled in."""
        policy = self._create_policy(
            REPLY, ("Review", "received", "closed", 0, "hour"), activate=False
        )
        with self.assertRaisesRegex(UserError, "Review"):
            policy.action_activate()
        self.assertEqual(policy.state, "draft")

    def test_without_milestones(self):
        """A policy of nothing is not put in force."""
        with self.assertRaisesRegex(UserError, "no milestone"):
            self._create_policy()

    def test_approver_and_date_kept(self):
        """Who put it in force, and when, stays on it."""
        policy = self._create_policy(REPLY, activate=False)
        policy.with_user(self.user_administrator).action_activate()
        self.assertEqual(policy.approved_by_id, self.user_administrator)
        self.assertEqual(policy.approved_at, MONDAY)
        with self.assertRaisesRegex(UserError, "already"):
            policy.action_activate()

    def test_approved_policy_stays(self):
        """Neither its numbers nor its scope change under running clocks."""
        policy = self._create_policy(REPLY)
        for change in (
            {"severity": "major"},
            {"milestone_ids": [(5, 0, 0)]},
            {"state": "draft"},
        ):
            with self.subTest(change=change), self.assertRaises(UserError):
                policy.write(change)
        with self.assertRaises(UserError):
            policy.milestone_ids.amount = 48
        with self.assertRaises(UserError):
            policy.milestone_ids.unlink()
        with self.assertRaises(UserError):
            policy.unlink()
        policy.valid_to = "2026-12-31"

    def test_new_version_replaces_the_old_one(self):
        """The new version takes over when it is activated; old clocks run on."""
        policy = self._create_policy(REPLY)
        case = self._create_case()
        new = self.env["complaint.policy"].browse(policy.action_new_version()["res_id"])
        self.assertEqual((new.version, new.previous_id), (2, policy))
        new.milestone_ids.amount = 12
        new.action_activate()
        self.assertEqual(policy.state, "retired")
        later = self._create_case()
        self.assertEqual(case.clock_ids.amount, 24)
        self.assertEqual(later.clock_ids.amount, 12)
        case._complaint_event("replied")
        self.assertEqual(case.clock_ids.state, "reached")

    def test_scope(self):
        """Each condition leaves out the complaints it is not for."""
        top = self._create_category(name="Goods")
        below = self._create_category(name="Leak", parent_id=top.id)
        channel = self._create_channel()
        team = self._create_team()
        for scope, inside, outside in (
            ({"category_ids": top.ids}, {"category_id": below.id}, {}),
            ({"channel_ids": channel.ids}, {"channel_id": channel.id}, {}),
            ({"team_ids": team.ids}, {"team_id": team.id}, {}),
            ({"severity": "major"}, {"severity": "major"}, {"severity": "minor"}),
            ({"urgency": "urgent"}, {"urgency": "urgent"}, {}),
            ({"valid_to": "2026-03-01"}, {"received_at": "2026-03-01 08:00:00"}, {}),
            ({"valid_from": "2026-03-02"}, {}, {"received_at": "2026-03-01 08:00:00"}),
            ({"company_id": self.company_other.id}, None, {}),
        ):
            with self.subTest(scope=scope):
                policy = self._create_policy(REPLY, **scope)
                if inside is not None:
                    self.assertTrue(self._create_case(**inside).clock_ids)
                self.assertFalse(self._create_case(**outside).clock_ids)
                policy.action_retire()

    def test_milestone_for_what_is_not_urgent(self):
        """An urgent complaint does not wait for the assessment, so it has no limit."""
        self._create_policy(REPLY, ("Assess", *REPLY[1:], {"urgency": "normal"}))
        names = {
            urgency: self._create_case(urgency=urgency).clock_ids.mapped("name")
            for urgency in ("normal", "urgent")
        }
        self.assertEqual(len(names["normal"]), 2)
        self.assertEqual(names["urgent"], ["First reply"])

    def test_presets_shipped_as_drafts(self):
        """What is shipped binds nobody until somebody puts it in force."""
        presets = self.env["complaint.policy"].search([("code", "!=", False)])
        self.assertEqual(len(presets), 13)
        self.assertEqual(set(presets.mapped("state")), {"draft"})
        self.assertTrue(all(presets.mapped("source")))
        codes = presets.milestone_ids.mapped("start_event")
        codes += presets.milestone_ids.mapped("target_event")
        self.assertLessEqual(set(codes), set(EVENTS))

    def test_presets_activate_but_the_incomplete_one(self):
        """All have their numbers, but the one whose source has none."""
        for policy in self.env["complaint.policy"].search([("code", "!=", False)]):
            with self.subTest(policy=policy.code):
                if policy.code == "consumer_rights":
                    with self.assertRaisesRegex(UserError, "Fill in the numbers"):
                        policy.action_activate()
                else:
                    policy.action_activate()
                    self.assertEqual(policy.state, "active")

    def test_impossible_limits_refused(self):
        """Negative numbers, half days by law and validity backward are refused."""
        for values in (
            {"amount": -1},
            {"amount": 1.5, "unit": "calendar_day", "law_style": True},
            {"amount": 1, "unit": "hour", "law_style": True},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._create_policy((*REPLY, values), activate=False)
        with self.assertRaises(ValidationError):
            self._create_policy(REPLY, valid_from="2026-02-01", valid_to="2026-01-01")

    def test_only_administrators_decide(self):
        """Managers look the limits up; they don't set them."""
        policy = self._create_policy(REPLY, activate=False)
        with self.assertRaises(AccessError):
            policy.with_user(self.user_manager).action_activate()
        self.assertEqual(policy.with_user(self.user_manager).state, "draft")

    def test_pausable_is_kept_unless_it_becomes_a_law(self):
        """Another basis leaves what was chosen; a limit of a law is not paused."""
        policy = self._create_policy(
            (*REPLY, {"pausable": False}), ("Close", *REPLY[1:]), activate=False
        )
        reply, close = policy.milestone_ids
        self.assertTrue(close.pausable)
        policy.basis = "contract"
        self.assertEqual(policy.milestone_ids.mapped("pausable"), [False, True])
        with Form(policy) as form:
            form.basis = "supplier"
        self.assertEqual(policy.milestone_ids.mapped("pausable"), [False, True])
        policy.basis = "statutory"
        self.assertFalse(close.pausable)
        close.pausable = True
        policy.name = "Another name"
        self.assertEqual((reply.pausable, close.pausable), (False, True))
