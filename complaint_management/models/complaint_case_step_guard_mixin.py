# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class ComplaintCaseStepGuardMixin(models.AbstractModel):
    """What each step needs beforehand: the guards that ``life.STEPS`` names.

    Each raises a `UserError` that names what is missing and where, or passes.
    """

    _name = "complaint.case.step.guard.mixin"
    _description = "Guards of Complaint Steps"

    # === BUSINESS METHODS === #

    def _guard_filled(self, names):
        """Ask for fields that are still empty, by the names on the screen."""
        self.ensure_one()
        empty = [name for name in names if not self[name]]
        if empty:
            labels = [self._fields[n]._description_string(self.env) for n in empty]
            words = self.env._(
                "Complaint %(number)s: please fill in %(fields)s first.",
                number=self.display_name,
                fields=", ".join(labels),
            )
            # The register screen has no pages, and these two stand elsewhere.
            elsewhere = {"description", "conclusion"}.intersection(empty)
            if not elsewhere and not self.env.context.get("complaint_register"):
                # Not in the f-string: its words would not be found for translation.
                place = self.env._("See the page Decision.")
                words = f"{words} {place}"
            raise UserError(words)

    def _guard_registration(self):
        self._guard_filled(["description"])
        if not self._is_complainant_known():
            raise UserError(
                self.env._(
                    "Who complains? Choose the customer, enter the complainant's "
                    "data, or set the type to anonymous."
                )
            )

    def _guard_rejection(self):
        self._guard_filled(["decision_reason_id", "decision_note"])

    def _guard_referral(self):
        self._guard_filled(["forwarded_to"])

    def _guard_finding(self):
        running = self.investigation_ids.filtered(lambda i: i.state != "done")
        if running or not self.investigation_ids:
            raise UserError(
                self.env._(
                    "Complaint %s needs a finding first: finish the investigation, or "
                    "record why none is needed.",
                    self.display_name,
                )
            )

    def _guard_depth(self):
        """Ask for an investigation in depth where the preliminary one left it open."""
        last = self.investigation_id
        if last.kind != "preliminary":
            return
        if last.conclusion == "undetermined":
            raise UserError(
                self.env._(
                    "The preliminary investigation of %s leaves it undetermined: "
                    "investigate in depth first.",
                    self.display_name,
                )
            )
        if last.conclusion == "confirmed" and not last.responsible_party:
            raise UserError(
                self.env._(
                    "The preliminary investigation of %s leaves open who is "
                    "responsible: investigate in depth first.",
                    self.display_name,
                )
            )

    def _guard_answered(self):
        """Ask what became of the solution told before another one is looked for."""
        if self.settlement_id.state in ("offered", "accepted"):
            raise UserError(
                self.env._(
                    "The solution of %s was told to the complainant. Record a refusal "
                    "as the answer before another one, or carry it out.",
                    self.display_name,
                )
            )

    def _guard_offer(self):
        settlement = self.settlement_id
        if not settlement.line_ids or settlement.state == "done":
            raise UserError(
                self.env._(
                    "Complaint %s has no solution yet: add what the complainant gets "
                    "on the page Settlement.",
                    self.display_name,
                )
            )
        settlement._ensure_may_offer()

    def _guard_consent(self):
        if self.settlement_id.state != "accepted":
            raise UserError(
                self.env._(
                    "The complainant has not agreed to the solution of %s yet. "
                    "Record the answer on the page Settlement.",
                    self.display_name,
                )
            )

    def _guard_executed(self):
        waiting = self.settlement_id.line_ids.filtered(lambda line: not line.done_at)
        if waiting:
            raise UserError(
                self.env._(
                    "Still to be done for complaint %(number)s: %(lines)s.",
                    number=self.display_name,
                    lines=", ".join(waiting.mapped("display_name")),
                )
            )

    def _guard_first_contact(self):
        self._guard_filled(["first_contact_solution", "first_contact_consent"])
        with_lot = self.line_ids.filtered(lambda line: line.lot_id or line.lot_text)
        if self.mark_ids or with_lot or self.settlement_ids.filtered("amount_total"):
            raise UserError(
                self.env._(
                    "A complaint with a special-case mark, money or a lot can't be "
                    "closed at first contact. Register it instead."
                )
            )

    def _guard_unfounded(self):
        self._guard_filled(["unfounded_reason"])
        self._guard_finding()
        if self.conclusion == "confirmed":
            raise UserError(
                self.env._(
                    "The investigation of %s confirmed the complaint: it can't be "
                    "closed as unfounded.",
                    self.display_name,
                )
            )

    def _guard_closing(self):
        self._guard_filled(["conclusion", "cause_category"])
        self._guard_executed()
        reopened = self.transition_ids.filtered(lambda row: row.step == "reopen")
        since = reopened[-1:].at
        asked = self.followup_ids.filtered(lambda f: not since or f.done_at >= since)
        if not asked and not self.follow_up_waived_reason:
            raise UserError(
                self.env._(
                    "Complaint %s was not followed up: record the call, visit or "
                    "survey, or why it is waived.",
                    self.display_name,
                )
            )

    def _guard_withdrawal(self):
        self._guard_filled(["withdrawn_reason_id"])

    def _guard_reopening(self):
        self._guard_filled(["reopen_reason"])
