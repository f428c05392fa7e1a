# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ComplaintInvestigation(models.Model):
    """What a confirmed complaint says of the actions taken before."""

    _inherit = "complaint.investigation"

    # === ACTION METHODS === #

    def action_finish(self):
        """Reopen the actions that a confirmed complaint shows to be without effect."""
        result = super().action_finish()
        confirmed = self.filtered(lambda record: record.conclusion == "confirmed")
        # Actions of other complaints are looked at, seen or not.
        Action = self.env["complaint.corrective.action"].sudo()
        cases = confirmed.case_id.with_env(Action.env)
        Action._find_recurrences(cases)
        return result
