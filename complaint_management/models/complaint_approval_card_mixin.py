# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

#: Enough to know the case again.
_WORDS = 200
_PHOTOS = 4


class ComplaintApprovalCardMixin(models.AbstractModel):
    """What an approver sees on the card: enough to decide without opening the case.

    Read in superuser mode, for all cards at once; whoever may read the card may read
    the complaint, as the rules of both are the same.
    """

    _name = "complaint.approval.card.mixin"
    _description = "Approval Card"

    step_text = fields.Char(compute="_compute_step_text", compute_sudo=True)
    case_text = fields.Text(
        string="What Happened", compute="_compute_card", compute_sudo=True
    )
    finding_text = fields.Text(
        string="What Was Found", compute="_compute_card", compute_sudo=True
    )
    gets_text = fields.Text(
        string="What the Customer Gets", compute="_compute_card", compute_sudo=True
    )
    counted_text = fields.Char(
        string="This Customer", compute="_compute_card", compute_sudo=True
    )
    similar_text = fields.Char(
        string="Comparable Cases", compute="_compute_similar_text", compute_sudo=True
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        string="Photos",
        compute="_compute_photo_ids",
        compute_sudo=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("settlement_id.approval_ids.state")
    def _compute_step_text(self):
        for row in self:
            steps = row.settlement_id._get_live_approvals()
            if row.round != row.settlement_id.revision or row not in steps:
                row.step_text = False
                continue
            after = steps.filtered(lambda other, row=row: other.step > row.step)
            values = {"step": steps.ids.index(row.id) + 1, "steps": len(steps)}
            if after:
                row.step_text = self.env._(
                    "%(step)s of %(steps)s, after you: %(others)s",
                    others=", ".join(
                        other.position or other.approver_id.name for other in after
                    ),
                    **values,
                )
            else:
                row.step_text = self.env._("%(step)s of %(steps)s", **values)

    @api.depends(
        "settlement_id.line_ids", "settlement_id.amount_counted", "case_id.description"
    )
    def _compute_card(self):
        Investigation = self.env["complaint.investigation"]
        conclusions = Investigation._fields["conclusion"]._description_selection(
            self.env
        )
        conclusions = dict(conclusions)
        for row in self:
            case, settlement = row.case_id, row.settlement_id
            finding = case.investigation_id
            row.case_text = row._shorten([case.summary, case.description])
            row.finding_text = row._shorten(
                [conclusions.get(finding.conclusion), finding.finding]
            )
            row.gets_text = "\n".join(
                row._get_line_text(line) for line in settlement.line_ids
            )
            row.counted_text = row._get_counted_text()

    @api.depends("case_id.category_id")
    def _compute_similar_text(self):
        found = self.settlement_id._get_comparable()
        for row in self:
            row.similar_text = False
            if figures := found.get(row.settlement_id):
                low, median, high = (
                    row.company_currency_id.format(float(x)) for x in figures[:3]
                )
                row.similar_text = self.env._(
                    "%(count)s cases: %(low)s – %(median)s – %(high)s",
                    count=figures[3],
                    low=low,
                    median=median,
                    high=high,
                )

    @api.depends("case_id.evidence_ids.attachment_ids")
    def _compute_photo_ids(self):
        files = self.case_id.evidence_ids.attachment_ids
        files.fetch(["mimetype"])
        for row in self:
            row.photo_ids = row.case_id.evidence_ids.attachment_ids.filtered(
                lambda file: (file.mimetype or "").startswith("image/")
            )[:_PHOTOS]

    # === BUSINESS METHODS === #

    def _shorten(self, parts):
        """Return up to two sentences, cut where they are long."""
        texts = [" ".join((part or "").split()) for part in parts]
        return ". ".join(
            text if len(text) <= _WORDS else f"{text[:_WORDS]}…"
            for text in texts
            if text
        )

    def _get_line_text(self, line):
        parts = [line.display_name]
        if line.quantity:
            parts.append(f"× {line.quantity:g}")
        if line.amount:
            parts.append(line.currency_id.format(line.amount))
        return " ".join(parts)

    def _get_counted_text(self):
        settlement, company = self.settlement_id, self.company_id
        currency = self.company_currency_id
        before = settlement.amount_counted - settlement.amount_company
        if currency.is_zero(before):
            return False
        return self.env._(
            "%(amount)s in %(days)s days, with this one",
            amount=currency.format(settlement.amount_counted),
            days=company.complaint_approval_window_days,
        )
