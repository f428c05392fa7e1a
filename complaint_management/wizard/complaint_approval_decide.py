# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintApprovalDecide(models.TransientModel):
    """Ask for the opinion that goes with a decision; the approval checks who may.

    Open to every employee: an approver need not have a role in complaints.
    """

    _name = "complaint.approval.decide"
    _description = "Decide on a Settlement"

    approval_id = fields.Many2one(
        "complaint.approval", required=True, ondelete="cascade"
    )
    decision = fields.Selection(
        [("approve", "Approve"), ("send_back", "Send Back"), ("refuse", "Refuse")],
        required=True,
        default="approve",
    )
    gets_text = fields.Text(
        # Not as superuser: shown to those who may see the approval.
        related="approval_id.gets_text",
        related_sudo=False,
        string="What the Customer Gets",
    )
    opinion = fields.Text(help="It goes on the approval sheet. Needed unless approved.")

    # === ACTION METHODS === #

    def action_decide(self):
        """Record the decision."""
        self.ensure_one()
        getattr(self.approval_id, f"action_{self.decision}")(self.opinion)
        return {"type": "ir.actions.act_window_close"}
