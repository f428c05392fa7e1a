# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestTours(ComplaintReturnCommon, ComplaintHttpCommon):
    """The warehouse in a browser, scanner in hand."""

    def test_scanned_received_and_inspected(self):
        """Scans count, a wrong one is taken back, the goods come in."""
        record = self._take_to(self._create_return(), "authorised")
        self.start_tour(
            f"/odoo/returned-goods/{record.id}",
            "complaint_return_receive_tour",
            login=self.user_warehouse.login,
        )
        self.assertEqual(record.state, "inspected")
        self.assertRecordValues(
            record.item_ids, [{"quantity": 10, "condition": "as_reported"}]
        )
