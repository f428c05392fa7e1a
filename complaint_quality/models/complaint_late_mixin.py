# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.fields import Domain


class ComplaintLateMixin(models.AbstractModel):
    """What is open past its last day, by the calendar of who looks.

    Fields of the model: `state`, where `open` waits, and `due_date`.
    """

    _name = "complaint.late.mixin"
    _description = "Late"

    is_late = fields.Boolean(
        compute="_compute_is_late", search="_search_is_late", string="Late"
    )

    # === COMPUTE METHODS === #

    @api.depends(lambda self: () if self._abstract else ("state", "due_date"))
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for record in self:
            due = record.due_date
            record.is_late = record.state == "open" and bool(due) and due < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = Domain("state", "=", "open") & Domain("due_date", "<", today)
        return late if True in value else ~late
