# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .link_common import ComplaintLinkCommon


@tagged("post_install", "-at_install")
class TestComplaintLinkPerformance(ComplaintLinkCommon):
    """What counting costs does not depend on how many records are shown."""

    # What the user is named as, and the complaints.
    COUNT_QUERIES = 2
    # As above, the companies of the user, contacts of the customers, whose they are.
    PARTNER_QUERIES = 5

    def _create_orders(self, count):
        customers = self.env["res.partner"].create(
            [{"name": f"Hospital {index:02}"} for index in range(count)]
        )
        orders = self.env["sale.order"].create(
            [{"partner_id": customer.id} for customer in customers]
        )
        self.env["complaint.case"].create(
            [
                {"sale_order_id": order.id, "user_id": self.user_named.id}
                for order in orders
            ]
        )
        return orders

    def _assert_queries(self, records, queries):
        """Count complaints as the lowest role does, in a form or a list of many."""
        records = records.with_user(self.user_named)
        counts = records._get_complaint_counts
        counts()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(queries):
            found = counts()
        self.assertEqual([found[record.id] for record in records], [1] * len(records))

    def test_count_queries_for_one_record(self):
        """The form of one order or customer takes the expected queries."""
        orders = self._create_orders(1)
        self._assert_queries(orders, self.COUNT_QUERIES)
        self._assert_queries(orders.partner_id, self.PARTNER_QUERIES)

    def test_count_queries_for_many_records(self):
        """A list of twenty orders or customers takes no query more."""
        orders = self._create_orders(20)
        self._assert_queries(orders, self.COUNT_QUERIES)
        self._assert_queries(orders.partner_id, self.PARTNER_QUERIES)

    def _read(self, records):
        """Read what a list with the count of complaints shows."""
        specification = {"display_name": {}, "complaint_count": {}}
        return records.with_user(self.user_seller).web_read(specification)

    def _count_queries_of_list(self, records):
        self._read(records)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._read(records)
        return self.env.cr.sql_log_count - before

    def test_list_takes_as_many_queries_for_twenty_as_for_one(self):
        """Orders and customers are read with their counts in as many queries."""
        orders = self._create_orders(21)
        for records in (orders, orders.partner_id):
            with self.subTest(model=records._name):
                one = self._count_queries_of_list(records[:1])
                many = self._count_queries_of_list(records[1:])
                self.assertEqual(one, many)
