# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, plaintext2html

from ..const import OUTCOME_ACTIVITY

#: While a settlement is saved with its lines; a client can't send the object.
_SAVING = object()
_SAVING_KEY = "complaint_settlement_saving"
ASKED = ("to_approve", "approved")


class ComplaintSettlementApprovalMixin(models.AbstractModel):
    """Money is promised only when those whose limit it is have approved it.

    Bound to the content: a picture of it is taken when approval is asked for. Whatever
    differs from the picture is neither approved nor told.
    """

    _name = "complaint.settlement.approval.mixin"
    _description = "Approval of Settlements"

    # === COMPUTE METHODS === #

    @api.depends("line_ids.amount", "case_id.severity")
    def _compute_approval_required(self):
        for settlement in self:
            settlement.approval_required = settlement._settlement_approval_required()

    @api.depends("approval_ids.state")
    @api.depends_context("uid")
    def _compute_approval_is_mine(self):
        for settlement in self:
            settlement.approval_is_mine = bool(settlement._get_asked_of_user())

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start another round, by which the outcome of the last one is followed up."""
        settlements = super().create(vals_list)
        settlements._drop_outcome()
        return settlements

    def write(self, vals):
        """Ask for approval anew where the content changes, once for the whole form."""
        saving = self.with_context(**{_SAVING_KEY: _SAVING})
        result = super(ComplaintSettlementApprovalMixin, saving).write(vals)
        if not self._holds_step_token():
            self._renew_approval()
        return result

    # === ACTION METHODS === #

    def action_request_approval(self):
        """Ask those whose limit it is, beginning with the lowest one.

        :raise UserError: when nothing has to be approved, something is missing, or
            nobody can decide
        """
        self._open_for("write")
        # The rest is read and written whatever the user's rights on it.
        for settlement in self.sudo():
            settlement.case_id._ensure_unlocked()
            settlement._ensure_may_request()
            settlement._request_approval()
        return True

    def action_approve(self, opinion=None):
        """Approve the step that the user is asked for, or stands in for.

        :param str opinion: what goes on the approval sheet
        :raise AccessError: to who is not asked
        """
        self._get_step_to_decide()._decide("approved", opinion)
        return True

    def action_send_back(self, opinion=None):
        """Send back for change, with an opinion. See :meth:`action_approve`."""
        self._get_step_to_decide()._decide("sent_back", opinion)
        return True

    def action_refuse_approval(self, opinion=None):
        """Refuse, with an opinion. See :meth:`action_approve`."""
        self._get_step_to_decide()._decide("refused", opinion)
        return True

    def action_open_decision(self):
        """Open the request that the user is asked to decide on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Approvals"),
            "res_model": "complaint.approval",
            "res_id": self._get_step_to_decide().id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    def _settlement_approval_required(self):
        """Return whether somebody has to approve before it is told.

        Money does, and so does whatever is done about a major complaint, which the top
        management decides on.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self.line_ids) and (
            any(line.amount for line in self.line_ids)
            or self.case_id.severity == "major"
            # What goods cost, read or not.
            or any(worth != 0 for worth in self.sudo().line_ids._get_worths().values())
        )

    def _ensure_may_request(self):
        self.ensure_one()
        if self.state in ASKED and (
            not self._is_as_asked() or self.line_ids._filter_worth_more()
        ):
            # Something it rests on changed elsewhere, such as the goods or a price.
            self._void_approvals()
            self._with_step_token().write({"state": "draft"})
        if self.state != "draft":
            raise UserError(
                self.env._("Approval is asked for already, or no longer needed.")
            )
        if not self._settlement_approval_required():
            raise UserError(
                self.env._(
                    "Nothing has to be approved: it promises no money and the "
                    "complaint is not major."
                )
            )

    def _request_approval(self):
        """Take the picture, find who decides, and ask the first one.

        The callers check who may ask.
        """
        # Limits, employees, other complaints: read for the user. Approvals: nobody
        # has the right to write them.
        self = self.sudo()._without_client_context()
        self.ensure_one()
        if self.case_id.severity == "major" and not (self.risk or "").strip():
            raise UserError(
                self.env._(
                    "What can go wrong with this solution? A major complaint needs "
                    "the risk written down before it is approved."
                )
            )
        # Requests of one company go one by one: two halves of one payment that are
        # asked for at once would not know of each other.
        self.company_id._claim_complaint_register()
        self._claim()
        self._claim_cap()
        excess = self._get_cap_excess()
        today = fields.Date.context_today(self)
        worth = list(self.line_ids._get_worths().values())
        amount = self.currency_id._complaint_convert(
            sum(filter(None, worth)), self.company_id, today
        )
        others = self._get_amount_promised_before()
        values = {
            "revision": self.revision + 1,
            "amount_company": amount,
            "amount_counted": amount + others,
            "top_reason": self._get_top_reason(excess, None in worth),
            "cap_excess": excess,
            "requested_at": fields.Datetime.now(),
            "requested_by_id": self.env.uid,
        }
        # Who was asked when and why is told by the rows below: no message on top.
        written = self._with_step_token().with_context(mail_notrack=True)
        written.write(values)
        steps = self._find_approvers_in_own_words()
        values = {"snapshot": self._prepare_snapshot(), "cap_excess": excess}
        written.write({"state": "to_approve"} | values)
        if self.revision > 1:
            self._drop_outcome()
        Approval = self.env["complaint.approval"]._with_step_token()
        rows = [self._prepare_approval(step, n) for n, step in enumerate(steps, 1)]
        rows[0] |= Approval._prepare_asking(self.company_id)
        Approval.create(rows)[0].with_env(self.env)._put_before()

    def _get_top_reason(self, excess, is_unpriced, severity=None):
        """Return why it goes to the top of the line whatever the limits, or False.

        :param float excess: how much it is over the cap
        :param bool is_unpriced: whether nobody knows what it costs
        :param str severity: when it was asked for; that of the complaint if left out
        """
        if (severity or self.case_id.severity) == "major":
            return self.env._("The complaint is major.")
        if excess > 0:
            return self.env._(
                "It is %s more than the customer paid.",
                self.company_currency_id.format(excess),
            )
        if is_unpriced:
            return self.env._("What it costs is not known: no amount, and no price.")
        return False

    @api.model
    def _prepare_approval(self, step, number):
        """Return the values of one row.

        :param step: an `ApprovalStep`
        :param int number: its place in the round
        """
        return {
            "settlement_id": self.id,
            "case_id": self.case_id.id,
            "round": self.revision,
            "step": number,
            "approver_id": step.user.id,
            "position": step.position,
            "job_id": step.job.id,
            "limit": step.limit,
            "limit_terms": step.terms,
            "why": step.why,
            "skipped": "\n".join(step.skipped) or False,
            "state": "waiting",
        }

    def _claim(self):
        """Write to the settlement before what belongs to it is read.

        A lock alone would let a transaction through that began before somebody else's
        ended: it still sees the old steps. Having been written to, the row makes the
        later one fail to serialize, and Odoo repeats it.
        """
        if not self.ids:
            return
        self.env.execute_query(
            SQL(
                "UPDATE complaint_settlement SET claim_count = "
                "COALESCE(claim_count, 0) + 1 WHERE id = ANY(%s) RETURNING id",
                self.ids,
            )
        )

    def _after_decision(self, row):
        """Do what follows from a decision.

        Note: `self.ensure_one()`, in superuser mode.

        :param row: the `complaint.approval` that was decided
        """
        self.ensure_one()
        waiting = self._get_live_approvals().filtered(lambda r: r.state == "waiting")
        self._log_decision(row)
        if row.state == "approved" and waiting:
            waiting[0]._ask()
            return
        state = {"approved": "approved", "sent_back": "draft"}.get(row.state)
        waiting._with_step_token().write({"state": "void"})
        # The decision is logged above.
        written = self._with_step_token().with_context(mail_notrack=True)
        written.write({"state": state or "cancelled"})
        if row.state == "approved":
            self.case_id._complaint_event("solution_approved")
        self._tell_proposer(row)

    def _log_decision(self, row):
        words = dict(row._fields["state"]._description_selection(self.env))
        parts = [words[row.state]]
        if row.decided_by_id != row.approver_id:
            parts.append(self.env._("on behalf of %s", row.approver_id.name))
        if row.opinion:
            parts.append(row.opinion)
        self._message_log(body=plaintext2html(" · ".join(parts)))

    def _tell_proposer(self, row):
        """Put the outcome on the list of who asked, or of the handler."""
        case = self.case_id
        people = self.requested_by_id | case.user_id
        usable = people.filtered(lambda user: user.active and user._is_internal())
        for user in (usable - case.respondent_user_ids)[:1]:
            said = case._in_words_of(user)
            summary = {
                "approved": said.env._("Approved: tell the complainant"),
                "sent_back": said.env._("Settlement sent back for change"),
            }.get(row.state, said.env._("Settlement not approved"))
            note = plaintext2html(row.opinion) if row.opinion else False
            case._put_on_lists(OUTCOME_ACTIVITY, {user: summary}, note)

    def _drop_outcome(self):
        """Take from the lists what :meth:`_tell_proposer` put there: it is done."""
        # Whoever's list it is on.
        self.sudo().case_id._take_from_lists(OUTCOME_ACTIVITY)

    def _void_approvals(self):
        """Take back what was asked for and what was decided.

        Note: the caller changes the state.
        """
        # Nobody has the right to write approvals; the caller checked.
        for settlement in self.sudo():
            rows = settlement._get_live_approvals()
            if rows:
                rows._drop_activities()
                rows._with_step_token().write({"state": "void"})

    def _renew_approval(self):
        """Ask anew for what is no more what approval was asked for."""
        if self.env.context.get(_SAVING_KEY) is _SAVING:
            return
        for settlement in self:
            if settlement.state not in ASKED or settlement._is_as_asked():
                continue
            settlement._void_approvals()
            settlement._with_step_token().write({"state": "draft"})
            self.env.add_to_compute(self._fields["currency_id"], settlement)
            settlement._message_log(
                body=self.env._("The settlement was changed: approvals are void.")
            )
            if settlement._settlement_approval_required():
                settlement._request_approval()

    # === GETTERS === #

    def _get_live_approvals(self):
        """Return the steps of this round that count, in their order."""
        return self.approval_ids.filtered(
            lambda row: (
                row.round == self.revision
                and row.state in ("waiting", "asked", "approved")
            )
        ).sorted(lambda row: (row.step, row.id))

    def _get_asked_of_user(self):
        asked = self.approval_ids.filtered(lambda row: row.state == "asked")
        own = asked.filtered(lambda row: row.approver_id == self.env.user)
        return (own or asked.filtered("is_mine"))[:1]

    def _get_step_to_decide(self):
        """Return the step the user is asked for, which is as readable as this.

        :raise UserError: when there is none
        """
        self.ensure_one()
        self._open_for("read")
        # Approvals have the same rules.
        row = self.sudo()._get_asked_of_user().with_env(self.env)
        if not row:
            raise UserError(self.env._("You are not asked to decide on this."))
        return row
