# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Given by this addon alone: a client sends JSON and can't make one.
_PART_KEY = "complaint_refund_part"


class RefundPart(NamedTuple):
    """How much of a refund is made now."""

    quantity: float


class GoodsBack(NamedTuple):
    """What came back of complained goods.

    :param float announced: what was to come back
    :param float accepted: what the inspection accepted
    :param float refunded: what credit notes give back already, drafts included
    """

    announced: float
    accepted: float
    refunded: float = 0.0


class ComplaintSettlementLineRefundMixin(models.AbstractModel):
    """No more is refunded than came back, unless the customer keeps the goods.

    It binds refunds of goods that a return was made for, in whatever state but
    cancelled; and all refunds of goods where the company or the category asks for it.
    """

    _name = "complaint.settlement.line.refund.mixin"
    _description = "Refund of Returned Goods"

    # === ACTION METHODS === #

    def action_refund_returned(self):
        """Make the credit note of what came back, where less did than was promised.

        The closing report counts the difference.

        :raise UserError: when nothing is back, or all is
        """
        self.check_access("write")
        for line in self:
            back = line.sudo()._get_goods_of_promise()  # as shown on the promise
            left = back.accepted - back.refunded
            if line._compare_goods(left, 0.0) <= 0:
                line.sudo()._raise_not_back(back)  # as above
            part = RefundPart(min(left, line.quantity))
            line.with_context(**{_PART_KEY: part}).action_execute()
        return True

    # === BUSINESS METHODS === #

    def _is_tied_to_goods(self):
        """Whether this refund waits for goods. In superuser mode.

        :rtype: bool
        """
        self.ensure_one()
        goods = self.case_line_id
        if self.kind != "refund" or self.keeps_goods:
            return False
        if goods and goods.product_id.type == "service":
            return False
        if self.case_id._refunds_after_return():
            return True
        lines = self.case_id.return_ids.filtered(
            lambda record: record.state != "cancelled"
        ).line_ids
        return goods in lines.case_line_id if goods else bool(lines)

    def _ensure_goods_back(self):
        """Refuse to give back more than came back and was accepted.

        What credit notes say counts, drafts and other promises included. Of two who
        refund the same goods at once, or inspect them meanwhile, the later one fails to
        serialize and Odoo repeats it.

        :raise UserError: naming how many may be refunded
        """
        result = super()._ensure_goods_back()
        # Accountants have no rights on complaints; what came back binds them as well.
        lines = self.sudo().filtered(lambda line: line._is_tied_to_goods())
        lines._claim_returns()
        for line in lines:
            if not line.case_line_id or not line.quantity:
                raise UserError(
                    self.env._(
                        "%s: which goods, and how many pieces? Only what came back is "
                        "refunded, unless the customer keeps the goods.",
                        line.display_name,
                    )
                )
            back = line._get_goods_of_promise()
            own = line._get_refunded_quantity()
            if line._compare_goods(back.refunded + own, back.accepted) > 0:
                line._raise_not_back(back)
            line._ensure_price_paid()
        return result

    def _claim_returns(self):
        """Let nobody else refund or inspect the same goods in the meantime.

        The rows of the returns are updated, which serves goods without a known delivery
        as well; the allowance has no row for these.
        """
        returns = self.case_id.return_ids
        if returns:
            returns.flush_recordset()
            self.env.execute_query(
                SQL(
                    "UPDATE complaint_return SET write_date = write_date "
                    "WHERE id IN %s RETURNING id",
                    tuple(sorted(returns.ids)),
                )
            )

    def _get_goods_of_promise(self, found=None):
        """Return what came back, in the unit of the promise. In superuser mode.

        :param dict found: what _get_goods_back() returned, for many promises
        :rtype: GoodsBack
        """
        self.ensure_one()
        goods = self.case_line_id
        if found is None:
            found = goods._get_goods_back()
        unit = goods.product_id.uom_id
        others = goods.settlement_line_ids.filtered(
            lambda line: line != self and line.kind == "refund" and not line.keeps_goods
        )
        announced, accepted = found.get(goods, (0.0, 0.0))
        return GoodsBack(
            self._to_unit(unit, announced),
            self._to_unit(unit, accepted),
            sum(line._get_refunded_quantity() for line in others),
        )

    def _get_refunded_quantity(self):
        """Return how many pieces the credit notes of a promise give back."""
        moves = self.move_ids.filtered(
            lambda move: move.state != "cancel" and move.move_type == "out_refund"
        )
        return sum(
            self._to_unit(line.product_uom_id, line.quantity)
            for line in moves.invoice_line_ids
            if line.display_type == "product"
        )

    def _ensure_price_paid(self):
        """Refuse more for a piece than the invoice says.

        :raise UserError: naming the credit note
        """
        prices = defaultdict(float)
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        for line in moves.reversed_entry_id.invoice_line_ids.filtered("quantity"):
            key = line.move_id, line.product_id
            prices[key] = max(prices[key], line.price_total / line.quantity)
        for line in moves.invoice_line_ids.filtered("quantity"):
            price = prices[line.move_id.reversed_entry_id, line.product_id]
            over = line.price_total - price * line.quantity
            if over > 2 * line.currency_id.rounding:
                raise UserError(
                    self.env._(
                        "%s: each piece that came back is refunded with what was "
                        "invoiced for it. What is more is a compensation, or the "
                        "customer keeps the goods.",
                        self.display_name,
                    )
                )

    def _raise_not_back(self, back):
        left = max(back.accepted - back.refunded, 0.0)
        raise UserError(
            self.env._(
                "%(promise)s: %(announced)g were to come back, %(accepted)g came back "
                "and were accepted, %(refunded)g of these are refunded: refund at most "
                "%(left)g. Wait for the rest, or press Refund What Came Back. Where "
                "the customer keeps the goods, tick it on the settlement before it is "
                "approved.",
                promise=self.display_name,
                announced=max(back.announced, self.quantity),
                accepted=back.accepted,
                refunded=back.refunded,
                left=left,
            )
        )

    def _compare_goods(self, one, other):
        return fields.Float.compare(one, other, precision_digits=4)

    # === HOOKS === #

    def _get_quantity_to_give(self):
        """Give back the part that came back, where that was asked for."""
        part = self.env.context.get(_PART_KEY)
        if isinstance(part, RefundPart):
            return part.quantity
        return super()._get_quantity_to_give()

    def _get_amount_to_give(self):
        """Give back the same part of the amount."""
        amount, part = super()._get_amount_to_give(), self.env.context.get(_PART_KEY)
        if isinstance(part, RefundPart) and self.quantity:
            return self.currency_id.round(amount * part.quantity / self.quantity)
        return amount
