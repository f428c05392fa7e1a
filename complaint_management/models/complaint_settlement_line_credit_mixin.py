# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict
from typing import NamedTuple

from odoo import Command, fields, models
from odoo.exceptions import UserError


class Part(NamedTuple):
    """What is given back on one invoice line.

    :param line: the `account.move.line` of a posted invoice
    :param float quantity: in the unit of that line
    :param float amount: with tax, in the currency of the invoice
    """

    line: models.BaseModel
    quantity: float
    amount: float


class ComplaintSettlementLineCreditMixin(models.AbstractModel):
    """Refunds, discounts and price corrections: credit notes on the right lines.

    One credit note for each invoice, made by core's own reversal and cut down to the
    goods, quantity and amount that were promised; the youngest invoice comes first.
    """

    _name = "complaint.settlement.line.credit.mixin"
    _description = "Credit Notes of a Promise"

    # === BUSINESS METHODS === #

    def _execute_credit(self):
        """Make the credit notes, or lower the price where nothing is invoiced yet.

        Note: in superuser mode, from :meth:`_settlement_line_execute`

        :raise UserError: without an invoice, or when it is credited already
        """
        self.ensure_one()
        invoiced = self._get_invoiced_lines()
        if not invoiced.filtered(lambda line: line.parent_state == "posted"):
            sold = self.sale_line_id
            if self.kind != "refund" and sold and not sold.qty_invoiced:
                return self._execute_price(sold)
            raise self._explain_no_invoice(invoiced.move_id)
        parts = defaultdict(list)
        for part in self._get_parts(
            invoiced.filtered(lambda line: line.parent_state == "posted")
        ):
            parts[part.line.move_id].append(part)
        moves = self.env["account.move"]
        for invoice, of_invoice in parts.items():
            moves |= self._make_credit_note(invoice, of_invoice)
        self._ensure_goods_back()
        self._ensure_gives_no_more()
        if self.case_id.company_id.complaint_post_documents:
            moves.action_post()
        return moves

    def _get_invoiced_lines(self):
        """Return the invoice lines of the goods, the youngest invoice first."""
        case, product = self.case_id, self.case_line_id.product_id
        lines = self.sale_line_id.invoice_lines
        if not self.sale_line_id:
            lines = (
                case.invoice_id.invoice_line_ids
                or case.sale_order_id.order_line.invoice_lines
            )
            if product:
                lines = lines.filtered(lambda line: line.product_id == product)
        lines = lines.filtered(
            lambda line: (
                line.display_type == "product"
                and line.move_id.move_type == "out_invoice"
                and line.parent_state != "cancel"
                and line.price_total > 0
            )
        )
        return lines.sorted(
            lambda line: (line.move_id.invoice_date or line.date, line.id), reverse=True
        )

    def _get_credited(self, line):
        """Return quantity and amount of an invoice line that credit notes gave back.

        Drafts count, so that nothing is promised twice.
        """
        notes = line.move_id.reversal_move_ids.filtered(lambda m: m.state != "cancel")
        same = notes.invoice_line_ids.filtered(
            lambda other: (
                other.display_type == "product"
                and other.product_id == line.product_id
                and other.move_id._get_complaint_sold(other)
                in (line.sale_line_ids[:1], line.sale_line_ids.browse())
            )
        )
        # Of what was sold, a price correction gives back none.
        goods = same.filtered(lambda other: other.sale_line_ids == line.sale_line_ids)
        return sum(goods.mapped("quantity")), sum(same.mapped("price_total"))

    def _get_parts(self, invoiced):
        """Return how much is given back on which invoice line.

        :rtype: list[Part]
        :raise UserError: when less is left than was promised
        """
        if self._gives_back_goods():
            parts, left = self._get_parts_by_quantity(invoiced)
        else:
            parts, left = self._get_parts_by_amount(invoiced)
        if left or not parts:
            raise self._explain_too_little(invoiced)
        return parts

    def _explain_no_invoice(self, drafts):
        """Return the error where no invoice is posted, with what to do.

        :param drafts: the `account.move` that are not posted yet
        """
        if drafts:
            return UserError(
                self.env._(
                    "%(promise)s: there is no posted invoice to give it back on yet. "
                    "Let accounting post %(invoices)s, then press Execute again.",
                    promise=self.display_name,
                    invoices=", ".join(move.display_name for move in drafts),
                )
            )
        return UserError(
            self.env._(
                "%s: there is no posted invoice to give it back on. Name the order "
                "line or the invoice on the complaint. If it was given back in another "
                "way, add the evidence and mark it as done.",
                self.display_name,
            )
        )

    def _explain_too_little(self, invoiced):
        """Return the error where less is left than was promised, with what to do.

        :param invoiced: the `account.move.line` of posted invoices
        """
        if self._gives_back_goods():
            rest = [line.quantity - self._get_credited(line)[0] for line in invoiced]
            left = f"{max(sum(rest), 0.0):g} {invoiced[:1].product_uom_id.name or ''}"
        else:
            rest = [line.price_total - self._get_credited(line)[1] for line in invoiced]
            left = invoiced[:1].currency_id.format(max(sum(rest), 0.0))
        notes = invoiced.move_id.reversal_move_ids.filtered(
            lambda move: move.state != "cancel"
        )
        if notes:
            return UserError(
                self.env._(
                    "%(promise)s: what was invoiced is credited already by %(notes)s; "
                    "%(left)s is left. If that is what was promised, add the evidence "
                    "and mark it as done. Else let accounting cancel that credit note.",
                    promise=self.display_name,
                    notes=", ".join(move.display_name for move in notes),
                    left=left.strip(),
                )
            )
        return UserError(
            self.env._(
                "%(promise)s: more is promised than was invoiced, which is %(left)s. "
                "Let accounting post the invoice that is missing, or give it in "
                "another way, add the evidence and mark it as done.",
                promise=self.display_name,
                left=left.strip(),
            )
        )

    def _gives_back_goods(self):
        """Whether so many pieces are given back, or only a part of their price."""
        return self.kind == "refund" and bool(self.quantity)

    def _get_parts_by_quantity(self, invoiced):
        parts, left = [], self._get_quantity_to_give()
        for line in invoiced:
            unit = line.product_uom_id
            wanted = left
            own = self._get_unit()
            if own and unit and own != unit:
                wanted = own._compute_quantity(left, unit)
            quantity = min(wanted, line.quantity - self._get_credited(line)[0])
            if line.product_uom_id.compare(quantity, 0) <= 0:
                continue
            natural = line.price_total * quantity / line.quantity
            parts.append(Part(line, quantity, natural))
            left -= self._to_unit(unit, quantity)
            if fields.Float.is_zero(left, precision_digits=6):
                left = 0.0
                break
        if parts and not left and self.amount:
            parts = self._spread_amount(parts)
        return parts, left

    def _spread_amount(self, parts):
        """Spread the promised amount over the parts, as their prices are."""
        currency = parts[0].line.currency_id
        total = sum(part.amount for part in parts)
        rest = self._get_amount_in(parts[0].line.move_id)
        spread = []
        for number, part in enumerate(parts, 1):
            amount = rest
            if number < len(parts):
                share = self._get_amount_in(part.line.move_id) * part.amount / total
                amount = currency.round(share)
            spread.append(part._replace(amount=amount))
            rest -= amount
        return spread

    def _get_parts_by_amount(self, invoiced):
        parts = []
        left = self._get_amount_in(invoiced[:1].move_id)
        currency = invoiced[:1].currency_id
        for line in invoiced:
            open_amount = line.price_total - self._get_credited(line)[1]
            amount = currency.round(min(left, open_amount))
            if currency.compare_amounts(amount, 0.0) > 0:
                parts.append(Part(line, 1.0, amount))
                left = currency.round(left - amount)
        return parts, left

    def _get_amount_in(self, invoice):
        """Return the promised amount in the currency of an invoice, at its rate."""
        target, own = invoice.currency_id, self.currency_id
        amount = self._get_amount_to_give()
        if own == target:
            return amount
        day = invoice.invoice_date or fields.Date.context_today(self)
        return own._complaint_exchange(amount, target, invoice.company_id, day)

    def _get_quantity_to_give(self):
        """Return how many pieces are given back now. To be overridden for a part."""
        return self.quantity

    def _get_amount_to_give(self):
        """Return how much is given back now, as :meth:`_get_quantity_to_give`."""
        return self.amount

    def _make_credit_note(self, invoice, parts):
        """Return the credit note of one invoice, a draft with these parts only."""
        reversal = (
            self.env["account.move.reversal"]
            .with_company(invoice.company_id)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"reason": self.case_id.name, "journal_id": invoice.journal_id.id})
        )
        reversal.reverse_moves()
        move = reversal.new_move_ids

        def by_place(line):
            return line.sequence, line.id

        copies = dict(
            zip(
                invoice.invoice_line_ids.sorted(by_place),
                move.invoice_line_ids.sorted(by_place),
                strict=True,
            )
        )
        kept = {copies[part.line]: part for part in parts}
        commands = []
        for copy in copies.values():
            part = kept.get(copy)
            if not part:
                commands.append(Command.delete(copy.id))
                continue
            natural = part.line.price_total / part.line.quantity * part.quantity
            values = {"quantity": part.quantity}
            if invoice.currency_id.compare_amounts(natural, part.amount):
                price = part.line.price_unit * part.amount / natural
                values["price_unit"] = price
            if not self._gives_back_goods():
                values["sale_line_ids"] = [Command.clear()]
            commands.append(Command.update(copy.id, values))
        move.write({"invoice_line_ids": commands, "complaint_line_id": self.id})
        self._shave(move, sum(part.amount for part in parts))
        return move

    def _shave(self, move, target):
        """Take off the cent that rounding gives too much."""
        over = move.currency_id.round(move.amount_total - target)
        if over > 0:
            line = move.invoice_line_ids[-1:]
            line.price_unit -= max(over, move.currency_id.rounding) / line.quantity

    def _execute_price(self, sold):
        """Lower the price of an order line by what was promised.

        :param sold: a `sale.order.line` that is not invoiced yet
        """
        if sold.order_id.locked or sold.state == "cancel" or sold.price_total <= 0:
            raise UserError(
                self.env._("The price of %s can't be changed.", sold.display_name)
            )
        share = self._get_amount_in_order(sold) / sold.price_total
        if share > 1:
            raise UserError(
                self.env._("%s costs less than is promised.", sold.display_name)
            )
        sold.price_unit *= 1 - share
        self.write(
            {
                "priced_line_id": sold.id,
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )
        return sold

    def _get_amount_in_order(self, sold):
        today = fields.Date.context_today(self)
        return self.currency_id._complaint_exchange(
            self.amount, sold.currency_id, sold.company_id, today
        )
