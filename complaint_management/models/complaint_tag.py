# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from random import randint

from odoo import fields, models


class ComplaintTag(models.Model):
    """Free label that groups complaints across categories.

    A tag without a company is shared by all companies.
    """

    _name = "complaint.tag"
    _inherit = "complaint.unique.name.mixin"
    _description = "Complaint Tag"
    _order = "name, id"

    def _default_color(self):
        return randint(1, 11)

    # Identity
    name = fields.Char(
        help="What the complaints with this tag have in common. Each company can use "
        "a name once.",
    )
    company_id = fields.Many2one(
        "res.company",
        # A tag of a deleted company must not become a tag for everybody.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees the tag. Leave empty to share it with all.",
    )

    # UI only
    color = fields.Integer(
        default=lambda self: self._default_color(),
        help="Color of the label in lists and on cards. Tags without a color are "
        "not shown on cards.",
    )

    _name_company_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), (name->>'en_US'))",
        "A tag with this name already exists. Look among the archived ones, too.",
    )
