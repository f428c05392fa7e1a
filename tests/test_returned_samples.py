# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Returned goods that are put aside as a sample become one of quality."""

from odoo.tests import tagged

from odoo.addons.complaint_returns.tests.return_common import ComplaintReturnCommon


@tagged("standard", "post_install", "-at_install")
class TestReturnedSamples(ComplaintReturnCommon):
    """The warehouse parts them; quality expects them, and receives them."""

    def test_inspection_makes_a_sample(self):
        """Two of ten, with product, lot and number of the return."""
        record = self._take_to(self._create_return(), "received")
        goods = record.with_user(self.user_warehouse)
        goods.item_ids.condition = "as_reported"
        goods.action_inspect()
        item = goods.item_ids
        item.quantity = 2
        rest = goods.item_ids - item
        item.disposition = "sample"
        rest.disposition = "scrap"
        goods.action_dispose()
        sample = self.env["complaint.sample"].search([("case_id", "=", self.case.id)])
        self.assertRecordValues(
            sample,
            [
                {
                    "kind": "complained",
                    "product_id": self.product.id,
                    "lot_id": self.lot.id,
                    "line_id": self.case.line_ids.id,
                    "quantity": 2,
                    "source": record.name,
                    "state": "expected",
                }
            ],
        )
        for user in (self.user_warehouse, self.colleague):
            self.assertFalse(sample.with_user(user).has_access("read"))
        self.assertTrue(sample.with_user(self.handler).has_access("read"))
