# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang


class ComplaintSettlementSnapshotMixin(models.AbstractModel):
    """The picture of a settlement that approval is bound to."""

    _name = "complaint.settlement.snapshot.mixin"
    _description = "Picture of a Settlement"

    top_text = fields.Char(
        compute="_compute_top_text",
        compute_sudo=True,
        string="To the Top Because",
        help="In the language of who reads it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("top_reason", "cap_excess", "snapshot")
    @api.depends_context("lang")
    def _compute_top_text(self):
        for settlement in self:
            settlement.top_text = settlement._say_top_reason()

    # === BUSINESS METHODS === #

    def _say_top_reason(self):
        """Return why it went to the top, in the language of the reader, or False.

        From what was written down when approval was asked for.

        :rtype: str | bool
        """
        if not self.top_reason:
            return False
        asked = (self.snapshot or {}).get("content") or {}
        is_draft = self.state == "draft"  # being asked for just now
        severity = self.case_id.severity if is_draft else asked.get("severity")
        return self._get_top_reason(self.cap_excess, True, severity)

    def _prepare_snapshot(self):
        """Return the content as compared, and the words that print with it.

        :rtype: dict
        """
        self.ensure_one()
        settlement = self.sudo()  # shown to those who may see the settlement
        case = settlement.case_id
        return {
            "content": self._prepare_content(),
            "barred": self._prepare_barred(),
            "worth": {
                str(line.id): worth
                for line, worth in settlement.line_ids._get_worths().items()
                if worth is not None
            },
            "warranty": settlement._prepare_warranty(),
            "shown": {
                "case": case.name,
                "customer": case.complainant_label,
                "order": case.sale_order_id.name or "",
                "category": case.category_id.display_name or "",
                "currency": settlement.currency_id.name,
                "company_currency": settlement.company_currency_id.name,
                "at": fields.Datetime.to_string(fields.Datetime.now()),
            },
        }

    def _prepare_warranty(self):
        """Return what is known of the warranty of each line, by the text of its id."""
        return {
            str(line.id): facts
            for line in self.line_ids
            if (facts := line._prepare_warranty_facts())
        }

    def _freeze_warranty(self):
        """Keep what the letter says about the warranty, as it is told.

        What was approved says what it said when approval was asked for.
        """
        for settlement in self.sudo():  # goods the user may not read
            picture = settlement.snapshot or {}
            if settlement.state != "approved" or "warranty" not in picture:
                picture = picture | {"warranty": settlement._prepare_warranty()}
                settlement._with_step_token().snapshot = picture

    def _prepare_content(self):
        """Return what approval is bound to; amounts as text, as they are stored.

        :rtype: dict
        """
        self.ensure_one()
        settlement = self.sudo()  # the same whoever asks
        case = settlement.case_id
        return {
            "partner": case.partner_id.id,
            "order": case.sale_order_id.id,
            "invoice": case.invoice_id.id,
            "company": case.company_id.id,
            "category": case.category_id.id,
            "severity": case.severity,
            "currency": settlement.currency_id.id,
            "reasons": settlement.reasons or "",
            "risk": settlement.risk or "",
            "lines": [
                line._prepare_content() for line in settlement.line_ids.sorted("id")
            ],
        }

    def _prepare_content_like(self, asked):
        """Return the content to compare with what was asked, maybe before an update.

        A picture of then names no units; what it names has to be the same.

        :param dict asked: what :meth:`_prepare_content` returned when it was asked
        :rtype: dict
        """
        content = self._prepare_content()
        asked_lines = asked.get("lines") or []
        for now, then in zip(content["lines"], asked_lines, strict=False):
            if "unit" not in then:
                now.pop("unit", None)
        return content

    def _prepare_barred(self):
        """Return who had a hand in what is asked for, now or when it was asked before.

        Who hands the case on, or lets a colleague save a line once more, does not
        become somebody who may decide on it.

        :rtype: list[int]
        """
        before = (self.sudo().snapshot or {}).get("barred") or []  # as above
        people = self.sudo()._get_proposers() | self.sudo().case_id.user_id
        return sorted({*before, *people.ids})

    def _ensure_pays_as_asked(self):
        """Refuse to carry out for others, or otherwise, than was approved.

        An order line or invoice that was not known then may be named later, where the
        customer is known: it is that customer's.

        :raise UserError: when the customer, the order, the invoice, the company or a
            line is not what approval was asked for
        """
        for settlement in self.sudo():  # as above
            asked = (settlement.snapshot or {}).get("content")
            if not asked:
                continue
            content = settlement._prepare_content_like(asked)
            if asked.get("partner"):
                for now, then in (
                    (content, asked),
                    *zip(content["lines"], asked["lines"], strict=False),
                ):
                    for name in ("invoice", "sold"):
                        if name in now and then.get(name) is False:
                            now[name] = False
            for name in ("partner", "order", "invoice", "company", "currency", "lines"):
                if name == "partner" and settlement._is_named_later(asked):
                    settlement._ensure_named_is_confirmed()
                elif name in asked and asked[name] != content[name]:
                    raise UserError(
                        self.env._(
                            "%s is not what was approved: the customer, the order, "
                            "the invoice or the goods of the complaint were changed "
                            "since. Change them back, or start another round.",
                            settlement.display_name,
                        )
                    )

    def _say_amount(self):
        """Return the amount with the code of its currency, or an empty text."""
        self.ensure_one()
        if not self.amount_total:
            return ""
        currency = self.currency_id
        amount = formatLang(self.env, self.amount_total, currency.decimal_places)
        return f"{amount} {currency.name}"

    def _is_as_asked(self):
        """Whether the content is still the one that approval was asked for."""
        self.ensure_one()
        asked = (self.sudo().snapshot or {}).get("content")  # as above
        return bool(asked) and asked == self._prepare_content_like(asked)

    def _prepare_approval_sheet(self):
        """Return what the approval sheet prints: the picture, not what is there now.

        :rtype: dict
        """
        self.ensure_one()
        settlement = self.sudo()  # shown to those who may see the settlement
        picture = settlement.snapshot or {}
        content = picture.get("content") or self._prepare_content()
        currency = self.env["res.currency"].browse(content["currency"])
        kinds = settlement.line_ids._fields["kind"]._description_selection(self.env)
        kinds = dict(kinds)
        finding = settlement.case_id.investigation_id
        conclusions = finding._fields["conclusion"]._description_selection(self.env)
        counted = settlement.company_currency_id.format(settlement.amount_counted)
        words = [dict(conclusions).get(finding.conclusion), finding.finding]
        category = settlement.env["complaint.category"].browse(content["category"])
        shown = picture.get("shown") or {}
        if category.exists():  # in the language of who prints
            shown = shown | {"category": category.display_name}
        return {
            "shown": shown,
            "finding": "\n".join(filter(None, words)),
            "reasons": content["reasons"],
            "risk": content["risk"],
            "total": currency.format(sum(float(x["amount"]) for x in content["lines"])),
            "counted": settlement.amount_counted and counted,
            "lines": [
                {
                    "kind": kinds.get(line["kind"], line["kind"]),
                    "description": settlement.line_ids._describe_content(line),
                    "warranty": settlement._say_warranty_asked(line["id"]),
                    "quantity": f"{float(line['quantity']):g}"
                    if float(line["quantity"])
                    else "",
                    "amount": currency.format(float(line["amount"])),
                }
                for line in content["lines"]
            ],
        }

    def _say_warranty_asked(self, line_id):
        """Return the warranty of a line as it was when approval was asked for.

        Note: in superuser mode.
        """
        kept = (self.snapshot or {}).get("warranty")
        line = self.line_ids.filtered(lambda line: line.id == line_id)
        if kept is None:  # of an older version
            return line.warranty
        return line._say_warranty(kept.get(str(line_id)) or {})
