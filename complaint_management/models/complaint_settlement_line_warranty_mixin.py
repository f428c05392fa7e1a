# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date


class ComplaintSettlementLineWarrantyMixin(models.AbstractModel):
    """Whether the goods of a promise were under warranty at the time."""

    _name = "complaint.settlement.line.warranty.mixin"
    _description = "Warranty of a Promise"

    warranty = fields.Char(
        compute="_compute_warranty",
        compute_sudo=True,
        help="From the delivery of the order line, else the day it was bought or "
        "ordered, as long as the product says; and until when its lot is used.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_line_id")
    @api.depends_context("lang")
    def _compute_warranty(self):
        for line in self:
            words = [line._say_warranty(), line._say_use_by()]
            line.warranty = " · ".join(filter(None, words)) or False

    # === BUSINESS METHODS === #

    def _say_warranty(self):
        """Return the warranty of the goods in words, empty where none is stated.

        Note: in superuser mode.

        :rtype: str
        """
        goods = self.case_line_id
        months = goods.product_id.complaint_warranty_months
        if months <= 0:
            return ""
        start = self._get_warranty_start()
        if not start:
            return self.env._("%s months of warranty, start not known", months)
        end = start + relativedelta(months=months)
        values = {"date": format_date(self.env, end), "months": months}
        received = fields.Datetime.context_timestamp(self, self.case_id.received_at)
        if end < received.date():
            return self.env._(
                "Warranty of %(months)s months ended on %(date)s", **values
            )
        return self.env._("Under warranty until %(date)s, %(months)s months", **values)

    def _say_use_by(self):
        """Return until when the lot is to be used, in words or empty."""
        until = self.case_line_id.lot_id.expiration_date
        if not until:
            return ""
        return self.env._("Lot usable until %s", format_date(self.env, until))

    def _get_warranty_start(self):
        """Return the day from which the warranty counts, or None.

        :rtype: date | None
        """
        goods = self.case_line_id
        sold = goods.sale_line_id
        delivered = [
            move.date
            for move in sold.move_ids
            if move.state == "done" and move.location_dest_usage == "customer"
        ]
        if delivered:
            return fields.Datetime.context_timestamp(self, max(delivered)).date()
        if goods.purchase_date:
            return goods.purchase_date
        ordered = sold.order_id.date_order
        if not ordered:
            return None
        return fields.Datetime.context_timestamp(self, ordered).date()
