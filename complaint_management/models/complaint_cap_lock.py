# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import SQL


class ComplaintCapLock(models.Model):
    """One row for each order or invoice that money is promised back on.

    Whoever promises or pays more counts up its revision before adding up what was
    promised already. Of two at once the later one then fails to serialize and Odoo
    repeats it; a mere lock would let it go on with the old figures.
    """

    _name = "complaint.cap.lock"
    _description = "Turn of Those Who Promise Money"

    order_id = fields.Many2one("sale.order", ondelete="cascade", readonly=True)
    move_id = fields.Many2one(
        "account.move", string="Invoice", ondelete="cascade", readonly=True
    )
    revision = fields.Integer(readonly=True)

    _order_uniq = models.UniqueIndex("(order_id) WHERE order_id IS NOT NULL")
    _move_uniq = models.UniqueIndex("(move_id) WHERE move_id IS NOT NULL")

    # === BUSINESS METHODS === #

    @api.model
    def _claim(self, records):
        """Wait for the turn on these orders or invoices, to the end of the transaction.

        :param records: a recordset of `sale.order` or `account.move`
        """
        name = "order_id" if records._name == "sale.order" else "move_id"
        column = SQL.identifier(name)
        for record_id in sorted(records.ids):  # always in this order: no dead ends
            self.env.execute_query(
                SQL(
                    "INSERT INTO complaint_cap_lock AS cap (%(column)s, revision) "
                    "VALUES (%(id)s, 1) "
                    "ON CONFLICT (%(column)s) WHERE %(column)s IS NOT NULL "
                    "DO UPDATE SET revision = cap.revision + 1 RETURNING id",
                    column=column,
                    id=record_id,
                )
            )
