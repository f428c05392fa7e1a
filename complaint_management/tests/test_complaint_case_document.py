# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .link_common import ComplaintLinkCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseDocument(ComplaintLinkCommon):
    """One document of a case leads to the others and to the customer."""

    def assertDocuments(self, case, **expected):
        """Check the documents and people of a case; what is not named is empty."""
        names = (
            "sale_order_id",
            "picking_id",
            "invoice_id",
            "partner_id",
            "contact_id",
        )
        empty = {name: self.env[case._fields[name].comodel_name] for name in names}
        found = {name: case[name] for name in names}
        self.assertEqual(found, empty | expected)

    def _new_form(self, **values):
        """Fill in a new case as somebody who reads the documents."""
        form = Form(self.env["complaint.case"].with_user(self.user_seller))
        form.description = "The bag leaks."
        for name, value in values.items():
            form[name] = value
        return form

    def test_order_fills_the_rest(self):
        """The order brings customer, contact, delivery and invoice."""
        case = self._new_form(sale_order_id=self.order).save()
        self.assertDocuments(
            case,
            sale_order_id=self.order,
            picking_id=self.picking,
            invoice_id=self.invoice,
            partner_id=self.hospital,
            contact_id=self.buyer,
        )

    def test_delivery_fills_the_rest(self):
        """The delivery brings the order, and through it who ordered."""
        case = self._new_form(picking_id=self.picking).save()
        self.assertDocuments(
            case,
            sale_order_id=self.order,
            picking_id=self.picking,
            invoice_id=self.invoice,
            partner_id=self.hospital,
            contact_id=self.buyer,
        )

    def test_invoice_fills_the_rest(self):
        """The invoice brings the order, and through it the delivery."""
        case = self._new_form(invoice_id=self.invoice).save()
        self.assertDocuments(
            case,
            sale_order_id=self.order,
            picking_id=self.picking,
            invoice_id=self.invoice,
            partner_id=self.hospital,
            contact_id=self.buyer,
        )

    def test_documents_filled_without_a_form(self):
        """What another system registers is filled in alike."""
        case = self.env["complaint.case"].create({"invoice_id": self.invoice.id})
        self.assertEqual(case.sale_order_id, self.order)
        self.assertEqual(case.picking_id, self.picking)
        self.assertEqual(case.partner_id, self.hospital)

    def test_documents_filled_later(self):
        """An order that becomes known later fills in what is still empty."""
        case = self._create_case(partner_id=self.hospital.id)
        self.assertFalse(case.contact_id)
        case.with_user(self.user_all).sale_order_id = self.order
        self.assertDocuments(
            case,
            sale_order_id=self.order,
            picking_id=self.picking,
            invoice_id=self.invoice,
            partner_id=self.hospital,
            contact_id=self.buyer,
        )

    def test_choice_is_kept(self):
        """What was chosen stays, whatever the documents say."""
        nurse = self._create_partner(
            name="Nurse", is_company=False, parent_id=self.hospital.id
        )
        other = self._create_order()
        form = self._new_form(
            partner_id=self.hospital, contact_id=nurse, invoice_id=self.invoice
        )
        form.sale_order_id = other
        case = form.save()
        self.assertEqual(case.contact_id, nurse)
        self.assertEqual(case.sale_order_id, other)
        self.assertEqual(case.invoice_id, self.invoice)

    def test_nothing_filled_where_there_is_a_choice(self):
        """Of two deliveries of an order, none is guessed."""
        self.order.order_line.product_uom_qty = 12
        self._deliver(self.order.picking_ids - self.picking)
        case = self._new_form(sale_order_id=self.order).save()
        self.assertFalse(case.picking_id)
        self.assertEqual(case.invoice_id, self.invoice)

    def test_emptied_document_stays_empty(self):
        """A document that was taken out is not put back by saving."""
        case = self._new_form(sale_order_id=self.order).save()
        case.picking_id = False
        case.description = "The bag leaks at the port."
        self.assertFalse(case.picking_id)

    def test_delivery_without_order_names_its_address_as_customer_only(self):
        """An address that goods are sent to is no person who complains."""
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.ward.id,
                "picking_type_id": self.picking.picking_type_id.id,
            }
        )
        case = self.env["complaint.case"].create({"picking_id": picking.id})
        self.assertDocuments(case, picking_id=picking, partner_id=self.hospital)

    def test_confidential_case_names_nobody(self):
        """A document does not give away who complains in confidence."""
        case = self.env["complaint.case"].create(
            {"confidential": True, "sale_order_id": self.order.id}
        )
        self.assertFalse(case.partner_id | case.contact_id)

    def test_documents_of_another_customer_blocked(self):
        """An order of somebody else is refused, and the message names both."""
        other = self._create_partner(name="Clinic")
        with self.assertRaisesRegex(ValidationError, "City Hospital, not to Clinic"):
            self._create_case(partner_id=other.id, sale_order_id=self.order.id)

    def test_sale_line_offered_from_the_order(self):
        """The goods offer lines of the order of their case only."""
        case = self._new_form(sale_order_id=self.order).save()
        line = case.line_ids.create(
            {"case_id": case.id, "product_id": self.infusion.id}
        )
        self.assertEqual(line.sale_order_id, self.order)
        self.assertIn(
            "('order_id', '=?', sale_order_id)",
            line.fields_get(["sale_line_id"])["sale_line_id"]["domain"],
        )

    def test_number_drawn_from_the_company_of_the_context(self):
        """A case opened from a document of another company has a number of that one."""
        Case = self.env["complaint.case"]
        first = Case.create({"company_id": self.company_other.id})
        Case = Case.with_context(default_company_id=self.company_other.id)
        second = Case.create({"description": "It leaks."})
        self.assertEqual(second.company_id, self.company_other)
        self.assertEqual(
            int(second.name.rpartition("/")[2]), int(first.name.rpartition("/")[2]) + 1
        )

    def test_lowest_role_registers_without_rights_on_documents(self):
        """A case that came with an order opens for who may not read orders."""
        case = self._new_form(sale_order_id=self.order).save()
        case.user_id = self.user_named
        form = Form(case.with_user(self.user_named))
        form.demand = "A replacement"
        form.save()
        self.assertEqual(case.demand, "A replacement")
