# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import Form
from odoo.tests.common import new_test_user

from .case_common import ComplaintCaseCommon

REGISTER_VIEW = "complaint_management.complaint_case_view_form_register"


class ComplaintRegisterCommon(ComplaintCaseCommon):
    """A customer on the phone, with deliveries behind it, and who takes the call.

    On top of :class:`ComplaintCaseCommon` this class provides `clerk`, who registers
    complaints and reads orders, `category` of quality, and :meth:`_deliver`, goods that
    a customer received from a lot.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env,
            login="complaint_clerk",
            groups="complaint_management.complaint_management_group_user_all,"
            "sales_team.group_sale_salesman_all_leads",
        )
        cls.partner.phone = "+86 471 555 0123"
        cls.category = cls._create_category(name="Leaking", product_sheet=True)

    @classmethod
    def _deliver(cls, partner=None, product=None, lot=None):
        """Deliver ten pieces of a lot to a customer; return the order."""
        partner, product = partner or cls.partner, product or cls.product
        lot = lot or cls.lot
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 10, lot_id=lot
        )
        sale = cls._create_order(partner, product, confirm=True)
        picking = sale.picking_ids
        picking.action_assign()
        picking.move_line_ids.lot_id = lot
        picking.move_ids.picked = True
        picking.button_validate()
        assert picking.state == "done"
        return sale

    def _open(self, user=None):
        """Open the register screen as a user."""
        Case = self.env["complaint.case"].with_user(user or self.clerk)
        return Form(Case.with_context(complaint_register=True), view=REGISTER_VIEW)
