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
