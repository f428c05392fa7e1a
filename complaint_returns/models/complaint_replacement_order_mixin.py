# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import time

from odoo import models
from odoo.tools import format_date


class ComplaintReplacementOrderMixin(models.AbstractModel):
    """The delivery of a replacement, and whether there is enough for it.

    Note: all methods in superuser mode, from the steps, which checked who acts.
    """

    _name = "complaint.replacement.order.mixin"
    _description = "Delivery of a Replacement"

    # === BUSINESS METHODS === #

    def _get_receiver(self):
        """Return who gets it: the customer, else the payee of a settlement.

        :return: a `res.partner`, maybe empty
        """
        self.ensure_one()
        case = self.case_id
        settlement = self.settlement_line_id.settlement_id
        return (
            case.partner_id or settlement.payee_id or case.settlement_ids.payee_id[:1]
        )

    def _make_order(self):
        """Order what is left, for nothing; Odoo delivers it by its own routes.

        :return: the order, confirmed
        """
        self.ensure_one()
        company = self.company_id
        # The unique link looks at what was cancelled a moment ago.
        self.order_line_ids.flush_recordset(["state"])
        Order = self.env["sale.order"].with_company(company)
        order = Order.create(self._prepare_order_values())
        self.env["sale.order.line"].with_company(company).create(
            {
                "order_id": order.id,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_uom_id.id,
                "product_uom_qty": self._get_left(),
                "price_unit": 0.0,
                "complaint_replacement_id": self.id,
                "complaint_line_id": self.settlement_line_id.id,
            }
        )
        order.action_confirm()
        return order

    def _prepare_order_values(self):
        """Return the values of the order: its number alone says what it is for."""
        receiver = self._get_receiver()
        values = {
            "partner_id": receiver.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "warehouse_id": self.warehouse_id.id,
            "commitment_date": self._get_wanted_moment(time(12)),
        }
        if self.address_id:
            values["partner_shipping_id"] = self.address_id.id
        return values

    def _get_delivered(self):
        """Return how many have left the house, on orders given up since included.

        :rtype: float, in the product's unit
        """
        return sum(
            line.product_uom_id._compute_quantity(
                line.qty_delivered, self.product_uom_id, raise_if_failure=False
            )
            for line in self.order_line_ids
        )

    def _get_left(self):
        """Return how many are still to be delivered, in the product's unit."""
        return max((self.quantity or 0.0) - self._get_delivered(), 0.0)

    def _get_needed(self):
        """Return how many have to be there beyond what is ordered already."""
        return 0.0 if self.state == "planned" else self._get_left()

    def _get_forecast(self, at):
        """Return how many will be there at a time, in the warehouse."""
        product = self.product_id.with_company(self.company_id).with_context(
            warehouse_id=self.warehouse_id.id, to_date=at
        )
        return product.virtual_available

    def _is_short(self):
        """Whether too few are expected by the wanted date."""
        self.ensure_one()
        if not self.product_id.is_storable or not self.wanted_date:
            return False
        there = self._get_forecast(self._get_wanted_moment())
        return self.product_uom_id.compare(there, self._get_needed()) < 0

    def _get_stock_words(self):
        """Return in words whether there is enough on the wanted date, else when.

        :rtype: str
        """
        self.ensure_one()
        moment = self._get_wanted_moment()
        there = self._get_forecast(moment)
        if not self._is_short():
            return self.env._("Enough in stock on the wanted date.")
        left = self._get_left()
        words = {
            "there": max(there + (left - self._get_needed()), 0.0),
            "wanted": left,
        }
        later = self._get_enough_from(moment)
        if later:
            return self.env._(
                "Short: %(there)g of %(wanted)g are there on the wanted date, enough "
                "from %(date)s on.",
                date=format_date(self.env, later),
                **words,
            )
        return self.env._(
            "Short: %(there)g of %(wanted)g are there on the wanted date, and no "
            "receipt that is planned brings enough.",
            **words,
        )

    def _get_enough_from(self, moment):
        """Return when a planned receipt brings enough, or None.

        :param datetime moment: only receipts after it
        :rtype: datetime or None
        """
        receipts = self.env["stock.move"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("state", "not in", ("draft", "done", "cancel")),
                ("location_dest_id.warehouse_id", "=", self.warehouse_id.id),
                ("location_id.usage", "not in", ("internal", "transit")),
                ("date", ">", moment),
            ],
            order="date",
            limit=20,
        )
        for date in dict.fromkeys(receipts.mapped("date")):
            if (
                self.product_uom_id.compare(
                    self._get_forecast(date), self._get_needed()
                )
                >= 0
            ):
                return date
        return None
