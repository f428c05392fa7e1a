# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's settings for complaints."""

    _inherit = "res.config.settings"

    complaint_lookalike_days = fields.Integer(
        related="company_id.complaint_lookalike_days", readonly=False
    )
    complaint_recipient_hours = fields.Boolean(
        related="company_id.complaint_recipient_hours", readonly=False
    )
    complaint_digest_hours = fields.Float(
        related="company_id.complaint_digest_hours", readonly=False
    )
    complaint_handover_hours = fields.Float(
        related="company_id.complaint_handover_hours", readonly=False
    )
    complaint_major_job_id = fields.Many2one(
        related="company_id.complaint_major_job_id", readonly=False
    )
    complaint_stuck_days = fields.Integer(
        related="company_id.complaint_stuck_days", readonly=False
    )
