# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResUsers(models.Model):
    """A user, and what the user is named as in complaints."""

    _inherit = "res.users"

    complaint_principal_ids = fields.Many2many(
        "complaint.principal",
        "complaint_principal_user_rel",
        "user_id",
        "principal_id",
        groups=fields.NO_ACCESS,
        copy=False,
        help="The user itself and the teams of the user. Only record rules read it.",
    )
