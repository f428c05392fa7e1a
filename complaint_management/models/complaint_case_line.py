# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintCaseLine(models.Model):
    """What is complained about: product, quantity, lot, and the product sheet."""

    _name = "complaint.case.line"
    _description = "Complained Goods"
    _inherit = ["complaint.case.child.mixin"]
    _order = "case_id, id"
    _check_company_auto = True
    _portal_fields = frozenset(
        {"case_id", "model", "quantity", "lot_text", "purchase_place"}
        | {"purchase_date", "phenomenon"}
    )

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="case_id.company_id")
    # Product
    product_id = fields.Many2one("product.product", check_company=True)
    model = fields.Char(help="Model and specification, where the product does not say.")
    quantity = fields.Float(
        default=1.0, digits="Product Unit", help="How much is complained about."
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        string="Unit",
    )
    sale_order_id = fields.Many2one(related="case_id.sale_order_id")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        check_company=True,
        index="btree_not_null",
        domain="[('order_id', '=?', sale_order_id), ('display_type', '=', False),"
        " ('product_id', '=?', product_id)]",
        help="The line of the order, if an order is named.",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        check_company=True,
        domain="[('product_id', '=?', product_id)]",
    )
    lot_text = fields.Char(
        string="Lot as Read",
        help="A lot number that is not on file, as the complainant reads it.",
    )
    purchase_place = fields.Char(help="Where it was bought.")
    purchase_date = fields.Date()
    # Product sheet
    defect_id = fields.Many2one(
        "complaint.defect", check_company=True, index="btree_not_null"
    )
    phenomenon = fields.Text(help="What is seen.")
    defect_place = fields.Char(string="Place of the Defect")
    has_sample = fields.Boolean(string="Sample Kept", help="Sample or photo at hand.")
    drug_added = fields.Boolean(
        compute="_compute_drug_added",
        store=True,
        readonly=False,
        precompute=True,
        help="A drug was admixed.",
    )
    drug_name = fields.Char(string="Admixed Drug")
    used_on_patient = fields.Boolean(help="It was already used on a patient.")
    patient_condition = fields.Text(
        copy=False,
        groups="complaint_management.complaint_management_group_identity",
        help="Patient data: seen only with the privilege Complainant identity.",
    )
    cartons_affected = fields.Integer(help="How many cartons hold affected units.")
    cartons_total = fields.Integer(
        string="Cartons Delivered", help="Out of how many cartons."
    )

    # With case and date: what looks alike is found without reading all the lines.
    _product_case_idx = models.Index(
        "(product_id, case_id) WHERE product_id IS NOT NULL"
    )
    _lot_created_idx = models.Index(
        "(lot_id, create_date, case_id) WHERE lot_id IS NOT NULL"
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity complained about must be positive."
    )
    _cartons_plausible = models.Constraint(
        "CHECK (cartons_affected >= 0 AND cartons_total >= 0)",
        "A number of cartons can't be negative.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_id", "sale_line_id")
    def _compute_product_uom_id(self):
        for line in self:
            line.product_uom_id = (
                line.sale_line_id.product_uom_id
                or line.product_uom_id
                or line.product_id.uom_id
            )

    @api.depends("drug_name")
    def _compute_drug_added(self):
        for line in self:
            line.drug_added = line.drug_added or bool(line.drug_name)

    @api.depends("product_id", "lot_id", "lot_text")
    def _compute_display_name(self):
        for line in self:
            # Whoever handles the case need not have rights on lots.
            lot = line.lot_id.sudo().name or line.lot_text
            name = line.product_id.display_name or line.model or self.env._("Goods")
            line.display_name = f"{name} ({lot})" if lot else name

    # === ONCHANGE METHODS === #

    @api.onchange("lot_id")
    def _onchange_lot_id(self):
        """A lot tells the product; it makes the number as read superfluous."""
        if self.lot_id:
            self.product_id = self.product_id or self.lot_id.product_id
            self.lot_text = False

    # === CONSTRAINT METHODS === #

    @api.constrains("lot_id", "product_id")
    def _check_lot_of_product(self):
        for line in self:
            line.lot_id._complaint_ensure_product(line.product_id)

    @api.constrains("product_uom_id", "product_id")
    def _check_unit_of_product(self):
        for line in self:
            line.product_id._complaint_ensure_unit(line.product_uom_id)

    @api.constrains("sale_line_id", "case_id", "product_id")
    def _check_sale_line(self):
        for line in self.sudo():  # the check needs what the user may not read
            sold = line.sale_line_id
            order = line.case_id.sale_order_id
            customer = line.case_id.partner_id.commercial_partner_id
            if not sold:
                continue
            if order and sold.order_id != order:
                raise ValidationError(
                    self.env._(
                        "%(line)s is not a line of order %(order)s.",
                        line=sold.display_name,
                        order=order.name,
                    )
                )
            if customer and sold.order_partner_id.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._("%s was sold to another customer.", sold.display_name)
                )
            if line.product_id and sold.product_id != line.product_id:
                raise ValidationError(
                    self.env._("%s is of another product.", sold.display_name)
                )

    @api.constrains("cartons_affected", "cartons_total")
    def _check_cartons(self):
        for line in self:
            if line.cartons_total and line.cartons_affected > line.cartons_total:
                raise ValidationError(
                    self.env._("More cartons are affected than were delivered.")
                )
