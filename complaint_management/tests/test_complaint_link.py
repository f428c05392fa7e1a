# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .link_common import ComplaintLinkCommon


@tagged("post_install", "-at_install")
class TestComplaintLink(ComplaintLinkCommon):
    """Complaints are counted on, opened and started from what they are about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        line = {"product_id": cls.infusion.id, "lot_id": cls.lot.id}
        cls.case = cls._create_case(
            partner_id=cls.hospital.id,
            sale_order_id=cls.order.id,
            line_ids=[Command.create(line), Command.create(line)],
            user_id=cls.user_seller.id,
        )
        cls.subjects = (
            cls.hospital,
            cls.buyer,
            cls.infusion,
            cls.infusion.product_tmpl_id,
            cls.lot,
            cls.order,
            cls.picking,
            cls.invoice,
        )

    def _start(self, record):
        """Press the button Complaint as a seller and return the form that opens."""
        action = record.with_user(self.user_seller).action_complain()
        Case = self.env[action["res_model"]].with_user(self.user_seller)
        form = Form(Case.with_context(**action["context"]))
        form.description = "The bag leaks."
        return form

    def test_case_counted_once_on_all_it_is_about(self):
        """Two lines on one lot are still one complaint about it."""
        for record in self.subjects:
            with self.subTest(model=record._name):
                record = record.with_user(self.user_seller)
                self.assertEqual(record.complaint_count, 1)

    def test_count_leaves_out_what_the_user_may_not_open(self):
        """A user counts the cases in which he or she is named, no other."""
        hidden = self._create_case(
            partner_id=self.hospital.id, sale_order_id=self.order.id
        )
        for user, count in ((self.user_seller, 1), (self.user_all, 2)):
            with self.subTest(user=user.login):
                self.assertEqual(self.hospital.with_user(user).complaint_count, count)
        action = self.order.with_user(self.user_seller).action_view_complaints()
        self.assertEqual(action["res_id"], self.case.id)
        hidden.user_id = self.user_seller
        action = self.order.with_user(self.user_seller).action_view_complaints()
        self.assertFalse(action.get("res_id"))

    def test_company_counts_its_people_and_they_themselves(self):
        """The company has all cases, a person those which he or she brought."""
        nurse = self._create_partner(
            name="Nurse", is_company=False, parent_id=self.hospital.id
        )
        self._create_case(partner_id=nurse.id)
        self._create_case(partner_id=self.hospital.id, contact_id=nurse.id)
        self._create_case(partner_id=nurse.id, contact_id=nurse.id)
        people = (self.hospital | self.buyer | nurse).with_user(self.user_all)
        self.assertEqual(people.mapped("complaint_count"), [4, 1, 3])

    def test_template_counts_its_variants(self):
        """A product has the complaints about each variant, a variant its own."""
        color = self.env["product.attribute"].create(
            {
                "name": "Port",
                "value_ids": [Command.create({"name": n}) for n in ("one", "two")],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Infusion with Ports",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": color.id,
                            "value_ids": [Command.set(color.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        one, two = template.product_variant_ids
        lines = [Command.create({"product_id": p.id}) for p in (one, two)]
        self._create_case(line_ids=lines)
        self._create_case(line_ids=lines[:1])
        for record, count in ((template, 2), (one, 2), (two, 1)):
            with self.subTest(record=record.display_name):
                record = record.with_user(self.user_all)
                self.assertEqual(record.complaint_count, count)

    def test_unsaved_record_has_none(self):
        """A form that is being filled in shows no complaint."""
        form = Form(self.env["sale.order"].with_user(self.user_seller))
        self.assertEqual(form.complaint_count, 0)

    def test_complaints_opened_are_those_counted(self):
        """The button opens as many cases as stand on it, without the usual filter."""
        self._create_case(
            partner_id=self.hospital.id,
            contact_id=self.buyer.id,
            sale_order_id=self.order.id,
            line_ids=[Command.create(v) for v in self.case.line_ids.copy_data()],
        )
        for record in self.subjects:
            with self.subTest(model=record._name):
                record = record.with_user(self.user_all)
                action = record.action_view_complaints()
                found = self.env["complaint.case"].search(action["domain"])
                self.assertEqual(len(found), record.complaint_count)
                self.assertEqual(action["res_model"], "complaint.case")
                self.assertFalse(
                    [key for key in action["context"] if "search_default" in key]
                )

    def test_complaint_about_order(self):
        """The order fills in who complains and the documents."""
        case = self._start(self.order).save()
        self.assertRecordValues(
            case,
            [
                {
                    "partner_id": self.hospital.id,
                    "contact_id": self.buyer.id,
                    "complainant_type": "business",
                    "sale_order_id": self.order.id,
                    "picking_id": self.picking.id,
                    "invoice_id": self.invoice.id,
                    "line_ids": [],
                }
            ],
        )

    def test_complaint_about_delivery_and_invoice(self):
        """Delivery and invoice fill in the person who ordered, not the address."""
        for record in (self.picking, self.invoice):
            with self.subTest(model=record._name):
                case = self._start(record).save()
                self.assertEqual(case.partner_id, self.hospital)
                self.assertEqual(case.contact_id, self.buyer)
                self.assertEqual(case.picking_id, self.picking)
                self.assertEqual(case.invoice_id, self.invoice)

    def test_complaint_about_lot(self):
        """The lot fills in one line of goods, and nobody who complains."""
        case = self._start(self.lot).save()
        self.assertFalse(case.partner_id)
        self.assertRecordValues(
            case.line_ids,
            [{"product_id": self.infusion.id, "lot_id": self.lot.id, "quantity": 1}],
        )
        self.assertEqual(case.line_ids.product_uom_id, self.infusion.uom_id)

    def test_complaint_about_product(self):
        """A product without variants fills in one line of goods."""
        for record in (self.infusion, self.infusion.product_tmpl_id):
            with self.subTest(model=record._name):
                case = self._start(record).save()
                self.assertEqual(case.line_ids.product_id, self.infusion)

    def test_complaint_of_consumer(self):
        """Who is no company and belongs to none is a consumer."""
        consumer = self._create_partner(name="Consumer", is_company=False)
        case = self._start(consumer).save()
        self.assertEqual(case.complainant_type, "consumer")
        self.assertEqual(case.partner_id, consumer)
        self.assertFalse(case.contact_id)

    def test_complaint_belongs_to_the_company_of_the_document(self):
        """Somebody who works for several companies registers with the right one."""
        self.user_seller.company_ids += self.company_other
        partner = self._create_partner(name="Clinic", company_id=self.company_other.id)
        user = self.user_seller
        action = partner.with_user(user).action_complain()
        self.assertEqual(action["context"]["default_company_id"], self.company_other.id)

    def test_complaint_blocked_without_role(self):
        """Who sells, but has no role in complaints, starts none."""
        for record in self.subjects:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_sales).action_complain()

    def test_complaint_blocked_about_what_the_user_may_not_read(self):
        """A complaint role alone does not open documents."""
        for record in (self.order, self.picking, self.invoice):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_manager).action_complain()

    def test_count_blocked_without_role(self):
        """Who has no role in complaints does not read how many there are."""
        for record in self.subjects:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_sales).read(["complaint_count"])

    def test_statistics_of_customers_name_complaints(self):
        """The cards of customers show their complaints, to who may know of them."""
        for user, expected in ((self.user_seller, 1), (self.user_sales, None)):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                hospital = self.hospital.with_user(user)
                labels = {
                    entry["label"]: entry["value"]
                    for entry in hospital.application_statistics
                }
                self.assertEqual(labels.get("Complaints"), expected)
