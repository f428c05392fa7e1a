# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from functools import partial

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..tools import search_own_first


class ProductProduct(models.Model):
    """Complaints about one variant of a product."""

    _name = "product.product"
    _inherit = ["product.product", "complaint.link.mixin"]

    _complaint_path_model = "complaint.case.line"
    _complaint_path = "product_id"

    # === CRUD METHODS === #

    @api.model
    @api.readonly
    def web_name_search(
        self, name, specification, domain=None, operator="ilike", limit=100
    ):
        """Put first what the customer in the context ordered or received."""
        goods = self.env["res.partner"]._get_goods_in_context()
        own_ids = [product_id for product_id, _lot_id in goods]
        search = partial(super().web_name_search, name, specification)
        return search_own_first(search, own_ids, domain, operator, limit)

    # === BUSINESS METHODS === #

    def _complaint_ensure_unit(self, unit):
        """Refuse a unit that says nothing of how many of the product there are.

        Pieces per million, what is refunded and what is taken back are counted in the
        unit of the product; either may be left out.

        :raise ValidationError: naming both units
        """
        # The check needs what the user may not read.
        product, unit = self.sudo(), unit.sudo()
        if product and unit and not unit._has_common_reference(product.uom_id):
            raise ValidationError(
                self.env._(
                    "%(product)s is counted in %(own)s, which %(unit)s can't be "
                    "converted to.",
                    product=product.display_name,
                    own=product.uom_id.name,
                    unit=unit.name,
                )
            )

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            "line_ids": [Command.create({"product_id": self.id})],
        }
