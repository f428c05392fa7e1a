# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What a sample is once it has come, which stays as it was found then.
_FACTS = frozenset(
    {"kind", "line_id", "product_id", "lot_id", "lot_text", "quantity"}
    | {"product_uom_id", "from_stock", "source", "packaging", "condition"}
)


class ComplaintSample(models.Model):
    """A piece that is looked at: what it is, how it came, and who has it now.

    Its state and whereabouts change by the buttons alone, each with a row in the chain
    of custody. That goes on after the complaint is closed.
    """

    _name = "complaint.sample"
    _description = "Sample"
    _inherit = [
        "complaint.sample.step.mixin",
        "complaint.quality.step.mixin",
        "complaint.case.child.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    #: Fields that only the buttons write.
    _step_fields = frozenset(
        {"name", "state", "received_at", "received_by_id", "holder_id", "place"}
        | {"next_holder_id", "seal", "picking_id", "ended_at"}
    )

    # What
    name = fields.Char(string="Number", readonly=True, copy=False)
    kind = fields.Selection(
        [
            ("complained", "Complained piece"),
            ("retained", "Retained sample"),
            ("stock", "Drawn from stock"),
            ("comparison", "Comparison from another lot"),
        ],
        required=True,
        default="complained",
        help="Complained piece: as the complainant handed it over. Retained sample: "
        "kept back when the lot was made.",
    )
    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    investigation_id = fields.Many2one(
        "complaint.investigation",
        compute="_compute_investigation_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        domain="[('case_id', '=', case_id)]",
        help="The investigation it is for. That one is not finished before its tests "
        "are reviewed.",
    )
    line_id = fields.Many2one(
        "complaint.case.line",
        string="Goods",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('case_id', '=', case_id)]",
        help="The goods complained about that it is part of, or is compared with.",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_goods",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        compute="_compute_goods",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=?', product_id)]",
    )
    lot_text = fields.Char(
        string="Lot as Read",
        compute="_compute_goods",
        store=True,
        readonly=False,
        precompute=True,
        help="A lot number that is not on file.",
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    minimum_quantity = fields.Float(
        string="Minimum Needed",
        digits="Product Unit",
        help="How much the tests need. 0: whatever there is.",
    )
    is_short = fields.Boolean(
        compute="_compute_is_short", help="It is less than the tests need."
    )
    # As delivered
    source = fields.Char(
        string="Obtained From", help="Who gave it, without personal data."
    )
    from_stock = fields.Boolean(
        string="Take Out of Stock",
        help="When it is received, the quantity leaves the stock by a transfer. "
        "Retained samples are mostly no stock: leave it empty for them.",
    )
    packaging = fields.Selection(
        [
            ("sealed", "Sealed"),
            ("opened", "Opened"),
            ("leaking", "Leaking"),
            ("damaged", "Damaged"),
            ("empty", "Empty"),
        ],
        string="As Delivered",
        copy=False,
        help="How it was when it came, before anybody touched it.",
    )
    condition = fields.Text(
        copy=False,
        help="What was seen on arrival: label, seal, amount left, where it is wet.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "complaint_sample_attachment_rel",
        string="Labels and Photos",
        copy=False,
    )
    note = fields.Text()
    received_at = fields.Datetime(
        string="Received On", readonly=True, copy=False, help="Or drawn on."
    )
    received_by_id = fields.Many2one(
        "res.users", string="Taken In By", readonly=True, copy=False
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer",
        readonly=True,
        copy=False,
        help="By what it left the stock.",
    )
    # Where it is
    state = fields.Selection(
        [
            ("expected", "Awaited"),
            ("here", "Here"),
            ("testing", "In Test"),
            ("returned", "Given Back"),
            ("used_up", "Used Up"),
            ("disposed", "Disposed Of"),
            ("missing", "Missing"),
        ],
        required=True,
        readonly=True,
        default="expected",
        copy=False,
        index=True,
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Who Has It",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    next_holder_id = fields.Many2one(
        "res.users",
        string="Handed To",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Has not confirmed yet that it came.",
    )
    place = fields.Char(string="Where It Is", readonly=True, copy=False)
    seal = fields.Char(string="Seal Number", readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    custody_ids = fields.One2many(
        "complaint.sample.custody", "sample_id", readonly=True
    )
    test_ids = fields.One2many("complaint.sample.test", "sample_id", string="Tests")

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "This number of a sample is already given."
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a sample must be positive."
    )
    _minimum_not_negative = models.Constraint(
        "CHECK (minimum_quantity >= 0)", "What the tests need can't be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id")
    def _compute_investigation_id(self):
        for sample in self:
            if sample.investigation_id.case_id != sample.case_id:
                running = sample.case_id.investigation_ids.filtered(
                    lambda investigation: investigation.state == "running"
                )
                sample.investigation_id = running[-1:]

    @api.depends("line_id")
    def _compute_goods(self):
        for sample in self:
            line = sample.line_id
            sample.product_id = line.product_id or sample.product_id
            other = sample.kind == "comparison"
            sample.lot_id = sample.lot_id if other else line.lot_id or sample.lot_id
            sample.lot_text = False if other else line.lot_text or sample.lot_text

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        for sample in self:
            sample.product_uom_id = (
                sample.line_id.product_uom_id
                if sample.line_id.product_id == sample.product_id
                else False
            ) or sample.product_id.uom_id

    @api.depends("quantity", "minimum_quantity")
    def _compute_is_short(self):
        for sample in self:
            sample.is_short = sample.quantity < sample.minimum_quantity

    # === CONSTRAINT METHODS === #

    @api.constrains("lot_id", "product_id")
    def _check_lot_of_product(self):
        for sample in self:
            sample.lot_id._complaint_ensure_product(sample.product_id)

    @api.constrains("product_uom_id", "product_id")
    def _check_unit_of_product(self):
        for sample in self:
            sample.product_id._complaint_ensure_unit(sample.product_uom_id)

    @api.constrains("case_id", "line_id", "investigation_id")
    def _check_one_case(self):
        for sample in self.sudo():  # whose they are is checked, seen or not
            case = sample.case_id
            line, investigation = sample.line_id, sample.investigation_id
            cases = investigation.case_id | investigation.covered_case_ids
            if (line and line.case_id != case) or (cases and case not in cases):
                raise ValidationError(
                    self.env._(
                        "Goods and investigation of a sample are those of its "
                        "complaint."
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Give each sample its number."""
        samples = super().create(vals_list)
        # Whoever takes samples has no rights on sequences.
        sequence = self.env["ir.sequence"].sudo()
        for sample in samples:
            sample._with_step_token().write({"name": sequence.next_by_code(self._name)})
        samples._own_attachments()
        return samples

    def write(self, vals):
        """Leave what was found on arrival as it was."""
        files = {sample: sample.attachment_ids for sample in self}
        if not self._holds_step_token() and _FACTS.intersection(vals):
            for sample in self:
                if sample.state != "expected":
                    raise UserError(
                        self.env._(
                            "%s is here already: what it is and how it came stays as "
                            "it was found.",
                            sample.name,
                        )
                    )
        if "investigation_id" in vals:
            self._ensure_stays_investigated(vals["investigation_id"])
        result = super().write(vals)
        if "attachment_ids" in vals:
            for sample in self:
                if sample.state != "expected" and files[sample] - sample.attachment_ids:
                    raise UserError(
                        self.env._("Photos of a sample are never taken away.")
                    )
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_expected(self):
        if any(sample.custody_ids for sample in self):
            raise UserError(self.env._("A sample that came is never deleted."))

    # === BUSINESS METHODS === #

    def _ensure_stays_investigated(self, investigation_id):
        """Refuse to take a tested sample out of the investigation it was tested for."""
        for sample in self:
            other = sample.investigation_id.id != (investigation_id or False)
            # Tests count, seen or not.
            if sample.investigation_id and other and sample.sudo().test_ids:
                raise UserError(
                    self.env._(
                        "%s was tested for its investigation and stays with it.",
                        sample.name,
                    )
                )

    def _own_attachments(self):
        for sample in self:
            loose = sample.attachment_ids.filtered(lambda a: not a.res_id)
            loose.write({"res_model": self._name, "res_id": sample.id})

    def _get_label(self):
        """Return kind, number and lot, as in “Retained sample S/2026/00001 (2611A)”."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        # Who reads the sample need not have rights on lots.
        lot = self.lot_id.sudo().name or self.lot_text
        label = f"{kinds[self.kind]} {self.name}"
        return f"{label} ({lot})" if lot else label
