# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnPerformance(ComplaintReturnCommon):
    """A return of many lines takes little more than one of few."""

    def _count(self, number):
        """Return the queries of each step of a return of so many lines of a lot."""
        lot = self._create_lot(self.product, name=f"P{number}")
        delivery = self._deliver({lot: number})
        values = {"quantity": 1, "move_id": delivery.move_ids.id}
        record = self._create_return(
            *[self._return_line(lot, **values) for _line in range(number)]
        )
        goods = record.with_user(self.user_warehouse)
        counts = {}

        def measure(step, call):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            call()
            self.env.flush_all()
            counts[step] = self.env.cr.sql_log_count - start

        measure("authorise", record.action_authorise)
        measure("count", goods.action_count_all)
        measure("receive", goods.action_receive)
        goods.item_ids.condition = "intact"
        measure("inspect", goods.action_inspect)
        goods.item_ids.disposition = "restock"
        measure("dispose", goods.action_dispose)
        return counts

    def test_hundred_lines_take_at_most_three_times_the_queries_of_ten(self):
        """From authorising to putting back into stock."""
        self._count(2)
        few, many = self._count(10), self._count(100)
        self.assertLessEqual(sum(many.values()), 3 * sum(few.values()), (few, many))
