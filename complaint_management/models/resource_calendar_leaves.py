# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ResourceCalendarLeaves(models.Model):
    """Time off; that of everybody changes the hours by which limits are counted."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "complaint.hours.mixin"]

    # === BUSINESS METHODS === #

    def _is_for_everybody(self):
        """Leave out the time off of one person."""
        return self.filtered(lambda leave: not leave.resource_id)
