# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon
from .common import LETTER


@tagged("post_install", "-at_install")
class TestComplaintApproval(ComplaintApprovalCommon):
    """Asking, deciding, and what a change does to it."""

    def _get_activities(self, settlement, employee):
        activities = settlement.case_id.activity_ids
        return activities.filtered(lambda a: a.user_id == employee.user_id)

    # === ASKING === #

    def test_who_is_asked_sees_the_case_and_has_an_activity(self):
        """A plain employee opens the complaint because of being asked."""
        settlement = self._ask(500)
        case = settlement.case_id
        self.assertTrue(case.with_user(self.area.user_id).has_access("read"))
        self.assertFalse(case.with_user(self.deputy.user_id).has_access("read"))
        self.assertEqual(len(self._get_activities(settlement, self.area)), 1)
        why = case.access_ids.filtered(
            lambda row: self.area.user_id in row.principal_id.user_ids
        )
        self.assertEqual(why.mapped("why"), ["approver"])

    def test_amounts_are_frozen(self):
        """What was asked for is on the settlement, with who asked and a picture."""
        settlement = self._ask(500, reasons="The port leaked.")
        self.assertRecordValues(
            settlement,
            [
                {
                    "state": "to_approve",
                    "revision": 1,
                    "amount_company": 500,
                    "requested_by_id": self.handler.id,
                }
            ],
        )
        content = settlement.snapshot["content"]
        self.assertEqual(content["lines"][0]["amount"], "500.000000")
        self.assertEqual(content["reasons"], "The port leaked.")

    def test_asked_once(self):
        """A second click asks nobody again."""
        settlement = self._ask(500)
        with self.assertRaisesRegex(UserError, "asked for already"):
            settlement.action_request_approval()
        self.assertEqual(len(settlement.approval_ids), 1)

    def test_asking_needs_a_part_in_the_case(self):
        """Outsiders ask for nothing."""
        self.assertBarred(self._propose(500), "action_request_approval")

    def test_deleting_leaves_no_gap(self):
        """What was asked for is cancelled, not deleted."""
        settlement = self._ask(500)
        with self.assertRaises(UserError):
            settlement.unlink()
        with self.assertRaisesRegex(UserError, "never deleted"):
            settlement.approval_ids.unlink()

    # === DECIDING === #

    def test_approved_by_one(self):
        """The only step approves the settlement, and the proposer is told."""
        settlement = self._ask(500)
        with self._capture_events() as told:
            self._act(settlement, self.area, opinion="Fair.")
        self.assertEqual(settlement.state, "approved")
        self.assertIn(("solution_approved", settlement.case_id.ids), told)
        self.assertRecordValues(
            settlement.approval_ids,
            [
                {
                    "state": "approved",
                    "opinion": "Fair.",
                    "decided_by_id": self.area.user_id.id,
                }
            ],
        )
        self.assertFalse(self._get_activities(settlement, self.area))
        todo = settlement.case_id.activity_ids
        self.assertIn("Approved", todo.mapped("summary")[0])
        self.assertEqual(todo.user_id, self.handler)

    def test_outcome_leaves_the_list_when_followed_up(self):
        """Told, asked again, given up or closed: nothing is left to do about it."""

        def tell(case, settlement):
            self._act(settlement, self.area)
            self.assertEqual(len(case.activity_ids), 1)
            case.with_user(self.handler).action_offer()

        def ask_again(case, settlement):
            self._act(settlement, self.area, "send_back", "Less, please.")
            self.assertEqual(case.activity_ids.user_id, self.handler)
            settlement.with_user(self.handler).action_request_approval()

        def give_up(case, settlement):
            self._act(settlement, self.area)
            settlement.with_user(self.handler).action_cancel()

        def start_another(case, settlement):
            self._act(settlement, self.area, "refuse_approval", "No defect.")
            self._propose(100, case)

        def close(case, settlement):
            self._act(settlement, self.area, "send_back", "Less, please.")
            self._take_step(case, "withdraw")

        for follow_up in (tell, ask_again, give_up, start_another, close):
            with self.subTest(follow_up.__name__):
                case = self._create_case_at("solution", user_id=self.handler.id)
                settlement = self._ask(100, case, **LETTER)
                follow_up(case, settlement)
                case.invalidate_recordset(["activity_ids"])
                mine = case.activity_ids.filtered(lambda a: a.user_id == self.handler)
                self.assertFalse(mine)

    def test_approved_by_two_in_their_order(self):
        """The general manager is asked when the deputy has approved, not before."""
        settlement = self._ask(3200)
        with self.assertRaises(AccessError):
            self._act(settlement, self.general)
        self._act(settlement, self.deputy)
        self.assertEqual(settlement.state, "to_approve")
        self.assertEqual(self._get_asked(settlement), self.general.user_id)
        self.assertTrue(self._get_activities(settlement, self.general))
        self._act(settlement, self.general)
        self.assertEqual(settlement.state, "approved")

    def test_later_step_waits_even_if_the_case_is_seen(self):
        """Who is named for another reason still can't decide before it is time."""
        settlement = self._ask(3200)
        settlement.case_id._name_users(self.general.user_id, "escalation")
        row = settlement.approval_ids[-1:].with_user(self.general.user_id)
        with self.assertRaisesRegex(UserError, "decides before you"):
            row.action_approve()

    def test_refused_gives_the_settlement_up(self):
        """With an opinion; another settlement can be drafted."""
        settlement = self._ask(3200)
        with self.assertRaisesRegex(UserError, "say why"):
            self._act(settlement, self.deputy, "refuse_approval")
        self._act(settlement, self.deputy, "refuse_approval", "No defect was found.")
        self.assertEqual(settlement.state, "cancelled")
        self.assertEqual(settlement.approval_ids.mapped("state"), ["refused", "void"])
        self._ask(100, settlement.case_id)

    def test_sent_back_and_asked_again(self):
        """A draft again; the next request is a round of its own, nothing is lost."""
        settlement = self._ask(3200)
        self._act(settlement, self.deputy, "send_back", "Less, please.")
        self.assertEqual(settlement.state, "draft")
        settlement.with_user(self.handler).line_ids.amount = 800
        settlement.with_user(self.handler).action_request_approval()
        self.assertEqual(settlement.revision, 2)
        self.assertAsks(settlement, self.area)
        self.assertEqual(
            settlement.approval_ids.mapped("state"), ["sent_back", "void", "asked"]
        )

    def test_decided_once(self):
        """Neither approving twice nor refusing what was approved."""
        settlement = self._ask(500)
        row = settlement.approval_ids.with_user(self.area.user_id)
        row.action_approve()
        for action in ("action_approve", "action_refuse", "action_send_back"):
            with self.assertRaisesRegex(UserError, "meanwhile"):
                getattr(row, action)("Once more")

    def test_told_only_when_approved(self):
        """Neither a draft nor half of the approvals is enough."""
        case = self._create_case_at("solution")
        settlement = self._propose(3200, case, **LETTER).with_env(self.env)
        for step in (
            lambda: settlement.with_user(self.handler).action_request_approval(),
            lambda: self._act(settlement, self.deputy),
            lambda: self._act(settlement, self.general),
        ):
            with self.assertRaisesRegex(UserError, "approved first"):
                case.with_user(self.handler).action_offer()
            step()
        case.with_user(self.handler).action_offer()
        self.assertEqual(settlement.state, "offered")

    def test_closed_case_is_not_decided_on(self):
        """With the case withdrawn, what was asked for is called back."""
        case = self._create_case_at("registered")
        settlement = self._ask(500, case)
        row = settlement.approval_ids
        self._take_step(case, "withdraw")
        self.assertEqual(row.state, "void")
        self.assertEqual(settlement.state, "draft")
        self.assertFalse(self._get_activities(settlement, self.area))
        with self.assertRaises(UserError):
            row.with_user(self.area.user_id).action_approve()

    def test_cancelled_is_called_back(self):
        """Nobody is left with a request that is no more."""
        settlement = self._ask(500)
        settlement.with_user(self.handler).action_cancel()
        self.assertEqual(settlement.approval_ids.state, "void")
        self.assertFalse(self._get_activities(settlement, self.area))

    # === CHANGES === #

    def test_any_change_of_content_asks_again(self):
        """Lines, amounts, reasons, order, severity: approvals are void, and renewed."""
        other = self._create_order()
        changes = (
            lambda s: s.line_ids.write({"amount": 800}),
            lambda s: s.line_ids.write({"description": "Ten bags"}),
            lambda s: s.write({"line_ids": [(0, 0, {"kind": "gift", "amount": 1})]}),
            lambda s: s.write({"reasons": "For other reasons."}),
            lambda s: s.write({"risk": "None"}),
            lambda s: s.case_id.write({"sale_order_id": other.id}),
            lambda s: s.case_id.write(
                {
                    "settlement_ids": [
                        (
                            1,
                            s.id,
                            {"line_ids": [(1, s.line_ids[0].id, {"quantity": 2})]},
                        )
                    ]
                }
            ),
        )
        for state in ("to_approve", "approved"):
            for number, change in enumerate(changes):
                with self.subTest(state=state, number=number):
                    case = self._create_case(
                        partner_id=self._create_partner(
                            user_id=self.field.user_id.id
                        ).id
                    )
                    if number == 5:
                        other = self._create_order(partner=case.partner_id)
                    settlement = self._ask(500, case)
                    if state == "approved":
                        self._act(settlement, self.area)
                    change(settlement.with_user(self.handler))
                    self.assertEqual(settlement.revision, 2)
                    self.assertEqual(settlement.state, "to_approve")
                    self.assertEqual(
                        settlement.approval_ids.mapped("state")[:2],
                        ["void", "asked"],
                    )

    def test_several_changes_at_once_ask_once(self):
        """One save of the form is one round."""
        settlement = self._ask(500)
        line = settlement.line_ids
        settlement.with_user(self.handler).write(
            {
                "reasons": "Changed",
                "line_ids": [
                    (1, line.id, {"amount": 1500}),
                    (0, 0, {"kind": "gift", "amount": 100}),
                    (0, 0, {"kind": "apology"}),
                ],
            }
        )
        self.assertEqual(settlement.revision, 2)
        self.assertAsks(settlement, self.deputy)

    def test_what_is_no_content_changes_nothing(self):
        """Who does it and until when is arranged without asking again."""
        settlement = self._ask(500)
        settlement.with_user(self.handler).line_ids.write(
            {"user_id": self.leader.id, "due_date": "2030-01-01"}
        )
        self.assertEqual(settlement.revision, 1)
        self.assertAsks(settlement, self.area)

    def test_change_that_needs_no_approval_any_more(self):
        """Without money it is a draft again, and can be told."""
        settlement = self._ask(500)
        settlement.with_user(self.handler).line_ids.amount = 0
        self.assertEqual(settlement.state, "draft")
        self.assertEqual(settlement.approval_ids.state, "void")

    def test_deleted_line_asks_again(self):
        """Taking something away is a change, too."""
        settlement = self._ask(500)
        extra = {"settlement_id": settlement.id, "kind": "gift", "amount": 5}
        Line = self.env["complaint.settlement.line"].with_user(self.handler)
        line = Line.create(extra)
        self.assertEqual(settlement.revision, 2)
        line.unlink()
        self.assertEqual(settlement.revision, 3)

    # === TOGETHER === #

    def test_several_at_once_only_if_set_so(self):
        """Off by default; then each of them has to be small enough."""
        settlements = self.env["complaint.settlement"]
        for amount in (50, 60):
            customer = self._create_partner(user_id=self.field.user_id.id)
            settlements |= self._ask(amount, self._create_case(partner_id=customer.id))
        rows = settlements.approval_ids.with_user(self.area.user_id)
        with self.assertRaisesRegex(UserError, "not approved together"):
            rows.action_approve()
        self.company.complaint_approval_bulk_amount = 55
        with self.assertRaisesRegex(UserError, "not approved together"):
            rows.action_approve()
        self.company.complaint_approval_bulk_amount = 60
        rows.action_approve()
        self.assertEqual(settlements.mapped("state"), ["approved"] * 2)

    # === SHEET === #

    def test_sheet_prints_opinions_and_the_picture(self):
        """What was asked for prints, with everybody's opinion, in every round."""
        settlement = self._ask(3200, reasons="The port leaked.")
        self._act(settlement, self.deputy, "send_back", "Is it enough?")
        settlement.with_user(self.handler).action_request_approval()
        self._act(settlement, self.deputy, opinion="Agreed now.")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "complaint_management.report_complaint_settlement_approval",
                settlement.ids,
            )[0]
            .decode()
        )
        for text in (
            "The port leaked.",
            "3,200.00",
            "Is it enough?",
            "Agreed now.",
            settlement.case_id.name,
            self.general.user_id.name,
        ):
            self.assertIn(text, html)

    def test_dialog_decides(self):
        """The buttons of the card ask for the opinion and decide."""
        settlement = self._ask(500)
        dialog = self.env["complaint.approval.decide"].with_user(self.area.user_id)
        dialog = dialog.create(
            {
                "approval_id": settlement.approval_ids.id,
                "decision": "send_back",
                "opinion": "Why so much?",
            }
        )
        self.assertIn("500.00", dialog.gets_text)
        dialog.action_decide()
        self.assertEqual(settlement.state, "draft")
