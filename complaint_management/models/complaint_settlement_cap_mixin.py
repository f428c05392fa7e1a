# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_amount

from ..const import COUNTED_STATES

#: What is paid out. All else may also be worth what is still due on the order, as may
#: pieces that are taken back at their price.
PAYOUT_KINDS = ("refund", "compensation")


def _get_over(payouts, cuts, paid, due):
    """Return how much is over what was paid; cuts may also come off what is due."""
    return max(payouts + cuts - paid - min(cuts, max(due, 0.0)), 0.0)


class ComplaintSettlementCapMixin(models.AbstractModel):
    """What is given back at most: what the customer paid, over all complaints.

    Measured on the order line, else on the invoice, else by the category. Whatever is
    over it has to be known to who approved: it is frozen when approval is asked for,
    and nothing is told or posted that is over it by more.
    """

    _name = "complaint.settlement.cap.mixin"
    _description = "Cap of a Settlement"

    cap_unknown = fields.Boolean(
        compute="_compute_cap_unknown",
        string="No Cap",
        help="Neither an order, nor an invoice, nor the category limits the amount.",
    )

    # === COMPUTE METHODS === #

    def _compute_cap_unknown(self):
        for settlement in self:
            # Superuser: documents the user may not read.
            settlement_sudo = settlement.sudo()
            scopes = settlement_sudo._get_cap_scopes()
            settlement.cap_unknown = bool(
                scopes.get(settlement_sudo.case_id)
                and not settlement_sudo._get_category_cap()[0]
            )

    # === CRUD METHODS === #

    def write(self, vals):
        """Freeze what is over the cap when approval is asked for; keep to it then."""
        state = vals.get("state")
        if state == "to_approve" and "cap_excess" not in vals:
            for settlement in self:
                settlement._claim_cap()
                over = {"cap_excess": settlement._get_cap_excess()}
                super(ComplaintSettlementCapMixin, settlement).write({**vals, **over})
            return True
        if state in ("approved", "offered"):
            self._ensure_within_cap()
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _ensure_within_cap(self):
        """Refuse more than the customer paid, unless who approved knew of it.

        Makes the transaction wait for its turn on the orders, see
        `complaint.cap.lock`.

        :raise UserError: naming the amount
        """
        self._claim_cap()
        for settlement in self:
            currency = settlement.company_currency_id
            excess = settlement._get_cap_excess()
            known = settlement.cap_excess
            if excess > known and currency.compare_amounts(excess, known) > 0:
                if settlement.state == "executing":
                    raise UserError(
                        self.env._(
                            "%(settlement)s is %(amount)s over what the customer paid "
                            "and has not got back yet, other complaints counted. If "
                            "it was given back already, add the evidence and mark the "
                            "line as done; else let accounting cancel what was given "
                            "back otherwise.",
                            settlement=settlement.display_name,
                            amount=format_amount(self.env, excess, currency),
                        )
                    )
                raise UserError(
                    self.env._(
                        "%(settlement)s is %(amount)s over what the customer paid and "
                        "has not got back yet, other complaints counted. Lower it, or "
                        "ask for approval of it.",
                        settlement=settlement.display_name,
                        amount=format_amount(self.env, excess, currency),
                    )
                )

    def _claim_cap(self):
        Lock = self.env["complaint.cap.lock"].sudo()  # nobody has rights on it
        records = self.sudo()  # documents the user may not read count as well
        scopes = [scope for record in records for scope in record._get_cap_scopes()]
        for name in ("sale.order", "account.move"):
            ids = [scope.id for scope in scopes if scope._name == name]
            Lock._claim(self.env[name].browse(ids))

    def _get_cap_excess(self):
        """Return by how much this promises more than the customer paid, all counted.

        In the currency of the company; 0.0 where nothing limits the amount, see
        :attr:`cap_unknown`. Measured in the currency of the order or invoice, so that
        a rate that moved since makes no difference.

        :rtype: float
        """
        self.ensure_one()
        # Superuser: other people's complaints, orders and invoices count.
        settlement = self.sudo()
        return sum(
            settlement._get_excess_of_case(lines)
            if scope._name == "complaint.case"
            else settlement._get_excess_of_document(scope, lines)
            for scope, lines in settlement._get_cap_scopes().items()
        )

    def _get_cap_scopes(self):
        """Return the lines with money, by what they are measured on.

        :return: lines by `sale.order`, `account.move` or, for want of both, the case
        :rtype: dict
        """
        scopes = defaultdict(self.line_ids.browse)
        for line in self.line_ids:
            if line.amount or line.done_amount or line._is_refund_of_pieces():
                scopes[line._get_cap_scope()] |= line
        return scopes

    def _get_category_cap(self):
        """Return the cap of the category or of one above it, and its currency."""
        category = self.case_id.category_id
        while category and not category.cap_amount:
            category = category.parent_id
        return category.cap_amount, category.cap_currency_id

    def _get_excess_of_case(self, lines):
        cap, currency = self._get_category_cap()
        if not cap:
            return 0.0
        today, company = fields.Date.context_today(self), self.company_id
        target = company.currency_id
        cap = (currency or target)._convert(cap, target, company, today)
        others = self.case_id.settlement_ids.filtered(
            lambda s: s != self and s.state in COUNTED_STATES
        ).line_ids.filtered(lambda line: line._get_cap_scope() == self.case_id)
        own = sum(line._get_pending_amount(target) for line in lines)
        total = own + sum(line._get_pending_amount(target) for line in others)
        return min(own, max(total - cap, 0.0))

    def _get_excess_of_document(self, scope, lines):
        currency = scope.currency_id
        invoiced = scope._get_complaint_invoice_lines()
        paid, due = self._get_paid_and_due(scope, invoiced)
        own_amounts, payouts, cuts = (defaultdict(float) for _number in range(3))
        for line in lines | self._get_other_lines(scope):
            amount, sold = line._get_pending_amount(currency), line.sale_line_id
            is_payout = line.kind in PAYOUT_KINDS and not line._is_refund_of_pieces()
            amounts = payouts if is_payout else cuts
            amounts[sold] += amount
            if line in lines:
                own_amounts[sold] += amount
        by_line = sum(
            min(own, _get_over(payouts[sold], cuts[sold], paid[sold], due[sold]))
            for sold, own in own_amounts.items()
            if sold
        )
        total = _get_over(
            *(sum(amounts.values()) for amounts in (payouts, cuts, paid, due))
        )
        excess = max(by_line, min(sum(own_amounts.values()), total))
        if currency.is_zero(excess):
            return 0.0
        company = self.company_id
        rates = invoiced.move_id.filtered(lambda m: m.currency_id == currency)
        rate = rates.sorted("id")[-1:].invoice_currency_rate
        if rate:
            return company.currency_id.round(excess / rate)
        today = fields.Date.context_today(self)
        return currency._convert(excess, company.currency_id, company, today)

    def _get_other_lines(self, scope):
        """Return what other rounds and complaints give back on the same document."""
        if scope._name == "sale.order":
            of_line = Domain("case_line_id.sale_line_id.order_id", "=", scope.id)
            of_case = Domain("case_id.sale_order_id", "=", scope.id)
        else:
            of_line = Domain.FALSE
            of_case = Domain("case_id.invoice_id", "=", scope.id)
        domain = (of_line | of_case) & Domain(
            [
                ("settlement_id.state", "in", COUNTED_STATES),
                ("settlement_id", "not in", self.ids),
            ]
        )
        found = self.env["complaint.settlement.line"].search(domain)
        return found.filtered(lambda line: line._get_cap_scope() == scope)

    def _get_paid_and_due(self, scope, invoiced):
        """Return what the customer paid and did not get back, and what is still due.

        :param scope: the `sale.order` or `account.move`, whose currency counts
        :param invoiced: `account.move.line` of posted invoices and credit notes
        :return: twice amounts with tax, by `sale.order.line`, an empty one included
        :rtype: tuple[dict, dict]
        """
        currency, net = scope.currency_id, defaultdict(float)
        for line in invoiced:
            move = line.move_id
            invoice = move
            amount = move.currency_id._convert(
                line.price_total, currency, move.company_id, move.invoice_date
            )
            if move.move_type == "out_refund":
                invoice, amount = move.reversed_entry_id, -amount
            net[move._get_complaint_sold(line), invoice] += amount
        paid, due = defaultdict(float), defaultdict(float)
        for (sold, invoice), amount in net.items():
            share = invoice._get_complaint_paid_share() if amount > 0 else 1.0
            paid[sold] += amount * share
            due[sold] += amount * (1 - share)
        if scope._name == "sale.order":
            for sold in scope.order_line.filtered("product_uom_qty"):
                rest = 1 - sold.qty_invoiced_posted / sold.product_uom_qty
                due[sold] += sold.price_total * max(rest, 0.0)
        return paid, due
