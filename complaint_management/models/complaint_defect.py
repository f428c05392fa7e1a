# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

from ..const import SEVERITIES, SEVERITY_HELP


class ComplaintDefect(models.Model):
    """What can be wrong with goods, and at which place of them."""

    _name = "complaint.defect"
    _inherit = "complaint.tree.mixin"
    _description = "Defect"

    # Links
    parent_id = fields.Many2one(
        "complaint.defect",
        string="Parent Defect",
        check_company=True,
        ondelete="restrict",
        index=True,
        help="Broader defect. What this defect leaves open is taken from there.",
    )
    child_ids = fields.One2many(
        "complaint.defect",
        "parent_id",
        string="Child Defects",
    )

    # Classification
    place = fields.Char(
        translate=True,
        help="Where on the goods it is seen, such as port, body or stopper.",
    )
    severity = fields.Selection(
        selection=SEVERITIES,
        help=SEVERITY_HELP,
    )
    description = fields.Text(
        translate=True,
        help="How the defect is recognised and told apart from others.",
    )
