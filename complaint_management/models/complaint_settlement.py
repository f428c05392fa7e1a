# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..const import CHANGEABLE_STATES as CHANGEABLE

SETTLEMENT_STATES = [
    ("draft", "Draft"),
    ("to_approve", "To Approve"),
    ("approved", "Approved"),
    ("offered", "Offered"),
    ("accepted", "Agreed"),
    ("refused", "Refused"),
    ("executing", "Executing"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
ANSWER_KINDS = [
    ("written", "In writing"),
    ("stamped", "Stamped copy"),
    ("portal", "Signed on the portal"),
    ("call", "Recorded call"),
]


class ComplaintSettlement(models.Model):
    """What the complainant is offered: one round of it, of which one is live."""

    _name = "complaint.settlement"
    _description = "Complaint Settlement"
    _inherit = [
        "complaint.settlement.approval.mixin",
        "complaint.settlement.path.mixin",
        "complaint.settlement.promised.mixin",
        "complaint.settlement.snapshot.mixin",
        "complaint.settlement.cap.mixin",
        "complaint.settlement.letter.mixin",
        "complaint.settlement.signature.mixin",
        "complaint.settlement.payee.mixin",
        "complaint.case.child.mixin",
        "complaint.thread.mixin",
    ]
    _order = "case_id, id"

    #: Fields that only the actions write.
    _step_fields = frozenset(
        {"state", "offered_at", "answered_at", "answered_by", "done_at"}
        | {"revision", "claim_count", "snapshot", "amount_company", "amount_counted"}
        | {"top_reason", "requested_at", "requested_by_id", "approval_ids"}
        | {"cap_excess", "signature", "signed_hash"}
    )
    _portal_fields = frozenset(
        {"case_id", "reasons", "currency_id", "amount_total", "offered_at"}
        | {"answered_at", "letter_finding", "basis", "improvement", "next_steps"}
    )

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="case_id.company_id")
    state = fields.Selection(
        SETTLEMENT_STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        help="Only the buttons change it.",
    )
    line_ids = fields.One2many("complaint.settlement.line", "settlement_id", copy=True)
    risk = fields.Text(help="What can go wrong with this solution, and how likely.")
    reasons = fields.Text(help="Why this solution, told to the complainant.")
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        help="The order's currency, else the company's.",
    )
    amount_total = fields.Monetary(
        compute="_compute_amount_total", store=True, string="Amount"
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    cap_excess = fields.Monetary(
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        string="Over What Was Paid",
        help="By how much this was over what the customer paid when its approval was "
        "asked for. What other complaints on the same order got counts along.",
    )
    offered_at = fields.Datetime(readonly=True, copy=False)
    answered_at = fields.Datetime(readonly=True, copy=False)
    answer_kind = fields.Selection(
        ANSWER_KINDS,
        string="Way of Answer",
        copy=False,
        help="How the complainant agreed or refused.",
    )
    answered_by = fields.Char(
        string="Signed By",
        readonly=True,
        copy=False,
        help="The name typed as signature on the portal. Where who complains is kept "
        "apart, it is kept there.",
    )
    answer_note = fields.Text(copy=False)
    done_at = fields.Datetime(readonly=True, copy=False)
    # Approval
    revision = fields.Integer(
        readonly=True,
        copy=False,
        help="How often approval was asked for. The approval sheet shows it.",
    )
    claim_count = fields.Integer(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Grows with each decision and change, so that two at once don't both win.",
    )
    snapshot = fields.Json(
        readonly=True, copy=False, help="The content that approval was asked for."
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount_company = fields.Monetary(
        string="Amount in Company Currency",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="At the rate of the day on which approval was asked for.",
    )
    amount_counted = fields.Monetary(
        string="Amount Compared with Limits",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="With what else this customer was promised in the time set.",
    )
    top_reason = fields.Char(
        string="Goes to the Top Because", readonly=True, copy=False
    )
    requested_at = fields.Datetime(
        string="Approval Asked For On", readonly=True, copy=False
    )
    requested_by_id = fields.Many2one(
        "res.users", string="Proposed By", readonly=True, copy=False
    )
    approval_ids = fields.One2many(
        "complaint.approval", "settlement_id", string="Approvals", readonly=True
    )
    approval_required = fields.Boolean(compute="_compute_approval_required")
    approval_is_mine = fields.Boolean(compute="_compute_approval_is_mine")

    _requested_idx = models.Index("(requested_at) WHERE requested_at IS NOT NULL")

    # === COMPUTE METHODS === #

    @api.depends("case_id.sale_order_id", "case_id.company_id")
    def _compute_currency_id(self):
        for settlement in self:
            if settlement.currency_id and settlement.state not in ("draft", False):
                # What was told stays, whatever becomes of the order.
                settlement.currency_id = settlement.currency_id
                continue
            case = settlement.case_id
            settlement.currency_id = (
                # Superuser: configuration the user may not read.
                case.sale_order_id.sudo().currency_id or case.company_id.currency_id
            )

    @api.depends("line_ids.amount")
    def _compute_amount_total(self):
        for settlement in self:
            settlement.amount_total = sum(settlement.line_ids.mapped("amount"))

    @api.depends("case_id.name")
    def _compute_display_name(self):
        for settlement in self:
            settlement.display_name = self.env._(
                "Settlement %(round)s of %(case)s",
                round=settlement.case_id.settlement_ids.ids.index(settlement.id) + 1
                if settlement.id in settlement.case_id.settlement_ids.ids
                else 1,
                case=settlement.case_id.name,
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("case_id", "state")
    def _check_one_is_live(self):
        for case, _settlements in self.grouped("case_id").items():
            live = case.settlement_ids.filtered(
                lambda s: s.state not in ("refused", "cancelled", "done")
            )
            if len(live) > 1:
                raise ValidationError(
                    self.env._(
                        "%s has a settlement already. Cancel it, or record that it "
                        "was refused, before a new round.",
                        case.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start every settlement as a draft."""
        for vals in vals_list:
            if self._step_fields.intersection(vals):
                raise UserError(self.env._("A settlement starts as a draft."))
        return super().create(vals_list)

    def write(self, vals):
        """Refuse a state by hand, and changes of what was told to the complainant."""
        if not self._holds_step_token():
            if self._step_fields.intersection(vals):
                raise UserError(
                    self.env._("Use the buttons of the settlement to go on with it.")
                )
            if {"line_ids", "case_id", "currency_id", "reasons"}.intersection(vals):
                self._ensure_draft()
            if "answer_kind" in vals and any(record.answered_at for record in self):
                raise UserError(
                    self.env._("The answer is recorded and stays. Add to the note.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._ensure_draft()
        if any(settlement.revision for settlement in self):
            raise UserError(
                self.env._("Its approval was asked for: cancel it, so that this stays.")
            )

    # === ACTION METHODS === #

    def action_accepted(self):
        """Record that the complainant agreed; how must be filled in."""
        return self._answer("accepted")

    def action_refused(self):
        """Record that the complainant refused; a new round can start."""
        return self._answer("refused")

    def action_cancel(self):
        """Give up a settlement that was not told yet.

        :raise UserError: when it was told to the complainant
        """
        self.check_access("write")
        self.case_id._ensure_unlocked()
        for settlement in self:
            if settlement.state not in ("draft", "to_approve", "approved"):
                raise UserError(
                    self.env._("It was told to the complainant: record the answer.")
                )
        self._claim()
        self._void_approvals()
        self._drop_outcome()
        self._with_step_token().write({"state": "cancelled"})
        return True

    # === BUSINESS METHODS === #

    def _ensure_draft(self):
        """Refuse changes of what was told; what is approved is asked for anew."""
        if any(settlement.state not in CHANGEABLE for settlement in self):
            raise UserError(
                self.env._(
                    "Only a draft can be changed. Cancel this round and start another."
                )
            )
        self._claim()

    def _ensure_may_offer(self):
        """Refuse to tell a solution that still has to be approved."""
        self.ensure_one()
        if self.state not in ("draft", "to_approve", "approved"):
            raise UserError(
                self.env._("It was told to the complainant already. Start a new round.")
            )
        approval = self._settlement_approval_required()
        if approval and (self.state != "approved" or not self._is_as_asked()):
            raise UserError(self.env._("The settlement has to be approved first."))
        # Prices the user may not read.
        if approval and (dearer := self.sudo().line_ids._filter_worth_more()):
            raise UserError(
                self.env._(
                    "%s is worth more than when it was approved: its price has "
                    "changed, or the same goods were promised once more elsewhere. "
                    "Ask for approval again.",
                    ", ".join(dearer.mapped("display_name")),
                )
            )
        self._claim()

    def _answer(self, answer):
        self.check_access("write")
        self.case_id._ensure_unlocked()
        for settlement in self:
            if settlement.state != "offered":
                raise UserError(
                    self.env._("Only a solution that was told can be answered.")
                )
            if not settlement.answer_kind:
                raise UserError(
                    self.env._("How did the complainant answer? Fill in Way of Answer.")
                )
        self._with_step_token().write(
            {"state": answer, "answered_at": fields.Datetime.now()}
        )
        self.case_id._complaint_event("offer_answered")
        return True

    def _portal_answer(
        self, answer, signed_by=None, note=None, signature=None, offer_hash=None
    ):
        """Record what the complainant said on the portal.

        Note: in superuser mode, from the portal's verbs, which checked everything.

        :param str answer: "accepted" or "refused"
        :param str signed_by: the name typed as signature
        :param str note: what was said with it
        :param signature: the picture drawn as signature, in base64
        :param str offer_hash: fingerprint of the offer that was signed
        """
        self.ensure_one()
        values = {"answer_kind": "portal", "answer_note": (note or "").strip() or False}
        self.write(values)
        if signed_by:
            self._sign(signed_by, signature, offer_hash)
        return self._answer(answer)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Keep what is said about an offer among employees."""
        if not self.env.su and not self.env.user._is_internal():
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def _mark_offered(self):
        self._freeze_warranty()
        self._with_step_token().write(
            {"state": "offered", "offered_at": fields.Datetime.now()}
        )
        self._drop_outcome()

    def _mark_executing(self):
        self._with_step_token().write({"state": "executing"})

    def _mark_done(self):
        self._with_step_token().write(
            {"state": "done", "done_at": fields.Datetime.now()}
        )
