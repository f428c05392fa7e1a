# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

REASON_KINDS = {
    "pause": "pause",
    "extend": "extension",
    "cancel": "limit_cancelled",
}


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
            ("delay", "Will not be kept"),
            ("cancel", "Cancel"),
        ],
        required=True,
        default="pause",
    )
    reason_kind = fields.Char(compute="_compute_reason_kind")
    reason_id = fields.Many2one(
        "complaint.reason",
        compute="_compute_reason_id",
        store=True,
        readonly=False,
        domain="[('kind', '=', reason_kind)]",
        help="Why, by the list; the ledger keeps it.",
    )
    amount = fields.Float(string="More Time", default=1, help="How many units more.")
    unit = fields.Selection(related="clock_id.unit")
    bound = fields.Char(compute="_compute_bound")
    note = fields.Char(
        string="In Words", help="Why, in words: they stay in the thread."
    )

    # === COMPUTE METHODS === #

    @api.depends("change")
    def _compute_reason_kind(self):
        for wizard in self:
            wizard.reason_kind = REASON_KINDS.get(wizard.change)

    @api.depends("change")
    def _compute_reason_id(self):
        """Forget a reason of another list."""
        for wizard in self:
            if wizard.reason_id.kind != REASON_KINDS.get(wizard.change):
                wizard.reason_id = False

    @api.depends("clock_id")
    def _compute_bound(self):
        for wizard in self:
            seen = wizard.clock_id.has_access("read")
            wizard.bound = seen and wizard.clock_id._explain_bound()

    # === ACTION METHODS === #

    def action_change(self):
        """Do it; what has to be told then is told by the dialog that opens."""
        self.ensure_one()
        clock = self.clock_id
        if self.change == "delay":
            return clock.action_announce_delay()
        if self.change == "pause":
            clock.action_pause(self.reason_id.id, self.note)
        elif self.change == "resume":
            clock.action_resume()
        elif self.change == "extend":
            clock.action_extend(self.amount, self.reason_id.id, self.note)
            if clock.case_id.notice_due == "extended":
                return clock.case_id.action_tell()
        else:
            clock.action_cancel(self.reason_id.id, self.note)
        return {"type": "ir.actions.act_window_close"}
