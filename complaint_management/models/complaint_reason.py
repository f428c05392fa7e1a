# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintReason(models.Model):
    """Prepared answer to “why?” wherever a decision asks for one."""

    _name = "complaint.reason"
    _inherit = "complaint.unique.name.mixin"
    _description = "Complaint Reason"
    _order = "kind, sequence, name, id"
    _name_scope = ("company_id", "kind")

    # Identity
    kind = fields.Selection(
        selection=[
            ("not_accepted", "Not accepted"),
            ("withdrawn", "Withdrawn"),
            ("unfounded", "Unfounded"),
            ("cannot_close", "Cannot be closed in time"),
            ("reopened", "Reopened"),
            ("follow_up_waived", "Follow-up waived"),
            ("handover", "Hand-over"),
            ("skip_level", "Level skipped"),
            ("pause", "Clock paused"),
            ("extension", "Limit extended"),
            ("limit_cancelled", "Limit given up"),
        ],
        string="Used When",
        required=True,
        index=True,
        help="The decision at which this reason is offered.",
    )
    sequence = fields.Integer(default=100)
    company_id = fields.Many2one(
        "res.company",
        # A reason of a deleted company must not become a reason for everybody.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees the reason. Leave empty to share it with all.",
    )

    # Limits
    stops_statutory = fields.Boolean(
        string="Stops Limits of a Law",
        help="For pauses: this reason may also stop limits of a law or a regulator, "
        "as far as the milestone may be paused. Other reasons stop other limits only.",
    )

    # Customer
    advice = fields.Text(
        translate=True,
        help="What the complainant is told: what the reason means for the complaint "
        "and where to turn. Leave empty when the reason is not told.",
    )

    _kind_name_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), kind, (name->>'en_US'))",
        "This reason already exists. Look among the archived ones, too.",
    )
