# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError


class SaleOrderLine(models.Model):
    """Goods that are delivered as a replacement.

    Only planning sets the link: neither values, nor defaults, nor a copy.
    """

    _inherit = "sale.order.line"

    complaint_replacement_id = fields.Many2one(
        "complaint.replacement",
        string="Replacement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The replacement of complained goods it was ordered for.",
    )

    # Whatever happens at once: one delivery for each replacement.
    _complaint_replacement_uniq = models.UniqueIndex(
        "(complaint_replacement_id) WHERE complaint_replacement_id IS NOT NULL "
        "AND state != 'cancel'",
        "This replacement has its delivery already.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Link to a replacement what its planning makes, and nothing else."""
        if not self.env["complaint.case"]._holds_step_token():
            if any(vals.get("complaint_replacement_id") for vals in vals_list):
                self._raise_replacement_link()
            vals_list = [{**v, "complaint_replacement_id": False} for v in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to link deliveries by hand."""
        if (
            "complaint_replacement_id" in vals
            and not self.env["complaint.case"]._holds_step_token()
        ):
            self._raise_replacement_link()
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _replan_complaint_delivery(self):
        """Let a replacement be planned again whose delivery Inventory gave up.

        What has left already is not ordered again. An order that delivers something
        else as well is left as it is, and who plans it is told so.

        Note: in superuser mode, after transfers were done or cancelled
        """
        for line in self:
            replacement, order = line.complaint_replacement_id, line.order_id
            ends = set(line.move_ids.mapped("state")) <= {"done", "cancel"}
            over = order.state == "cancel" or order._is_complaint_cancelling()
            if replacement.state != "planned" or not ends or over:
                continue
            others = order.order_line - line
            if any(others.mapped("product_uom_qty")):
                replacement._tell_given_up(order)
            else:
                # Sales takes it from there: the replacement is asked for again.
                order._action_cancel()

    def _raise_replacement_link(self):
        raise AccessError(
            self.env._("An order is linked to a replacement by planning its delivery.")
        )
