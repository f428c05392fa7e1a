# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models

#: What says which lot moved, how much of it, and between which places.
MOVED = frozenset(
    {"lot_id", "quant_id", "quantity", "quantity_product_uom", "product_uom_id"}
    | {"location_id", "location_dest_id", "company_id", "move_id", "state"}
)


class StockMoveLine(models.Model):
    """What moved of a lot is found by the lot; what is held does not move."""

    _inherit = "stock.move.line"

    _complaint_lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to let a held lot leave by a line added to a transfer that is done."""
        lines = super().create(vals_list)
        done = lines.filtered(lambda line: line.state == "done")
        done._tell_of_arrivals(done._ensure_not_held())
        return lines

    def write(self, vals):
        """Refuse to let a held lot leave by correcting a transfer that is done."""
        done = self.filtered(lambda line: line.state == "done")
        if not done or MOVED.isdisjoint(vals):
            return super().write(vals)
        before = done._get_movements()
        result = super().write(vals)
        done._ensure_hold_keeps(before)
        return result

    # === BUSINESS METHODS === #

    def _action_done(self):
        """Refuse to let a held lot leave."""
        holds = self._ensure_not_held()
        # a lot that is typed by its name is found in the course of it
        unnamed = self.filtered(lambda line: not line.lot_id)
        result = super()._action_done()
        holds |= unnamed.exists()._ensure_not_held()
        if holds:
            self.exists()._tell_of_arrivals(holds)
        return result

    def _ensure_not_held(self):
        """Refuse to move a held lot anywhere but to quarantine, or to scrap.

        What arrives may arrive. Every way to move goods ends here.

        :return: what holds the lots
        :raise UserError: naming the lot and why it is held
        """
        holds = self._get_holds(self.lot_id)
        for hold in holds:
            for line in self:
                if line._get_movement(hold)[0] > 0:
                    hold._refuse_to_leave()
        return holds

    def _tell_of_arrivals(self, holds):
        """Tell who holds a lot that more of it has come, outside of quarantine."""
        for hold in holds:
            came = self.filtered(
                lambda line, hold=hold: (
                    line.lot_id == hold.lot_id
                    and line.company_id == hold.company_id
                    and line.quantity_product_uom > 0
                    and hold._is_news(line.location_id, line.location_dest_id)
                )
            )
            if came:
                hold._tell_of_arrival()

    def _ensure_hold_keeps(self, before):
        """Refuse a correction that takes a held lot away, or takes back its arrival.

        :param dict before: what :meth:`_get_movements` returned before
        :raise UserError: naming the lot, and what to do instead
        """
        lots = self.lot_id.browse({lot_id for lot_id, _rest in before.values()})
        for hold in self._get_holds(lots | self.lot_id):
            sums = [0, 0, 0, 0]
            for line in self:
                lot_id, values = before[line.id]
                then = line._measure_movement(hold, lot_id, *values)
                for place, number in enumerate((*then, *line._get_movement(hold))):
                    sums[place] += number
            left, arrived, leaves, arrives = sums
            if self._compare(leaves, left) > 0:
                hold._refuse_to_leave()
            if self._compare(arrives, arrived) < 0:
                hold._refuse_to_unarrive()
            if self._compare(arrives, arrived) > 0:
                self._tell_of_arrivals(hold)

    # === GETTERS === #

    @api.model
    def _get_holds(self, lots):
        """Return what holds some lots, in superuser mode."""
        # The warehouse need not have rights on what quality decides.
        Hold = self.env["complaint.lot.hold"].sudo()
        if not lots:
            return Hold
        return Hold.search([("lot_id", "in", lots.ids), ("state", "=", "held")])

    def _get_movements(self):
        """Return which lot moved by each line, and what :meth:`_measure_movement` asks.

        :rtype: dict[int, tuple]
        """
        return {
            line.id: (
                line.lot_id.id,
                (
                    line.company_id,
                    line.quantity_product_uom,
                    line.location_id,
                    line.location_dest_id,
                ),
            )
            for line in self
        }

    def _get_movement(self, hold):
        """Return how much of a held lot leaves by this line, and how much arrives.

        Note: `self.ensure_one()`
        """
        lot_id, values = self._get_movements()[self.id]
        return self._measure_movement(hold, lot_id, *values)

    @api.model
    def _measure_movement(self, hold, lot_id, company, quantity, source, target):
        """Return how much of a held lot leaves, and how much of it arrives."""
        if lot_id != hold.lot_id.id or company != hold.company_id or quantity <= 0:
            return 0, 0
        if hold._is_barred(source, target):
            return quantity, 0
        return 0, quantity if hold._is_arrival(source, target) else 0

    @api.model
    def _compare(self, one, other):
        """Compare quantities in units of products, as many digits as they have."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return (one > other) - (one < other) if round(one - other, digits) else 0
