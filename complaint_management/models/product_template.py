# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ProductTemplate(models.Model):
    """Complaints about a product in any of its variants."""

    _name = "product.template"
    _inherit = ["product.template", "complaint.link.mixin"]

    _complaint_path_model = "complaint.case.line"
    _complaint_path = "product_id.product_tmpl_id"

    complaint_warranty_months = fields.Integer(
        string="Warranty (Months)",
        help="From the delivery on. Named where a complaint about the product is "
        "settled. 0: none is stated.",
    )

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        """Begin with the product, when there is no choice of variants."""
        if len(self.product_variant_ids) == 1:
            return self.product_variant_ids._prepare_complaint_defaults()
        return super()._prepare_complaint_defaults()
