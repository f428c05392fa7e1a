# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintSettlementLineClosingMixin(models.AbstractModel):
    """What was promised against what was done, counted per person."""

    _name = "complaint.settlement.line.closing.mixin"
    _description = "Promised Against Done"

    responsible_id = fields.Many2one(
        "res.users",
        compute="_compute_responsible_id",
        store=True,
        string="Counted For",
        help="Who is responsible for the promise, else the handler.",
    )
    is_mismatch = fields.Boolean(
        compute="_compute_is_mismatch",
        store=True,
        string="Differs",
        help="What was done is not what was promised.",
    )
    mismatch_count = fields.Integer(
        compute="_compute_is_mismatch", store=True, string="Differences"
    )
    mismatch_reason = fields.Text(
        string="Why It Differs",
        copy=False,
        help="A manager explains it; else the complaint is not closed.",
    )
    mismatch_by_id = fields.Many2one(
        "res.users", string="Explained By", readonly=True, copy=False
    )

    # === COMPUTE METHODS === #

    @api.depends("user_id", "case_id.user_id")
    def _compute_responsible_id(self):
        for line in self:
            line.responsible_id = line.user_id or line.case_id.user_id

    @api.depends("done_at", "amount", "quantity", "done_amount", "done_quantity")
    def _compute_is_mismatch(self):
        for line in self:
            line.is_mismatch = bool(line.done_at) and line._differs()
            line.mismatch_count = int(line.is_mismatch)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody explain a difference beforehand."""
        lines = super().create(vals_list)
        explained = lines.filtered("mismatch_reason")
        explained.case_id._ensure_supervisor()
        return lines

    def write(self, vals):
        """Let only managers and the team's leader explain a difference."""
        if "mismatch_reason" in vals:
            self.case_id._ensure_supervisor()
        result = super().write(vals)
        if "mismatch_reason" in vals:
            self._with_step_token().write({"mismatch_by_id": self.env.uid})
        return result

    # === BUSINESS METHODS === #

    def _differs(self):
        """Whether amount or quantity done is another one than was promised.

        A refund of so many pieces without an amount is worth what they cost. A unit of
        the currency may get lost in rounding.
        """
        self.ensure_one()
        rounding = self.currency_id.rounding or 0.01
        if self.amount or not self.quantity:
            difference = abs(self.done_amount - self.amount)
            if difference > rounding * 1.5:
                return True
        return bool(
            self.quantity
            and fields.Float.compare(
                self.done_quantity, self.quantity, precision_digits=4
            )
        )
