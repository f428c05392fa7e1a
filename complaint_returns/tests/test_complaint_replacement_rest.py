# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.tests import tagged

from .test_complaint_replacement import PROMISE, WANTED, ComplaintReplacementCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestReplacementRest(ComplaintReplacementCommon):
    """A delivery that was given up, whole or in part, is no dead end."""

    def _plan(self):
        """Return a replacement of a promise that is planned, and its promise."""
        line = self._promise(self.order, PROMISE | {"due_date": WANTED})
        line.with_user(self.handler).action_execute()
        record = line.replacement_ids.with_user(self.handler)
        self.case = record.case_id
        record.action_plan()
        return record, line

    def _get_line(self, record):
        """Return the line of the order that delivers it now."""
        lines = record.sudo().order_line_ids
        return lines.filtered(lambda line: line.state != "cancel")

    def _deliver_part(self, record, quantity=None, **context):
        picking = self._get_line(record).order_id.picking_ids
        picking.action_assign()
        if quantity:
            picking.move_line_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.with_context(**context)._action_done()

    def _check_rest(self, record, line):
        """Check that the rest is asked for, planned and delivered; the promise kept."""
        self.assertEqual(record.state, "asked")
        self.assertIn("1 of 4 were delivered", self._get_activities().note)
        self.assertIn("1 of 4 were delivered", self.case.message_ids[0].body)
        self.assertFalse(line.done_at)
        line.sudo()._document_done()
        self.assertFalse(line.done_at, "The rest is still to come")
        record.action_plan()
        self.assertFalse(self._get_activities())
        self.assertEqual(self._get_line(record).product_uom_qty, 3)
        self._deliver_part(record)
        self.assertEqual(record.state, "done")
        self.assertRecordValues(
            line, [{"document_state": "done", "done_quantity": 4, "is_mismatch": False}]
        )

    def test_rest_without_backorder_is_planned_again(self):
        """One of four has left, no backorder is made."""
        record, line = self._plan()
        self._deliver_part(record, 1, cancel_backorder=True)
        self._check_rest(record, line)

    def test_rest_cancelled_as_a_backorder_is_planned_again(self):
        """One of four has left, the transfer of the rest is cancelled later."""
        record, line = self._plan()
        self._deliver_part(record, 1)
        self.assertEqual(record.state, "planned")
        pickings = self._get_line(record).order_id.picking_ids
        pickings.filtered(lambda p: p.state != "done").action_cancel()
        self._check_rest(record, line)

    def test_rest_cancelled_in_sales_is_planned_again(self):
        """Sales cancels the order: what has left is not ordered twice."""
        record, line = self._plan()
        self._deliver_part(record, 1)
        self._get_line(record).order_id._action_cancel()
        self._check_rest(record, line)

    def test_stock_is_looked_at_for_the_rest(self):
        """What has left is not needed again."""
        record, _line = self._plan()
        self._deliver_part(record, 1, cancel_backorder=True)
        # 19 are there.
        record.quantity = 20
        self.assertIn("Enough", record.stock_words)
        record.quantity = 22
        self.assertIn("Short: 19 of 21", record.stock_words)

    def test_rest_that_nobody_wants(self):
        """No more wanted than delivered: planning it finishes it, without an order."""
        record, line = self._plan()
        self._deliver_part(record, 1, cancel_backorder=True)
        record.quantity = 1
        record.action_plan()
        self.assertEqual(record.state, "done")
        self.assertEqual(len(record.sudo().order_line_ids), 1)
        self.assertTrue(line.done_at)
        self.assertEqual(line.done_quantity, 1)

    def test_deleted_transfer_is_planned_again(self):
        """Deleting does not pass by the button that cancels."""
        record, _line = self._plan()
        order = self._get_line(record).order_id
        order.picking_ids.unlink()
        self.assertEqual((record.state, order.state), ("asked", "cancel"))
        self.assertEqual(self._get_activities().user_id, self.planner)
        record.action_plan()
        self.assertEqual(self._get_line(record).product_uom_qty, 4)

    def test_order_with_other_goods_is_left(self):
        """What else was put on the order is delivered; who plans is told."""
        record, _line = self._plan()
        sold = self._get_line(record)
        order = sold.order_id
        product = self._create_product(name="Glucose 500 ml", tracking="none")
        other = self.env["sale.order.line"].create(
            {"order_id": order.id, "product_id": product.id, "product_uom_qty": 2}
        )
        sold.move_ids._action_cancel()
        self.assertEqual((record.state, order.state), ("planned", "sale"))
        self.assertNotIn("cancel", other.move_ids.mapped("state"))
        self.assertIn(order.name, self._get_activities().note)
        # Sales gives up the order: asked for once more, not twice.
        order._action_cancel()
        self.assertEqual(record.state, "asked")
        record.action_plan()
        self.assertEqual(self._get_line(record).product_uom_qty, 4)
