# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCategory(models.Model):
    """Nature of a complaint: what it is about, in one or more levels.

    What a category leaves open is taken from the one above it, see
    :meth:`_get_inherited`.
    """

    _name = "complaint.category"
    _inherit = "complaint.tree.mixin"
    _description = "Complaint Category"

    # Links
    parent_id = fields.Many2one(
        "complaint.category",
        string="Parent Category",
        check_company=True,
        ondelete="restrict",
        index=True,
        help="Broader category. What this category leaves open is taken from there.",
    )
    child_ids = fields.One2many(
        "complaint.category",
        "parent_id",
        string="Child Categories",
    )

    # Handling
    confidential = fields.Boolean(
        help="Complaints of this category and of those below it open only to the "
        "persons named in them, such as complaints of employees.",
    )
    product_sheet = fields.Boolean(
        help="Complaints of this category and of those below it ask for the product "
        "sheet: what was seen, where the defect is, added drugs, use on a patient, "
        "cartons affected.",
    )
    cap_amount = fields.Monetary(
        currency_field="cap_currency_id",
        string="Cap",
        help="What one complaint is given at most where neither an order nor an "
        "invoice says what was paid. 0: the one of the category above, else no limit.",
    )
    cap_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the Cap",
        default=lambda self: self._default_cap_currency_id(),
    )
    note = fields.Text(
        translate=True,
        help="Which complaints belong here. Shown to those who choose a category.",
    )
    case_properties_definition = fields.PropertiesDefinition(
        string="Properties of Complaints",
        help="Further fields of the complaints of this category.",
    )

    def _default_cap_currency_id(self):
        return self.env.company.currency_id
