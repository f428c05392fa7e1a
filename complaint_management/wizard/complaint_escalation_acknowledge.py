# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintEscalationAcknowledge(models.TransientModel):
    """Ask until when somebody takes care of what was raised to him or her."""

    _name = "complaint.escalation.acknowledge"
    _description = "Take Care of an Escalation"

    escalation_id = fields.Many2one(
        "complaint.escalation", required=True, ondelete="cascade"
    )
    latest = fields.Datetime(
        compute="_compute_latest",
        string="At the Latest",
        help="As the policy of the limit says; who was told ahead of a deadline takes "
        "care until the deadline.",
    )
    until = fields.Datetime(
        compute="_compute_until",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Nobody further is told until then; unsolved, it goes on upward.",
    )

    # === COMPUTE METHODS === #

    @api.depends("escalation_id")
    def _compute_latest(self):
        now = fields.Datetime.now()
        for dialog in self:
            row = dialog.escalation_id
            dialog.latest = row and row._get_latest(now)

    @api.depends("escalation_id")
    def _compute_until(self):
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        for dialog in self:
            dialog.until = min(tomorrow, dialog.latest or tomorrow)

    # === ACTION METHODS === #

    def action_acknowledge(self):
        """Do it."""
        self.ensure_one()
        self.escalation_id.action_acknowledge(self.until)
        return {"type": "ir.actions.act_window_close"}
