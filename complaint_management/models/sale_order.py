# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class SaleOrder(models.Model):
    """Complaints about what was ordered."""

    _name = "sale.order"
    _inherit = ["sale.order", "complaint.link.mixin"]

    _complaint_path = "sale_order_id"

    # A customer who calls names the number of the order on its own papers.
    _complaint_client_ref_idx = models.Index(
        "(client_order_ref) WHERE client_order_ref IS NOT NULL"
    )

    # === BUSINESS METHODS === #

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self.partner_id._prepare_complaint_party(),
            "sale_order_id": self.id,
        }

    def _get_complaint_invoice_lines(self):
        """Return what posted invoices and credit notes of the order say, line by line.

        :rtype: recordset of `account.move.line`
        """
        lines = self.order_line.invoice_lines
        # Price corrections are not linked to the order, see account.move.
        notes = lines.move_id.reversal_move_ids.filtered(
            lambda move: (
                move.complaint_line_id._get_cap_scope() == self
                if move.complaint_line_id
                else False
            )
        )
        lines |= notes.invoice_line_ids
        return lines.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.display_type == "product"
                and line.move_id.move_type in ("out_invoice", "out_refund")
            )
        )
