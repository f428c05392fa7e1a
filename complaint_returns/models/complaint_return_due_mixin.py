# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

#: The time limits of the complaint that a return reaches, by the field that shows them.
LIMITS = {"visit_due": "visited", "back_due": "goods_brought_back"}


class ComplaintReturnDueMixin(models.AbstractModel):
    """Until when the complaint's time limits want the visit and the goods."""

    _name = "complaint.return.due.mixin"
    _description = "Time Limits of a Return"

    visit_due = fields.Datetime(
        compute="_compute_due",
        help="Until when the customer has to be visited and the goods registered.",
    )
    back_due = fields.Datetime(
        compute="_compute_due",
        string="Goods Due",
        help="Until when the goods have to be brought back.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.clock_ids.deadline", "case_id.clock_ids.state")
    def _compute_due(self):
        """Show the limits that run; one that was reached says nothing any more."""
        # Whoever sees a complaint sees its limits: their rules are the same.
        clocks = self.env["complaint.clock"].sudo()
        by_case = clocks.search(
            [("case_id", "in", self.case_id.ids), ("state", "=", "running")]
        ).grouped(lambda clock: clock.case_id.id)
        for record in self:
            running = by_case.get(record.case_id.id, clocks)
            for field_name, event in LIMITS.items():
                due = running.filtered(
                    lambda clock, event=event: clock.milestone_id.target_event == event
                )
                record[field_name] = min(
                    (clock.deadline for clock in due if clock.deadline), default=False
                )
