# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnValuation(ComplaintReturnCommon):
    """Returned goods of a product that is valued at once, at 5.00 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock_account = cls._create_account("asset_current", "Stock Valuation")
        cls.loss_account = cls._create_account("expense", "Scrapped Goods")
        cls.company.account_stock_journal_id = cls.env["account.journal"].create(
            {"name": "Valuation", "code": "VAL", "type": "general"}
        )
        cls.product.categ_id = cls.env["product.category"].create(
            {
                "name": "Valued at once",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
                "property_stock_valuation_account_id": cls.stock_account.id,
            }
        )
        cls.product.standard_price = 5.0
        # What comes back is worth what it was worth when it left.
        cls.delivery = cls._deliver({cls.lot: 10})
        cls.record = cls._take_to(cls._create_return(), "authorised")
        cls.goods = cls.record.with_user(cls.user_warehouse)

    @classmethod
    def _create_account(cls, kind, name):
        return cls.env["account.account"].create(
            {"name": name, "code": f"99{kind[:2]}".upper(), "account_type": kind}
        )

    def _get_entries(self):
        """Return the balance of the two accounts."""
        lines = self.env["account.move.line"].search(
            [("account_id", "in", (self.stock_account | self.loss_account).ids)]
        )
        balance = dict.fromkeys((self.stock_account, self.loss_account), 0.0)
        for line in lines:
            balance[line.account_id] += line.balance
        return list(balance.values())

    def _take_in(self):
        self.goods.action_count_all()
        self.goods.action_receive()
        self.goods.item_ids.condition = "as_reported"
        self.goods.action_inspect()

    def test_goods_are_worth_what_they_cost_until_they_are_scrapped(self):
        """Receiving adds their value, moving keeps it, scrapping books the loss."""
        scrap = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)]
        )
        scrap.valuation_account_id = self.loss_account
        self.assertEqual(self.product.total_value, 0)
        self._take_in()
        self.assertEqual(self.product.total_value, 50)
        moves = self.record.sudo().picking_ids.move_ids
        self.assertEqual(moves.mapped("value"), [50])
        item = self.goods.item_ids
        item.quantity = 4
        rest = self.goods.item_ids - item
        rest.disposition = "quarantine"
        self.goods.action_dispose()
        self.assertEqual(self.product.total_value, 50)
        self.assertEqual(self._get_entries(), [0, 0])
        item.disposition = "scrap"
        self.goods.action_dispose()
        self.assertEqual(self.product.total_value, 30)
        self.assertEqual(self._get_entries(), [-20, 20])
        entry = self.record.sudo().item_ids.move_id.account_move_id
        self.assertEqual(entry.state, "posted")

    def test_goods_sent_to_the_supplier_leave_with_their_value(self):
        """They are ours until the delivery is carried out."""
        self._take_in()
        self.goods.item_ids.disposition = "supplier"
        self.goods.action_dispose()
        self.assertEqual(self.product.total_value, 50)
        picking = self.record.sudo().item_ids.picking_id
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(self.product.total_value, 0)
        self.assertEqual(picking.move_ids.value, 50)
