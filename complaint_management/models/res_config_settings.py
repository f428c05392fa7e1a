# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's settings for complaints."""

    _inherit = "res.config.settings"

    complaint_lookalike_days = fields.Integer(
        related="company_id.complaint_lookalike_days", readonly=False
    )
