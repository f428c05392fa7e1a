# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintEscalationAcknowledge(models.TransientModel):
    """Ask until when somebody takes care of what was raised to him or her."""

    _name = "complaint.escalation.acknowledge"
    _description = "Take Care of an Escalation"

    escalation_id = fields.Many2one(
        "complaint.escalation", required=True, ondelete="cascade"
    )
    until = fields.Datetime(
        required=True,
        default=lambda self: fields.Datetime.add(fields.Datetime.now(), days=1),
        help="Nobody further is told until then; unsolved, it goes on upward.",
    )

    # === ACTION METHODS === #

    def action_acknowledge(self):
        """Do it."""
        self.ensure_one()
        self.escalation_id.action_acknowledge(self.until)
        return {"type": "ir.actions.act_window_close"}
