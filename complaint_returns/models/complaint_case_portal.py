# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: Nobody plans a delivery further ahead.
MAX_DAYS = 365


class ComplaintCase(models.Model):
    """What the customer does on the portal about goods that go back."""

    _inherit = "complaint.case"

    # === VERBS === #

    def _portal_replace(self, token, key, wanted_date=None, note=None):
        """Ask for a replacement of all that goes back, for a day.

        The handler decides and asks for it: the customer's wish promises nothing. The
        time limit of asking runs from now on.

        :param str token: the key of the link, or None for who is logged in
        :param str key: the key of the form
        :param str wanted_date: as the form sends it, YYYY-MM-DD
        :param str note: what the customer says about it
        :raise AccessError: when the case is not the visitor's
        :raise UserError: when nothing goes back, it was asked for already, or the day
            is none, over, or too far ahead
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        note = case._portal_clean(note)
        goods = case._portal_get_replaceable()
        if not goods:
            raise UserError(
                self.env._(
                    "A replacement was asked for already, or nothing goes back. Please "
                    "write to us."
                )
            )
        date = case._portal_read_date(wanted_date)
        # That it is the customer's wish is written by this step alone.
        wishes = case.replacement_ids.browse()._with_step_token()
        wishes.create(
            [
                {
                    "case_id": case.id,
                    "product_id": product.id,
                    "quantity": quantity,
                    "wanted_date": date,
                    "on_portal": True,
                }
                for product, quantity in goods.items()
            ]
        )
        said = self.env._(
            "I would like a replacement on %s.", format_date(self.env, date)
        )
        case._portal_post(token, self, said, note)
        case._portal_ask_handler(
            lambda env: env._("The customer asks for a replacement"), note or None
        )

    # === HELPERS === #

    def _portal_get_replaceable(self):
        """Return what a replacement may be asked for: what goes back, by product.

        Nothing, once one was asked for, by whomever.

        :return: quantities in the product's unit by `product.product`
        :rtype: dict
        """
        self.ensure_one()
        wished = self.replacement_ids.filtered(lambda r: r.state != "cancelled")
        if wished or not self.is_open:
            return {}
        lines = self.return_ids.filtered(
            lambda r: r.state not in ("draft", "cancelled")
        ).line_ids
        goods = {}
        for line in lines.filtered(lambda line: line.product_id.type == "consu"):
            # What nobody announced counts as it came.
            quantity = line.quantity_received if line.unannounced else line.quantity
            goods[line.product_id] = goods.get(line.product_id, 0.0) + quantity
        return {
            product: quantity
            for product, quantity in goods.items()
            if product.uom_id.compare(quantity, 0.0) > 0
        }

    def _portal_read_date(self, text):
        """Return the day that was typed.

        :raise UserError: when it is none, over, or too far ahead
        """
        try:
            date = fields.Date.to_date((text or "").strip() or None)
        except ValueError:
            date = None
        if not date:
            raise UserError(self.env._("Please say on which day you need it."))
        today = self._portal_get_today()
        if date < today:
            raise UserError(self.env._("This day is over. Please choose another one."))
        if date > fields.Date.add(today, days=MAX_DAYS):
            raise UserError(self.env._("Please choose a day within one year."))
        return date

    def _portal_get_today(self):
        """Return which day it is where the company works."""
        zone = self.company_id.resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def _portal_prepare_page(self):
        values = super()._portal_prepare_page()
        today = self._portal_get_today()
        return values | {
            # Drafts of returns stay ours.
            "returns": self.return_ids.filtered(
                lambda r: r.state in ("authorised", "collected")
            ),
            "replaceable": self._portal_get_replaceable(),
            "wishes": self.replacement_ids.filtered(
                lambda r: r.state != "cancelled" and r.wanted_date
            ),
            "replace_first": today,
            "replace_last": fields.Date.add(today, days=MAX_DAYS),
            "replace_days": self.company_id.complaint_replacement_days,
        }
