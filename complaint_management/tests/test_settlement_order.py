# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementOrder(ComplaintSettlementCommon):
    """Gifts and missing goods are ordered for nothing and delivered like any others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell()
        cls.lines = cls._promise(
            cls.order,
            {"kind": "missing_goods", "quantity": 2},
            {"kind": "gift", "quantity": 1},
        )
        stock = cls.env.ref("stock.warehouse0").lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(cls.product, stock, 50)

    def test_one_order_for_one_settlement(self):
        """Both go on one draft order, at no price."""
        for line in self.lines:
            self._execute(line)
        order = self.lines.order_line_ids.order_id
        self.assertRecordValues(
            order,
            [
                {
                    "state": "draft",
                    "amount_total": 0.0,
                    "origin": self.lines.case_id.name,
                }
            ],
        )
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [2.0, 1.0])

    def test_done_when_delivered(self):
        """The delivery says that it is done, in whole."""
        line = self.lines[0]
        sold = self._execute(line)
        sold.order_id.action_confirm()
        self.assertEqual(sold.price_unit, 0.0)
        picking = sold.order_id.picking_ids
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_backorder=False)._action_done()
        self.assertFalse(line.done_at)
        rest = sold.order_id.picking_ids - picking
        rest.move_ids.write({"quantity": 1, "picked": True})
        rest._action_done()
        self.assertRecordValues(
            line, [{"done_quantity": 2.0, "document_state": "done"}]
        )

    def test_cancelled_order_frees_the_promise(self):
        """An order that sales cancels does not count."""
        line = self.lines[0]
        first = self._execute(line)
        first.order_id._action_cancel()
        self.assertEqual(line.document_state, "none")
        line.action_execute()
        self.assertEqual(len(line.order_line_ids), 2)

    def test_asks_what_and_how_much(self):
        """A gift without a product or quantity is not ordered."""
        [line] = self._promise(self.order, {"kind": "gift"})
        with self.assertRaisesRegex(UserError, "Product and quantity"):
            self._execute(line)
