# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's settings for quality."""

    _inherit = "res.config.settings"

    complaint_quarantine_location_id = fields.Many2one(
        related="company_id.complaint_quarantine_location_id",
        readonly=False,
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
    )
    complaint_alarm_user_id = fields.Many2one(
        related="company_id.complaint_alarm_user_id", readonly=False
    )
    complaint_sample_location_id = fields.Many2one(
        related="company_id.complaint_sample_location_id",
        readonly=False,
        domain="[('usage', '=', 'inventory'), ('company_id', '=', company_id)]",
    )
