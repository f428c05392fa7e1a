# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class StockMoveLine(models.Model):
    """What moved of a lot is found by the lot; what is held does not move."""

    _inherit = "stock.move.line"

    _complaint_lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")

    # === BUSINESS METHODS === #

    def _action_done(self):
        """Refuse to let a held lot leave."""
        self._ensure_not_held()
        return super()._action_done()

    def _ensure_not_held(self):
        """Refuse to move a held lot anywhere but to quarantine, or to scrap.

        What arrives may arrive. Every way to move goods ends here.

        :raise UserError: naming the lot and why it is held
        """
        if not self.lot_id:
            return
        # The warehouse need not have rights on what quality decides.
        holds = (
            self.env["complaint.lot.hold"]
            .sudo()
            .search([("lot_id", "in", self.lot_id.ids), ("state", "=", "held")])
        )
        for hold in holds:
            for line in self:
                if line.lot_id == hold.lot_id and line._is_barred_by(hold):
                    raise UserError(
                        self.env._(
                            "Lot %(lot)s is held and can't leave: %(reason)s\n"
                            "A manager of quality releases it.",
                            lot=hold.lot_id.name,
                            reason=hold.reason,
                        )
                    )

    def _is_barred_by(self, hold):
        """Whether a hold keeps this line from being done."""
        return (
            self.company_id == hold.company_id
            and self.quantity > 0
            and self._leaves_its_place()
            and self.location_dest_id.usage != "inventory"
            and not hold._is_quarantine(self.location_dest_id)
        )

    def _leaves_its_place(self):
        """Whether own goods are taken away; what is in transit may come in."""
        usage, target = self.location_id.usage, self.location_dest_id.usage
        return usage == "internal" or (usage == "transit" and target != "internal")
