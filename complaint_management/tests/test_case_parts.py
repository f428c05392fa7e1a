# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon

LONG_AGO = "2020-01-01 00:00:00"


@tagged("post_install", "-at_install")
class TestCaseParts(CaseAccessCommon):
    """What belongs to a case is added only by who sees it, and never moved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parts = cls._create_children(cls.case)
        cls.own = cls._create_case(user_id=cls.user_named.id)
        cls.own.action_register()
        cls.own_settlement = cls._create_settlement(cls.own)
        cls.own_evidence = cls._create_evidence(cls.own)

    def _values_of_new_parts(self, case):
        return {
            "complaint.case.line": {"case_id": case.id, "model": "1 l"},
            "complaint.evidence": {"case_id": case.id, "name": "Planted"},
            "complaint.investigation": {"case_id": case.id},
            "complaint.followup": {"case_id": case.id},
            "complaint.settlement": {"case_id": case.id},
            "complaint.settlement.line": {
                "settlement_id": case.settlement_ids.id,
                "amount": 1000,
                "kind": "refund",
            },
        }

    def test_nothing_added_to_an_unseen_case(self):
        """Knowing the number of a case is not enough to put something into it."""
        for model, values in self._values_of_new_parts(self.case).items():
            with self.subTest(model=model):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.env[model].with_user(self.user_named).create(values)

    def test_everything_added_to_an_own_case(self):
        """The lowest role adds each of them to a case it handles."""
        self.own_settlement.with_user(self.user_named).action_cancel()
        for model, values in self._values_of_new_parts(self.own).items():
            if model == "complaint.settlement.line":
                continue
            with self.subTest(model=model):
                record = self.env[model].with_user(self.user_named).create(values)
                self.assertEqual(record.case_id, self.own)

    def test_settlement_line_does_not_slip_past_by_another_case(self):
        """A line that names an own case can't hang on a foreign settlement."""
        Line = self.env["complaint.settlement.line"].with_user(self.user_named)
        foreign = self.case.settlement_ids
        with self.assertRaises(AccessError):
            Line.create({"settlement_id": foreign.id, "case_id": self.own.id})
        with self.assertRaises(AccessError):
            Line.with_context(default_case_id=self.own.id).create(
                {"settlement_id": foreign.id}
            )

    def test_nothing_moves_to_another_case(self):
        """A part is never moved, not even between two cases of the same handler."""
        target = self._create_case(user_id=self.user_named.id)
        for model, values in self._values_of_new_parts(self.own).items():
            if model.startswith("complaint.settlement"):
                continue
            record = self.env[model].with_user(self.user_named).create(values)
            for case in (self.case, target):
                with self.subTest(model=model, case=case.user_id.login):
                    with self.assertRaises(UserError):
                        record.case_id = case

    def test_settlement_stays_with_its_case(self):
        """Money promised in one case can't be moved into another one."""
        target = self._create_case(user_id=self.user_named.id)
        settlement = self.own_settlement.with_user(self.user_named)
        with self.assertRaises(UserError):
            settlement.case_id = target
        with self.assertRaises(UserError):
            settlement.line_ids.case_id = target
        with self.assertRaises(UserError):
            settlement.line_ids.settlement_id = self.case.settlement_ids

    def test_nothing_pulled_from_another_case(self):
        """Linking a part into an own case is moving it as well."""
        target = self._create_case(user_id=self.user_named.id)
        mine = target.with_user(self.user_named)
        for evidence in (self.own_evidence, self.parts["complaint.evidence"]):
            before = evidence.case_id
            with self.assertRaises(UserError), self.env.cr.savepoint():
                mine.evidence_ids = [Command.link(evidence.id)]
            self.assertEqual(evidence.case_id, before)

    def test_goods_and_proof_of_another_case_refused(self):
        """A settlement can't point at what another case holds, and so show its name."""
        line = self.own_settlement.line_ids.with_user(self.user_named)
        for field, part in (
            ("case_line_id", "complaint.case.line"),
            ("evidence_id", "complaint.evidence"),
        ):
            with self.subTest(field=field), self.assertRaises(ValidationError):
                line[field] = self.parts[part]

    def test_log_of_steps_out_of_reach(self):
        """The handler can't rewrite who did what, directly or through the case."""
        case = self.own.with_user(self.user_named)
        step = case.transition_ids[:1]
        for command in (
            Command.create({"step": "x", "state_to": "closed", "at": LONG_AGO}),
            Command.update(step.id, {"at": LONG_AGO}),
            Command.delete(step.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                case.transition_ids = [command]

    def test_hand_overs_out_of_reach(self):
        """Times and answers of hand-overs are never written by a user."""
        relay = self.own.action_hand_over(to_user_id=self.colleague.id, why="Visit")
        case = self.own.with_user(self.user_named)
        for command in (
            Command.create({"why": "x", "from_user_id": 1, "sent_at": LONG_AGO}),
            Command.update(relay.id, {"state": "answered", "answered_at": LONG_AGO}),
            Command.delete(relay.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                case.handover_ids = [command]
        with self.assertRaises(AccessError):
            relay.with_user(self.colleague).write({"due_at": LONG_AGO})


@tagged("post_install", "-at_install")
class TestCaseGuards(CaseAccessCommon):
    """What is computed or written by steps alone can't be brought in by a client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.case.with_user(cls.handler)
        cls.settlement = cls._create_settlement(cls.case).with_user(cls.handler)

    def test_computed_fields_refused(self):
        """No field that follows from others is written, conclusion and holder too."""
        self._create_investigation(self.case)
        for field, value in (
            ("conclusion", "confirmed"),
            ("investigation_id", self.case.investigation_ids.id),
            ("settlement_id", False),
            ("holder_id", self.colleague.id),
            ("holder_team_id", self.team.id),
            ("held_since", LONG_AGO),
            ("is_open", False),
            ("priority", "0"),
            ("complainant_label", "Somebody"),
            ("commercial_partner_id", False),
        ):
            with self.subTest(field=field):
                before = self.case[field]
                with self.assertRaises(AccessError):
                    self.mine.write({field: value})
                self.assertEqual(self.case[field], before)

    def test_each_readonly_field_of_the_case_refused(self):
        """Every stored field that the screen shows read-only is so for the server."""
        readonly = {
            name
            for name, field in self.case._fields.items()
            if field.store
            and field.readonly
            and field.type != "one2many"
            and name not in models.MAGIC_COLUMNS
        }
        self.assertIn("conclusion", readonly)
        for name in sorted(readonly - {"company_id"}):
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.mine.write({name: False})

    def test_amount_of_a_settlement_follows_its_lines(self):
        """The sum can't be changed behind the back of whoever approves."""
        with self.assertRaises(AccessError):
            self.settlement.amount_total = 9999

    def test_state_in_commands_refused(self):
        """A settlement or a finding can't be born or made finished through the case."""
        self.settlement.action_cancel()
        for field, values in (
            ("settlement_ids", {"state": "accepted"}),
            ("settlement_ids", {"done_at": LONG_AGO}),
            ("settlement_ids", {"line_ids": [Command.create({"done_at": LONG_AGO})]}),
            ("investigation_ids", {"state": "done", "conclusion": "confirmed"}),
            ("investigation_ids", {"done_at": LONG_AGO}),
        ):
            with self.subTest(field=field, values=values):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.mine[field] = [Command.create(values)]

    def test_state_in_updates_refused(self):
        """A settlement or a finding can't be made finished by an update either."""
        finding = self._create_investigation(self.case)
        line = self.settlement.line_ids
        done = {"line_ids": [Command.update(line.id, {"done_at": LONG_AGO})]}
        for field, record, values in (
            ("settlement_ids", self.settlement, {"state": "done"}),
            ("settlement_ids", self.settlement, {"offered_at": LONG_AGO}),
            ("settlement_ids", self.settlement, done),
            ("investigation_ids", finding, {"state": "done"}),
            ("investigation_ids", finding, {"done_by_id": self.colleague.id}),
        ):
            with self.subTest(field=field, values=values):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.mine[field] = [Command.update(record.id, values)]

    def test_defaults_in_the_context_ignored(self):
        """A new case is new, whatever defaults the client sends along."""
        Case = self.env["complaint.case"].with_user(self.handler)
        case = Case.with_context(
            default_state="closed",
            default_closed_at=LONG_AGO,
            default_name="C/1999/1",
            default_next_deadline=LONG_AGO,
            default_reported_back_at=LONG_AGO,
            default_reported_to_id=self.handler.id,
            default_merged_into_id=self.case.id,
            default_conclusion="confirmed",
            default_settlement_id=self.settlement.id,
        ).create({"partner_id": self.partner.id})
        self.assertEqual(case.state, "new")
        self.assertNotEqual(case.name, "C/1999/1")
        for field in (
            "closed_at",
            "next_deadline",
            "reported_back_at",
            "reported_to_id",
            "merged_into_id",
            "conclusion",
            "settlement_id",
        ):
            self.assertFalse(case[field], field)

    def test_defaults_in_the_context_of_parts_ignored(self):
        """Parts start open, whatever defaults the client sends along."""
        context = {"default_state": "done", "default_done_at": LONG_AGO}
        finding = (
            self.env["complaint.investigation"]
            .with_user(self.handler)
            .with_context(**context)
            .create({"case_id": self.case.id})
        )
        self.assertEqual((finding.state, finding.done_at), ("running", False))
        self.settlement.line_ids.with_context(**context).copy()
        self.assertFalse(any(self.settlement.line_ids.mapped("done_at")))
        self.settlement.action_cancel()
        round_2 = self.settlement.with_context(**context).copy()
        self.assertEqual((round_2.state, round_2.done_at), ("draft", False))

    def test_own_defaults_of_a_user_ignored(self):
        """A default that a user keeps for himself finishes nothing."""
        defaults = self.env["ir.default"].with_user(self.handler)
        defaults.set(
            "complaint.settlement.line", "done_at", LONG_AGO, user_id=self.handler.id
        )
        line = self.settlement.line_ids.copy()
        self.assertFalse(line.done_at)

    def test_token_in_the_context_is_no_token(self):
        """Whatever a client puts where the steps keep their token opens nothing."""
        for forged in (True, 1, "object", {}, [None]):
            mine = self.mine.with_context(complaint_step_token=forged)
            with self.subTest(forged=forged), self.assertRaises(UserError):
                mine.state = "closed"

    def test_cases_can_not_be_pulled_into_a_merge(self):
        """The list of merged cases is not a way to merge, to undo or to create."""
        other = self._create_case(user_id=self.handler.id)
        for command in (
            Command.link(other.id),
            Command.set(other.ids),
            Command.create({"partner_id": self.partner.id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.mine.merged_ids = [command]
        self.assertFalse(other.merged_into_id)
