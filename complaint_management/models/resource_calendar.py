# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ResourceCalendar(models.Model):
    """Working hours by which limits may be counted."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "complaint.hours.mixin"]
