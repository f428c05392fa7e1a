# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's settings for returned goods."""

    _inherit = "res.config.settings"

    complaint_refund_after_return = fields.Boolean(
        related="company_id.complaint_refund_after_return", readonly=False
    )
    complaint_replacement_user_id = fields.Many2one(
        related="company_id.complaint_replacement_user_id", readonly=False
    )
    complaint_replacement_days = fields.Integer(
        related="company_id.complaint_replacement_days", readonly=False
    )
