# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCaseHandOver(models.TransientModel):
    """Ask to whom a case is handed over, and why; the case checks and does it."""

    _name = "complaint.case.hand_over"
    _description = "Hand a Complaint Over"

    case_id = fields.Many2one(
        "complaint.case", string="Complaint", required=True, ondelete="cascade"
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="Person",
        domain=[("share", "=", False)],
        help="Who does the next part and gives the case back.",
    )
    to_team_id = fields.Many2one(
        "complaint.team",
        string="Team",
        help="Instead of a person: whoever of the team receives the case has it.",
    )
    why = fields.Text(
        string="What For", required=True, help="What the receiver is to do."
    )
    due_at = fields.Datetime(
        string="Due Back", help="When you need the answer; late ones can be chased."
    )

    # === ACTION METHODS === #

    def action_hand_over(self):
        """Hand the case over."""
        self.ensure_one()
        self.case_id.action_hand_over(
            to_user_id=self.to_user_id.id,
            to_team_id=self.to_team_id.id,
            why=self.why,
            due_at=self.due_at,
        )
        return {"type": "ir.actions.act_window_close"}
