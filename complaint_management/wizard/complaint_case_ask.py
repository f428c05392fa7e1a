# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCaseAsk(models.TransientModel):
    """Ask what information is needed; the case waits for it, the letter says it."""

    _name = "complaint.case.ask"
    _description = "Ask the Complainant for Information"

    case_id = fields.Many2one(
        "complaint.case", string="Complaint", required=True, ondelete="cascade"
    )
    question = fields.Text(
        string="What Is Needed",
        required=True,
        help="Told to the complainant, by letter and on the portal.",
    )

    # === ACTION METHODS === #

    def action_ask(self):
        """Let the case wait, and show the letter that asks."""
        self.ensure_one()
        self.case_id.action_request_info(self.question)
        return self.case_id.action_tell()
