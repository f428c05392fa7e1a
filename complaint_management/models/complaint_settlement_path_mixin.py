# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError


class ApprovalStep(NamedTuple):
    """One person who has to approve.

    :param user: the `res.users` who is asked
    :param position: the name of the position, for the approval sheet
    :param limit: the limit in words, or False
    :param terms: how far the limit goes, as `complaint.approval.limit` prepares it
    :param job: the `hr.job` of the position, possibly none
    :param why: why this person, in words
    :param skipped: who was passed over and why, in words
    """

    user: object
    position: str
    limit: str | bool
    why: str
    skipped: list
    terms: dict | bool
    job: object


class Holder(NamedTuple):
    """A manager on the line who holds a limit; `limit` is None where none are set."""

    step: object
    limit: object
    reason: str | None


class ComplaintSettlementPathMixin(models.AbstractModel):
    """Who decides on a settlement: up the line from who looks after the customer."""

    _name = "complaint.settlement.path.mixin"
    _description = "Who Approves a Settlement"

    # === BUSINESS METHODS === #

    def _find_approvers(self):
        """Return who has to approve, the first one first.

        Walking up, the first one whose limit covers the amount decides. Who can't be
        reached or may not is passed over for somebody higher, never for a smaller
        authority. A limit may ask that the next lower holder approves before.

        :rtype: list[ApprovalStep]
        :raise UserError: when nobody can decide, saying who was passed over
        """
        self.ensure_one()
        # Limits and employees are not open to who asks; the result is.
        settlement = self.sudo()
        holders = settlement._get_holders()
        skipped = []
        place = settlement._find_decider(holders, skipped)
        if place is None:
            return [settlement._get_fallback(skipped)]
        decider = holders[place]
        steps = []
        if place and decider.limit and decider.limit.also_below:
            below = holders[place - 1]
            if below.reason:
                words = settlement._say_skipped(below)
                skipped += [words] if words not in skipped else []
            elif below.step.user != decider.step.user:
                why = self.env._("Approves before the one above, whose limit asks so.")
                steps.append(settlement._to_step(below, why, []))
        why = settlement._say_why(decider, skipped)
        return [*steps, settlement._to_step(decider, why, skipped)]

    def _find_approvers_in_own_words(self):
        """Return the same, each told why in the language of who is asked.

        :rtype: list[ApprovalStep]
        """
        steps = self._find_approvers()
        said = {self.env.lang or "en_US": steps}
        for place, step in enumerate(steps):
            lang = self.case_id._in_words_of(step.user).env.lang
            if lang not in said:
                said[lang] = self.with_context(lang=lang)._find_approvers()
            own = said[lang][place]
            steps[place] = step._replace(why=own.why, skipped=own.skipped)
        return steps

    def _find_successor(self, row):
        """Return who is asked instead of somebody who does not answer, or None.

        Note: in superuser mode.

        :param row: the `complaint.approval` of who does not answer
        :rtype: ApprovalStep | None
        """
        holders = self._get_holders()
        places = [
            number
            for number, holder in enumerate(holders)
            if holder.step.user == row.approver_id
        ]
        skipped = []
        if places:
            above = holders[places[0] + 1 :]
            place = self._find_decider(above, skipped, anybody=bool(self.top_reason))
            if place is not None:
                why = self.env._("The next one up who may decide on this amount.")
                return self._to_step(above[place], why, skipped)
        fallback = self.company_id.complaint_approval_fallback_id
        if fallback == row.approver_id or not self._may_stand_in(fallback):
            return None
        return self._get_fallback(skipped)

    def _find_decider(self, holders, skipped, anybody=False):
        """Return the place of who decides among holders, or None.

        :param list skipped: gets the words on who was passed over
        :param bool anybody: whether each of them is high enough
        """
        first = 0
        if self.top_reason and not anybody:
            first = len(holders) - 1
        elif holders and holders[0].limit is None:
            first = max(self.company_id.complaint_approval_distance, 1) - 1
        today = fields.Date.context_today(self)
        for place, holder in enumerate(holders):
            if place < first:
                continue
            covers = self.top_reason or holder.limit is None
            if not covers and not holder.limit._covers(
                self.amount_counted, self.company_id, today
            ):
                continue
            if not holder.reason:
                return place
            skipped.append(self._say_skipped(holder))
        return None

    def _get_holders(self):
        """Return those up the line who hold a limit, or all where none are set."""
        case = self.case_id
        limits = self.env["complaint.approval.limit"]._get_for(case)
        proposers, words = self._get_proposers(), case._skip_words()
        paid = self._get_paid_partners()
        holders = []
        line = self.env["hr.employee"]._complaint_line_of_users(
            self._get_line_start(), case.company_id, case.respondent_user_ids
        )
        for step in line or ():
            limit = limits._get_of(step.user, step.job) if limits else None
            if limits and not limit:
                continue
            reason = words.get(step.skipped)
            if step.skipped == "absent" and self._has_delegate(step.user):
                reason = None
            if step.user and step.user in proposers:
                reason = self.env._("proposed it")
            elif step.user and step.user == case.user_id:
                reason = self.env._("handles the complaint")
            elif step.user and step.user.partner_id in paid:
                reason = self.env._("gets what is promised")
            holders.append(Holder(step, limit, reason))
        return holders

    def _has_delegate(self, user):
        delegates = self.env["complaint.approval.delegation"]._get_delegates(
            user, self.company_id, self._get_barred_users()
        )
        paid = self._get_paid_partners()
        return any(other.partner_id not in paid for other in delegates[user])

    def _get_line_start(self):
        """Return from whom the line starts, as the company has set it, and who else.

        The next best where that person is not known or has no employee: who handles the
        complaint, and then who proposes the settlement.

        :rtype: recordset of `res.users`
        """
        case, company = self.case_id, self.company_id
        customer = case.partner_id
        field_people = [
            customer.user_id,
            customer.commercial_partner_id.user_id,
            case.sale_order_id.user_id,
        ]
        rest = [case.user_id, self.requested_by_id or self.env.user]
        candidates = {"handler": rest, "proposer": rest[1:]}.get(
            company.complaint_approval_start, field_people + rest
        )
        return self.env["res.users"].concat(*candidates)

    def _get_proposers(self):
        """Return everybody who had a hand in the proposal."""
        lines = self.line_ids
        # Those of what is asked for now, and whoever was barred when it was asked.
        known = (self.snapshot or {}).get("barred") or []
        return (
            self.requested_by_id
            | self.create_uid
            | lines.create_uid
            | lines.write_uid
            | self.env["res.users"].browse(known)
        )

    def _get_barred_users(self):
        """Return who never decides on this settlement.

        Note: in superuser mode.
        """
        case = self.case_id
        return self._get_proposers() | case.user_id | case.respondent_user_ids

    def _may_stand_in(self, user):
        return (
            user
            and user.active
            and user._is_internal()
            and self.company_id in user.company_ids
            and user not in self._get_barred_users()
            and user.partner_id not in self._get_paid_partners()
        )

    def _get_fallback(self, skipped):
        """Return the approver of the settings, where the line has none.

        :raise UserError: when there is none either
        """
        user = self.company_id.complaint_approval_fallback_id
        if not self._may_stand_in(user):
            raise UserError(
                "\n".join(
                    [
                        self.env._(
                            "Nobody up the line can decide on this settlement, and "
                            "there is no other approver in the settings of complaints."
                        ),
                        *skipped,
                    ]
                )
            )
        why = self.env._(
            "Nobody up the line can decide; the settings name this approver."
        )
        reason = f"{self.top_text} {why}" if self.top_reason else why
        job = self.env["hr.job"]
        return ApprovalStep(user, "", False, reason, skipped, False, job)

    # === WORDS === #

    def _to_step(self, holder, why, skipped):
        step = holder.step
        position = step.position or step.employee.job_title or ""
        limit = holder.limit._get_label() if holder.limit else False
        terms = holder.limit._prepare_terms() if holder.limit else False
        return ApprovalStep(step.user, position, limit, why, skipped, terms, step.job)

    def _say_skipped(self, holder):
        return f"{holder.step.employee.name}: {holder.reason}"

    def _say_why(self, decider, skipped):
        amount = self.company_currency_id.format(self.amount_counted)
        if self.top_reason:
            words = self.env._(
                "%(reason)s The top of the line decides.", reason=self.top_text
            )
        elif decider.limit is None:
            words = self.env._("No limits are set; the manager decides on %s.", amount)
        else:
            words = self.env._(
                "The first one up the line whose limit covers %s.", amount
            )
        if skipped:
            # Not in the f-string: its words would not be found for translation.
            others = self.env._("Others were passed over.")
            words = f"{words} {others}"
        return words
