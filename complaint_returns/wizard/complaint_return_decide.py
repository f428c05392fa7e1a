# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError

from ..return_life import CONDITIONS, DISPOSITIONS, STATES


class ComplaintReturnDecide(models.TransientModel):
    """Say of many goods at once, or of one by keyboard, what was seen or decided."""

    _name = "complaint.return.decide"
    _description = "Decide on Returned Goods"

    return_id = fields.Many2one("complaint.return", required=True, ondelete="cascade")
    state = fields.Selection(STATES, readonly=True)
    item_id = fields.Many2one(
        "complaint.return.item",
        string="Goods",
        ondelete="cascade",
        domain="[('return_id', '=', return_id), ('disposed_at', '=', False)]",
        help="Empty: all that nothing was said of yet.",
    )
    quantity = fields.Float(
        digits="Product Unit",
        help="Only as many of them; the rest becomes a row of its own. Zero: all.",
    )
    condition = fields.Selection(CONDITIONS, help="What the inspection saw.")
    disposition = fields.Selection(DISPOSITIONS, help="Where the goods end.")

    # === ACTION METHODS === #

    def action_decide(self):
        """Write down what was seen or decided; nothing moves yet.

        :raise UserError: when nothing was chosen, or there is nothing left to decide
        """
        self.ensure_one()
        record = self.return_id
        record._ensure_may_take(handler=False)
        name = {"received": "condition", "inspected": "disposition"}.get(record.state)
        if not name:
            record._raise_not_open()
        value = self[name]
        open_items = record.item_ids.filtered(lambda item: not item.disposed_at)
        items = self.item_id or open_items.filtered(lambda item: not item[name])
        if not value or not items or not items <= open_items:
            raise UserError(
                self.env._("There is nothing left to decide, or no choice.")
            )
        if self.quantity:
            if len(items) > 1:
                raise UserError(self.env._("Of which goods? Choose them."))
            items.quantity = self.quantity
        items.write({name: value})
        return {"type": "ir.actions.act_window_close"}
