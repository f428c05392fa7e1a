# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

GOODS_STATES = [
    ("wait", "Waits for goods"),
    ("part", "Part of the goods is back"),
    ("back", "Goods are back"),
]


class ComplaintSettlementLine(models.Model):
    """A promise that money is given back for goods that come back."""

    _name = "complaint.settlement.line"
    _inherit = [
        # First, so that they come before the mixins of the line they extend.
        "complaint.settlement.line.refund.mixin",
        "complaint.settlement.line.replace.mixin",
        "complaint.settlement.line",
    ]

    keeps_goods = fields.Boolean(
        string="Customer Keeps the Goods",
        help="The refund does not wait for the goods to come back. Needs a reason; who "
        "approves sees both.",
    )
    keeps_reason = fields.Char(
        string="Why They Are Kept", help="Printed on the approval sheet."
    )
    goods_state = fields.Selection(
        GOODS_STATES,
        compute="_compute_goods",
        string="Goods Back",
        help="Whether the goods of a refund are back, as the inspection accepted them.",
    )
    goods_words = fields.Char(compute="_compute_goods", string="Returned Goods")

    # === COMPUTE METHODS === #

    @api.depends("kind", "case_line_id", "quantity", "keeps_goods", "done_at")
    @api.depends_context("lang")
    def _compute_goods(self):
        # How many came back is no secret to who sees the promise.
        lines = self.sudo()
        tied = lines.filtered(lambda line: line._is_tied_to_goods())
        found = tied.case_line_id._get_goods_back()
        for line, line_sudo in zip(self, lines, strict=True):
            line.goods_state = line.goods_words = False
            if line_sudo not in tied or not line_sudo.case_line_id:
                continue
            back = line_sudo._get_goods_of_promise(found)
            left = back.accepted - back.refunded
            if not line.done_at and back.accepted < line.quantity:
                line.goods_state = "part" if left > 0 else "wait"
            else:
                line.goods_state = "back"
            line.goods_words = self.env._(
                "%(announced)g announced, %(accepted)g accepted, %(refunded)g refunded",
                announced=back.announced,
                accepted=back.accepted,
                refunded=back.refunded,
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("keeps_goods", "keeps_reason")
    def _check_keeps_reason(self):
        for line in self:
            if line.keeps_goods and not (line.keeps_reason or "").strip():
                raise ValidationError(
                    self.env._("Why does the customer keep the goods? Give a reason.")
                )

    # === HOOKS === #

    def _prepare_content(self):
        """Bind approval to whether the goods come back."""
        content = super()._prepare_content()
        if self.keeps_goods:
            content["keeps_goods"] = self.keeps_reason
        return content

    @api.model
    def _describe_content(self, content):
        """Say on the approval sheet that the goods do not come back, and why."""
        words = super()._describe_content(content)
        if not content.get("keeps_goods"):
            return words
        kept = self.env._("The customer keeps the goods: %s", content["keeps_goods"])
        return ". ".join(filter(None, [words, kept]))
