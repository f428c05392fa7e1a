# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import ComplaintSettlementCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementClosing(ComplaintSettlementCommon):
    """What was done is compared with what was promised before a complaint closes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell()

    def _follow_up(self, *lines):
        """Return the lines of a case in follow-up, ready to be closed."""
        promises = self._promise(self.order, *lines)
        self._prepare_follow_up(promises.case_id)
        promises.case_id.action_follow_up()
        self._prepare_close(promises.case_id)
        return promises

    def test_done_as_promised(self):
        """Done by hand as promised, nothing is asked."""
        line = self._follow_up({"kind": "replacement", "quantity": 2})
        self.assertRecordValues(
            line, [{"is_mismatch": False, "done_quantity": 2.0, "mismatch_count": 0}]
        )
        line.case_id.with_user(self.handler).action_close()

    def test_less_done_by_hand(self):
        """Less than promised blocks closing until a manager explains it."""
        line = self._promise(self.order, {"kind": "replacement", "quantity": 2})
        line.with_user(self.handler).done_quantity = 1
        case = line.case_id
        self._prepare_follow_up(case)
        case.action_follow_up()
        self._prepare_close(case)
        self.assertRecordValues(
            line, [{"is_mismatch": True, "responsible_id": self.handler.id}]
        )
        self.assertRefused(
            "otherwise than promised", case.with_user(self.handler).action_close
        )
        with self.assertRaises(AccessError):
            line.with_user(self.handler).mismatch_reason = "Only one was left"
        with self.assertRaises(AccessError):
            self.env["complaint.settlement.line"].with_user(self.handler).create(
                {
                    "settlement_id": self._create_settlement(self.case).id,
                    "kind": "gift",
                    "mismatch_reason": "Known before",
                }
            )
        line.with_user(self.leader).mismatch_reason = "Only one was left"
        self.assertEqual(line.mismatch_by_id, self.leader)
        case.with_user(self.handler).action_close()

    def test_more_by_document(self):
        """A credit note of another amount differs, however it came about."""
        line = self._promise(self.order, {"kind": "refund", "amount": 50})
        move = self._execute(line)
        move.invoice_line_ids.price_unit = 40
        move.action_post()
        self.assertRecordValues(line, [{"is_mismatch": True, "done_amount": 45.2}])

    def test_figures_are_not_typed(self):
        """What a document or the comparison says is not changed by hand."""
        line = self._follow_up({"kind": "replacement", "quantity": 2})
        for vals in (
            {"is_mismatch": True},
            {"mismatch_count": 3},
            {"responsible_id": self.leader.id},
            {"mismatch_by_id": self.leader.id},
            {"done_quantity": 1},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                line.with_user(self.handler).write(vals)

    def test_report(self):
        """The closing report shows promise, document and difference, and no person."""
        line = self._promise(self.order, {"kind": "refund", "amount": 50})
        move = self._execute(line)
        move.action_post()
        report = self.env["ir.actions.report"].with_user(self.handler)
        html, _kind = report._render_qweb_html(
            "complaint_management.report_complaint_closing", line.case_id.ids
        )
        self.assertIn(move.name, html.decode())
        self.assertNotIn(self.partner.name, html.decode())

    def test_counted_per_person(self):
        """Managers see differences by who was responsible."""
        line = self._promise(self.order, {"kind": "replacement", "quantity": 2})
        line.user_id = self.leader
        line.done_quantity = 1
        self._prepare_follow_up(line.case_id)
        groups = (
            self.env["complaint.settlement.line"]
            .with_user(self.user_manager)
            ._read_group(
                [("case_id", "=", line.case_id.id)],
                ["responsible_id"],
                ["mismatch_count:sum"],
            )
        )
        self.assertEqual(groups, [(self.leader, 1)])

    def test_list_costs_the_same_for_many(self):
        """The list of promises, documents included, is read in as many queries."""
        few = self._promise(self.order, {"kind": "price_correction", "amount": 1})
        many = self._promise(
            self._sell(), *({"kind": "price_correction", "amount": 1},) * 12
        )
        for line in few | many:
            self._execute(line)
        names = ("display_name", "responsible_id", "done_amount", "document_names")
        counts = []
        for lines in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            Line = self.env["complaint.settlement.line"].with_user(self.user_manager)
            Line.search([], limit=1).read(["display_name"])  # rights are known then
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Line.web_search_read(
                [("id", "in", lines.ids)], {name: {} for name in names}
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
