# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintIdentityShow(models.TransientModel):
    """A short-lived copy of an identity, for the one user who opened it."""

    _name = "complaint.identity.show"
    _description = "Complainant's Data"

    case_id = fields.Many2one(
        "complaint.case", string="Complaint", required=True, ondelete="cascade"
    )
    name = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    address = fields.Char(readonly=True)
    signed_name = fields.Char(string="Signed As", readonly=True)
    signature = fields.Image(readonly=True)
