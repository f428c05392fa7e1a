# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from math import inf

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class ComplaintReturnLine(models.Model):
    """Announced goods: one product, one lot, one class, from one delivery."""

    _name = "complaint.return.line"
    _inherit = ["complaint.return.goods.mixin"]
    _description = "Announced Goods"
    _order = "return_id, id"
    _check_company_auto = True

    _owner_field = "return_id"
    #: Fields that only the steps write.
    _step_fields = frozenset(
        {"exception_by_id", "unannounced", "quantity_received", "return_move_id"}
    )
    _goods_fields = frozenset(
        {"display_name", "return_id", "product_id", "lot_id", "lot_text", "quantity"}
        | {"product_uom_id", "class_id", "defect_id", "used", "unannounced"}
        | {"quantity_received", "drug_name", "case_id", "company_id", "note"}
    )
    _goods_entries = frozenset({"quantity_counted"})

    return_id = fields.Many2one(
        "complaint.return", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="return_id.case_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="return_id.company_id")
    case_line_id = fields.Many2one(
        "complaint.case.line",
        compute="_compute_case_line_id",
        store=True,
        readonly=False,
        precompute=True,
        string="Complained Goods",
        domain="[('case_id', '=', case_id)]",
        index="btree_not_null",
        help="The goods of the complaint that these are; refunds of them wait for what "
        "comes back.",
    )
    # Product
    product_id = fields.Many2one(
        "product.product", required=True, check_company=True, index=True
    )
    lot_id = fields.Many2one(
        "stock.lot",
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
        help="The lot that comes back; it has to be one of the delivery.",
    )
    lot_text = fields.Char(
        string="Lot as Read", help="A lot that is not on file yet; it is added then."
    )
    quantity = fields.Float(
        default=1.0, digits="Product Unit", help="Announced, in the product's unit."
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    move_id = fields.Many2one(
        "stock.move",
        string="Delivery",
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=', product_id), ('state', '=', 'done'),"
        " ('location_dest_usage', '=', 'customer')]",
        help="The delivery the goods came with. Empty when it is not known.",
    )
    # Classification
    class_id = fields.Many2one(
        "complaint.return.class",
        check_company=True,
        index="btree_not_null",
        help="What they were sorted into at the customer; one package for each class.",
    )
    defect_id = fields.Many2one(
        "complaint.defect", check_company=True, index="btree_not_null"
    )
    drug_name = fields.Char(string="Admixed Drug")
    drug_quantity = fields.Char(help="How much of it, as on its package.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    drug_value = fields.Monetary(help="What the admixed drugs cost the customer.")
    used = fields.Boolean(
        string="Used or Contaminated", help="Shown in red to whoever handles the goods."
    )
    intact = fields.Boolean(help="They do not have the reported defect.")
    other_maker = fields.Boolean(string="Of Another Maker")
    note = fields.Char(help="For whoever handles the goods; no personal data.")
    # Decision
    exception_reason = fields.Char(
        help="Why goods that are refused in principle are taken back all the same."
    )
    exception_by_id = fields.Many2one(
        "res.users", string="Allowed By", readonly=True, copy=False
    )
    # Receipt
    unannounced = fields.Boolean(
        readonly=True, copy=False, help="Found in the parcel, announced by nobody."
    )
    quantity_counted = fields.Float(
        digits="Product Unit", copy=False, string="Counted", help="Counted on arrival."
    )
    quantity_received = fields.Float(
        digits="Product Unit", readonly=True, copy=False, string="Received"
    )
    item_ids = fields.One2many("complaint.return.item", "line_id")
    return_move_id = fields.Many2one(
        "stock.move", readonly=True, copy=False, index="btree_not_null"
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0 AND quantity_counted >= 0 AND drug_value >= 0)",
        "A quantity or a value can't be negative.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_id", "lot_id", "lot_text")
    def _compute_case_line_id(self):
        for line in self.sudo():  # whoever reads the lot from the goods
            known = line.case_line_id
            found = line.return_id.case_id.line_ids.filtered(line._is_complained_as)
            # A part of a kit is no product complained about: it stays where it is put.
            kept = known if known.product_id != line.product_id else known.browse()
            line.case_line_id = (found & known) or found[:1] or kept

    @api.depends("product_id", "lot_id", "lot_text")
    def _compute_display_name(self):
        for line in self:
            lot = line._get_lot_name()
            name = line.product_id.display_name
            line.display_name = f"{name} ({lot})" if lot else name

    # === CONSTRAINT METHODS === #

    @api.constrains("product_id", "lot_id", "move_id", "case_line_id")
    def _check_goods(self):
        for line in self.sudo():  # also what the user may not read
            if line.case_line_id.case_id - line.case_id:
                raise ValidationError(
                    self.env._("Complained goods are those of the same complaint.")
                )
            if line.lot_id and line.lot_id.product_id != line.product_id:
                raise ValidationError(
                    self.env._("Lot %s is of another product.", line.lot_id.name)
                )
            move = line.move_id
            if move and (move.product_id != line.product_id or move.state != "done"):
                raise ValidationError(
                    self.env._("%s did not bring these goods.", move.picking_id.name)
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Announce goods on drafts only."""
        lines = super().create(vals_list)
        lines._ensure_draft()
        return lines

    def write(self, vals):
        """Change what was announced in drafts only; an exception is for one content."""
        entries = self._goods_entries | {"note"}
        if not self._holds_step_token() and not entries.issuperset(vals):
            self._ensure_draft()
            if not {"exception_reason", "class_id", "defect_id"}.issuperset(vals):
                self._with_step_token().exception_by_id = False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._ensure_draft()

    def _ensure_draft(self):
        if self._holds_step_token():
            return
        # Superuser: whether it is a draft, seen or not.
        returns = self.sudo().return_id._without_entry()
        if any(record.state != "draft" for record in returns):
            raise UserError(self.env._("What was authorised does not change any more."))
        returns.case_id._ensure_unlocked()

    # === ACTION METHODS === #

    def action_allow_exception(self):
        """Allow goods back that are refused in principle; a manager, with a reason.

        :raise AccessError: for anybody who is no complaint manager
        :raise UserError: without a reason
        """
        self.check_access("write")
        group = "complaint_management.complaint_management_group_manager"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("A complaint manager allows exceptions."))
        self.return_id.case_id.check_access("write")
        self.case_id._ensure_unlocked()
        self._ensure_draft()
        for line in self:
            if not (line.exception_reason or "").strip():
                raise UserError(self.env._("Why are they taken back? Give a reason."))
        self._with_step_token().exception_by_id = self.env.user
        return True

    # === BUSINESS METHODS === #

    def _is_complained_as(self, goods):
        """Whether product, and lot if known, are those of a line of the complaint.

        :param goods: record of `complaint.case.line`
        """
        lot = goods.lot_id.name or goods.lot_text
        return goods.product_id == self.product_id and (
            not lot or lot == (self.lot_id.name or self.lot_text)
        )

    def _has_code(self, code):
        """Whether a scanned code means these goods: the lot, else the product."""
        self.ensure_one()
        lot = self._get_lot_name()
        if lot:
            return code == lot
        return bool(code) and code in (
            self.product_id.barcode,
            self.product_id.default_code,
        )

    def _get_lot_name(self):
        # Who handles the goods need not have rights on lots.
        return self.lot_id.sudo().name or self.lot_text

    def _get_expected(self, counted):
        """Return how many came for this line, as far as anybody said.

        :param counted: transfers whose goods were counted line by line
        """
        if self._is_cancelled():
            return 0.0
        picking = self.return_move_id.picking_id
        return self.quantity_counted if picking <= counted else self.quantity

    def _is_cancelled(self):
        """Whether Inventory does not expect the goods any more; superuser mode."""
        return self.return_move_id.state == "cancel"

    def _get_missing(self):
        """Return in a word what has to be filled in before it comes back, or False."""
        self.ensure_one()
        if self.product_uom_id.compare(self.quantity, 0.0) <= 0:
            return self.env._("the quantity")
        if not self.class_id:
            return self.env._("the class")
        if self.class_id.asks_drug and not (self.drug_name and self.drug_quantity):
            return self.env._("the admixed drug and its quantity")
        tracked = self.product_id.tracking != "none"
        if tracked and not (self.lot_id or (self.lot_text and not self.move_id)):
            return self.env._("the lot of the delivery")
        return False

    def _get_refusals(self):
        """Return why the goods are refused in principle.

        :rtype: list of str
        """
        self.ensure_one()
        reasons = []
        reported = self.case_id.line_ids.defect_id
        lineage = defect = self.defect_id
        while defect.parent_id:
            defect = defect.parent_id
            lineage |= defect
        if reported and not lineage & reported:
            reasons.append(self.env._("without the reported defect"))
        if self.intact:
            reasons.append(self.env._("intact"))
        if self.other_maker:
            reasons.append(self.env._("of another maker"))
        expires = self.lot_id.expiration_date
        if expires and expires < fields.Datetime.now():
            reasons.append(self.env._("expired"))
        return reasons

    def _get_difference(self):
        """Return what came otherwise than announced, as a list of one text or none."""
        self.ensure_one()
        came, announced = self.quantity_received, self.quantity
        if self.unannounced:
            announced = 0.0
        if not self.product_uom_id.compare(came, announced):
            return []
        return [
            self.env._(
                "%(goods)s: %(announced)g announced, %(came)g came",
                goods=self.display_name,
                announced=announced,
                came=came,
            )
        ]

    def _ensure_lots(self):
        """Put lots on file that were only read."""
        Lot = self.env["stock.lot"]
        for line in self.filtered(lambda line: line.lot_text and not line.lot_id):
            values = {
                "name": line.lot_text.strip(),
                "product_id": line.product_id.id,
                "company_id": line.company_id.id,
            }
            known = [(name, "=", value) for name, value in values.items()][:2]
            line.lot_id = Lot.search(known, limit=1) or Lot.create(values)

    @api.model
    def _add_unannounced(self, return_id, product_id, lot_name, quantity, note):
        """Add goods that are there and that nobody announced.

        :return: the line
        :raise UserError: when the lot, the quantity or the reason is missing
        """
        product = self.env["product.product"].browse(product_id).exists()
        goods = product and product.type == "consu"
        # What is no number is neither less nor more.
        counted = 0 <= quantity < inf
        if not (goods and counted and (note or "").strip()):
            raise UserError(
                self.env._("Which goods, how many, and why? Say all three.")
            )
        if product.tracking != "none" and not (lot_name or "").strip():
            raise UserError(self.env._("Read the lot from the goods."))
        line = self.create(
            {
                "return_id": return_id,
                "product_id": product.id,
                "lot_text": (lot_name or "").strip(),
                "quantity": 0.0,
                "note": note,
            }
        )
        line.write({"unannounced": True, "quantity_counted": quantity})
        line._ensure_lots()
        return line

    def _prepare_move_values(self, picking, quantity):
        """Return the values of a move that brings these goods in without delivery."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": quantity,
            "picking_id": picking.id,
            "picking_type_id": picking.picking_type_id.id,
            "company_id": picking.company_id.id,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "origin": self.return_id.name,
        }

    def _prepare_move_line_values(self, quantity, move=None):
        """Return the values of a move line for these goods."""
        self.ensure_one()
        move = move or self.return_move_id
        return {
            "move_id": move.id,
            "picking_id": move.picking_id.id,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "lot_id": self.lot_id.id,
            "quantity": quantity,
            "location_id": move.location_id.id,
            "location_dest_id": move.location_dest_id.id,
            "company_id": move.company_id.id,
        }

    def _is_announced_by(self, move_line, quantity):
        """Whether a line of the transfer already says that so many of these come."""
        self.ensure_one()
        uom = self.product_uom_id
        same = move_line.product_uom_id == uom
        return same and not uom.compare(move_line.quantity, quantity)

    def _prepare_item_values(self, quantity):
        """Return the values of the goods found for this line."""
        self.ensure_one()
        return {
            "return_id": self.return_id.id,
            "line_id": self.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "quantity": quantity,
            "class_id": self.class_id.id,
        }
