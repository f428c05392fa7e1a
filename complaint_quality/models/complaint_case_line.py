# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

#: Many bags in so few cartons point to transport.
FEW_CARTONS = 2
MANY_PIECES = 5


class ComplaintCaseLine(models.Model):
    """What the lot says of the goods, and what their cartons hint at."""

    _inherit = "complaint.case.line"

    lot_made_on = fields.Date(
        string="Made On",
        compute="_compute_lot_facts",
        help="When the lot was made, as its file says; else the day on which it first "
        "moved.",
    )
    lot_expires_at = fields.Datetime(
        string="Expires On",
        compute="_compute_lot_facts",
        help="When the lot expires, as its file says.",
    )
    lot_was_expired = fields.Boolean(
        string="Expired",
        compute="_compute_lot_facts",
        help="The lot had expired when the complaint was received.",
    )
    points_to_transport = fields.Boolean(
        compute="_compute_points_to_transport",
        help="Five or more pieces in one or two of several cartons: damage in "
        "transport is likely, a fault of the lot would be spread.",
    )

    # === COMPUTE METHODS === #

    @api.depends("lot_id", "case_id.received_at")
    def _compute_lot_facts(self):
        # Whoever handles the case need not have rights on lots.
        lots = self.sudo().lot_id
        made = lots._get_made_dates()
        for line in self:
            lot = line.lot_id.sudo()  # for the same reason
            expires = lot.expiration_date
            received = line.case_id.received_at or fields.Datetime.now()
            line.lot_made_on = made.get(lot.id)
            line.lot_expires_at = expires
            line.lot_was_expired = bool(expires) and expires < received

    @api.depends("quantity", "cartons_affected", "cartons_total")
    def _compute_points_to_transport(self):
        for line in self:
            line.points_to_transport = (
                1 <= line.cartons_affected <= FEW_CARTONS
                and line.cartons_total > line.cartons_affected
                and line.quantity >= MANY_PIECES
            )

    # === ACTION METHODS === #

    def action_view_exposure(self):
        """Open where the lot of these goods went."""
        self.ensure_one()
        self.check_access("read")
        return self.lot_id.action_view_exposure()
