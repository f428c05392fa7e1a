# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import re
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

#: Digits of a phone number that are compared; what goes before is the country's.
_DIGITS = 8


class ComplaintSettlementPromisedMixin(models.AbstractModel):
    """What a customer was promised before, and what others got in like cases."""

    _name = "complaint.settlement.promised.mixin"
    _description = "Promised Before"

    # === BUSINESS METHODS === #

    def _get_amount_promised_before(self):
        """Return what the same customer was promised in the time set.

        Splitting one payment into several gains nothing: the sum is compared with the
        limits. What was refused or given up does not count.

        Note: `self.ensure_one()`, in superuser mode.

        :return: in the currency of the company
        :rtype: float
        """
        self.ensure_one()
        company, case = self.company_id, self.case_id
        days = company.complaint_approval_window_days
        customers = self._get_customers()
        business = customers[:1].is_company
        if days <= 0 or (business and not company.complaint_approval_window_business):
            return 0.0
        same = self._same_customer_condition(customers)
        self.flush_model()
        case.flush_model(["commercial_partner_id", "company_id", "sale_order_id"])
        [(amount,)] = self.env.execute_query(
            SQL(
                """SELECT COALESCE(SUM(s.amount_company), 0)
                     FROM complaint_settlement s
                     JOIN complaint_case c ON c.id = s.case_id
                    WHERE s.requested_at >= %s AND s.id != %s AND c.company_id = %s
                      AND s.state NOT IN ('draft', 'refused', 'cancelled') AND %s""",
                fields.Datetime.now() - timedelta(days=days),
                self.id,
                company.id,
                same,
            )
        )
        return float(amount)

    def _get_customers(self):
        """Return whose money it is: the customer, and who ordered and was invoiced."""
        case = self.case_id
        partners = case.sale_order_id.partner_id | case.invoice_id.partner_id
        return case.commercial_partner_id | partners.commercial_partner_id

    def _same_customer_condition(self, customers):
        """Return what the cases of this customer have in common.

        Who is no customer on file goes by address and phone, which stay here. Other
        rounds of the case count, and whatever goes to the same payee.
        """
        case = self.case_id
        same = [SQL("c.id = %s", case.id)]
        if self.payee_id:
            same.append(SQL("s.payee_id = %s", self.payee_id.id))
        if customers:
            ids = customers.ids
            same.append(SQL("c.commercial_partner_id = ANY(%s)", ids))
            same.append(
                SQL(
                    """c.sale_order_id IN (
                       SELECT o.id FROM sale_order o
                         JOIN res_partner p ON p.id = o.partner_id
                        WHERE p.commercial_partner_id = ANY(%s))""",
                    ids,
                )
            )
        else:
            same += self._same_identity_conditions(case.identity_id)
        return SQL("(%s)", SQL(" OR ").join(same))

    def _same_identity_conditions(self, identity):
        digits = re.sub(r"\D", "", identity.phone or "")[-_DIGITS:]
        parts = []
        if identity.email_normalized:
            parts.append(SQL("i.email_normalized = %s", identity.email_normalized))
        if len(digits) == _DIGITS:
            parts.append(
                SQL(
                    r"right(regexp_replace(i.phone, '\D', '', 'g'), %s) = %s",
                    _DIGITS,
                    digits,
                )
            )
        if not parts:
            return []
        identity.flush_model()
        return [
            SQL(
                "EXISTS (SELECT 1 FROM complaint_identity i WHERE i.case_id = c.id "
                "AND (%s))",
                SQL(" OR ").join(parts),
            )
        ]

    def _get_comparable(self):
        """Return low, median, high and number of past amounts, by settlement.

        Those of the same company and category in the last two years, confidential
        complaints left out.

        Note: in superuser mode.

        :rtype: dict[recordset, tuple]
        """
        cases = self.case_id
        if not cases.category_id:
            return {}
        rows = self.env.execute_query(
            SQL(
                """SELECT c.company_id, c.category_id, MIN(s.amount_company),
                          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY s.amount_company),
                          MAX(s.amount_company), COUNT(*)
                     FROM complaint_settlement s
                     JOIN complaint_case c ON c.id = s.case_id
                    WHERE s.requested_at >= %s AND s.amount_company > 0
                      AND s.state IN ('offered', 'accepted', 'executing', 'done')
                      AND c.confidential IS NOT TRUE
                      AND c.category_id = ANY(%s) AND c.company_id = ANY(%s)
                    GROUP BY c.company_id, c.category_id""",
                fields.Datetime.now() - timedelta(days=730),
                cases.category_id.ids,
                cases.company_id.ids,
            )
        )
        found = {row[:2]: row[2:] for row in rows}
        return {
            settlement: found[key]
            for settlement in self
            if (key := (settlement.company_id.id, settlement.case_id.category_id.id))
            in found
        }
