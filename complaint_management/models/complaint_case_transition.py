# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

from ..life import STATES


class ComplaintCaseTransition(models.Model):
    """One step that a case took: from where, to where, when, by whom.

    Written by the steps alone; durations, figures of a past day and "who handled it"
    are read from here.
    """

    _name = "complaint.case.transition"
    _description = "Complaint Step"
    _inherit = ["complaint.case.part.mixin"]
    _order = "id"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    step = fields.Char(required=True, help="Technical name of the step.")
    state_from = fields.Selection(STATES, string="From")
    state_to = fields.Selection(STATES, string="To", required=True)
    at = fields.Datetime(string="On", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True)
    reason = fields.Text()
