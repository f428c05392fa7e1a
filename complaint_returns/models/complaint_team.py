# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintTeam(models.Model):
    """Who plans replacements for a team's complaints."""

    _inherit = "complaint.team"

    complaint_replacement_user_id = fields.Many2one(
        "res.users",
        string="Plans Replacements",
        domain="[('share', '=', False)]",
        help="Who plans replacements with logistics. Empty: as the warehouse or the "
        "company says.",
    )
