# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.fields import Command


class ProductProduct(models.Model):
    """Complaints about one variant of a product."""

    _name = "product.product"
    _inherit = ["product.product", "complaint.link.mixin"]

    _complaint_path_model = "complaint.case.line"
    _complaint_path = "product_id"

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            "line_ids": [Command.create({"product_id": self.id})],
        }
