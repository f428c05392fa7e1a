# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintSettlement(ComplaintCaseCommon):
    """A settlement is drafted, told, answered, carried out – and not rewritten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settlement = cls._create_settlement(
            cls.case,
            line_ids=[
                (0, 0, {"kind": "refund", "amount": 30.0}),
                (0, 0, {"kind": "replacement", "quantity": 2, "amount": 12.5}),
            ],
        )

    def _told(self):
        """Return the settlement of a case whose solution was told."""
        return self._create_case_at("offered").settlement_id

    # === DRAFT === #

    def test_amount_is_the_sum(self):
        """The settlement is worth the sum of its lines."""
        self.assertEqual(self.settlement.amount_total, 42.5)

    def test_state_not_given(self):
        """A settlement is born a draft, and goes on by its buttons only."""
        with self.assertRaisesRegex(UserError, "draft"):
            self._create_settlement(self._create_case(), state="accepted")
        with self.assertRaisesRegex(UserError, "buttons"):
            self.settlement.state = "accepted"

    def test_one_round_is_live(self):
        """A second round waits until the first one is refused or given up."""
        with self.assertRaisesRegex(ValidationError, "has a settlement already"):
            self._create_settlement(self.case)

    def test_new_round_after_giving_up(self):
        """A draft that is given up makes room, and the new round counts."""
        self.settlement.with_user(self.handler).action_cancel()
        other = self._create_settlement(self.case)
        self.assertEqual(self.case.settlement_id, other)

    def test_new_round_after_refusal(self):
        """A complainant who refuses is offered something else."""
        case = self._create_case_at("offered")
        first = case.settlement_id
        self._answer(case, "refused")
        case.action_propose()
        self._take_step(case, "offer")
        self.assertNotEqual(case.settlement_id, first)
        self.assertRecordValues(
            case.settlement_ids, [{"state": "refused"}, {"state": "offered"}]
        )

    def test_new_round_after_the_last_was_done(self):
        """A complainant who is not satisfied afterwards gets another solution."""
        case = self._create_case_at("follow_up")
        done = case.settlement_id
        case.action_propose()
        with self.assertRaises(UserError):
            case.action_offer()
        self.assertEqual(done.state, "done")
        self._take_step(case, "offer")
        self.assertRecordValues(
            case.settlement_ids, [{"state": "done"}, {"state": "offered"}]
        )

    def test_draft_deleted(self):
        """A draft is thrown away, lines and all."""
        lines = self.settlement.line_ids
        self.settlement.with_user(self.handler).unlink()
        self.assertFalse(lines.exists())

    # === TOLD === #

    def test_told_is_dated(self):
        """When the complainant was told is on the settlement."""
        settlement = self._told()
        self.assertRecordValues(settlement, [{"state": "offered"}])
        self.assertEqual(str(settlement.offered_at), "2026-03-02 09:00:00")

    def test_told_not_changed(self):
        """What was told to the complainant stays: lines, amounts and reasons."""
        settlement = self._told()
        line = settlement.line_ids
        for record, values in (
            (settlement, {"line_ids": [(0, 0, {"kind": "gift"})]}),
            (settlement, {"reasons": "For other reasons."}),
            (line, {"amount": 1}),
            (line, {"kind": "gift"}),
            (line, {"quantity": 3}),
            (line, {"description": "Something else"}),
        ):
            with self.subTest(values=values):
                with self.assertRaisesRegex(UserError, "Only a draft"):
                    record.write(values)

    def test_told_gets_no_line(self):
        """No line is added to what was told."""
        settlement = self._told()
        with self.assertRaisesRegex(UserError, "Only a draft"):
            self.env["complaint.settlement.line"].create(
                {"settlement_id": settlement.id, "kind": "gift"}
            )

    def test_told_not_deleted(self):
        """What was told is not deleted, neither as a whole nor a line of it."""
        settlement = self._told()
        for record in (settlement, settlement.line_ids):
            with self.assertRaisesRegex(UserError, "Only a draft"):
                record.unlink()

    def test_told_not_given_up(self):
        """What was told is answered, not cancelled."""
        with self.assertRaisesRegex(UserError, "record the answer"):
            self._told().action_cancel()

    def test_told_keeps_its_currency(self):
        """Another order does not turn what was told into another currency."""
        case = self._create_case_at("offered")
        currency = case.settlement_id.currency_id
        other = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", currency.id)], limit=1)
        )
        other.active = True
        order = self._create_order()
        order.currency_id = other
        case.sale_order_id = order
        self.assertEqual(case.settlement_id.currency_id, currency)

    def test_currency_of_order(self):
        """A draft is in the currency of the order."""
        other = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", self.company.currency_id.id)], limit=1)
        )
        other.active = True
        order = self._create_order()
        order.currency_id = other
        self.case.sale_order_id = order
        self.assertEqual(self.settlement.currency_id, other)

    # === ANSWERED === #

    def test_answer_asks_how(self):
        """An answer without a form of it proves nothing."""
        with self.assertRaisesRegex(UserError, "How did the complainant answer"):
            self._told().with_user(self.handler).action_accepted()

    def test_answer_to_what_was_not_told(self):
        """Nobody agrees to a draft."""
        self.settlement.answer_kind = "written"
        with self.assertRaisesRegex(UserError, "that was told"):
            self.settlement.action_accepted()

    def test_answered_once(self):
        """Who agreed does not refuse afterwards by the same button."""
        settlement = self._told()
        settlement.answer_kind = "written"
        settlement.with_user(self.handler).action_accepted()
        self.assertEqual(str(settlement.answered_at), "2026-03-02 09:00:00")
        with self.assertRaisesRegex(UserError, "that was told"):
            settlement.action_refused()

    def test_answer_not_rewritten(self):
        """How the complainant answered is not changed afterwards."""
        settlement = self._told()
        settlement.answer_kind = "written"
        settlement.action_accepted()
        with self.assertRaisesRegex(UserError, "answer"):
            settlement.answer_kind = "call"

    def test_settled_only_with_a_part_in_the_case(self):
        """Outsiders neither record an answer nor give a settlement up."""
        settlement = self._told()
        settlement.answer_kind = "written"
        for action in ("action_accepted", "action_refused", "action_cancel"):
            self.assertBarred(settlement, action)

    def test_approval_holds_back(self):
        """Where approval is due, nothing is told before."""
        case = self._create_case_at("solution")
        settlement = self._create_settlement(case)
        settlement._with_step_token().snapshot = settlement._prepare_snapshot()
        self.patch(
            self.registry["complaint.settlement"],
            "_settlement_approval_required",
            lambda self: True,
        )
        with self.assertRaisesRegex(UserError, "approved first"):
            case.action_offer()
        settlement._with_step_token().write({"state": "approved"})
        case.action_offer()
        self.assertEqual(settlement.state, "offered")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintSettlementLine(ComplaintCaseCommon):
    """Each promise is done once, with proof."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls._create_case_at("executing")
        cls.line = cls.running.settlement_id.line_ids
        cls.proof = cls._create_evidence(cls.running, name="Signed slip")

    def test_done_with_proof(self):
        """A line is done by its button, with who and when."""
        self.line.evidence_id = self.proof
        self.line.with_user(self.handler).action_done_manually()
        self.assertEqual(self.line.done_by_id, self.handler)
        self.assertEqual(str(self.line.done_at), "2026-03-02 09:00:00")

    def test_done_asks_for_proof(self):
        """Without proof nothing was done."""
        with self.assertRaisesRegex(UserError, "choose the evidence"):
            self.line.action_done_manually()

    def test_proof_of_other_case_refused(self):
        """The slip of another case proves nothing here."""
        with self.assertRaises(UserError):
            self.line.evidence_id = self._create_evidence(self.case)
            self.line.action_done_manually()

    def test_proof_stays_once_done(self):
        """The proof of what was done is not taken away."""
        self.line.evidence_id = self.proof
        self.line.action_done_manually()
        with self.assertRaisesRegex(UserError, "already done"):
            self.line.evidence_id = False

    def test_done_once(self):
        """What is done is not done again."""
        self.line.evidence_id = self.proof
        self.line.action_done_manually()
        with self.assertRaisesRegex(UserError, "already done"):
            self.line.action_done_manually()

    def test_done_only_after_consent(self):
        """Nothing is done before the complainant agreed."""
        draft = self._create_settlement(self.case).line_ids
        draft.evidence_id = self._create_evidence(self.case)
        with self.assertRaisesRegex(UserError, "after the complainant agreed"):
            draft.action_done_manually()

    def test_done_not_written(self):
        """Neither a new nor an old line is done by hand."""
        with self.assertRaisesRegex(UserError, "Use the button"):
            self.line.done_at = "2026-03-02 09:00:00"
        with self.assertRaisesRegex(UserError, "not done yet"):
            self._create_settlement(
                self.case,
                line_ids=[(0, 0, {"kind": "gift", "done_at": "2026-03-02 09:00:00"})],
            )

    def test_done_by_outsiders_refused(self):
        """Those without a part in the case do nothing for it."""
        self.line.evidence_id = self.proof
        self.assertBarred(self.line, "action_done_manually")

    def test_line_for_foreign_settlement_refused(self):
        """A line can't claim to be of the own case while it lies in another one."""
        foreign = self._create_settlement(
            self._create_case(user_id=self.colleague.id, team_id=False)
        )
        Line = self.env["complaint.settlement.line"].with_user(self.handler)
        values = {"settlement_id": foreign.id, "kind": "gift"}
        for lines, extra in (
            (Line, {}),
            (Line, {"case_id": self.running.id}),
            (Line.with_context(default_case_id=self.running.id), {}),
        ):
            with self.assertRaises(AccessError):
                lines.create(values | extra)

    def test_responsible_and_due_date_after_consent(self):
        """Who does it, and until when, is arranged while it is carried out."""
        self.line.with_user(self.handler).write(
            {"user_id": self.leader.id, "due_date": "2026-03-09"}
        )
        self.assertEqual(self.line.user_id, self.leader)

    @mute_logger("odoo.sql_db")
    def test_implausible_values_refused(self):
        """Amounts and quantities are not negative, a compensation says what for."""
        for values in (
            {"kind": "refund", "amount": -1},
            {"kind": "replacement", "quantity": -1},
            {"kind": "compensation", "amount": 1},
        ):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                self._create_settlement(self._create_case(), line_ids=[(0, 0, values)])
