# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models


class ComplaintHoursMixin(models.AbstractModel):
    """What working hours are made of: a change may concern limits that run.

    Nothing is counted anew here; a job looks whether an administrator is to be asked.
    """

    _name = "complaint.hours.mixin"
    _description = "Part of Working Hours"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have somebody look at the limits that run."""
        records = super().create(vals_list)
        records._complaint_hours_changed()
        return records

    def write(self, vals):
        """Have somebody look at the limits that run, before as after."""
        self._complaint_hours_changed()
        return super().write(vals)

    def unlink(self):
        """Have somebody look at the limits that run."""
        self._complaint_hours_changed()
        return super().unlink()

    # === BUSINESS METHODS === #

    def _is_for_everybody(self):
        """Return those of the records that change the hours of everybody."""
        return self

    def _complaint_hours_changed(self):
        """Start the job that looks, if any limit runs by working hours at all."""
        if self._is_for_everybody():
            # Who changes working hours need not see a single complaint.
            self.env["complaint.clock"].sudo()._look_at_hours()
