# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class ComplaintCase(models.Model):
    """From a case to the lots it is about."""

    _inherit = "complaint.case"

    # === ACTION METHODS === #

    def action_view_exposure(self):
        """Open where the lot went, or the list of the lots if there are several.

        :raise UserError: if no lot is named
        """
        self.ensure_one()
        self.check_access("read")
        lots = self.line_ids.lot_id
        if not lots:
            raise UserError(self.env._("Name the lot in the goods first."))
        if len(lots) == 1:
            return lots.action_view_exposure()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.stock_lot_action_quality"
        )
        return action | {"domain": [("id", "in", lots.ids)]}
