# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCaseReportUp(models.TransientModel):
    """Ask why a case is reported to the next manager; the case finds and tells who."""

    _name = "complaint.case.report_up"
    _description = "Report a Complaint Upward"

    case_id = fields.Many2one(
        "complaint.case", string="Complaint", required=True, ondelete="cascade"
    )
    reason = fields.Text(required=True, help="Why a manager has to know or decide.")
    unreachable = fields.Char(
        string="Could Not Reach",
        help="When and how you tried the next manager in vain. The report then goes to "
        "the one above, and it is written down that one was passed over.",
    )

    # === ACTION METHODS === #

    def action_report_up(self):
        """Report the case and say who got it."""
        self.ensure_one()
        manager = self.case_id.action_report_up(
            reason=self.reason, unreachable=self.unreachable
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Reported to %s.", manager.name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
