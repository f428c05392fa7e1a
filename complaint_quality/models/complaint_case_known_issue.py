# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintCase(models.Model):
    """What is known of what is complained about."""

    _inherit = "complaint.case"

    known_issue_ids = fields.Many2many(
        "complaint.known.issue",
        "complaint_case_known_issue_rel",
        string="Known Issues Told",
        readonly=True,
        copy=False,
    )
    suggested_issue_ids = fields.Many2many(
        "complaint.known.issue",
        compute="_compute_suggested_issue_ids",
        string="Known Issues",
        groups="complaint_management.complaint_management_group_user",
        help="What is known of such a complaint: found by defect, nature and words.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "line_ids.defect_id", "line_ids.phenomenon", "category_id", "description"
    )
    def _compute_suggested_issue_ids(self):
        Issue = self.env["complaint.known.issue"]
        for case in self:
            words = [case.description, *case.line_ids.mapped("phenomenon")]
            case.suggested_issue_ids = Issue._suggest(
                case.line_ids.defect_id, case.category_id, " ".join(filter(None, words))
            )

    # === ACTION METHODS === #

    def action_view_suggested_issues(self):
        """Show what is known of such complaints, with what to tell and to ask."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_quality.complaint_known_issue_action"
        )
        return action | {
            "name": self.env._("Known Issues for %s", self.name),
            "domain": [("id", "in", self.suggested_issue_ids.ids)],
            "context": {"complaint_case_id": self.id, "create": False},
        }

    # === BUSINESS METHODS === #

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"known_issue_ids"}
