# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.addons.complaint_management.tests.settlement_common import (
    ComplaintSettlementCommon,
)

from .return_common import ComplaintReturnCommon


class _SoldByLot(ComplaintSettlementCommon):
    """Orders of goods that are followed by lot."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.tracking = "lot"


class ComplaintRefundCommon(ComplaintReturnCommon, _SoldByLot):
    """Goods that were sold, paid and delivered, and promises about them.

    This class provides `order`, 10 pieces for 135.60 with tax, delivered as `lot` by
    `sold_move`, and :meth:`_return_of`, goods of a promise that come back.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order, cls.sold_move = cls._sell_delivered()
        cls.invoice = cls.order.invoice_ids

    @classmethod
    def _sell_delivered(cls, quantity=10):
        order = cls._sell(quantity=quantity)
        stock = cls.warehouse.lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, stock, quantity, lot_id=cls.lot
        )
        picking = order.picking_ids
        picking.action_assign()
        picking.move_ids.picked = True
        picking._action_done()
        assert picking.state == "done"
        return order, picking.move_ids

    @classmethod
    def _return_of(cls, line, quantity, state="received", **values):
        """Return the return of goods of a promise, at a state."""
        goods = cls._return_line(
            quantity=quantity, **{"move_id": cls.sold_move.id} | values
        )
        record = cls._create_return(goods, case_id=line.case_id.id)
        return record if state == "draft" else cls._take_to(record, state)

    @classmethod
    def _inspect(cls, record, refused=0):
        """Finish the inspection, some of the goods refused."""
        goods = record.with_user(cls.user_warehouse)
        item = goods.item_ids
        if refused:
            item.quantity -= refused
            rest = goods.item_ids - item
            photo = goods.env["ir.attachment"].create({"name": "p.png", "raw": b"x"})
            rest.write(
                {
                    "refused": True,
                    "note": "Cut open",
                    "photo_ids": [(4, photo.id)],
                    "labels_masked": True,
                }
            )
        goods.item_ids.condition = "as_reported"
        goods.action_inspect()
        return record
