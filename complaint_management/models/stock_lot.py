# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from functools import partial

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..tools import search_own_first


class StockLot(models.Model):
    """Complaints about a lot."""

    _name = "stock.lot"
    _inherit = ["stock.lot", "complaint.link.mixin"]

    _complaint_path_model = "complaint.case.line"
    _complaint_path = "lot_id"

    # === CRUD METHODS === #

    @api.model
    @api.readonly
    def web_name_search(
        self, name, specification, domain=None, operator="ilike", limit=100
    ):
        """Put first what the customer in the context received."""
        goods = self.env["res.partner"]._get_goods_in_context()
        own_ids = [lot_id for _product_id, lot_id in goods if lot_id]
        search = partial(super().web_name_search, name, specification)
        return search_own_first(search, own_ids, domain, operator, limit)

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        line = {"product_id": self.product_id.id, "lot_id": self.id}
        return {
            **super()._prepare_complaint_defaults(),
            "line_ids": [Command.create(line)],
        }

    def _complaint_ensure_product(self, product):
        """Refuse to name a lot with goods it is not of; either may be left out.

        :raise ValidationError: naming the lot and both products
        """
        # The check needs what the user may not read.
        lot, product = self.sudo(), product.sudo()
        if lot and product and lot.product_id != product:
            raise ValidationError(
                self.env._(
                    "Lot %(lot)s is of %(other)s, not of %(product)s.",
                    lot=lot.name,
                    other=lot.product_id.display_name,
                    product=product.display_name,
                )
            )

    def _complaint_release_required(self):
        """Return whether a lot has to be released before returned goods are sold again.

        To be overridden.

        Note: `self.ensure_one()` from what puts goods back into stock.

        :rtype: bool
        """
        return False
