# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models


class ComplaintCaseChildMixin(models.AbstractModel):
    """What belongs to one case: locked with it, seen by whom sees the case.

    Each concrete model has a `case_id` and the record rules of the case, prefixed.
    """

    _name = "complaint.case.child.mixin"
    _description = "Part of a Complaint"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add anything to a locked file."""
        records = super().create(vals_list)
        records.case_id._ensure_unlocked()
        return records

    def write(self, vals):
        """Refuse to change anything of a locked file."""
        self.case_id._ensure_unlocked()
        result = super().write(vals)
        if "case_id" in vals:
            self.case_id._ensure_unlocked()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self.case_id._ensure_unlocked()

    # === BUSINESS METHODS === #

    def _with_step_token(self):
        """Return the records with leave to write what only steps may write."""
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    def _holds_step_token(self):
        return self.env["complaint.case"]._holds_step_token()
