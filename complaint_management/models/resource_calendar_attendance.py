# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ResourceCalendarAttendance(models.Model):
    """The hours of a weekday, by which limits may be counted."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "complaint.hours.mixin"]
