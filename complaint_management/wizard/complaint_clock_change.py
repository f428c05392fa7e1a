# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

from ..models.complaint_milestone import UNIT_LABELS


class ComplaintClockChange(models.TransientModel):
    """Ask what is to be done to a clock, and why; the clock checks and does it."""

    _name = "complaint.clock.change"
    _description = "Change a Clock"

    clock_id = fields.Many2one("complaint.clock", required=True, ondelete="cascade")
    change = fields.Selection(
        [
            ("pause", "Pause"),
            ("resume", "Let it go on"),
            ("extend", "Extend"),
            ("cancel", "Cancel"),
        ],
        required=True,
        default="pause",
    )
    reason_id = fields.Many2one(
        "complaint.reason", domain=[("kind", "=", "pause")], help="Why it is paused."
    )
    amount = fields.Float(string="More Time", default=1, help="How many units more.")
    unit = fields.Selection(UNIT_LABELS, default="working_day")
    note = fields.Char(
        string="In Words", help="Why, without personal data: it stays in the ledger."
    )

    # === ACTION METHODS === #

    def action_change(self):
        """Do it."""
        self.ensure_one()
        clock = self.clock_id
        if self.change == "pause":
            clock.action_pause(self.reason_id.id, self.note)
        elif self.change == "resume":
            clock.action_resume()
        elif self.change == "extend":
            clock.action_extend(self.amount, self.unit, self.note)
        else:
            clock.action_cancel(self.note)
        return {"type": "ir.actions.act_window_close"}
