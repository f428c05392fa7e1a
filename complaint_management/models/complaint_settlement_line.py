# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

LINE_KINDS = [
    ("refund", "Refund"),
    ("replacement", "Replacement"),
    ("missing_goods", "Delivery of missing goods"),
    ("repair", "Repair"),
    ("compensation", "Compensation"),
    ("discount", "Discount"),
    ("price_correction", "Price correction"),
    ("gift", "Gift"),
    ("apology", "Apology"),
    ("explanation", "Explanation"),
    ("information", "Information"),
    ("service", "Service done again"),
    ("stop_infringement", "Stop of infringement, legal action"),
    ("corrective", "Corrective measure"),
]
COMPENSATION_KINDS = [
    ("material", "Material loss"),
    ("consequential", "Consequential loss"),
    ("added_drug", "Added drug"),
    ("mental", "Mental distress"),
    ("goodwill", "Goodwill"),
]


class ComplaintSettlementLine(models.Model):
    """One thing the complainant gets, and the proof that it was done."""

    _name = "complaint.settlement.line"
    _description = "Settlement Line"
    _inherit = [
        "complaint.settlement.line.approval.mixin",
        "complaint.settlement.line.worth.mixin",
        "complaint.settlement.line.warranty.mixin",
        "complaint.settlement.line.execute.mixin",
        "complaint.settlement.line.credit.mixin",
        "complaint.settlement.line.order.mixin",
        "complaint.settlement.line.closing.mixin",
        "complaint.case.child.mixin",
    ]
    _order = "settlement_id, id"

    _owner_field = "settlement_id"
    #: Fields that only the actions write.
    _step_fields = frozenset(
        {"done_at", "done_by_id", "executed_at", "executed_by_id", "priced_line_id"}
        | {"mismatch_by_id"}
    )
    #: What is filled in while it is carried out.
    _later_fields = frozenset(
        {"evidence_id", "user_id", "due_date", "done_amount", "done_quantity"}
        | {"mismatch_reason"}
    )
    _portal_fields = frozenset(
        {"case_id", "settlement_id", "kind", "compensation_kind", "currency_id"}
        | {"amount", "quantity", "description", "due_date"}
    )

    settlement_id = fields.Many2one(
        "complaint.settlement", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="settlement_id.case_id",
        string="Complaint",
        store=True,
        index=True,
        precompute=True,
    )
    kind = fields.Selection(LINE_KINDS, required=True, default="replacement")
    compensation_kind = fields.Selection(
        COMPENSATION_KINDS, help="What the compensation makes up for."
    )
    case_line_id = fields.Many2one(
        "complaint.case.line",
        string="Goods",
        domain="[('case_id', '=', case_id)]",
        index="btree_not_null",
        help="The goods this is about.",
    )
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    amount = fields.Monetary(help="In the currency of the settlement, tax included.")
    quantity = fields.Float(digits="Product Unit")
    description = fields.Char(help="What the complainant is told about it.")
    user_id = fields.Many2one("res.users", string="Responsible")
    due_date = fields.Date()
    evidence_id = fields.Many2one(
        "complaint.evidence",
        domain="[('case_id', '=', case_id)]",
        help="The proof that it was done.",
    )
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    settlement_state = fields.Selection(related="settlement_id.state")
    sale_line_id = fields.Many2one(related="case_line_id.sale_line_id")
    move_ids = fields.One2many(
        "account.move", "complaint_line_id", string="Credit Notes and Bills"
    )
    order_line_ids = fields.One2many(
        "sale.order.line", "complaint_line_id", string="Order Lines"
    )
    done_amount = fields.Monetary(
        compute="_compute_done",
        store=True,
        readonly=False,
        precompute=True,
        string="Amount Done",
        help="What was really given. A document fills it in; what is done by hand is "
        "typed in if it differs from what was promised.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount can't be negative."
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "A quantity can't be negative."
    )
    _compensation_kind_set = models.Constraint(
        "CHECK (kind != 'compensation' OR compensation_kind IS NOT NULL)",
        "What does the compensation make up for? Choose its kind.",
    )

    # === COMPUTE METHODS === #

    @api.depends("kind", "description")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            name = kinds.get(line.kind)
            line.display_name = (
                f"{name}: {line.description}" if line.description else name
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("case_line_id", "evidence_id")
    def _check_same_case(self):
        # Also of a case that the user does not see.
        for line in self.sudo():
            others = line.case_line_id.case_id | line.evidence_id.case_id
            if others - line.case_id:
                raise ValidationError(
                    self.env._("Goods and proof are those of the same complaint.")
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Add lines to drafts only."""
        for vals in vals_list:
            if self._step_fields.intersection(vals):
                raise UserError(self.env._("A new line is not done yet."))
        lines = super().create(vals_list)
        lines.settlement_id._ensure_draft()
        return lines

    def write(self, vals):
        """Change what is promised in drafts only; the proof may come later."""
        if not self._holds_step_token():
            if self._step_fields.intersection(vals):
                raise UserError(self.env._("Use the button to mark it as done."))
            if set(vals) - self._later_fields:
                self.settlement_id._ensure_draft()
            done = self.filtered("done_at")[:1]
            if done and "evidence_id" in vals:
                raise UserError(self.env._("%s is already done.", done.display_name))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self.settlement_id._ensure_draft()

    # === ACTION METHODS === #

    def action_done_manually(self):
        """Mark what was done outside the system as done; the proof must be there.

        :raise UserError: without evidence, before the complainant agreed, or twice
        """
        self.check_access("write")
        self.case_id._ensure_unlocked()
        for line in self:
            if line.settlement_id.state != "executing":
                raise UserError(
                    self.env._("Lines are done after the complainant agreed.")
                )
            line._ensure_no_document()
            if not line.evidence_id or line.evidence_id.case_id != line.case_id:
                raise UserError(
                    self.env._(
                        "%s: choose the evidence that it was done.", line.display_name
                    )
                )
        self._with_step_token().write(
            {"done_at": fields.Datetime.now(), "done_by_id": self.env.uid}
        )
        return True
