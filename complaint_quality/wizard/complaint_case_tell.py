# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import plaintext2html


class ComplaintCaseTell(models.TransientModel):
    """What is known of an issue, put into the letter by one click."""

    _inherit = "complaint.case.tell"

    known_issue_id = fields.Many2one(
        "complaint.known.issue",
        help="What to tell about it is added, in the language of the letter.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id", "code", "lang")
    def _compute_letter(self):
        result = super()._compute_letter()
        for wizard in self:
            wizard.body = (wizard.body or "") + wizard._get_known_text()
        return result

    @api.onchange("known_issue_id")
    def _onchange_known_issue_id(self):
        text = self._get_known_text()
        if text and text not in (self.body or ""):
            self.body = (self.body or "") + text

    # === ACTION METHODS === #

    def action_tell(self):
        """Count the use of the known issue."""
        result = super().action_tell()
        self.known_issue_id._note_use(self._get_case())
        return result

    # === BUSINESS METHODS === #

    def _get_known_text(self):
        """Return what to tell about the issue, in the language of the letter."""
        issue = self.known_issue_id.with_context(lang=self.lang or self.env.lang)
        return plaintext2html(issue.customer_text) if issue.customer_text else ""
