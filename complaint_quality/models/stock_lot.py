# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class StockLot(models.Model):
    """Where a lot went."""

    _inherit = "stock.lot"

    # === ACTION METHODS === #

    def action_view_exposure(self):
        """Open where this lot went.

        :raise AccessError: if the user is not of quality
        """
        self.ensure_one()
        self.env["complaint.exposure"]._get_lot(self.id)
        action = self.env["ir.actions.client"]._for_xml_id(
            "complaint_quality.complaint_exposure_action"
        )
        action["name"] = self.env._("Exposure of %s", self.name)
        action["context"] = {"active_id": self.id, "active_model": self._name}
        return action
