# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models

from ..life import LOCKED_STATES

#: What an approval rests on beside the settlement itself.
_GROUNDS = {"partner_id", "sale_order_id", "severity", "category_id"}


class ComplaintCaseApprovalMixin(models.AbstractModel):
    """What becomes of approvals when the complaint itself changes."""

    _name = "complaint.case.approval.mixin"
    _description = "Approvals of a Complaint"

    # === CRUD METHODS === #

    def write(self, vals):
        """Ask anew when the grounds change; call back when the file is closed."""
        result = super().write(vals)
        closes = vals.get("state") in LOCKED_STATES
        if closes or _GROUNDS.intersection(vals):
            # Those of the case, seen or not.
            asked = self.env["complaint.settlement"].sudo()
            asked = asked.search(
                [
                    ("case_id", "in", self.ids),
                    ("state", "in", ("to_approve", "approved")),
                ]
            )
            if closes:
                asked._void_approvals()
                asked._with_step_token().write({"state": "draft"})
            else:
                asked._renew_approval()
        return result
