# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class AccountMove(models.Model):
    """Complaints about what was invoiced, and what is given back because of them."""

    _name = "account.move"
    _inherit = ["account.move", "complaint.link.mixin", "complaint.document.link.mixin"]

    _complaint_path = "invoice_id"

    # Whatever happens at once: one document for each promise and invoice.
    _complaint_line_uniq = models.UniqueIndex(
        "(complaint_line_id, COALESCE(reversed_entry_id, 0)) "
        "WHERE complaint_line_id IS NOT NULL AND state != 'cancel'",
        "This promise has its document already.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Open a promise again whose document is taken back."""
        taken_back = self.browse()
        if vals.get("state") in ("draft", "cancel"):
            taken_back = self.filtered(
                lambda move: move.complaint_line_id and move.state != vals["state"]
            )
        result = super().write(vals)
        # Accountants have no rights on complaints; the books say what was done.
        taken_back.sudo().complaint_line_id._document_taken_back()
        return result

    def unlink(self):
        """Open a promise again whose document is deleted."""
        promises = self.sudo().complaint_line_id  # as above
        result = super().unlink()
        promises._document_taken_back()
        return result

    # === BUSINESS METHODS === #

    def _post(self, soft=True):
        """Post nothing for a complaint over what was paid, or what was promised."""
        # Accountants have no rights on complaints; the books say what was done.
        promises = self.sudo().complaint_line_id
        promises.settlement_id._ensure_within_cap()
        promises._ensure_goods_back()
        promises._ensure_gives_no_more()
        posted = super()._post(soft)
        done = posted.sudo().complaint_line_id  # as above
        (done & promises)._document_done()
        return posted

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self.partner_id._prepare_complaint_party(),
            "invoice_id": self.id,
        }

    def _get_complaint_invoice_lines(self):
        """Return what an invoice and its credit notes charged and gave back."""
        moves = self | self.reversal_move_ids
        return moves.filtered(lambda m: m.state == "posted").invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )

    def _get_complaint_sold(self, line):
        """Return the order line that a line of an invoice or credit note is of.

        A credit note that lowers a price is not linked to the order line, which would
        count as not invoiced any more: what was promised says which one it was.

        :param line: an `account.move.line` of this move
        :rtype: recordset of `sale.order.line`
        """
        return line.sale_line_ids[:1] or self.complaint_line_id.sale_line_id

    def _get_complaint_paid_share(self):
        """Return the paid share of what is left of an invoice after credit notes.

        :return: 0.0 to 1.0
        :rtype: float
        """
        if not self:
            return 1.0
        terms = self.line_ids.filtered(lambda line: line.display_type == "payment_term")
        credited = sum(
            partial.debit_amount_currency
            for partial in terms.matched_credit_ids
            if partial.credit_move_id.move_id.move_type == "out_refund"
        )
        due = self.amount_total - credited
        if self.currency_id.compare_amounts(due, 0.0) <= 0:
            return 0.0
        # A payment without an entry of its own leaves the invoice open in the books.
        unbooked = self.matched_payment_ids.filtered(
            lambda payment: (
                not payment.move_id and payment.state in ("in_process", "paid")
            )
        )
        left = self.amount_residual - sum(
            payment.currency_id._convert(
                payment.amount, self.currency_id, self.company_id, payment.date
            )
            for payment in unbooked
        )
        return min(max((due - left) / due, 0.0), 1.0)
