# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What is done by a document. All else is done by hand, with evidence.
DOCUMENT_KINDS = (
    "refund",
    "compensation",
    "discount",
    "price_correction",
    "gift",
    "missing_goods",
)
DOCUMENT_STATES = [
    ("none", "None"),
    ("draft", "Draft"),
    ("done", "Done"),
]


class ComplaintSettlementLineExecuteMixin(models.AbstractModel):
    """A promise is kept by a document of its own: one, never two.

    The handler presses *Execute* and needs no rights on accounting or sales: the
    document is made as superuser after the checks, as a draft unless the company says
    otherwise. It is done when it is posted or delivered, and open again when it is
    cancelled, deleted or reset to draft.
    """

    _name = "complaint.settlement.line.execute.mixin"
    _description = "Execution of a Promise"

    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        help="What is delivered, if it is something else than the goods.",
    )
    priced_line_id = fields.Many2one(
        "sale.order.line",
        string="Order Line With the New Price",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    executed_at = fields.Datetime(
        readonly=True, copy=False, help="When its document was made."
    )
    executed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    done_quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_done",
        store=True,
        readonly=False,
        precompute=True,
        string="Quantity Done",
        help="How much was really given.",
    )
    is_by_document = fields.Boolean(compute="_compute_is_by_document")
    document_state = fields.Selection(DOCUMENT_STATES, compute="_compute_document")
    document_names = fields.Char(compute="_compute_document", string="Documents")

    # === COMPUTE METHODS === #

    @api.depends("case_line_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.case_line_id.product_id or line.product_id

    @api.depends("amount", "quantity")
    def _compute_done(self):
        for line in self:
            if not line.done_at:
                line.done_amount = line.amount
                line.done_quantity = line.quantity

    @api.depends("kind", "case_line_id")
    def _compute_is_by_document(self):
        for line in self:
            line.is_by_document = line._is_by_document()

    @api.depends("move_ids.state", "order_line_ids.state", "priced_line_id", "done_at")
    def _compute_document(self):
        # Its number and state are for all who see the promise; to open it takes rights.
        for line, line_sudo in zip(self, self.sudo(), strict=True):
            names = line_sudo._get_document_names()
            line.document_names = ", ".join(dict.fromkeys(names))
            line.document_state = (
                "none" if not names else "done" if line.done_at else "draft"
            )

    # === CRUD METHODS === #

    def write(self, vals):
        """Keep what was really given, once it is done or a document says it."""
        if {"done_amount", "done_quantity"}.intersection(vals):
            for line in self if not self._holds_step_token() else ():
                line._ensure_no_document()
        return super().write(vals)

    # === ACTION METHODS === #

    def action_execute(self):
        """Make the document of each promise.

        :raise AccessError: if the user may not write the promise
        :raise UserError: when it has one already, before the complainant agreed, or
            naming what is missing for it
        """
        self.check_access("write")
        for line in self:
            line.case_id._ensure_unlocked()
            if line.settlement_id.state != "executing":
                raise UserError(
                    self.env._("Lines are done after the complainant agreed.")
                )
            line._ensure_no_document()
            line.settlement_id._ensure_pays_as_asked()
            # Two who press it at once meet here: the later one starts again.
            line._with_step_token().write(
                {"executed_at": fields.Datetime.now(), "executed_by_id": self.env.uid}
            )
            line.flush_recordset()
            line.settlement_id._ensure_within_cap()
            if not line._settlement_line_execute():
                raise UserError(
                    self.env._(
                        "%s is done by hand: add the evidence and mark it as done.",
                        line.display_name,
                    )
                )
            line.invalidate_recordset(["document_names", "document_state"])
            line.case_id._message_log(
                body=self.env._(
                    "%(promise)s: %(documents)s was made.",
                    promise=line.display_name,
                    documents=line.document_names,
                )
            )
        return True

    def action_view_document(self):
        """Open the document; who has no rights on it is told so."""
        self.ensure_one()
        self.check_access("read")
        # Which documents there are is for all who see the promise.
        moves, sold = self.sudo()._get_documents()
        orders = (sold | self.sudo().priced_line_id).order_id  # as above
        records = (moves or orders).with_env(self.env)
        return self.case_id._action_view(records, self.env._("Documents"))

    # === BUSINESS METHODS === #

    def _is_by_document(self):
        """Whether *Execute* makes a document for this kind of promise.

        To be overridden together with :meth:`_settlement_line_execute`.

        :rtype: bool
        """
        self.ensure_one()
        return self.kind in DOCUMENT_KINDS

    def _settlement_line_execute(self):
        """Make the document of a promise, after all checks.

        To be extended by kind; the documents are made as superuser.

        :return: what was made, or nothing where the promise is kept by hand
        :rtype: recordset or None
        """
        self.ensure_one()
        # The handler needs no rights on accounting and sales; checked by the button.
        line = self.sudo()._with_step_token()
        if self.kind in ("refund", "discount", "price_correction"):
            return line._execute_credit()
        if self.kind == "compensation":
            return line._execute_bill()
        if self.kind in ("gift", "missing_goods"):
            return line._execute_order_line()
        return None

    def _get_documents(self):
        """Return the documents that count: those not cancelled. In superuser mode.

        :return: `account.move` and `sale.order.line`
        :rtype: tuple
        """
        return (
            self.move_ids.filtered(lambda move: move.state != "cancel"),
            self.order_line_ids.filtered(lambda sold: sold.state != "cancel"),
        )

    def _get_document_names(self):
        """Return the names of what keeps the promise, or is about to.

        To be extended with documents of other kinds. In superuser mode.

        :rtype: list of str
        """
        self.ensure_one()
        moves, sold = self._get_documents()
        sold |= self.priced_line_id
        return [
            *(move.name or move.display_name for move in moves),
            *sold.order_id.mapped("name"),
        ]

    def _ensure_goods_back(self):
        """Refuse to give back more money than goods came back for.

        Called when credit notes were made and before they are posted, for each promise
        they keep; accountants call it, too. Does nothing here: the addon that knows
        which goods came back overrides it.

        :raise UserError: naming how much may be given back
        """

    def _ensure_no_document(self):
        self.ensure_one()
        if self.done_at:
            raise UserError(self.env._("%s is already done.", self.display_name))
        if self.sudo()._get_document_names():  # seen or not, they count
            raise UserError(
                self.env._(
                    "%(promise)s has its document already: %(documents)s. It is done "
                    "when that is posted or delivered.",
                    promise=self.display_name,
                    documents=self.document_names,
                )
            )

    def _document_done(self):
        """Mark promises as done whose documents are all done. In superuser mode."""
        for line in self:
            moves, sold = line._get_documents()
            waiting = moves.filtered(lambda move: move.state != "posted")
            undelivered = sold.filtered(lambda sold: not sold._is_complaint_delivered())
            if line.done_at or waiting or undelivered:
                continue
            values = line._prepare_given_values(moves, sold)
            line._with_step_token().write(
                {
                    **values,
                    "done_at": fields.Datetime.now(),
                    "done_by_id": self.env.uid,
                }
            )

    def _document_taken_back(self):
        """Open promises again; said on the case. In superuser mode."""
        for line in self.exists():
            if line.done_at:
                line._with_step_token().write(
                    {
                        "done_at": False,
                        "done_by_id": False,
                        "done_amount": line.amount,
                        "done_quantity": line.quantity,
                    }
                )
            line.case_id._message_log(
                body=self.env._(
                    "%s is not done any more: its document was cancelled, deleted or "
                    "reset to draft.",
                    line.display_name,
                )
            )

    def _prepare_given_values(self, moves, sold):
        """Return what the documents gave, in the currency and unit of the promise."""
        self.ensure_one()
        values = {}
        if moves:
            values["done_amount"] = sum(self._to_currency(move) for move in moves)
            if self._gives_back_goods():
                values["done_quantity"] = sum(
                    self._to_unit(line.product_uom_id, line.quantity)
                    for line in moves.invoice_line_ids
                    if line.display_type == "product"
                )
        if sold:
            values["done_quantity"] = sum(
                self._to_unit(line.product_uom_id, line.qty_delivered) for line in sold
            )
        return values

    def _get_unit(self):
        """Return the unit in which a promise counts."""
        return (
            self.case_line_id.product_uom_id
            if self.case_line_id.product_id == self.product_id
            else self.product_id.uom_id
        ) or self.case_line_id.product_uom_id

    def _to_unit(self, unit, quantity):
        own = self._get_unit()
        if not own or not unit or own == unit:
            return quantity
        return unit._compute_quantity(quantity, own, raise_if_failure=False)

    def _to_currency(self, move, currency=None):
        """Return the total of a document, in the currency of the promise."""
        day = move.invoice_date or fields.Date.context_today(self)
        return move.currency_id._convert(
            move.amount_total, currency or self.currency_id, move.company_id, day
        )

    # === CAP === #

    def _get_cap_scope(self):
        """Return the order or invoice that limits the amount, else the case."""
        self.ensure_one()
        case = self.case_id
        return (
            self.sale_line_id.order_id or case.sale_order_id or case.invoice_id or case
        )

    def _get_pending_amount(self, currency):
        """Return what is promised or paid and not yet in a posted credit note.

        A draft that was made larger than the promise counts as it is.

        :param currency: what to return it in
        :rtype: float
        """
        self.ensure_one()
        if self.priced_line_id:
            return 0.0
        refunds = self.move_ids.filtered(lambda move: move.move_type == "out_refund")
        posted = refunds.filtered(lambda move: move.state == "posted")
        drafts = self.move_ids.filtered(lambda move: move.state == "draft")
        bills = (self.move_ids - refunds).filtered(lambda m: m.state == "posted")
        back = sum(self._to_currency(move, currency) for move in posted)
        if self.done_at and posted:
            return 0.0
        due = sum(self._to_currency(move, currency) for move in drafts | bills)
        today, company = fields.Date.context_today(self), self.case_id.company_id
        promised = self._get_amount_for_cap()
        promised = self.currency_id._convert(promised, currency, company, today)
        return max(promised - back, due, 0.0)
