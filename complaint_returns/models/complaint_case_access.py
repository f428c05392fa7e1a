# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCaseAccess(models.Model):
    """Who plans a replacement is named on the case."""

    _inherit = "complaint.case.access"

    why = fields.Selection(
        selection_add=[("planner", "Plans a replacement")],
        ondelete={"planner": "cascade"},
    )
