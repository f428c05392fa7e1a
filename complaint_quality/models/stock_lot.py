# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import SQL


class StockLot(models.Model):
    """Where a lot went, whether it may leave, and when it was made."""

    _inherit = "stock.lot"

    complaint_hold_id = fields.Many2one(
        "complaint.lot.hold",
        string="Held By",
        compute="_compute_complaint_hold_id",
        groups="complaint_quality.complaint_quality_group_user",
        help="The lot is held in one of your companies: it can't leave.",
    )

    production_date = fields.Date(
        help="When the lot was made. Left empty, the day of its first stock move "
        "counts, else the day it was entered.",
    )

    # === COMPUTE METHODS === #

    @api.depends_context("allowed_company_ids")
    def _compute_complaint_hold_id(self):
        holds = self.env["complaint.lot.hold"].search(
            [("lot_id", "in", self.ids), ("state", "=", "held")]
        )
        by_lot = {hold.lot_id: hold for hold in holds}
        for lot in self:
            lot.complaint_hold_id = by_lot.get(lot._origin)

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

    def action_hold(self):
        """Open the dialog that holds this lot, or the hold that there is.

        :raise AccessError: if the user may do neither
        """
        self.ensure_one()
        self.check_access("read")
        Hold = self.env["complaint.lot.hold"]
        Hold._ensure_quality()
        hold = Hold.search([("lot_id", "=", self.id), ("state", "=", "held")], limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_lot_hold_action"
        )
        if hold:
            return action | {
                "views": [(False, "form")],
                "view_mode": "form",
                "res_id": hold.id,
            }
        Hold._ensure_quality("manager")
        view = self.env.ref("complaint_quality.complaint_lot_hold_view_form_new")
        return action | {
            "name": self.env._("Hold %s", self.name),
            "views": [(view.id, "form")],
            "view_mode": "form",
            "target": "new",
            "context": {"default_lot_id": self.id},
        }

    # === GETTERS === #

    def _get_made_dates(self):
        """Return when each lot was made, in one query.

        :rtype: dict[int, date]
        """
        if not self.ids:
            return {}
        self.flush_model()
        self.env["stock.move.line"].flush_model()
        query = SQL(
            "SELECT id, made_on FROM (%s) made",
            self._made_query(SQL("lot.id = ANY(%s)", self.ids)),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _made_query(self, condition):
        """Return the SQL of when lots were made, for all who ask for it.

        What the file of the lot says, else the day of its first move, else the day
        on which it was entered.

        :param SQL condition: on the table `lot`
        """
        return SQL(
            """SELECT lot.id, lot.product_id,
                      COALESCE(lot.production_date,
                               (SELECT MIN(moved.date)::date
                                  FROM stock_move_line AS moved
                                 WHERE moved.lot_id = lot.id AND moved.state = 'done'),
                               lot.create_date::date) AS made_on
                 FROM stock_lot AS lot
                WHERE %s""",
            condition,
        )

    # === HOOKS === #

    def _complaint_release_required(self):
        """Say that a held lot has to be released first, in any company.

        Note: `self.ensure_one()` from what puts goods back into stock.
        """
        # Who puts goods away need not have rights on what quality decides.
        held = (
            self.env["complaint.lot.hold"]
            .sudo()
            .search_count([("lot_id", "in", self.ids), ("state", "=", "held")], limit=1)
        )
        return bool(held) or super()._complaint_release_required()
