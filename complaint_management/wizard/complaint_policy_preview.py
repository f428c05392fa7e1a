# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from markupsafe import Markup

from odoo import api, fields, models


class ComplaintPolicyPreview(models.TransientModel):
    """Show what the limits of a policy would mean; nothing is started by it."""

    _name = "complaint.policy.preview"
    _description = "Preview of Time Limits"

    policy_id = fields.Many2one("complaint.policy", required=True, ondelete="cascade")
    received_at = fields.Datetime(
        string="If It Happens On",
        default=lambda self: self._default_received_at(),
        help="A complaint that is received at this moment; what starts with something "
        "else is counted as if that happened then.",
    )
    result = fields.Html(compute="_compute_result", sanitize=False)

    def _default_received_at(self):
        return fields.Datetime.now()

    # === COMPUTE METHODS === #

    @api.depends("policy_id", "received_at")
    @api.depends_context("lang", "tz", "uid", "company")
    def _compute_result(self):
        for preview in self:
            at = preview.received_at or fields.Datetime.now()
            rows = [
                Markup("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>") % row
                for row in preview._get_rows(at)
            ]
            preview.result = Markup(
                "<table class='table table-sm'><thead><tr><th>%s</th><th>%s</th>"
                "<th>%s</th><th>%s</th></tr></thead><tbody>%s</tbody></table>"
            ) % (
                self.env._("Milestone"),
                self.env._("Starts When"),
                self.env._("Limit"),
                self.env._("Due"),
                Markup().join(rows),
            )

    # === BUSINESS METHODS === #

    def _get_rows(self, at):
        """Return for each milestone its name, start, limit and date, in words."""
        policy = self.policy_id
        company = policy.company_id or self.env.company
        milestones = policy.milestone_ids
        events = dict(
            milestones._fields["start_event"]._description_selection(self.env)
        )
        return [
            (
                milestone.name,
                events[milestone.start_event],
                milestone._get_limit_words(),
                milestone._preview(at, company),
            )
            for milestone in milestones
        ]
