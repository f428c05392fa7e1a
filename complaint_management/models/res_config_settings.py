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
    complaint_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Company"
    )
    complaint_approval_start = fields.Selection(
        related="company_id.complaint_approval_start", readonly=False
    )
    complaint_approval_distance = fields.Integer(
        related="company_id.complaint_approval_distance", readonly=False
    )
    complaint_approval_fallback_id = fields.Many2one(
        related="company_id.complaint_approval_fallback_id", readonly=False
    )
    complaint_approval_silent_hours = fields.Float(
        related="company_id.complaint_approval_silent_hours", readonly=False
    )
    complaint_approval_window_days = fields.Integer(
        related="company_id.complaint_approval_window_days", readonly=False
    )
    complaint_approval_window_business = fields.Boolean(
        related="company_id.complaint_approval_window_business", readonly=False
    )
    complaint_approval_bulk_amount = fields.Monetary(
        related="company_id.complaint_approval_bulk_amount",
        readonly=False,
        currency_field="complaint_currency_id",
    )
    complaint_post_documents = fields.Boolean(
        related="company_id.complaint_post_documents", readonly=False
    )
    complaint_compensation_account_id = fields.Many2one(
        related="company_id.complaint_compensation_account_id", readonly=False
    )
    complaint_compensation_journal_id = fields.Many2one(
        related="company_id.complaint_compensation_journal_id", readonly=False
    )
