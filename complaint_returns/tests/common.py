# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.addons.complaint_management.tests.common import ComplaintCommon
from odoo.addons.stock.tests.common import TestStockCommon


class ComplaintReturnsCommon(ComplaintCommon, TestStockCommon):
    """Common ground of the returns tests.

    On top of :class:`ComplaintCommon` and the warehouse, locations and products of
    :class:`TestStockCommon`, this class provides the role `warehouse` with
    `user_warehouse`, who has no right on stock: what a warehouse worker needs beyond
    the role is a question each test answers.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_warehouse = cls.role_users["warehouse"]

    @classmethod
    def _get_role_groups(cls):
        return super()._get_role_groups() | {
            "warehouse": "complaint_returns.complaint_returns_group_warehouse",
        }
