# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..const import APPROVAL_STATES, STAND_IN_CACHE


class ComplaintApproval(models.Model):
    """One person's decision on a settlement: a step of one round of asking.

    Nobody has the right to write, create or delete it: only the methods of settlements
    and of this model do, after their own checks. Who is asked, and why, is frozen when
    it is asked for.
    """

    _name = "complaint.approval"
    _description = "Approval of a Settlement"
    _inherit = [
        "complaint.case.child.mixin",
        "complaint.approval.card.mixin",
        "complaint.approval.pass.on.mixin",
        "complaint.approval.start.mixin",
        "complaint.approval.words.mixin",
    ]
    _order = "settlement_id, round, step, id"

    settlement_id = fields.Many2one(
        "complaint.settlement",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(related="case_id.company_id")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    amount_total = fields.Monetary(
        related="settlement_id.amount_total", string="Amount"
    )
    risk = fields.Text(related="settlement_id.risk")
    round = fields.Integer(
        required=True, readonly=True, help="The revision of the settlement."
    )
    step = fields.Integer(required=True, readonly=True, help="Lower ones come first.")
    approver_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    why = fields.Text(
        string="Why This Person", readonly=True, help="Written when it was asked for."
    )
    skipped = fields.Text(
        string="Passed Over",
        readonly=True,
        help="Who would have decided, and why not.",
    )
    state = fields.Selection(APPROVAL_STATES, required=True, readonly=True, index=True)
    asked_at = fields.Datetime(string="Asked On", readonly=True)
    pass_on_at = fields.Datetime(
        readonly=True, help="When somebody else is asked if nothing is decided."
    )
    opinion = fields.Text(readonly=True)
    decided_at = fields.Datetime(string="Decided On", readonly=True)
    decided_by_id = fields.Many2one(
        "res.users", readonly=True, help="The approver, or who stood in."
    )
    is_mine = fields.Boolean(
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="You are asked, or stand in for who is.",
    )

    _live_step_uniq = models.UniqueIndex(
        "(settlement_id, round, step) WHERE state IN ('waiting', 'asked', 'approved')",
        "This step is decided by one person.",
    )
    _asked_idx = models.Index("(pass_on_at) WHERE state = 'asked'")

    # === COMPUTE METHODS === #

    @api.depends("case_id.name", "step")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "Approval %(step)s of %(case)s", step=row.step, case=row.case_id.name
            )

    @api.depends("approver_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self._get_principals()
        for row in self:
            row.is_mine = row.approver_id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        negative = True not in value
        return [("approver_id", "not in" if negative else "in", self._get_mine())]

    @api.model
    def _get_mine(self):
        return self._get_principals().ids

    @api.model
    def _get_principals(self):
        """Return the user, and those for whom the user stands in today."""
        today = fields.Date.context_today(self)
        known = self.env.cr.cache.setdefault(STAND_IN_CACHE, {})
        if (self.env.uid, today) in known:
            return self.env["res.users"].browse(known[self.env.uid, today])
        # Also delegations of a company that is switched off.
        rows = self.env["complaint.approval.delegation"].sudo()
        rows = rows.search(
            [
                ("to_user_id", "=", self.env.uid),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ]
        )
        users = self.env.user | rows.from_user_id.with_env(self.env)
        known[self.env.uid, today] = users.ids
        return users

    # === CRUD METHODS === #

    @api.model
    def _get_guarded_fields(self):
        """Guard everything: rows are written by our own methods alone."""
        return frozenset(self._fields)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was decided, or asked for, is never deleted."))

    # === ACTION METHODS === #

    def action_approve(self, opinion=None):
        """Approve; of several at once only those below the amount that is set.

        :param str opinion: what goes on the approval sheet
        :raise AccessError: to who is not asked, or may not decide on this one
        :raise UserError: when it was decided, or the settlement changed meanwhile
        """
        self._open_for("read")
        self._ensure_bulk()
        for row in self:
            row._decide("approved", opinion)
        return True

    def action_refuse(self, opinion=None):
        """Refuse: this settlement is given up. See :meth:`action_approve`."""
        self._open_for("read")
        for row in self:
            row._decide("refused", opinion)
        return True

    def action_send_back(self, opinion=None):
        """Send back for change: a draft again. See :meth:`action_approve`."""
        self._open_for("read")
        for row in self:
            row._decide("sent_back", opinion)
        return True

    def action_open_case(self):
        """Open the complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    def _ensure_bulk(self):
        """Let several be approved at once only where each is small enough."""
        if len(self) < 2:
            return
        for row in self.sudo():  # the company's setting
            allowed = row.company_id.complaint_approval_bulk_amount
            settlement = row.settlement_id
            over = row.company_currency_id.compare_amounts(
                settlement.amount_counted, allowed
            )
            if over > 0 or allowed <= 0 or settlement.top_reason:
                raise UserError(
                    self.env._(
                        "%s is not approved together with others. Open it and decide "
                        "on it alone.",
                        row.display_name,
                    )
                )

    def _decide(self, state, opinion):
        """Record one decision and do what follows from it.

        The settlement is written to before its steps are read. Of two who decide at
        once the second one fails to serialize; Odoo repeats the call, which then finds
        it decided and refuses.

        The callers check that the user may read the request.
        """
        self.ensure_one()
        opinion = (opinion or "").strip()
        row = self.sudo()  # nobody has the right to write; the checks follow
        row.case_id._ensure_unlocked()
        row.settlement_id._claim()
        row._read_people()
        row._ensure_decider(self.env.user)
        if state != "approved" and not opinion:
            raise UserError(self.env._("Please say why, in a few words."))
        if not row.settlement_id._is_as_asked():
            raise UserError(
                self.env._(
                    "The settlement is not what it was when you were asked. Approval "
                    "has to be asked for again."
                )
            )
        row._drop_activities()
        row._with_step_token().write(
            {
                "state": state,
                "opinion": opinion or False,
                "decided_at": fields.Datetime.now(),
                "decided_by_id": self.env.uid,
            }
        )
        row.settlement_id._after_decision(row)

    def _read_people(self):
        """Read everybody who is asked or told below in two queries."""
        settlement = self.settlement_id
        people = settlement.approval_ids.approver_id | settlement.requested_by_id
        people |= self.env.user | self.case_id.user_id
        people.fetch(["active", "partner_id"])
        people.partner_id.fetch()

    def _ensure_decider(self, user):
        """Let only who is asked decide, or who stands in, and never on own matters.

        Note: in superuser mode.

        :raise AccessError: to everybody else
        :raise UserError: when it is not to be decided now
        """
        if self.state == "waiting":
            raise UserError(self.env._("Somebody else decides before you."))
        if self.state != "asked" or self.settlement_id.state != "to_approve":
            raise UserError(
                self.env._("This was decided, passed on or called back meanwhile.")
            )
        settlement = self.settlement_id
        paid = settlement._get_paid_partners()
        if user in settlement._get_barred_users() or user.partner_id in paid:
            raise AccessError(
                self.env._(
                    "Nobody decides on what he or she proposed, handles, gets or is "
                    "complained about in."
                )
            )
        if user == self.approver_id:
            return
        others = self.settlement_id._get_live_approvals() - self
        delegates = self._get_delegates()
        if user not in delegates or user in others.approver_id | others.decided_by_id:
            raise AccessError(self.env._("%s decides on this.", self.approver_id.name))

    def _get_delegates(self):
        """Return who stands in for the approver today, own matters left out.

        Note: `self.ensure_one()` from the callers, in superuser mode.
        """
        delegates = self.env["complaint.approval.delegation"]._get_delegates(
            self.approver_id, self.company_id, self.settlement_id._get_barred_users()
        )[self.approver_id]
        paid = self.settlement_id._get_paid_partners()
        return delegates.filtered(lambda user: user.partner_id not in paid)
