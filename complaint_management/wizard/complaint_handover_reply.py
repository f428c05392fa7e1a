# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintHandoverReply(models.TransientModel):
    """Ask for the answer to a hand-over; the hand-over checks and takes it.

    Open to every employee: a receiver need not have a role in complaints.
    """

    _name = "complaint.handover.reply"
    _description = "Answer a Hand-over"

    handover_id = fields.Many2one(
        "complaint.handover", required=True, ondelete="cascade"
    )
    why = fields.Text(
        # Not as superuser: the question is for those who may see the hand-over.
        related="handover_id.why",
        related_sudo=False,
        string="You Were Asked",
    )
    answer = fields.Text(required=True, help="What you did or found out.")

    # === ACTION METHODS === #

    def action_answer(self):
        """Give the case back with the answer."""
        self.ensure_one()
        self.handover_id.action_answer(self.answer)
        return {"type": "ir.actions.act_window_close"}
