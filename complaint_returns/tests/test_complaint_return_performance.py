# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnPerformance(ComplaintReturnCommon):
    """A return of many lines takes little more than one of few."""

    def _measure(self, step, call):
        """Add the queries of a step, on an empty cache, to `counts`."""
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        self.counts[step] = self.env.cr.sql_log_count - start

    def _count_of_one_lot(self, number):
        lot = self._create_lot(self.product, name=f"P{number}")
        return self._count([lot] * number, self._deliver({lot: number}))

    def _count_of_lots(self, number, disposition="restock"):
        """Count the queries for as many products, each of a lot of its own."""
        products = self.env["product.product"].create(
            [
                {"name": f"P{number}-{row}", "is_storable": True, "tracking": "lot"}
                for row in range(number)
            ]
        )
        lots = self.env["stock.lot"].create(
            [
                {"name": f"L-{product.id}", "product_id": product.id}
                for product in products
            ]
        )
        return self._count(lots, self._deliver(dict.fromkeys(lots, 1)), disposition)

    def _count(self, lots, delivery, disposition="restock"):
        """Return the queries of each step of a return with a line for each of lots."""
        moves = {move.product_id: move.id for move in delivery.move_ids}
        record = self._create_return(
            *[self._return_line(lot, 1, move_id=moves[lot.product_id]) for lot in lots]
        )
        goods = record.with_user(self.user_warehouse)
        self.counts = {}
        self._measure("authorise", record.action_authorise)
        self._measure("count", goods.action_count_all)
        self._measure("receive", goods.action_receive)
        goods.item_ids.condition = "intact"
        self._measure("inspect", goods.action_inspect)
        goods.item_ids.disposition = disposition
        self._measure("dispose", goods.action_dispose)
        self.assertEqual(record.state, "disposed")
        return self.counts

    def assertThreeTimes(self, few, many):
        """Check that a hundred take no more than three times the queries of ten."""
        self.assertLessEqual(sum(many.values()), 3 * sum(few.values()), (few, many))

    def test_hundred_lines_of_a_lot_take_three_times_the_queries_of_ten(self):
        """From authorising to putting back into stock."""
        self._count_of_one_lot(2)
        self.assertThreeTimes(self._count_of_one_lot(10), self._count_of_one_lot(100))

    def test_hundred_lots_take_three_times_the_queries_of_ten(self):
        """A hundred products, each of a lot of its own, wherever they end."""
        self._count_of_lots(2)
        for disposition in ("restock", "quarantine", "supplier", "scrap", "repair"):
            with self.subTest(disposition=disposition):
                few = self._count_of_lots(10, disposition)
                self.assertThreeTimes(few, self._count_of_lots(100, disposition))
