# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintReturnClass(models.Model):
    """What goods are sorted into at the customer; each class is packed for itself."""

    _name = "complaint.return.class"
    _inherit = "complaint.unique.name.mixin"
    _description = "Class of Returned Goods"
    _order = "sequence, name, id"

    # Identity
    code = fields.Char(
        required=True,
        help="Short, stands on the label of the package after the number.",
    )
    sequence = fields.Integer(default=100)
    company_id = fields.Many2one(
        "res.company",
        # A class of a deleted company must not become everybody's.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees the class. Leave empty to share it with all.",
    )
    # Classification
    asks_drug = fields.Boolean(
        string="Admixed Drug",
        help="For these goods the drug, its quantity and its value are recorded.",
    )
    description = fields.Text(
        translate=True, help="Which goods belong into it, for whoever sorts them."
    )

    _name_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), (name->>'en_US'))",
        "This class already exists. Look among the archived ones, too.",
    )
    _code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), code)",
        "This code is already used. Look among the archived ones, too.",
    )

    # === CRUD METHODS === #

    def copy_data(self, default=None):
        """Give each copy a code of its own."""
        vals_list = super().copy_data(default=default)
        for record, vals in zip(self, vals_list, strict=True):
            if not default or "code" not in default:
                vals["code"] = f"{record.code}-2"
        return vals_list
