# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseLine(ComplaintCaseCommon):
    """What is complained about fits the product, the lot and the order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.case.line_ids
        cls.other_product = cls._create_product(name="Glucose 250 ml")
        cls.other_partner = cls._create_partner(name="Dairy Dealer")

    @mute_logger("odoo.sql_db")
    def test_quantity_positive(self):
        """Nobody complains about nothing, or about less."""
        for quantity in (0, -1):
            with self.subTest(quantity=quantity), self.assertRaises(IntegrityError):
                self.line.quantity = quantity
                self.line.flush_recordset()

    def test_lot_of_product(self):
        """A lot of the product is taken."""
        self.line.lot_id = self.lot
        self.assertEqual(self.line.display_name, "Sodium Chloride 500 ml (2602A)")

    def test_lot_of_other_product_refused(self):
        """A lot of another product is a mistake of typing."""
        with self.assertRaisesRegex(ValidationError, "2602A is of Sodium"):
            self.line.write(
                {"product_id": self.other_product.id, "lot_id": self.lot.id}
            )

    def test_lot_of_other_company_refused(self):
        """A lot of another company is not ours to complain about."""
        lot = self._create_lot(
            self.product, name="2602B", company_id=self.company_other.id
        )
        with self.assertRaises(UserError):
            self.line.lot_id = lot

    def test_lot_named_for_those_without_stock_rights(self):
        """Whoever handles a case reads which lot it is about."""
        self.line.lot_id = self.lot
        self.env.invalidate_all()
        self.assertIn("2602A", self.line.with_user(self.handler).display_name)

    def test_unknown_lot_is_typed(self):
        """A lot that is not on file is written as the complainant reads it."""
        self.line.lot_text = "26O2-A?"
        self.assertIn("26O2-A?", self.line.display_name)

    def test_unit_of_product(self):
        """The unit is that of the product until somebody chooses another."""
        self.assertEqual(self.line.product_uom_id, self.product.uom_id)

    def test_cartons_affected_within_delivered(self):
        """No more cartons are affected than were delivered."""
        with self.assertRaisesRegex(ValidationError, "More cartons"):
            self.line.write({"cartons_affected": 3, "cartons_total": 2})

    # === ORDER === #

    def test_sale_line_of_other_order_refused(self):
        """A line is sold by the order of the case."""
        self.case.sale_order_id = self._create_order()
        with self.assertRaisesRegex(ValidationError, "is not a line of order"):
            self.line.sale_line_id = self._create_order().order_line

    def test_sale_line_of_other_customer_refused(self):
        """What was sold to somebody else is not theirs to complain about."""
        with self.assertRaisesRegex(ValidationError, "sold to another customer"):
            self.line.sale_line_id = self._create_order(self.other_partner).order_line

    def test_sale_line_of_other_product_refused(self):
        """A line of the order that sold another product is a mistake."""
        order = self._create_order(product=self.other_product)
        with self.assertRaisesRegex(ValidationError, "of another product"):
            self.line.sale_line_id = order.order_line

    def test_unit_of_sale_line(self):
        """The unit is that of the order line."""
        order = self._create_order()
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.line.sale_line_id = order.order_line
        self.assertEqual(
            self.line.product_uom_id, self.env.ref("uom.product_uom_dozen")
        )

    def test_customer_not_changed_under_the_line(self):
        """Another customer is refused while a line says it was sold to this one."""
        self.line.sale_line_id = self._create_order().order_line
        with self.assertRaisesRegex(ValidationError, "sold to another customer"):
            self.case.partner_id = self.other_partner

    def test_order_not_changed_under_the_line(self):
        """Another order is refused while a line names a line of this one."""
        self.line.sale_line_id = self._create_order().order_line
        with self.assertRaisesRegex(ValidationError, "is not a line of order"):
            self.case.sale_order_id = self._create_order()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseDocuments(ComplaintCaseCommon):
    """Order, delivery and invoice of a case are those of its customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_partner = cls._create_partner(name="Dairy Dealer")

    def _create_invoice(self, partner):
        if not self.env["account.journal"].search_count([("type", "=", "sale")]):
            self.env["account.journal"].create(
                {"name": "Sales", "code": "SAL", "type": "sale"}
            )
        return self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": partner.id}
        )

    def test_documents_of_customer(self):
        """Order, delivery and invoice of the customer, or of a contact, are taken."""
        contact = self._create_partner(
            name="Ward 3", parent_id=self.partner.id, is_company=False
        )
        order = self._create_order(contact, confirm=True)
        invoice = self._create_invoice(self.partner)
        self.case.write(
            {
                "sale_order_id": order.id,
                "picking_id": order.picking_ids.id,
                "invoice_id": invoice.id,
            }
        )
        self.assertEqual(self.case.picking_id.sale_id, order)

    def test_order_of_other_customer_refused(self):
        """The order of another customer is refused."""
        with self.assertRaisesRegex(ValidationError, "belongs to Dairy Dealer"):
            self.case.sale_order_id = self._create_order(self.other_partner)

    def test_delivery_of_other_customer_refused(self):
        """The delivery of another customer is refused."""
        order = self._create_order(self.other_partner, confirm=True)
        with self.assertRaisesRegex(ValidationError, "belongs to Dairy Dealer"):
            self.case.picking_id = order.picking_ids

    def test_invoice_of_other_customer_refused(self):
        """The invoice of another customer is refused."""
        with self.assertRaisesRegex(ValidationError, "belongs to Dairy Dealer"):
            self.case.invoice_id = self._create_invoice(self.other_partner)

    def test_contact_of_other_customer_refused(self):
        """The contact works for the customer."""
        with self.assertRaisesRegex(ValidationError, "no contact of"):
            self.case.contact_id = self.other_partner
