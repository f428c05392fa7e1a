# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging

from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestSettlementPerformance(ComplaintSettlementCommon):
    """What it costs to ask for and to carry out a settlement of many lines."""

    LINE = {"kind": "compensation", "compensation_kind": "goodwill", "amount": 1.0}
    #: On top of what core takes to make the bills: 45, and 1.01 for each line.
    OWN_QUERIES = 50
    OWN_LINE_QUERIES = 1.5
    #: On top of core's reversal of the whole invoice: 62, and 0.9 for each line.
    CREDIT_QUERIES = 75

    def _count(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _count_core(self, lines):
        """Return what the same bills cost when core makes them one by one."""
        company = self.company
        moves = self.env["account.move"].with_company(company)
        values = [
            line.sudo()._prepare_bill_values(
                company.complaint_compensation_account_id,
                company.complaint_compensation_journal_id,
            )
            for line in lines
        ]
        for vals in values:
            vals.pop("complaint_line_id")

        def make():
            for vals in values:
                moves.create(vals)
                moves.env.flush_all()

        return self._count(make)

    def test_each_line_costs_the_same(self):
        """A hundred lines cost ten times what ten cost, and core has most of it."""
        own, core = {}, {}
        for number in (1, 10, 100):
            order = self._sell(quantity=200)
            settlement = self._carry_out(self._complain(order, *[self.LINE] * number))
            lines = settlement.line_ids.with_user(self.handler)
            core[number] = self._count_core(lines)
            own[number] = self._count(lines.action_execute) - core[number]
            self.assertEqual(len(lines.move_ids.sudo()), number)
        _logger.info("so many lines: core %s, on top of it %s", core, own)
        for number, queries in own.items():
            allowed = self.OWN_QUERIES + self.OWN_LINE_QUERIES * number
            self.assertLessEqual(queries, allowed, (core, own))

    def test_asking_costs_the_same_for_many_lines(self):
        """Approval is asked for at one price, whatever the number of lines."""
        self.company.complaint_approval_fallback_id = self.user_manager
        counts = {}
        for number in (1, 10, 100):
            order = self._sell(quantity=200)
            draft = self._complain(order, *[self.LINE] * number)
            draft = draft.with_user(self.handler)
            counts[number] = self._count(draft.action_request_approval)
        _logger.info("queries to ask for so many lines: %s", counts)
        self.assertLessEqual(counts[100], counts[10] + 2, counts)

    def _sell_many(self, number):
        """Return an order of so many lines, invoiced and paid."""
        order = self._sell(invoice=False)
        missing = number - len(order.order_line)
        values = order.order_line[:1].copy_data({"order_id": order.id})[0]
        self.env["sale.order.line"].create([dict(values) for _line in range(missing)])
        self._invoice(order)
        return order

    def _reverse(self, invoice):
        """Let core reverse a whole invoice."""
        reversal = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        values = {"reason": "Core", "journal_id": invoice.journal_id.id}
        reversal.create(values).reverse_moves()

    def test_credit_note_of_many_lines(self):
        """A credit note on a hundred invoice lines costs little more than core's."""
        own, core = {}, {}
        for number in (1, 10, 100):
            order = self._sell_many(number)
            invoice = order.invoice_ids
            refund = {"kind": "refund", "amount": invoice.amount_total}
            promise = self._promise(order, refund, line_ids=[])
            line = promise.with_user(self.handler)
            own[number] = self._count(line.action_execute)
            note = promise.move_ids
            self.assertEqual(len(note.invoice_line_ids), number)
            self.assertAlmostEqual(note.amount_total, invoice.amount_total)
            core[number] = self._count(lambda invoice=invoice: self._reverse(invoice))
        _logger.info("credit note of so many lines: core %s, all %s", core, own)
        for number, queries in own.items():
            allowed = self.CREDIT_QUERIES + self.OWN_LINE_QUERIES * number
            self.assertLessEqual(queries - core[number], allowed, (core, own))
