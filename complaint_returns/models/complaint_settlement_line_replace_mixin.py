# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintSettlementLineReplaceMixin(models.AbstractModel):
    """A promised replacement is planned for the day it is wanted."""

    _name = "complaint.settlement.line.replace.mixin"
    _description = "Replacement of a Promise"

    replacement_ids = fields.One2many(
        "complaint.replacement", "settlement_line_id", string="Replacements"
    )

    # === COMPUTE METHODS === #

    @api.depends("replacement_ids.state")
    def _compute_document(self):
        return super()._compute_document()

    # === ACTION METHODS === #

    def action_view_document(self):
        """Open the replacement, where there is one."""
        self.ensure_one()
        live = self._get_live_replacements()
        if not live:
            return super().action_view_document()
        self.check_access("read")
        return self.case_id._action_view(live, self.env._("Replacement"))

    # === BUSINESS METHODS === #

    def _is_by_document(self):
        return super()._is_by_document() or self.kind == "replacement"

    def _settlement_line_execute(self):
        """Ask for a promised replacement, at once where its date is known."""
        if self.kind != "replacement":
            return super()._settlement_line_execute()
        # The handler acts; checked by the button.
        return self.sudo()._with_step_token()._execute_replacement()

    def _execute_replacement(self):
        """Make the replacement; a draft as long as nobody says when it is wanted.

        Note: in superuser mode, from :meth:`_settlement_line_execute`

        :raise UserError: without a product or a quantity
        """
        self.ensure_one()
        if not self.product_id or not self.quantity:
            raise UserError(
                self.env._(
                    "%s: what is delivered, and how much? Product and quantity are "
                    "missing.",
                    self.display_name,
                )
            )
        today = fields.Date.context_today(self)
        wanted = self.due_date if self.due_date and self.due_date >= today else False
        unit = self._get_unit() or self.product_id.uom_id
        # What the customer wished on the portal is promised now, not delivered twice.
        replacement = self.case_id.replacement_ids.filtered(
            lambda wish: (
                wish.on_portal
                and wish.state == "draft"
                and wish.product_id == self.product_id
            )
        )[:1].with_env(self.env)
        if not wanted and replacement.wanted_date and replacement.wanted_date >= today:
            wanted = replacement.wanted_date
        values = {
            "settlement_line_id": self.id,
            "quantity": unit._compute_quantity(
                self.quantity, self.product_id.uom_id, raise_if_failure=False
            ),
            "wanted_date": wanted,
        }
        if replacement:
            replacement.write(values)
        else:
            goods = {"case_id": self.case_id.id, "product_id": self.product_id.id}
            replacement = replacement.create(values | goods)
        if wanted:
            replacement._take_step("ask")
        return replacement

    def _document_done(self):
        """Keep a promise open while the rest of its replacement is asked for."""
        waiting = self.filtered(lambda line: line._waits_for_rest())
        lines = self - waiting
        return super(ComplaintSettlementLineReplaceMixin, lines)._document_done()

    def _waits_for_rest(self):
        return any(
            replacement.state in ("draft", "asked")
            and all(sold.state == "cancel" for sold in replacement.order_line_ids)
            for replacement in self._get_live_replacements()
        )

    def _prepare_given_values(self, moves, sold):
        """Count all that left, on orders whose rest was given up, too."""
        values = super()._prepare_given_values(moves, sold)
        ordered = self._get_live_replacements().order_line_ids
        if ordered:
            values["done_quantity"] = sum(
                self._to_unit(line.product_uom_id, line.qty_delivered)
                for line in ordered
            )
        return values

    def _get_live_replacements(self):
        return self.replacement_ids.filtered(lambda r: r.state != "cancelled")

    def _get_document_names(self):
        """Name the replacement before the order that delivers it."""
        return [
            *self._get_live_replacements().mapped("name"),
            *super()._get_document_names(),
        ]
