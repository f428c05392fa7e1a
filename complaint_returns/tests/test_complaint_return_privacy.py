# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .return_common import ComplaintReturnCommon

MONEY = {"drug_value", "drug_quantity", "currency_id"}


@tagged("post_install", "-at_install")
class TestReturnPrivacy(ComplaintReturnCommon, ComplaintHttpCommon):
    """The warehouse sees goods: no complainant, no money, whatever it asks for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.name = "Privately Named Hospital"
        cls.record = cls._take_to(
            cls._create_return(cls._return_line(drug_value=4711.25)), "received"
        )
        cls.parts = cls.record | cls.record
        cls.records = [cls.record, cls.record.line_ids, cls.record.item_ids]
        cls.env.flush_all()

    @mute_logger("odoo.http")
    def test_every_field_read_over_rpc_tells_neither_name_nor_amount(self):
        """Each field of each model, one by one: shown are goods, or it is refused."""
        self._login(self.user_warehouse)
        for record in self.records:
            shown = set()
            for name in record._fields:
                try:
                    found = self._call_kw(record._name, "read", record.ids, [name])
                except Exception:
                    continue
                shown.add(name)
                self.assertNotIn("Privately Named", str(found), name)
                self.assertNotIn("4711", str(found), name)
            known = record._goods_fields | record._goods_entries | {"id"}
            self.assertEqual(shown, known, record._name)
            self.assertFalse(shown & MONEY)

    def test_hidden_fields_are_not_searched_either(self):
        """Nobody finds out by asking which returns cost more than an amount."""
        Line = self.env["complaint.return.line"].with_user(self.user_warehouse)
        Return = self.env["complaint.return"].with_user(self.user_warehouse)
        for number, search in enumerate(
            (
                lambda: Line.search([("drug_value", ">", 10)]),
                lambda: Line.search([], order="drug_value"),
                lambda: Line._read_group([], ["exception_reason"]),
                lambda: Line._read_group([], [], ["drug_value:sum"]),
                lambda: Return.search([("line_ids.drug_value", ">", 10)]),
            )
        ):
            with self.subTest(number=number), self.assertRaises(AccessError):
                search()
        # The complaint itself answers nothing.
        self.assertFalse(Return.search([("case_id.partner_id", "!=", False)]))

    def test_hidden_fields_are_not_written(self):
        """Counting is all that is entered."""
        line = self.record.line_ids.with_user(self.user_warehouse)
        for name, value in (("quantity", 3), ("drug_value", 0), ("note", "x")):
            with self.subTest(name=name), self.assertRaises(UserError):
                line.write({name: value})
        with self.assertRaises(AccessError):
            self.record.with_user(self.user_warehouse).write({"carrier": "Mine"})

    def test_drafts_are_not_seen_by_the_warehouse(self):
        """A return is there once it is authorised."""
        draft = self._create_return(self._return_line(self.lot_b, 1))
        seen = self.env["complaint.return"].with_user(self.user_warehouse).search([])
        self.assertIn(self.record, seen)
        self.assertNotIn(draft, seen)

    def test_transfer_of_a_consumer_names_nobody(self):
        """Partner and origin are replaced by the number of the return."""
        case = self._create_case_at(
            "registered",
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
        )
        record = self._create_return(self._return_line(self.lot_b, 1), case_id=case.id)
        record.action_authorise()
        picking = record.sudo().picking_ids
        self.assertEqual(picking.origin, record.name)
        self.assertFalse(picking.partner_id | picking.move_ids.partner_id)

    def test_slip_and_labels_name_neither(self):
        """The warehouse prints both; only goods and numbers stand on them."""
        record = self._take_to(
            self._create_return(self._return_line(self.lot_b, 2, drug_value=4711.25)),
            "authorised",
        )
        Report = self.env["ir.actions.report"].with_user(self.user_warehouse)
        for name in ("slip", "label"):
            html = Report._render_qweb_html(
                f"complaint_returns.complaint_return_action_{name}", record.ids
            )[0].decode()
            self.assertIn(record.name, html)
            self.assertIn("2602B", html)
            self.assertNotIn("Privately", html)
            self.assertNotIn("4711", html)
        self.assertNotIn("/", record._get_report_base_filename())

    def test_second_company_is_blind(self):
        """A warehouse of another company does not see the goods."""
        user = self._create_user(
            "far",
            "warehouse",
            company_id=self.company_other.id,
            company_ids=[(6, 0, self.company_other.ids)],
        )
        self.assertFalse(self.env["complaint.return"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            self.record.with_user(user).action_inspect()

    def test_lists_take_the_same_queries_at_any_length(self):
        """What the lists show is read in one go."""
        for _number in range(6):
            self._take_to(
                self._create_return(self._return_line(move_id=False, quantity=1)),
                "authorised",
            )
        Return = self.env["complaint.return"].with_user(self.user_warehouse)
        ids = Return.search([]).ids
        spec = {"name": {}, "is_used": {}, "line_count": {}, "quantity_total": {}}
        counts = []
        for some in (ids, ids[:1], ids):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            Return.web_search_read([("id", "in", some)], spec)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])
