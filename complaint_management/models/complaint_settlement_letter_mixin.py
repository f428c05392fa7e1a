# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: What the result letter has to say before it is told; all else it says by itself.
LETTER_FIELDS = ("letter_finding", "reasons", "basis", "improvement")
#: Ways to answer of which something is left that can be kept.
PROVEN_KINDS = ("stamped", "call")
METHODS = (
    "by_site_visit",
    "by_product_test",
    "by_documents",
    "by_interview",
    "by_records",
)


class ComplaintSettlementLetterMixin(models.AbstractModel):
    """The result letter: what is told with an offer, always the same contents.

    Matter, process, findings and cause, decision with reasons and basis, measures,
    improvement, next steps, right to review.
    """

    _name = "complaint.settlement.letter.mixin"
    _description = "Result Letter"

    letter_finding = fields.Text(
        string="Findings and Cause",
        compute="_compute_letter_finding",
        store=True,
        readonly=False,
        precompute=True,
        help="What was found and what the cause is, told to the complainant.",
    )
    basis = fields.Text(
        help="What the decision rests on, told to the complainant: contract, warranty, "
        "law.",
    )
    improvement = fields.Text(
        help="What is changed so that it does not happen again, told to the "
        "complainant.",
    )
    next_steps = fields.Text(
        help="Told to the complainant. Empty: the letter asks for the answer, and says "
        "that the measures follow it."
    )
    answer_evidence_id = fields.Many2one(
        "complaint.evidence",
        string="Proof of Answer",
        domain="[('case_id', '=', case_id)]",
        copy=False,
        help="The stamped copy, or the recording of the call.",
    )
    letter_missing = fields.Char(
        compute="_compute_letter_missing",
        string="Missing in the Letter",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.investigation_id.finding")
    def _compute_letter_finding(self):
        for settlement in self:
            kept = settlement.letter_finding
            if not kept and settlement.state in ("draft", False):
                kept = settlement.case_id._letter_finding()
            settlement.letter_finding = kept

    @api.depends(*LETTER_FIELDS)
    @api.depends_context("lang")
    def _compute_letter_missing(self):
        for settlement in self:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in LETTER_FIELDS
                if not (settlement[name] or "").strip()
            ]
            settlement.letter_missing = ", ".join(labels)

    # === CRUD METHODS === #

    def write(self, vals):
        """Tell only a letter that is complete, and keep it as it was told."""
        if not self._holds_step_token():
            if {*LETTER_FIELDS, "next_steps"}.intersection(vals):
                self._ensure_draft()
            if "answer_evidence_id" in vals and any(s.answered_at for s in self):
                raise UserError(
                    self.env._("The answer is recorded and stays. Add to the note.")
                )
        if vals.get("state") == "offered":
            self._ensure_letter_complete()
        if vals.get("state") in ("accepted", "refused"):
            self._ensure_answer_proven()
        return super().write(vals)

    # === ACTION METHODS === #

    def action_print_letter(self):
        """Print the result letter in the complainant's language."""
        self.check_access("read")
        return self.env.ref(
            "complaint_management.complaint_settlement_report_letter"
        ).report_action(self)

    def action_new_round(self):
        """Start another round from what was refused; its answer is kept on it.

        :raise UserError: unless it was refused
        """
        self.ensure_one()
        self.check_access("write")
        self.case_id._ensure_unlocked()
        if self.state != "refused":
            raise UserError(
                self.env._("Another round starts from a solution that was refused.")
            )
        new = self._start_new_round()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    def _start_new_round(self):
        """Return a draft like this one; the case looks for a solution again."""
        self.ensure_one()
        if self.case_id.state == "offered":
            self.case_id.action_propose()
        return self.copy()

    def _ensure_letter_complete(self):
        """Refuse to tell a letter without its fixed contents.

        :raise UserError: naming what is missing
        """
        for settlement in self:
            if settlement.letter_missing:
                raise UserError(
                    self.env._(
                        "The result letter of %(case)s is not complete, please fill in "
                        "on the settlement: %(fields)s.",
                        case=settlement.case_id.display_name,
                        fields=settlement.letter_missing,
                    )
                )

    def _ensure_answer_proven(self):
        for settlement in self:
            proof = settlement.answer_evidence_id
            if settlement.answer_kind in PROVEN_KINDS and not proof:
                raise UserError(
                    self.env._(
                        "Add the stamped copy or the recording of the call as "
                        "evidence, and choose it as proof of the answer."
                    )
                )
            if proof and proof.case_id != settlement.case_id:
                raise UserError(
                    self.env._("The proof is evidence of the same complaint.")
                )

    # What the letter writes, in its language.

    def _letter_name(self):
        """Return the name of the file: the number, and nothing of a person."""
        return f"{self.case_id.name.replace('/', '-')}-{self.id}"

    def _letter_process(self):
        """Return what was done on the complaint, and when.

        :rtype: list[str]
        """
        case = self.case_id
        steps = {
            "register": self.env._("Registered"),
            "accept": self.env._("Accepted"),
        }
        said = [(self.env._("Received"), case.received_at)]
        for row in case.transition_ids.sorted("id"):
            if row.step in steps:
                said.append((steps.pop(row.step), row.at))
        finding = case.investigation_id
        if finding.done_at:
            how = [
                finding._fields[name]._description_string(self.env)
                for name in METHODS
                if finding[name]
            ]
            text = self.env._("Investigated")
            text = f"{text} ({', '.join(how)})" if how else text
            said.append((text, finding.done_at))
        return [f"{format_date(self.env, at)}: {text}" for text, at in said if at]

    def _portal_get_texts(self):
        """Return what the offer says, in the order of the letter.

        :return: `label` and `text` of each part that is filled in
        :rtype: list[dict]
        """
        labels = {
            "letter_finding": self.env._("Findings and cause"),
            "reasons": self.env._("Our decision"),
            "basis": self.env._("What it rests on"),
            "improvement": self.env._("What we improve"),
            "next_steps": self.env._("Next steps"),
        }
        return [
            {"label": label, "text": self[name]}
            for name, label in labels.items()
            if self[name]
        ]

    def _letter_answer_by(self):
        """Return the day until which the answer is waited for, or an empty text."""
        # The limit binds the complainant, whoever prints the letter.
        clock = self.case_id.sudo().clock_ids.filtered(
            lambda clock: (
                clock.state == "running"
                and clock.milestone_id.target_event == "offer_answered"
            )
        )[:1]
        return format_date(self.env, clock.deadline) if clock.deadline else ""
