# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError


class ComplaintCaseClosingMixin(models.AbstractModel):
    """The closing report: what was promised and what was done, line by line."""

    _name = "complaint.case.closing.mixin"
    _description = "Closing Report"

    promise_ids = fields.One2many(
        "complaint.settlement.line",
        "case_id",
        string="Promised and Done",
        domain=[("settlement_id.state", "in", ("executing", "done"))],
        readonly=True,
    )

    # === ACTION METHODS === #

    def action_view_promises(self):
        """Show what was promised beside what was done, line by line."""
        self.ensure_one()
        self.check_access("read")
        return self._action_view(self.promise_ids, self.env._("Promised and Done"))

    def action_print_closing_report(self):
        """Print the closing report, for the file and for who asked for it."""
        self.check_access("read")
        return self.env.ref(
            "complaint_management.complaint_case_report_closing"
        ).report_action(self)

    # === BUSINESS METHODS === #

    def _guard_closing(self):
        """Ask for an explanation of what was done otherwise than promised."""
        result = super()._guard_closing()
        open_lines = self.promise_ids.filtered(
            lambda line: line.is_mismatch and not (line.mismatch_reason or "").strip()
        )
        if open_lines:
            raise UserError(
                self.env._(
                    "Done otherwise than promised: %s. A manager has to explain it on "
                    "the line of the settlement before the complaint is closed.",
                    ", ".join(open_lines.mapped("display_name")),
                )
            )
        return result
