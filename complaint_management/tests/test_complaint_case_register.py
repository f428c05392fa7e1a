# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import base64
from datetime import timedelta

from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .register_common import REGISTER_VIEW, ComplaintRegisterCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseRegister(ComplaintRegisterCommon):
    """The register screen fills in what it can and refuses what can't be true."""

    def _fill(self, form, product=True, **line):
        """Type what each complaint has, and one line of goods."""
        form.partner_id = self.partner
        form.description = "The bag leaks at the port."
        if product:
            with form.line_ids.new() as goods:
                goods.product_id = self.product
                for name, value in line.items():
                    goods[name] = value
        return form

    # === WHO === #

    def test_starts_on_the_phone(self):
        """The channel of a call is chosen already; nothing is elsewhere."""
        self.assertEqual(self._open().channel_id.code, "phone")
        normal = self.env["complaint.case"].with_user(self.clerk)
        self.assertFalse(normal.default_get(["channel_id"]).get("channel_id"))

    def test_person_at_the_customer_becomes_the_contact(self):
        """Whoever is found first, the customer is the company."""
        nurse = self._create_partner(
            name="Head Nurse", is_company=False, parent_id=self.partner.id
        )
        form = self._open()
        form.partner_id = nurse
        self.assertEqual(form.partner_id, self.partner)
        self.assertEqual(form.contact_id, nurse)
        form.partner_id = self._create_partner(name="Other Hospital")
        self.assertFalse(form.contact_id)

    def test_consumer_on_file(self):
        """A private customer is a consumer without anybody saying so."""
        form = self._open()
        form.partner_id = self._create_partner(name="A Person", is_company=False)
        self.assertEqual(form.complainant_type, "consumer")

    def test_unknown_consumer_is_kept_apart(self):
        """Who is not on file leaves no name on the case."""
        form = self._open()
        form.complainant_type = "consumer"
        form.complainant_name = "Zhang Privately"
        form.complainant_phone = "139 0000 0000"
        form.description = "Too sweet."
        case = form.save()
        self.assertTrue(case.has_identity)
        self.assertFalse(case.complainant_name)
        case.action_register_and_acknowledge()
        self.assertState(case, "registered")

    def test_recent_complaints_are_counted(self):
        """Only the customer's own, of the last 90 days, that the user may read."""
        old = self._create_case()
        old.received_at = fields.Datetime.now() - timedelta(days=91)
        ward = self._create_partner(
            name="Ward", is_company=False, parent_id=self.partner.id
        )
        self._create_case(partner_id=ward.id)
        self._create_case(partner_id=self._create_partner(name="Stranger").id)
        self._create_case(confidential=True, partner_id=False)
        form = self._open()
        self.assertEqual(form.recent_case_count, 0)
        form.partner_id = self.partner
        self.assertEqual(form.recent_case_count, 2)
        blind = self._open(self.colleague)
        blind.partner_id = self.partner
        self.assertEqual(blind.recent_case_count, 0)

    # === WHAT === #

    def test_only_order_that_fits_is_filled_in(self):
        """One order with the goods is taken, along with its delivery."""
        order = self._deliver()
        form = self._fill(self._open())
        self.assertEqual(form.sale_order_id, order)
        self.assertEqual(form.picking_id, order.picking_ids)
        case = form.save()
        self.assertEqual(case.sale_order_id, order)
        self.assertEqual(case.picking_id, order.picking_ids)

    def test_lot_tells_two_orders_apart(self):
        """Of two orders none is taken, until the lot leaves only one."""
        first = self._deliver()
        other_lot = self._create_lot(self.product, name="2602B")
        self._deliver(lot=other_lot)
        form = self._fill(self._open())
        self.assertFalse(form.sale_order_id)
        with form.line_ids.edit(0) as goods:
            goods.lot_id = self.lot
        self.assertEqual(form.sale_order_id, first)
        with form.line_ids.edit(0) as goods:
            goods.lot_id = self.env["stock.lot"]
        self.assertFalse(form.sale_order_id)

    def test_chosen_order_stays(self):
        """What a person chose is not replaced; another customer's goes."""
        chosen = self._create_order(confirm=True)
        self._deliver()
        form = self._open()
        form.partner_id = self.partner
        form.sale_order_id = chosen
        self._fill(form, lot_id=self.lot)
        self.assertEqual(form.sale_order_id, chosen)
        form.partner_id = self._create_partner(name="Other Hospital")
        self.assertFalse(form.sale_order_id)

    def test_nothing_fills_itself_in_elsewhere(self):
        """The normal form and software keep what they were given."""
        self._deliver()
        case = self._create_case()
        self.assertFalse(case.sale_order_id)

    def test_lot_brings_its_product(self):
        """Who reads a lot number needs no product name."""
        form = self._open()
        with form.line_ids.new() as goods:
            goods.lot_text = "26O2A"
            goods.lot_id = self.lot
            self.assertEqual(goods.product_id, self.product)
            self.assertFalse(goods.lot_text)

    def test_product_sheet_only_for_goods(self):
        """The sheet follows the category, and the goods while there is none."""
        form = self._open()
        self.assertFalse(form.product_sheet)
        self._fill(form, drug_name="Cefazolin")
        self.assertTrue(form.product_sheet)
        form.category_id = self._create_category(name="Rude")
        self.assertFalse(form.product_sheet)
        form.category_id = self._create_category(
            name="Port", parent_id=self.category.id
        )
        self.assertTrue(form.product_sheet)
        self.assertTrue(form.save().line_ids.drug_added)

    def test_photos_become_evidence(self):
        """A photo is registered with custody, once."""
        photo = (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "bag.png",
                    "datas": base64.b64encode(b"picture"),
                    "res_model": "complaint.case",
                }
            )
        )
        form = self._fill(self._open())
        form.photo_ids.add(photo)
        case = form.save()
        self.assertRecordValues(
            case.evidence_ids,
            [{"kind": "photo", "received_by_id": self.clerk.id}],
        )
        self.assertEqual(case.evidence_ids.attachment_ids, photo)
        self.assertEqual(photo.sudo().res_model, "complaint.evidence")
        self.assertEqual(case.photo_ids, photo)
        case.photo_ids = photo
        self.assertEqual(len(case.evidence_ids), 1)

    # === HOW === #

    def test_definition_of_the_chosen_severity(self):
        """What stands beside the choice is the source's text, in the user's words."""
        form = self._open()
        for severity, word in (("minor", "hardly"), ("major", "safety")):
            form.severity = severity
            self.assertIn(word, form.severity_definition)
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = self.env["complaint.case"].with_context(lang="zh_CN")
        case = chinese.new({"severity": "major"})
        self.assertTrue(case.severity_definition)

    def test_look_alikes_before_saving(self):
        """What the user may read of earlier cases is shown, and nothing else."""
        form = self._fill(self._open())
        self.assertEqual(form.look_alike_ids[:], self.case)
        blind = self._fill(self._open(self.colleague))
        self.assertFalse(blind.look_alike_ids[:])

    # === BUTTONS === #

    def test_register_leads_to_the_case(self):
        """The case opens in its normal form, with number and contact person."""
        case = self._fill(self._open()).save()
        action = case.action_register_and_acknowledge()
        self.assertState(case, "registered")
        self.assertEqual(action["res_id"], case.id)
        self.assertEqual(action["views"], [(False, "form")])
        self.assertEqual(case.contact_person, self.clerk.name)
        case.sudo().team_id = self.team
        self.assertEqual(case.contact_person, self.team.name)
        case.sudo().user_id = self.handler
        self.assertEqual(case.contact_person, self.handler.name)

    def test_draft_waits(self):
        """Saved as a draft it has a number and is not registered."""
        case = self._fill(self._open()).save()
        self.assertEqual(case.action_save_draft()["res_id"], case.id)
        self.assertState(case, "new")
        self.assertTrue(case.name)

    def test_solved_on_the_phone(self):
        """A simple case is closed at once, with conclusion, remedy and consent."""
        form = self._fill(self._open(), product=False)
        form.first_contact_solution = "Explained how to open the ring."
        case = form.save()
        with self.assertRaisesRegex(UserError, "Complainant Agreed"):
            case.action_solve_now()
        case.first_contact_consent = True
        case.action_solve_now()
        self.assertState(case, "closed")

    def test_solve_now_says_why_not(self):
        """With a mark or a lot a second pair of eyes is needed; nothing is lost."""
        for values in ({"mark": True}, {"lot_id": self.lot}, {"lot_text": "X"}):
            values = dict(values)
            mark = values.pop("mark", False)
            form = self._fill(self._open(), **values)
            form.first_contact_solution = "Sorry."
            form.first_contact_consent = True
            if mark:
                form.mark_ids.add(self._create_mark())
            case = form.save()
            with self.subTest(values=values, mark=mark):
                with self.assertRaisesRegex(UserError, "mark, money or a lot"):
                    case.action_solve_now()
                self.assertState(case, "new")
                self.assertEqual(case.first_contact_solution, "Sorry.")

    def test_buttons_closed_to_others(self):
        """Who has no part in the case takes none of its steps."""
        for action in (
            "action_register_and_acknowledge",
            "action_solve_now",
            "action_save_draft",
        ):
            self.assertBarred(self.case, action)

    def test_new_leads_to_the_register_screen(self):
        """The button New of list, board and form opens it, and so does a link."""
        Case = self.env["complaint.case"].with_user(self.clerk)
        for kind, name in (
            ("list", "js_class"),
            ("kanban", "on_create"),
            ("form", "js_class"),
        ):
            arch = etree.fromstring(Case.get_view(view_type=kind)["arch"])
            self.assertTrue(arch.get(name), kind)
        view = self.env.ref(REGISTER_VIEW)
        arch = etree.fromstring(Case.get_view(view.id, "form")["arch"])
        self.assertEqual(arch.get("js_class"), "complaint_case_register")
        action = self.product.with_user(self.clerk).action_complain()
        self.assertEqual(action["view_id"][0], view.id)
        self.assertTrue(action["context"]["complaint_register"])

    # === BAD INPUT === #

    @mute_logger("odoo.sql_db")
    def test_bad_input_is_refused(self):
        """Each is told clearly, and the screen keeps what was typed."""
        other = self._create_product(name="Bandage")
        lot = self._create_lot(other, name="B-1")
        stranger = self._create_order(self._create_partner(), confirm=True)
        tomorrow = fields.Date.today() + timedelta(days=3)
        for name, value, where, text in (
            ("lot_id", lot, "line", "Lot B-1 is of"),
            ("quantity", -1, "line", "quantity_positive"),
            ("cartons_affected", -1, "line", "cartons_plausible"),
            ("sale_order_id", stranger, "case", "belongs to"),
            ("event_date", tomorrow, "case", "after it was complained about"),
        ):
            on_line = {name: value} if where == "line" else {}
            form = self._fill(self._open(), **on_line)
            if where == "case":
                form[name] = value
            with self.subTest(name=name):
                with (
                    self.assertRaisesRegex((UserError, IntegrityError), text),
                    self.env.cr.savepoint(),
                ):
                    form.save()
                self.assertEqual(form.description, "The bag leaks at the port.")

    def test_customer_is_asked_for(self):
        """A business complaint without a customer is not saved at all."""
        form = self._open()
        form.description = "It leaks."
        with self.assertRaisesRegex(AssertionError, "partner_id is a required field"):
            form.save()

    # === RIGHTS AND COST === #

    def test_screen_closed_without_the_role(self):
        """Registering needs the role; an employee without it is refused."""
        with self.assertRaises(AccessError):
            self._fill(self._open(self.user_internal)).save()

    def test_opening_costs_few_queries(self):
        """View and defaults come with at most 25 queries, once the server is warm."""
        self._open()
        for _count in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(25):
                self._open()
            self.env["complaint.case"].create(
                [{"partner_id": self.partner.id} for _index in range(100)]
            ).flush_recordset()
