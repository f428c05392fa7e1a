# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

#: Why somebody is named in a case.
REASONS = [
    ("intake", "Registered it"),
    ("handler", "Handler"),
    ("team", "Team"),
    ("holder", "Handed over to"),
    ("investigator", "Investigator"),
    ("approver", "Approver"),
    ("escalation", "Reported to"),
    ("reviewer", "Reviewer"),
    ("delegate", "Delegate"),
]


class ComplaintCaseAccess(models.Model):
    """Somebody is named in a case, and why: the ground of every right on it.

    Rows are written only by the naming methods of the case, as superuser. Nobody has
    rights on this model.
    """

    _name = "complaint.case.access"
    _description = "Complaint Naming"

    case_id = fields.Many2one("complaint.case", required=True, ondelete="cascade")
    principal_id = fields.Many2one(
        "complaint.principal", required=True, ondelete="cascade"
    )
    why = fields.Selection(REASONS, required=True)

    _case_principal_why_uniq = models.UniqueIndex(
        "(case_id, principal_id, why)", "Nobody is named twice for the same reason."
    )
    _principal_case_idx = models.Index("(principal_id, case_id)")
