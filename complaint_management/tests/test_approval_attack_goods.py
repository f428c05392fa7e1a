# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalAttackGoods(ComplaintApprovalCommon):
    """Goods that are given for nothing count as what they cost, under whatever name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bag = cls._create_product(tracking="none", lst_price=10)
        cls.machine = cls._create_product(tracking="none", lst_price=2500)
        cls.order = cls._order(cls.bag, 50)

    @classmethod
    def _order(cls, product, quantity, **values):
        line = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "tax_ids": [Command.clear()],
        }
        return cls.env["sale.order"].create(
            {
                "partner_id": cls._create_customer().id,
                "order_line": [Command.create(line)],
            }
            | values
        )

    def _draft(self, order=None, goods=None, **line):
        order = self.order if order is None else order
        sold = order.order_line
        goods = goods or {"product_id": sold.product_id.id, "sale_line_id": sold.id}
        case = self._create_case(
            # Another one each time, so that nothing adds up.
            partner_id=order.partner_id.id or self._create_customer().id,
            sale_order_id=order.id,
            line_ids=[self._line(**goods)],
            user_id=self.handler.id,
        )
        settlement = self.env["complaint.settlement"].with_user(self.handler)
        line = {"case_line_id": case.line_ids.id} | line
        return settlement.create(
            {"case_id": case.id, "line_ids": [Command.create(line)]}
        ).with_env(self.env)

    def _draft_for(self, pricelist, **line):
        """Draft a gift to a customer with a price list."""
        goods = {"product_id": self.machine.id}
        draft = self._draft(self.env["sale.order"], goods, kind="gift", **line)
        draft.case_id.partner_id.property_product_pricelist = pricelist
        return draft

    def _request(self, draft):
        draft.with_user(self.handler).action_request_approval()
        return draft

    def test_small_amount_hides_no_machine(self):
        """A gift with a cent beside it is still worth its price."""
        draft = self._draft(
            kind="gift", product_id=self.machine.id, quantity=1, amount=0.01
        )
        self.assertAsks(self._request(draft), self.deputy)
        self.assertEqual(draft.amount_company, 2500)

    def test_other_goods_were_not_missing(self):
        """What was never ordered is a gift, whatever the line is called."""
        for kind in ("missing_goods", "replacement"):
            with self.subTest(kind=kind):
                line = {"kind": kind, "product_id": self.machine.id, "quantity": 1}
                draft = self._draft(self._order(self.bag, 5), **line)
                self.assertTrue(draft.approval_required)
                self.assertAsks(self._request(draft), self.deputy)

    def test_more_than_was_ordered_was_not_missing(self):
        """As many as were ordered are free to promise; what is more costs."""
        draft = self._draft(kind="missing_goods", quantity=50)
        self.assertFalse(draft.approval_required)
        draft = self._draft(kind="missing_goods", quantity=250)
        self.assertEqual(self._request(draft).amount_company, 2000)
        self.assertAsks(draft, self.deputy)

    def test_what_is_owed_is_owed_once(self):
        """Neither several lines, nor rounds, nor complaints give it several times."""
        draft = self._draft(kind="missing_goods", quantity=50)
        line = draft.line_ids
        self.assertEqual(line._get_worth(), 0)
        more = line.create(
            [
                {
                    "settlement_id": draft.id,
                    "kind": kind,
                    "case_line_id": line.case_line_id.id,
                    "quantity": 50,
                }
                for kind in ("missing_goods", "replacement", "missing_goods")
            ]
        )
        self.assertEqual(
            list(draft.line_ids._get_worths().values()), [0, 500, 500, 500]
        )
        self.assertTrue(draft.approval_required)
        more.unlink()
        self.assertFalse(draft.approval_required)
        # What another complaint gives of the same order line counts once it is sure.
        other = self._draft(kind="replacement", quantity=20)
        self.assertFalse(other.approval_required)
        draft._with_step_token().state = "approved"
        other.invalidate_recordset()
        self.assertEqual(self._request(other).amount_company, 200)
        # So do other rounds on it.
        draft._with_step_token().state = "done"
        again = draft.copy()
        self.assertEqual(again.line_ids._get_worth(), 500)
        # Other orders have nothing to do with it.
        other = self._draft(self._order(self.bag, 5), kind="replacement", quantity=5)
        self.assertFalse(other.approval_required)

    def test_goods_bought_elsewhere_are_owed_once(self):
        """Without an order, what was complained about is given once."""
        goods = {"product_id": self.bag.id, "quantity": 3}
        none = self.env["sale.order"]
        draft = self._draft(none, goods, kind="replacement", quantity=2)
        second = draft.line_ids.copy({"settlement_id": draft.id})
        self.assertEqual(second._get_worth(), 10)

    def test_without_an_order_the_goods_complained_about_count(self):
        """Who bought elsewhere gets as many as he complains about."""
        goods = {"product_id": self.bag.id, "quantity": 3}
        none = self.env["sale.order"]
        draft = self._draft(none, goods, kind="replacement", quantity=3)
        self.assertFalse(draft.approval_required)
        draft = self._draft(none, goods, kind="replacement", quantity=5)
        self.assertEqual(self._request(draft).amount_company, 20)

    def test_unit_is_part_of_what_was_approved(self):
        """A piece that was approved does not become a dozen."""
        draft = self._request(self._draft(kind="gift", quantity=1))
        self._act(draft, self.area)
        goods = draft.line_ids.case_line_id
        goods.with_user(self.handler).product_uom_id = self.env.ref(
            "uom.product_uom_dozen"
        )
        self.assertFalse(draft._is_as_asked())
        with self.assertRaisesRegex(UserError, "approved first"):
            draft._ensure_may_offer()

    def test_price_of_the_customer_in_the_currency_of_the_order(self):
        """The order's price list says what a gift costs, in the order's currency."""
        foreign = self._create_currency(rate=2)
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Contract",
                "currency_id": foreign.id,
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": self.machine.id,
                            "compute_price": "fixed",
                            "fixed_price": 1800,
                        }
                    )
                ],
            }
        )
        order = self._order(self.bag, 5, pricelist_id=pricelist.id)
        draft = self._draft(order, kind="gift", product_id=self.machine.id, quantity=1)
        self.assertEqual(draft.currency_id, foreign)
        self.assertEqual(draft.line_ids._get_worth(), 1800)
        self.assertEqual(self._request(draft).amount_company, 900)
        self.assertAsks(draft, self.area)

    def test_price_of_the_customer_without_an_order(self):
        """Without an order the customer's own price list counts."""
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Contract",
                "currency_id": self.currency.id,
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 40})
                ],
            }
        )
        draft = self._draft_for(pricelist, quantity=2)
        self.assertEqual(draft.line_ids._get_worth(), 3000)

    def test_price_list_that_names_no_price(self):
        """A price of nothing is none: the product's own counts."""
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Free",
                "currency_id": self.currency.id,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 0})
                ],
            }
        )
        draft = self._draft_for(pricelist, quantity=1)
        self.assertEqual(draft.line_ids._get_worth(), 2500)

    def test_rate_that_moves_voids_no_approval(self):
        """A gift is told at the rate of the day it was asked for; a price is not."""
        foreign = self._create_currency(rate=2)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": foreign.id}
        )
        order = self._order(self.bag, 5, pricelist_id=pricelist.id)
        with freeze_time("2026-03-02 09:00:00"):
            draft = self._draft(
                order, kind="gift", product_id=self.machine.id, quantity=1
            )
            self._request(draft)
        self.assertEqual(draft.line_ids._get_worth_asked(), 5000)
        draft._with_step_token().state = "approved"
        self.env["res.currency.rate"].create(
            {"currency_id": foreign.id, "name": "2026-03-03", "rate": 3}
        )
        with freeze_time("2026-03-04 09:00:00"):
            self.assertEqual(draft.line_ids._get_worth(), 7500)
            draft._ensure_may_offer()
            self.machine.lst_price = 2600
            with self.assertRaisesRegex(UserError, "worth more"):
                draft._ensure_may_offer()

    def test_price_lowered_before_approval_is_the_one_that_counts(self):
        """Pieces without an amount are told at the price that was approved."""
        sold = self.order.order_line
        sold.price_unit = 1
        draft = self._request(self._draft(kind="refund", quantity=50))
        self.assertAsks(draft, self.area)
        self._act(draft, self.area)
        sold.price_unit = 100
        with self.assertRaisesRegex(UserError, "worth more"):
            draft._ensure_may_offer()
        draft.with_user(self.handler).action_request_approval()
        self.assertEqual(draft.revision, 2)
        self.assertIn(self.general.user_id, draft.approval_ids.approver_id)
