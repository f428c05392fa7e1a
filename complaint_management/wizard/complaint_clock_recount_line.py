# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

from ..models.complaint_clock import CLOCK_STATES


class ComplaintClockRecountLine(models.TransientModel):
    """One running limit that would end at another time: number, name and both dates."""

    _name = "complaint.clock.recount.line"
    _description = "Limit to Recalculate"
    _order = "old_deadline, id"

    recount_id = fields.Many2one(
        "complaint.clock.recount", required=True, ondelete="cascade", index=True
    )
    clock_id = fields.Many2one(
        "complaint.clock", required=True, readonly=True, ondelete="cascade"
    )
    label = fields.Char(string="Limit", readonly=True)
    state = fields.Selection(CLOCK_STATES, readonly=True)
    old_deadline = fields.Datetime(string="Ends Now", readonly=True)
    new_deadline = fields.Datetime(string="Would End", readonly=True)
    chosen = fields.Boolean(string="Recalculate", default=True)
