# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..return_life import ON_THE_WAY, STATES


class ComplaintReturn(models.Model):
    """Goods that come back for one complaint, from sorting to where they end."""

    _name = "complaint.return"
    _inherit = [
        "complaint.return.refund.mixin",
        "complaint.return.step.mixin",
        "complaint.return.receipt.mixin",
        "complaint.return.dispose.mixin",
        "complaint.return.scan.mixin",
        "complaint.return.due.mixin",
        "complaint.return.cover.mixin",
        "complaint.return.goods.mixin",
    ]
    _description = "Complaint Return"
    _order = "id desc"
    _check_company_auto = True
    #: Fields that only the steps write.
    _step_fields = frozenset(
        {"name", "state", "authorised_at", "authorised_by_id"}
        | {"collected_at", "received_at", "received_by_id", "inspected_at"}
        | {"inspected_by_id", "disposed_at", "picking_ids"}
    )
    _goods_fields = frozenset(
        {"name", "display_name", "state", "company_id", "warehouse_id", "case_id"}
        | {"authorised_at", "collected_at", "received_at", "received_by_id"}
        | {"inspected_at", "inspected_by_id", "disposed_at", "carrier", "waybill"}
        | {"pickup_date", "is_used", "line_count", "quantity_total", "create_date"}
        | {"slip_code"}
    )
    _goods_entries = frozenset(
        {"scan", "scan_last", "scan_class", "line_ids", "item_ids"}
    )

    # Identity
    name = fields.Char(
        string="Number",
        readonly=True,
        copy=False,
        index="trigram",
        help="Stands on the slip and on each package.",
    )
    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Where the goods come back to.",
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        string="Status",
        help="Only the buttons change it.",
    )
    # Goods
    line_ids = fields.One2many(
        "complaint.return.line", "return_id", string="Announced Goods"
    )
    item_ids = fields.One2many(
        "complaint.return.item", "return_id", string="Goods Found"
    )
    picking_ids = fields.One2many(
        "stock.picking", "complaint_return_id", string="Transfers", copy=False
    )
    is_used = fields.Boolean(
        compute="_compute_is_used",
        string="Used or Contaminated",
        help="Some of the goods were used on a patient: wear gloves, close the bag.",
    )
    line_count = fields.Integer(compute="_compute_quantities", string="Lines")
    quantity_total = fields.Float(
        compute="_compute_quantities", digits="Product Unit", string="Announced"
    )
    # Way
    carrier = fields.Char(help="Who brings the packages.")
    waybill = fields.Char(help="Number under which the carrier follows them.")
    pickup_date = fields.Date(help="When the packages can be collected.")
    # Dates and people
    visited_at = fields.Datetime(
        string="Visited On",
        copy=False,
        help="When field sales registered and sorted the goods at the customer. Empty: "
        "when the return is authorised.",
    )
    authorised_at = fields.Datetime(readonly=True, copy=False)
    authorised_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    collected_at = fields.Datetime(readonly=True, copy=False)
    received_at = fields.Datetime(readonly=True, copy=False)
    received_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    inspected_at = fields.Datetime(readonly=True, copy=False)
    inspected_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    disposed_at = fields.Datetime(readonly=True, copy=False)

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)", "This number is taken."
    )

    # === COMPUTE METHODS === #

    @api.depends("company_id")
    def _compute_warehouse_id(self):
        # Who handles complaints need not read warehouses.
        Warehouse = self.env["stock.warehouse"].sudo()
        for record in self:
            record.warehouse_id = record.warehouse_id or Warehouse.search(
                [("company_id", "=", record.company_id.id)], limit=1
            )

    @api.depends("line_ids.used")
    def _compute_is_used(self):
        for record in self:
            record.is_used = any(record.line_ids.mapped("used"))

    @api.depends("line_ids.quantity")
    def _compute_quantities(self):
        for record in self:
            record.line_count = len(record.line_ids)
            record.quantity_total = sum(record.line_ids.mapped("quantity"))

    # === CONSTRAINT METHODS === #

    @api.constrains("visited_at")
    def _check_visited_at(self):
        for record in self:
            if record.visited_at and record.visited_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A visit is recorded after it took place.")
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start every return as a draft, with its number."""
        records = super().create(vals_list)
        for company, returns in records.grouped("company_id").items():
            # Whoever makes a return has no rights on sequences.
            sequence = company.sudo()._get_complaint_return_sequence()
            for record in returns:
                record._with_step_token().name = sequence.next_by_id()
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(record.state != "draft" for record in self):
            raise UserError(
                self.env._("A return that was authorised is cancelled, not deleted.")
            )

    # === ACTION METHODS === #

    def action_receive_unannounced(self, product_id, lot_name, quantity, note):
        """Count goods in the parcel that nobody announced, such as of another lot.

        :param int product_id: id of the `product.product`
        :param str lot_name: the lot as read; empty for goods without lots
        :param float quantity: how many, in the product's unit
        :param str note: why they are taken in
        :raise UserError: when the goods are not on their way, or something is missing
        """
        self.ensure_one()
        self._ensure_may_take(handler=False)
        if self.state not in ON_THE_WAY:
            raise UserError(self.env._("%s is not on its way back.", self.name))
        # The warehouse announces nothing by itself; checked above.
        line = self.sudo().line_ids._with_step_token()
        return line._add_unannounced(
            self.id, product_id, lot_name, quantity, note
        ).with_env(self.env)

    def action_view_pickings(self):
        """Open the transfers of the return in Inventory."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        return action | {"domain": [("complaint_return_id", "=", self.id)]}

    # === BUSINESS METHODS === #

    def _ensure_may_cover(self):
        """Let those cover labels who may inspect the goods, whenever they see one."""
        self._ensure_may_take(handler=False)

    def _get_photo_owners(self):
        """Return the goods found."""
        return self.item_ids

    def _get_covered_case(self):
        """Return the complaint."""
        return self.case_id

    # === GETTERS / HOOKS === #

    def _get_packages(self):
        """Return the packages, one for each class: number, class and quantity.

        :rtype: list of dict
        """
        self.ensure_one()
        return [
            {
                "name": f"{self.name}/{group.code}",
                "class": group.name,
                "quantity": sum(lines.mapped("quantity")),
                "lines": lines,
                "used": any(lines.mapped("used")),
            }
            for group, lines in self.line_ids.grouped("class_id").items()
        ]

    def _get_return_address(self):
        """Return where the parcel goes: the lines of the warehouse's address.

        :rtype: list of str
        """
        self.ensure_one()
        # Who prints the slip need not read warehouses; it is no person's address.
        partner = self.sudo().warehouse_id.partner_id
        lines = [partner.name, *(partner._display_address(True) or "").splitlines()]
        return [line.strip(" ,") for line in lines if (line or "").strip(" ,")]

    @api.model
    def _get_barcode(self, text):
        """Return a barcode as a picture for a report; drawn without a server.

        :param str text: what the scanner shall read
        :rtype: str
        """
        drawing = createBarcodeDrawing(
            "Code128", value=text, width=350, height=60, humanReadable=False
        )
        picture = base64.b64encode(drawing.asString("svg").encode()).decode()
        return f"data:image/svg+xml;base64,{picture}"

    def _get_report_base_filename(self):
        """Return the name of a printed file: the number and nothing else."""
        self.ensure_one()
        return self.name.replace("/", "-")

    def _is_anonymous(self):
        """Whether who complains is kept from the transfers, too.

        :rtype: bool
        """
        self.ensure_one()
        case = self.sudo().case_id  # only whether, not who
        return case.confidential or case.complainant_type == "consumer"
