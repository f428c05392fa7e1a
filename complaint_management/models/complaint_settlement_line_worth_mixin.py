# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..const import COUNTED_STATES

#: What the customer is owed, as much as was ordered.
OWED_KINDS = ("missing_goods", "replacement")
#: What goes to the customer without being paid for.
GOODS_KINDS = ("gift", *OWED_KINDS)


class ComplaintSettlementLineWorthMixin(models.AbstractModel):
    """What a promise is worth, which is what limits and caps are compared with."""

    _name = "complaint.settlement.line.worth.mixin"
    _description = "Worth of a Promise"

    # === BUSINESS METHODS === #

    def _get_worths(self, date=None):
        """Return what each line is worth, see :meth:`_get_worth`, by line.

        :rtype: dict
        """
        # A client's context could change prices.
        lines = self._without_client_context()
        elsewhere = lines._get_owed_elsewhere()
        return {line: line._get_worth(date, elsewhere) for line in lines}

    def _get_worth(self, date=None, elsewhere=None):
        """Return what the line is worth, in the currency of the settlement.

        The amount that is promised; for a refund of pieces without an amount what was
        to be paid for them; for goods that are given for nothing their price, whatever
        amount stands beside them. None where nobody knows.

        Note: in superuser mode.

        :param date: a `datetime` whose rates and dated prices count; now if left out
        :param elsewhere: what :meth:`_get_owed_elsewhere` returned, read once for many
        :rtype: float | None
        """
        self.ensure_one()
        # A client's context could change prices.
        line = self._without_client_context()
        if line._is_refund_of_pieces():
            natural = line._get_price_of_pieces()
            return None if natural is None else line.currency_id.round(natural)
        if line.kind in GOODS_KINDS:
            if elsewhere is None:
                elsewhere = line._get_owed_elsewhere()
            price = line._get_price_of_goods(date, elsewhere)
            if price is None:
                return line.amount or None
            return max(line.amount, price)
        return line.amount

    def _is_refund_of_pieces(self):
        """Whether so many pieces are refunded, at whatever they cost."""
        return self.kind == "refund" and bool(self.quantity) and not self.amount

    def _get_price_of_pieces(self):
        """Return what was to be paid for so many pieces, or None, not rounded.

        As the order says, or an invoice that says more.
        """
        unit, sold, quantity = self._get_unit(), self.sale_line_id, self.quantity
        if not sold.product_uom_qty:
            return None
        if unit and unit != sold.product_uom_id:
            quantity = unit._compute_quantity(quantity, sold.product_uom_id)
        prices = [
            line.price_total / line.quantity
            for line in sold.invoice_lines
            if line.parent_state == "posted"
            and line.quantity
            and line.move_id.move_type == "out_invoice"
            and line.product_uom_id == sold.product_uom_id
            and line.currency_id == sold.currency_id
        ]
        return max([sold.price_total / sold.product_uom_qty, *prices]) * quantity

    def _get_price_of_goods(self, date, elsewhere):
        """Return what goods cost that are given for nothing, or None.

        By the price list of the order, else of the customer; the product's own price
        where that names none.
        """
        product, quantity = self.product_id, self._get_quantity_for_nothing(elsewhere)
        if not quantity:
            return 0.0
        if not product:
            return None
        case, currency = self.case_id, self.currency_id
        company, unit = case.company_id, self._get_unit()
        customer = case.partner_id.with_company(company)
        pricelist = (
            case.sale_order_id.pricelist_id or customer.property_product_pricelist
        )
        terms = {"quantity": quantity, "currency": currency, "uom": unit}
        terms["date"] = date or fields.Datetime.now()
        product = product.with_company(company)
        price = pricelist.with_company(company)._get_product_price(product, **terms)
        if price <= 0:
            price = pricelist.browse()._get_product_price(product, **terms)
        return currency.round(price * quantity)

    def _get_quantity_for_nothing(self, elsewhere):
        """Return how much is given beyond what the customer ordered or complains about.

        All of a gift. Of what was missing or is replaced what is more than was ordered,
        where that is known, else than was complained about; other goods as a whole.
        What is owed is owed once, however many lines, rounds and complaints give it.
        """
        goods = self.case_line_id
        if self.kind == "gift":
            return self.quantity
        if not self.product_id:  # nothing that could be delivered
            return 0.0
        if self.product_id != goods.product_id:
            return self.quantity
        owed = goods.quantity
        if sold := goods.sale_line_id:
            owed = self._to_unit(sold.product_uom_id, sold.product_uom_qty)
        own = self.settlement_id.line_ids
        before = own[: own._ids.index(self.id)] if self in own else own
        for line in (before | elsewhere)._filter_owed_for(self):
            owed -= self._to_unit(line._get_unit(), line.quantity)
        more = self.quantity - max(owed, 0.0)
        return more if fields.Float.compare(more, 0.0, precision_digits=6) > 0 else 0.0

    def _filter_owed_for(self, promise):
        """Return the lines that give the same goods as a promise."""
        goods, sold = promise.case_line_id, promise.sale_line_id
        return self.filtered(
            lambda line: (
                line.kind in OWED_KINDS
                and line.product_id == promise.product_id
                and (line.sale_line_id == sold if sold else line.case_line_id == goods)
            )
        )

    def _get_owed_elsewhere(self):
        """Return what other rounds and complaints give of the same goods.

        Note: in superuser mode.
        """
        owed = self.filtered(lambda line: line.kind in OWED_KINDS and line.quantity)
        goods, sold = owed.case_line_id, owed.sale_line_id
        if not goods.ids:
            return self.browse()
        of_order = Domain("case_line_id.sale_line_id", "in", sold.ids)
        return self.search(
            (of_order | Domain("case_line_id", "in", goods.ids))
            & Domain(
                [
                    ("kind", "in", OWED_KINDS),
                    ("settlement_id.state", "in", COUNTED_STATES),
                    ("settlement_id", "not in", self.settlement_id.ids),
                ]
            )
        )

    def _get_amount_for_cap(self):
        """Return what counts against the cap as long as nothing is posted."""
        if self.done_at:
            return self.done_amount
        if self._is_refund_of_pieces():
            return self._get_price_of_pieces() or 0.0
        return self.amount

    def _get_worth_asked(self):
        """Return what the line was worth when approval was asked for, or None."""
        worth = (self.settlement_id.snapshot or {}).get("worth") or {}
        return worth.get(str(self.id))

    def _filter_worth_more(self):
        """Return the lines worth more than when approval was asked for: prices change.

        At the rates of then: what they do later makes nothing worth more.

        Note: in superuser mode. The lines of one settlement.
        """
        worths = self._get_worths(self.settlement_id.requested_at)
        return self.filtered(
            lambda line: (
                (asked := line._get_worth_asked()) is not None
                and line.currency_id.compare_amounts(worths[line] or 0.0, asked) > 0
            )
        )

    # === DOCUMENTS === #

    def _ensure_gives_no_more(self):
        """Refuse credit notes and bills over what was promised, or to somebody else.

        Called when they were made and before they are posted, in superuser mode;
        accountants call it, too.

        :raise UserError: naming the document
        """
        for line in self:
            settlement = line.settlement_id
            moves = line.move_ids.filtered(lambda move: move.state != "cancel")
            known = settlement._get_known_payees() | moves.reversed_entry_id.partner_id
            known = known.commercial_partner_id
            names = ", ".join(move.display_name for move in moves)
            if moves.commercial_partner_id - known:
                raise UserError(
                    self.env._(
                        "%(documents)s is made out to somebody else than who was "
                        "promised it in %(case)s.",
                        documents=names,
                        case=line.case_id.name,
                    )
                )
            promised = line.amount or line._get_worth_asked()
            if not promised:
                continue
            given = sum(line._get_share_given(move, promised) for move in moves)
            over = (given - 1) * promised
            if over > line.currency_id.rounding * 1.5 * len(moves):
                currency = line.currency_id
                raise UserError(
                    self.env._(
                        "%(documents)s would give %(given)s because of %(case)s, but "
                        "only %(promised)s was promised and approved. Lower it; what "
                        "is more needs a settlement of its own.",
                        documents=names,
                        given=currency.format(given * promised),
                        promised=currency.format(promised),
                        case=line.case_id.name,
                    )
                )

    def _get_share_given(self, move, promised):
        """Return how much of a promise a document gives, at the rate it was made at.

        :param float promised: in the currency of the promise
        :rtype: float
        """
        origin = move.reversed_entry_id or move
        day = origin.invoice_date or fields.Date.context_today(self)
        whole = self.currency_id._convert(
            promised, move.currency_id, move.company_id, day
        )
        return move.amount_total / whole if whole else 0.0
