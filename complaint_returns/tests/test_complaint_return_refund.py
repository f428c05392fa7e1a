# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .refund_common import ComplaintRefundCommon

REFUND = {"kind": "refund", "quantity": 5, "amount": 67.8}
ACTIVITY = "complaint_returns.mail_act_complaint_case_refund"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestReturnRefund(ComplaintRefundCommon):
    """No more is refunded than came back and was accepted."""

    def test_refund_waits_for_the_goods(self):
        """On their way or only received, nothing is refunded; the case says so."""
        line = self._promise(self.order, REFUND)
        self.assertEqual(line.case_id.next_step, "follow_up")
        record = self._return_of(line, 5, "authorised")
        self.env.invalidate_all()
        self.assertEqual(record.line_ids.case_line_id, line.case_line_id)
        self.assertEqual(line.goods_state, "wait")
        self.assertEqual(line.case_id.next_step, "goods")
        with self.assertRefused("5 were to come back, 0 came back"):
            self._execute(line)
        self._take_to_received(record)
        with self.assertRefused("0 came back"):
            self._execute(line)
        self._inspect(record)
        self.env.invalidate_all()
        self.assertEqual(line.goods_state, "back")
        self.assertEqual(line.case_id.next_step, "follow_up")
        self.assertEqual(self._execute(line).amount_total, 67.8)

    def _take_to_received(self, record):
        goods = record.with_user(self.user_warehouse)
        goods.action_count_all()
        goods.action_receive()

    def test_responsible_is_told_once(self):
        """On arrival and after the inspection, in one quiet activity."""
        line = self._promise(self.order, REFUND)
        line.user_id = self.colleague
        record = self._return_of(line, 5)
        activity_type = self.env.ref(ACTIVITY)
        told = line.case_id.activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )
        self.assertEqual(told.user_id, self.colleague)
        self.assertIn("0 accepted", told.note)
        self._inspect(record)
        self.assertIn("5 accepted", told.note)
        told = line.case_id.activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )
        self.assertEqual(len(told), 1)

    def test_refused_goods_do_not_count(self):
        """Three of five were accepted: three are refunded, the difference counts."""
        line = self._promise(self.order, REFUND)
        self._inspect(self._return_of(line, 5), refused=2)
        self.env.invalidate_all()
        self.assertEqual(line.goods_state, "part")
        with self.assertRefused("refund at most 3"):
            self._execute(line)
        line.with_user(self.handler).action_refund_returned()
        move = line.move_ids
        self.assertRecordValues(move, [{"state": "draft", "amount_total": 40.68}])
        self.assertEqual(move.invoice_line_ids.quantity, 3)
        move.with_user(self.accountant).action_post()
        self.assertRecordValues(
            line, [{"done_quantity": 3, "done_amount": 40.68, "is_mismatch": True}]
        )
        with self.assertRefused("already done"):
            line.with_user(self.handler).action_refund_returned()

    def test_accountant_posts_no_more_than_came_back(self):
        """A draft made larger by hand is stopped when it is posted."""
        line = self._promise(self.order, REFUND | {"quantity": 3, "amount": 40.68})
        self._inspect(self._return_of(line, 3))
        move = self._execute(line)
        move.with_user(self.accountant).invoice_line_ids.quantity = 4
        line.settlement_id._with_step_token().cap_excess = 1000
        with self.assertRefused("refund at most 3"):
            move.with_user(self.accountant).action_post()
        move.with_user(self.accountant).invoice_line_ids.quantity = 3
        move.with_user(self.accountant).action_post()
        self.assertEqual(line.document_state, "done")

    def test_second_credit_note_counts_the_first(self):
        """Two promises about the same goods share what came back."""
        lines = self._promise(
            self.order,
            {"kind": "refund", "quantity": 3, "amount": 40.68},
            {"kind": "refund", "quantity": 3, "amount": 40.68},
        )
        self._inspect(self._return_of(lines[0], 5))
        self._execute(lines[0])
        with self.assertRefused("3 of these are refunded: refund at most 2"):
            self._execute(lines[1])
        lines[1].with_user(self.handler).action_refund_returned()
        self.assertEqual(lines[1].move_ids.invoice_line_ids.quantity, 2)

    def test_other_lot_does_not_count(self):
        """Of the lot complained about none is back."""
        line = self._promise(self.order, REFUND)
        line.case_line_id.lot_text = "2602A"
        other = self._return_of(
            line, 5, lot=self.lot_b, move_id=self.delivery.move_ids.id
        )
        self._inspect(other)
        self.assertFalse(other.line_ids.case_line_id)
        self._return_of(line, 5, "draft")
        with self.assertRefused("5 were to come back, 0 came back"):
            self._execute(line)

    def test_lot_read_otherwise_does_not_count(self):
        """The goods themselves say another lot than the list."""
        line = self._promise(self.order, REFUND)
        line.case_line_id.lot_text = "2602A"
        record = self._return_of(line, 5)
        record.item_ids.with_user(self.user_warehouse).lot_read = "2599Z"
        self._inspect(record)
        with self.assertRefused("0 came back"):
            self._execute(line)

    def test_pieces_have_to_be_named(self):
        """Neither an amount alone nor goods without a name slip through."""
        line = self._promise(self.order, {"kind": "refund", "amount": 67.8})
        self._inspect(self._return_of(line, 5))
        with self.assertRefused("how many pieces"):
            self._execute(line)

    def test_no_piece_is_refunded_with_more_than_was_invoiced(self):
        """One piece does not carry the price of five."""
        line = self._promise(self.order, REFUND | {"quantity": 1})
        self._inspect(self._return_of(line, 1))
        with self.assertRefused("what was invoiced for it"):
            self._execute(line)

    def test_cancelled_return_binds_nothing(self):
        """What does not come back any more is refunded as before, settings aside."""
        line = self._promise(self.order, REFUND)
        record = self._return_of(line, 5, "authorised")
        record.with_user(self.handler).action_cancel()
        self.assertEqual(self._execute(line).amount_total, 67.8)

    def test_company_or_category_may_ask_for_goods_always(self):
        """Without any return; the category above says so as well."""
        parent = self._create_category(name="Bags", refund_after_return=True)
        child = self._create_category(name="Leaking bags", parent_id=parent.id)
        line = self._promise(self.order, REFUND)
        line.case_id.category_id = child
        with self.assertRefused("0 came back"):
            self._execute(line)
        parent.refund_after_return = False
        self.company.complaint_refund_after_return = True
        with self.assertRefused("0 came back"):
            self._execute(line)
        self.company.complaint_refund_after_return = False
        self.assertTrue(self._execute(line))

    def test_customer_keeps_the_goods(self):
        """Ticked with a reason, nothing has to come back."""
        self.company.complaint_refund_after_return = True
        kept = {"keeps_goods": True, "keeps_reason": "Worth less than the freight"}
        line = self._promise(self.order, REFUND | kept)
        self.assertFalse(line.goods_state)
        self.assertEqual(self._execute(line).amount_total, 67.8)

    def test_keeping_needs_a_reason_and_is_content(self):
        """It voids an approval, prints on the sheet, and changes in drafts only."""
        self.company.complaint_approval_fallback_id = self.user_manager
        settlement = self._complain(self.order, REFUND)
        line = settlement.line_ids
        with self.assertRaises(ValidationError):
            line.keeps_goods = True
        self._approve(settlement)
        self.assertTrue(settlement._is_as_asked())
        line.with_user(self.handler).write(
            {"keeps_goods": True, "keeps_reason": "Worth less than the freight"}
        )
        # Asked for anew, with the new content.
        self.assertRecordValues(settlement, [{"state": "to_approve", "revision": 1}])
        printed = settlement._prepare_approval_sheet()["lines"][0]["description"]
        self.assertIn("Worth less than the freight", printed)
        self._carry_out(settlement)
        with self.assertRaises(UserError):
            line.with_user(self.handler).keeps_goods = False

    def test_part_of_a_refund_is_not_asked_for_over_rpc(self):
        """Whoever is named nowhere refunds nothing; a client makes no part."""
        line = self._promise(self.order, REFUND)
        self._inspect(self._return_of(line, 5), refused=2)
        for user in (self.colleague, self.user_warehouse, self.user_internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).action_refund_returned()
        with self.assertRefused("refund at most 3"):
            line.with_user(self.handler).with_context(
                complaint_refund_part={"quantity": 4}
            ).action_execute()

    def test_goods_of_many_promises_are_read_at_once(self):
        """The column costs the same at one and at many promises."""
        one = self._promise(self.order, REFUND)
        self._return_of(one, 5)
        order, move = self._sell_delivered(40)
        many = self._promise(order, *[REFUND | {"quantity": 1, "amount": 13.56}] * 30)
        self._return_of(many[0], 5, move_id=move.id)
        counts = []
        for lines in (one, one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            # As a list reads them, not through the cache of their settlement.
            found = lines.with_user(self.handler).browse(lines.ids)
            found.mapped("goods_state")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[2], counts[1] + 2, counts)
