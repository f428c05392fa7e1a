# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class ResCurrency(models.Model):
    """Conversion that asks for a rate, where core takes a missing one for 1."""

    _inherit = "res.currency"

    # === BUSINESS METHODS === #

    def _complaint_convert(self, amount, company, date):
        """Return an amount in the currency of a company.

        :param float amount: in this currency
        :param company: a `res.company`
        :param date: the day of the rate
        :rtype: float
        :raise UserError: when there is no rate on that day or before
        """
        self.ensure_one()
        if self == company.currency_id:
            return amount
        if not self._complaint_has_rate(company, date):
            raise UserError(
                self.env._(
                    "There is no rate for %(currency)s on %(date)s, so the amount "
                    "can't be compared with anybody's limit. Enter a rate first.",
                    currency=self.name,
                    date=date,
                )
            )
        return self._convert(amount, company.currency_id, company, date)

    def _complaint_exchange(self, amount, target, company, date):
        """Return an amount in another currency, for a document.

        :param float amount: in this currency
        :param target: the `res.currency` of the document
        :param company: a `res.company`
        :param date: the day of the rate
        :rtype: float
        :raise UserError: when one of the two has no rate on that day or before
        """
        self.ensure_one()
        if self == target:
            return amount
        for currency in (self, target):
            if not currency._complaint_has_rate(company, date):
                raise UserError(
                    self.env._(
                        "There is no rate for %(currency)s on %(date)s. Let accounting "
                        "enter one, then try again.",
                        currency=currency.name,
                        date=date,
                    )
                )
        return self._convert(amount, target, company, date)

    def _complaint_has_rate(self, company, date):
        if self == company.currency_id:
            return True
        # Everybody may know the rate; company rules have no say here.
        rates = self.env["res.currency.rate"].sudo()
        known = [
            ("name", "<=", date),
            ("company_id", "in", (False, company.root_id.id)),
        ]
        return bool(
            rates.search_count([*known, ("currency_id", "=", self.id)], limit=1)
        )
