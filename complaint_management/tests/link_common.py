# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.fields import Command
from odoo.tests.common import new_test_user

from .common import ComplaintCommon


class ComplaintLinkCommon(ComplaintCommon):
    """Something sold, delivered and invoiced that can be complained about.

    This class provides:

    * `hospital` with `buyer`, a person there, and `ward`, an address of it;
    * `infusion` with `lot`, ten of which were ordered by `buyer` in `order`, delivered
      to `ward` in `picking` and invoiced in `invoice`;
    * `user_sales` without and `user_seller` with the lowest complaint role, who both
      read all of these documents.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hospital = cls._create_partner(name="City Hospital")
        cls.buyer = cls._create_partner(
            name="Buyer", is_company=False, parent_id=cls.hospital.id
        )
        cls.ward = cls._create_partner(
            name="Ward", is_company=False, parent_id=cls.hospital.id, type="delivery"
        )
        cls.infusion = cls._create_product(invoice_policy="order", list_price=5)
        cls.lot = cls._create_lot(cls.infusion)
        cls.order = cls._create_order()
        cls.picking = cls.order.picking_ids
        cls._deliver(cls.picking)
        cls.invoice = cls._invoice(cls.order)
        documents = (
            "sales_team.group_sale_salesman_all_leads,stock.group_stock_user,"
            "account.group_account_readonly"
        )
        cls.user_sales = new_test_user(cls.env, login="sales", groups=documents)
        cls.user_seller = new_test_user(
            cls.env,
            login="seller",
            groups=f"{documents},complaint_management.complaint_management_group_user",
        )

    @classmethod
    def _create_order(cls, **values):
        """Confirm an order of ten infusions by the buyer."""
        line = {"product_id": cls.infusion.id, "product_uom_qty": 10}
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.buyer.id,
                "partner_shipping_id": cls.ward.id,
                "order_line": [Command.create(line)],
            }
            | values
        )
        order.action_confirm()
        return order

    @classmethod
    def _deliver(cls, picking):
        """Bring a delivery of the lot to its end."""
        picking.move_ids.move_line_ids.unlink()
        for move in picking.move_ids:
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": move.product_id.id,
                        "lot_id": cls.lot.id,
                        "quantity": move.product_uom_qty,
                        "picking_id": picking.id,
                        "location_id": move.location_id.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
            ]
        picking.move_ids.picked = True
        picking._action_done()

    @classmethod
    def _invoice(cls, order):
        """Post the invoice of an order."""
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice
