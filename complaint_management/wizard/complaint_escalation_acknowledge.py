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
    is_over = fields.Boolean(
        compute="_compute_is_over",
        string="Time Is Over",
        help="It goes on upward until it is done.",
    )
    until = fields.Datetime(
        compute="_compute_until",
        # It says the deadline to who may read it.
        compute_sudo=False,
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
            # A form may send a record that it made up.
            row = dialog.escalation_id._origin
            row.check_access("read")
            dialog.latest = row and row._get_latest(now)

    @api.depends("latest")
    def _compute_is_over(self):
        now = fields.Datetime.now()
        for dialog in self:
            dialog.is_over = bool(dialog.latest) and dialog.latest <= now

    @api.depends("escalation_id")
    def _compute_until(self):
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        for dialog in self:
            dialog.until = min(tomorrow, dialog.latest or tomorrow)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Ask about what the user may read, and nothing else."""
        dialogs = super().create(vals_list)
        dialogs.escalation_id.check_access("read")
        return dialogs

    def write(self, vals):
        """Ask about what the user may read, and nothing else."""
        result = super().write(vals)
        self.escalation_id.check_access("read")
        return result

    # === ACTION METHODS === #

    def action_acknowledge(self):
        """Do it."""
        self.ensure_one()
        self.escalation_id.action_acknowledge(self.until)
        return {"type": "ir.actions.act_window_close"}
