# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.fields import Domain

#: What nobody types: which lot lies where, and how much of it.
COUNTED = frozenset({"quantity", "lot_id", "location_id", "product_id", "company_id"})


class StockQuant(models.Model):
    """Where a held lot lies is told by moves alone.

    Odoo lets those of the warehouse write a quant from outside of its views. Moves and
    inventory adjustments write it in superuser mode.
    """

    _inherit = "stock.quant"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to type how much there is of a held lot."""
        quants = super().create(vals_list)
        if any("quantity" in vals for vals in vals_list):
            quants._ensure_not_typed()
        return quants

    def write(self, vals):
        """Refuse to type where a held lot lies, and how much of it."""
        if COUNTED.isdisjoint(vals):
            return super().write(vals)
        self._ensure_not_typed()
        result = super().write(vals)
        self._ensure_not_typed()
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _get_gather_domain(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
    ):
        """Leave out what is held, where goods are looked for to be reserved.

        As a subquery: whether anything is held is not asked before. A strict search is
        for the very stock that a move names; what such a move may do is checked when
        it is done. What lies in quarantine is nobody's to reserve by chance, and may
        be scrapped from there.
        """
        domain = super()._get_gather_domain(
            product_id, location_id, lot_id, package_id, owner_id, strict
        )
        # Who reserves need not read companies, places and holds.
        place = location_id.sudo()
        quarantine = place.company_id.complaint_quarantine_location_id
        # Nothing is held without quarantine; what is in transit may come in.
        if strict or not quarantine or place.usage not in ("internal", "view"):
            return domain
        if place.parent_path.startswith(quarantine.parent_path):
            return domain
        held = self.env["complaint.lot.hold"]._get_held_query(place.company_id)
        return domain & Domain("lot_id", "not in", held)

    def _ensure_not_typed(self):
        """Refuse people who write a quant of a held lot.

        :raise UserError: naming the lot and what to do instead
        """
        if self.env.su:
            return
        holds = self.env["stock.move.line"]._get_holds(self.lot_id)
        # where it lies need not be the user's to read
        for quant in self.sudo():
            for hold in holds:
                if quant.lot_id == hold.lot_id and (
                    quant.company_id in (hold.company_id, quant.company_id.browse())
                ):
                    hold._refuse_to_unarrive()
