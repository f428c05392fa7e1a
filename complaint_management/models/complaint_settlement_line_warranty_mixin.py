# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date


class ComplaintSettlementLineWarrantyMixin(models.AbstractModel):
    """Whether the goods of a promise were under warranty at the time."""

    _name = "complaint.settlement.line.warranty.mixin"
    _description = "Warranty of a Promise"

    warranty = fields.Char(
        compute="_compute_warranty",
        compute_sudo=True,
        help="From the delivery of the order line, else the day it was bought or "
        "ordered, as long as the product says; and until when its lot is used.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_line_id", "settlement_id.snapshot", "settlement_id.state")
    @api.depends_context("lang")
    def _compute_warranty(self):
        for line in self:
            line.warranty = line._say_warranty(line._get_warranty_facts()) or False

    # === BUSINESS METHODS === #

    def _letter_warranty(self):
        """Return what the letter says about the warranty; nothing of what is open."""
        facts = self.sudo()._get_warranty_facts()  # goods whoever prints may not read
        if not facts.get("start"):
            facts = {"use_by": facts.get("use_by")}
        return self._say_warranty(facts)

    def _get_warranty_facts(self):
        """Return what is known of the warranty: as it was asked for or told, then now.

        Note: in superuser mode.

        :return: see :meth:`_prepare_warranty_facts`
        """
        settlement = self.settlement_id
        kept = (settlement.snapshot or {}).get("warranty")
        if settlement.state in ("draft", False) or kept is None:
            return self._prepare_warranty_facts()
        return kept.get(str(self._origin.id)) or {}

    def _prepare_warranty_facts(self):
        """Return the facts as they are now, days as ISO texts, only those there are.

        `months`; `start`, and whether it had `ended` when the complaint came in;
        `use_by` of the lot.

        Note: in superuser mode.

        :rtype: dict
        """
        goods, case = self.case_line_id, self.settlement_id.case_id
        # A draft may name the goods of a complaint that its author does not see.
        if goods.case_id._origin != case._origin:
            return {}
        facts = {}
        months = goods.product_id.complaint_warranty_months
        if months > 0:
            facts["months"] = months
            if start := self._get_warranty_start():
                end = start + relativedelta(months=months)
                received = case.received_at or fields.Datetime.now()
                facts["start"] = fields.Date.to_string(start)
                facts["ended"] = end < self._to_company_day(received)
        if until := goods.lot_id.expiration_date:
            facts["use_by"] = fields.Date.to_string(self._to_company_day(until))
        return facts

    @api.model
    def _say_warranty(self, facts):
        """Return facts in the words of the reader, an empty text where there are none.

        :param dict facts: see :meth:`_prepare_warranty_facts`
        :rtype: str
        """
        words, months = [], facts.get("months")
        if facts.get("start"):
            start = fields.Date.to_date(facts["start"])
            end = start + relativedelta(months=months)
            values = {"date": format_date(self.env, end), "months": months}
            words.append(
                self.env._("Warranty of %(months)s months ended on %(date)s", **values)
                if facts["ended"]
                else self.env._(
                    "Under warranty until %(date)s, %(months)s months", **values
                )
            )
        elif months:
            words.append(self.env._("%s months of warranty, start not known", months))
        if facts.get("use_by"):
            day = fields.Date.to_date(facts["use_by"])
            words.append(self.env._("Lot usable until %s", format_date(self.env, day)))
        return " · ".join(words)

    def _to_company_day(self, moment):
        """Return the day of a moment where the company is, whoever reads it.

        :rtype: date
        """
        company = self.settlement_id.company_id
        local = self.with_context(tz=company.resource_calendar_id.tz or "UTC")
        return fields.Datetime.context_timestamp(local, moment).date()

    def _get_warranty_start(self):
        """Return the day from which the warranty counts, or None.

        :rtype: date | None
        """
        goods = self.case_line_id
        sold = goods.sale_line_id
        delivered = [
            move.date
            for move in sold.move_ids
            if move.state == "done" and move.location_dest_usage == "customer"
        ]
        if delivered:
            return self._to_company_day(max(delivered))
        if goods.purchase_date:
            return goods.purchase_date
        ordered = sold.order_id.date_order
        return self._to_company_day(ordered) if ordered else None
