# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintIdentityLog(models.Model):
    """Somebody opened who complains. Written by the opening alone, never changed."""

    _name = "complaint.identity.log"
    _description = "Opened Identity"
    _order = "id desc"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", string="Opened By", required=True)
    at = fields.Datetime(string="Opened On", required=True)
