# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestComplaintApprovalAttackContent(ComplaintApprovalCommon):
    """Money goes only where, and as much as, those who approved it were told."""

    def _order(self, price=100, **values):
        product = self._create_product(
            tracking="none", lst_price=price, taxes_id=[Command.clear()]
        )
        line = {"product_id": product.id, "product_uom_qty": 50, "price_unit": price}
        customer = values.pop("partner_id", None) or self._create_customer().id
        return self.env["sale.order"].create(
            {
                "partner_id": customer,
                "order_line": [Command.create({**line, "tax_ids": [Command.clear()]})],
            }
        )

    def _case_of(self, order, **values):
        sold = order.order_line
        goods = self._line(product_id=sold.product_id.id, sale_line_id=sold.id)
        return self._create_case(
            partner_id=order.partner_id.id,
            sale_order_id=order.id,
            line_ids=[goods],
            user_id=self.handler.id,
            **values,
        )

    def _draft(self, case, **line):
        settlement = self.env["complaint.settlement"].with_user(self.handler)
        line = {"case_line_id": case.line_ids[:1].id} | line
        return settlement.create(
            {"case_id": case.id, "line_ids": [Command.create(line)]}
        ).with_env(self.env)

    def test_pieces_without_an_amount_count_as_what_they_cost(self):
        """A refund of thirty pieces at 100 is one of 3,000, not one of nothing."""
        case = self._case_of(self._order())
        draft = self._draft(case, kind="refund", quantity=30)
        self.assertTrue(draft._settlement_approval_required())
        draft.with_user(self.handler).action_request_approval()
        self.assertEqual(draft.amount_company, 3000)
        self.assertAsks(draft, self.deputy)

    def test_gift_counts_as_what_it_costs(self):
        """What is given for nothing is worth its price; a cheap thing stays free."""
        case = self._case_of(self._order(price=1500))
        draft = self._draft(case, kind="gift", quantity=1)
        draft.with_user(self.handler).action_request_approval()
        self.assertAsks(draft, self.deputy)
        free = self._draft(self._case_of(self._order(price=0)), kind="gift", quantity=1)
        self.assertFalse(free._settlement_approval_required())

    def test_refund_without_a_price_goes_to_the_top(self):
        """What nobody can price is not decided by who has the lowest limit."""
        case = self._create_case(partner_id=self._create_customer().id)
        draft = self._draft(case, kind="refund", quantity=2, case_line_id=False)
        draft.with_user(self.handler).action_request_approval()
        self.assertIn("not known", draft.top_reason)
        self.assertIn(self.general.user_id, draft.approval_ids.approver_id)

    def test_other_product_is_asked_for_anew(self):
        """A pen that was approved does not become a machine."""
        case = self._case_of(self._order(price=10))
        draft = self._draft(case, kind="gift", quantity=1)
        draft.with_user(self.handler).action_request_approval()
        self._act(draft, self.area)
        self.assertEqual(draft.state, "approved")
        dear = self._create_product(lst_price=2500)
        draft.line_ids.with_user(self.handler).product_id = dear
        self.assertAsks(draft, self.deputy)

    def test_picture_of_an_older_version_still_holds(self):
        """What was approved before pictures named units is told and carried out."""
        case = self._case_of(self._order(price=10))
        draft = self._draft(case, kind="gift", quantity=1)
        draft.with_user(self.handler).action_request_approval()
        self._act(draft, self.area)
        picture = draft.snapshot
        self.assertTrue(picture["content"]["lines"][0].pop("unit"))
        draft._with_step_token().snapshot = picture
        self.assertTrue(draft._is_as_asked())
        draft._ensure_may_offer()
        draft._ensure_pays_as_asked()
        draft.with_user(self.handler).risk = False  # saves the same once more
        self.assertEqual((draft.state, draft.revision), ("approved", 1))
        draft._with_step_token().snapshot = False
        self.assertFalse(draft._is_as_asked())
        draft._ensure_pays_as_asked()
        draft._with_step_token().snapshot = picture
        draft.line_ids._with_step_token().quantity = 2
        self.assertFalse(draft._is_as_asked())

    def test_goods_that_changed_are_neither_told_nor_stuck(self):
        """The goods point to another order: asked for again, by the same button."""
        case = self._case_of(self._order())
        draft = self._draft(case, kind="discount", amount=500)
        draft.with_user(self.handler).action_request_approval()
        self._act(draft, self.area)
        case.line_ids.sale_line_id = False
        with self.assertRaisesRegex(UserError, "approved first"):
            draft._ensure_may_offer()
        draft.with_user(self.handler).action_request_approval()
        self.assertEqual(draft.revision, 2)
        self.assertAsks(draft, self.area)

    def test_customer_changed_after_the_answer_is_not_paid(self):
        """Nobody else is paid than the customer who was approved."""
        case = self._create_case_at("solution", partner_id=self._create_customer().id)
        draft = self._create_settlement(case)
        draft.line_ids.unlink()
        draft.line_ids = [
            Command.create(
                {
                    "kind": "compensation",
                    "compensation_kind": "goodwill",
                    "amount": 500,
                }
            )
        ]
        self._approve(draft)
        case.action_offer()
        self._answer(case, "accepted")
        case.action_execute()
        case.partner_id = self._create_partner(name="Friend")
        with self.assertRaisesRegex(UserError, "not what was approved"):
            draft.line_ids.with_user(self.handler).action_execute()

    def test_rounds_of_one_case_add_up_without_a_customer(self):
        """Who complains without a name is not paid twice 900 by the area manager."""
        case = self._create_case(
            partner_id=False, complainant_type="anonymous", user_id=self.handler.id
        )
        first = self._ask(900, case)
        self.assertEqual(first.amount_counted, 900)
        approver = first.approval_ids.approver_id
        first.with_user(approver).action_approve()
        first._with_step_token().write({"state": "done"})
        second = self._ask(900, case)
        self.assertEqual(second.amount_counted, 1800)

    def test_orders_of_the_customer_add_up_without_a_customer(self):
        """Leaving the customer out gains nothing where the order names one."""
        order = self._order()
        case = self._case_of(order)
        self._ask(900, case)
        other = self._order(partner_id=order.partner_id.id)
        hidden = self._create_case(
            user_id=self.handler.id,
            sale_order_id=other.id,
            partner_id=order.partner_id.id,
        )
        hidden.partner_id = False
        second = self._ask(900, hidden)
        self.assertEqual(second.amount_counted, 1800)

    def test_handler_who_hands_on_is_still_barred(self):
        """Who handled it when it was asked for does not decide by standing in."""
        settlement = self._ask(
            500,
            self._create_case(
                partner_id=self._create_customer().id, user_id=self.handler.id
            ),
        )
        other = self._create_manager("stand_in")
        settlement.case_id.user_id = other.user_id
        self.env["complaint.approval.delegation"].create(
            {
                "from_user_id": self.area.user_id.id,
                "to_user_id": self.handler.id,
                "date_start": "2020-01-01",
                "date_end": "2099-01-01",
            }
        )
        with self.assertRaises(UserError):
            settlement.with_user(self.handler).action_approve("Mine")

    def test_line_saved_by_a_colleague_launders_nobody(self):
        """Who wrote the amount is barred, though a colleague saved it last."""
        case = self._create_case(
            partner_id=self._create_customer().id, user_id=self.handler.id
        )
        settlement = self._ask(500, case)
        group = "complaint_management.complaint_management_group_user"
        self.area.user_id.group_ids += self.env.ref(group)
        case._name_users(self.area.user_id, "holder")
        settlement.line_ids.with_user(self.area.user_id).amount = 900
        self.assertAsks(settlement, self.deputy)
        settlement.line_ids.with_user(self.handler).amount = 890
        self.assertAsks(settlement, self.deputy)

    def test_who_has_a_part_is_not_the_payee(self):
        """Neither who handles it nor who approves it is paid."""
        case = self._create_case(
            partner_id=False, complainant_type="anonymous", user_id=self.handler.id
        )
        settlement = self._propose(500, case)
        group = "complaint_management.complaint_management_group_identity"
        self.handler.group_ids += self.env.ref(group)
        with self.assertRaisesRegex(UserError, "has a part"):
            settlement.payee_id = self.handler.partner_id
        settlement.payee_id = self._create_partner(name="Payee")

    def test_less_than_nothing(self):
        """An amount below zero makes no other one smaller."""
        case = self._create_case(partner_id=self._create_customer().id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._propose(-1, case)

    def test_copy_and_defaults_approve_nothing(self):
        """A copy is a draft, and defaults of a client set nothing that steps set."""
        case = self._create_case(
            partner_id=self._create_customer().id, user_id=self.handler.id
        )
        settlement = self._ask(500, case)
        self._act(settlement, self.area)
        settlement._with_step_token().write({"state": "done"})
        forged = settlement.with_user(self.handler).with_context(
            default_state="approved",
            default_snapshot=settlement.snapshot,
            default_revision=1,
            default_requested_by_id=self.area.user_id.id,
        )
        copy = forged.copy()
        self.assertEqual((copy.state, copy.revision), ("draft", 0))
        self.assertFalse(copy.snapshot or copy.requested_by_id or copy.approval_ids)
        loaded = forged.load(["case_id/.id", "state"], [[str(case.id), "approved"]])
        self.assertFalse(loaded["ids"])
