# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnCounted(ComplaintReturnCommon):
    """What came is of the line it came for."""

    def _authorise_two(self):
        """Return goods of two deliveries; the first transfer is cancelled."""
        record, other = self._authorise_two_deliveries()
        first = record.sudo().picking_ids.filtered(lambda p: p.return_id != other)
        first.action_cancel()
        return record, record.with_user(self.user_warehouse)

    def test_first_of_two_transfers_was_cancelled(self):
        """Nothing came for it, though the lot is the same."""
        record, goods = self._authorise_two()
        goods.action_count_all()
        goods.action_receive()
        self.assertEqual(goods.line_ids.mapped("quantity_received"), [0, 4])
        self.assertRecordValues(
            record.item_ids, [{"line_id": record.line_ids[1].id, "quantity": 4}]
        )

    def test_cancelled_goods_came_after_all(self):
        """Added as not announced, they are not those of the cancelled transfer."""
        record, goods = self._authorise_two()
        goods.action_receive_unannounced(self.product.id, self.lot.name, 2, "Found")
        goods.action_count_all()
        self.assertEqual(goods.line_ids.mapped("quantity_counted"), [0, 4, 2])
        goods.action_receive()
        self.assertEqual(goods.line_ids.mapped("quantity_received"), [0, 4, 2])
        note = self.case.activity_ids.filtered("note").note
        self.assertIn("2 announced, 0 came", note)
        self.assertIn("0 announced, 2 came", note)

    def test_count_all_keeps_what_nobody_announced(self):
        """The button counts as announced; the rest was counted when it was added."""
        record = self._take_to(self._create_return(), "authorised")
        goods = record.with_user(self.user_warehouse)
        goods.action_receive_unannounced(self.product.id, "2602B", 2, "Found")
        goods.action_count_all()
        self.assertEqual(goods.line_ids.mapped("quantity_counted"), [10, 2])
