# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .portal_common import PNG, ComplaintPortalCommon

#: Queries of one page of the list, core's own for session and layout included.
LIST_QUERIES = 20


@tagged("post_install", "-at_install")
class TestPortalPerformance(ComplaintPortalCommon):
    """The list costs the same number of queries for one complaint and for a hundred."""

    def _count_queries(self, url):
        """Return what a page costs when it is opened the second time."""
        self.url_open(url)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return self.env.cr.sql_log_count - before

    def test_list_costs_the_same_for_a_hundred(self):
        """No query per row."""
        self._login(self.buyer)
        one = self._count_queries("/my/complaints")
        for _number in range(99):
            self._create_case()
        for state in ("offered", "need_info", "closed"):
            self._create_case_at(state)
        self.env.flush_all()
        hundred = self._count_queries("/my/complaints")
        self.assertLessEqual(one, LIST_QUERIES)
        self.assertLessEqual(hundred, LIST_QUERIES)

    def test_page_costs_the_same_for_many_goods_and_files(self):
        """No query per line, per promise or per file."""
        case = self._create_case_at("offered")
        self._login(self.buyer)
        self.env.flush_all()
        few = self._count_queries(f"/my/complaints/{case.id}")
        lot = {"product_id": self.product.id, "lot_id": self.lot.id}
        many = self._create_case(line_ids=[self._line(**lot) for _n in range(30)])
        for _number in range(20):
            evidence = self.env["complaint.evidence"]._with_step_token()
            evidence.create(
                {
                    "case_id": many.id,
                    "name": "Files",
                    "origin": "portal",
                    "attachment_ids": [(0, 0, {"name": "a.png", "raw": PNG})],
                }
            )
        self.env.flush_all()
        costs = self._count_queries(f"/my/complaints/{many.id}")
        self.assertLessEqual(costs, few + 10)
