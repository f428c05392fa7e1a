# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models


class StockLocation(models.Model):
    """The quarantine location stays one: of its own, and in use."""

    _inherit = "stock.location"

    # === CONSTRAINT METHODS === #

    @api.constrains("location_id", "usage", "active")
    def _check_complaint_quarantine(self):
        """Refuse to put the quarantine location into stock, or to archive it."""
        # Who arranges the warehouse need not be in every company.
        companies = self.env["res.company"].sudo()
        companies = companies.search(
            [("complaint_quarantine_location_id", "!=", False)]
        )
        companies.filtered(
            lambda company: any(
                company.complaint_quarantine_location_id.parent_path.startswith(
                    location.parent_path or "-"
                )
                for location in self
            )
        )._check_complaint_quarantine_location()
