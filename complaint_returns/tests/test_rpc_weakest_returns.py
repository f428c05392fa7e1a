# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields
from odoo.tests import tagged

from odoo.addons.complaint_management.tests import test_rpc_weakest_user as weakest


@tagged("post_install", "-at_install")
class TestWeakestReturns(weakest.TestWeakestUser):
    """Each public method of returns' models, called by who may not see the record."""

    # What the class above tests of the addon below is tested there.
    test_forged_token_opens_nothing = None
    test_user_id_in_the_context_is_ignored = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        product = cls.env["product.product"].create(
            {"name": "Bag", "is_storable": True}
        )
        kind = cls.env.ref("complaint_returns.complaint_return_class_other")
        goods = {"product_id": product.id, "quantity": 2, "class_id": kind.id}
        record = cls.env["complaint.return"].create(
            {"case_id": cls.case.id, "line_ids": [(0, 0, goods)]}
        )
        record.action_authorise()
        record.action_count_all()
        record.action_receive()
        owner = {"return_id": record.id}
        cls.records = {
            part._name: part
            for part in (
                record,
                record.line_ids,
                record.item_ids,
                kind,
                cls.env["complaint.return.parcel"].create({"waybill": "SF-1"}),
                cls.env["complaint.return.add"].create(
                    owner | {"product_id": product.id, "note": "In the bag"}
                ),
                cls.env["complaint.return.decide"].create(owner),
                cls.env["complaint.replacement"].create(
                    {
                        "case_id": cls.case.id,
                        "product_id": product.id,
                        "quantity": 1,
                        "wanted_date": fields.Date.add(fields.Date.today(), days=30),
                    }
                ),
            )
        }
        cls.env.flush_all()

    def test_internal_user_gets_nothing(self):
        """An employee who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_internal)
        for name in ("action_authorise", "action_receive", "action_dispose"):
            self.assertIn(("complaint.return", name), called)
        self.assertIn(("complaint.return.item", "write"), called)
        self.assertIn(("complaint.return", "action_cover_labels"), called)
        self.assertIn(("complaint.return.line", "action_allow_exception"), called)
        self.assertIn(("complaint.return.decide", "action_decide"), called)
        self.assertIn(("complaint.replacement", "action_plan"), called)

    def test_portal_user_gets_nothing(self):
        """A customer who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_portal)
        self.assertIn(("complaint.return", "action_cancel"), called)
        self.assertIn(("complaint.replacement", "action_ask"), called)
