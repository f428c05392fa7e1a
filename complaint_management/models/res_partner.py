# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: So many last digits tell a phone number from another: without country code, trunk
#: prefix and the signs between.
PHONE_DIGITS = 8
#: Fewer digits are no phone number to search by.
PHONE_DIGITS_LEAST = 5
#: How far back the goods of a customer are looked for: deliveries, order lines.
GOODS_LIMITS = (200, 1000)


class ResPartner(models.Model):
    """Complaints of a customer, those of all its contacts included."""

    _name = "res.partner"
    _inherit = ["res.partner", "complaint.link.mixin"]

    # A caller's number is found by its end.
    _complaint_phone_idx = models.Index(
        r"(reverse(regexp_replace(phone, '\D', '', 'g')) text_pattern_ops) "
        "WHERE phone IS NOT NULL"
    )

    # === COMPUTE METHODS === #

    def _compute_application_statistics_hook(self):
        statistics = super()._compute_application_statistics_hook()
        group = "complaint_management.complaint_management_group_user"
        if self.env.user.has_group(group):
            for partner in self.filtered("complaint_count"):
                statistics[partner.id].append(
                    {
                        "iconClass": "fa-bullhorn",
                        "value": partner.complaint_count,
                        "label": self.env._("Complaints"),
                        "tagClass": "o_tag_color_1",
                    }
                )
        return statistics

    @api.model
    def _search_display_name(self, operator, value):
        """Find who calls also by phone and by order, where the context asks for it."""
        domain = super()._search_display_name(operator, value)
        if self.env.context.get("complaint_caller") and operator == "ilike" and value:
            ids = self._search_phone_end(value) + self._search_of_order(value)
            if ids:
                return Domain("id", "in", ids) | Domain(domain)
        return domain

    # === BUSINESS METHODS === #

    @api.model
    def _search_phone_end(self, value):
        """Return the ids of the contacts whose number ends with the digits typed.

        Access rules are left to the search this is part of.

        :param str value: what was typed; anything but a number finds nobody
        :rtype: list[int]
        """
        digits = re.sub(r"\D", "", value)
        if re.search(r"[^\d\s()+./-]", value) or len(digits) < PHONE_DIGITS_LEAST:
            return []
        self.flush_model(["phone"])
        rows = self.env.execute_query(
            SQL(
                r"""SELECT id FROM res_partner WHERE phone IS NOT NULL AND
                reverse(regexp_replace(phone, '\D', '', 'g')) LIKE %s LIMIT 100""",
                digits[-PHONE_DIGITS:][::-1] + "%",
            )
        )
        return [id_ for (id_,) in rows]

    @api.model
    def _search_of_order(self, value):
        """Return the ids of the customers of orders by number, ours or theirs.

        :rtype: list[int]
        """
        Order = self.env["sale.order"]
        number = value.strip()
        if not re.search(r"\d", number) or len(number) < 3:
            return []
        if not Order.has_access("read"):
            return []
        orders = Order.search_fetch(
            Domain("name", "=ilike", number) | Domain("client_order_ref", "=", number),
            ["partner_id"],
            limit=20,
        )
        return orders.partner_id.ids

    @api.model
    def _get_goods_in_context(self):
        """Return what the customer in the context got, the latest delivery first.

        :return: pairs of the ids of a product and of its lot, None where ordered only
        :rtype: list[tuple[int, int | None]]
        """
        partner_id = self.env.context.get("complaint_partner_id")
        partner = self.browse(partner_id if isinstance(partner_id, int) else [])
        if not partner.exists()._filtered_access("read"):
            return []
        customer_id = partner.commercial_partner_id.id
        for model in ("sale.order.line", "stock.picking", "stock.move.line"):
            self.env[model].flush_model()
        # Only ids, in bounded time; their names are read with the rights of the user.
        return self.env.execute_query(
            self._delivered_goods_query(customer_id)
        ) + self.env.execute_query(self._ordered_goods_query(customer_id))

    @api.model
    def _delivered_goods_query(self, customer_id):
        return SQL(
            """SELECT line.product_id, line.lot_id
                 FROM (SELECT picking.id, picking.date_done
                         FROM stock_picking picking
                         JOIN stock_picking_type kind
                           ON kind.id = picking.picking_type_id
                          AND kind.code = 'outgoing'
                        WHERE picking.partner_id IN (
                                SELECT id FROM res_partner
                                 WHERE commercial_partner_id = %s)
                          AND picking.state = 'done'
                          AND picking.company_id IN %s
                     ORDER BY picking.date_done DESC LIMIT %s) latest
                 JOIN stock_move_line line ON line.picking_id = latest.id
             GROUP BY line.product_id, line.lot_id
             ORDER BY max(latest.date_done) DESC""",
            customer_id,
            tuple(self.env.companies.ids),
            GOODS_LIMITS[0],
        )

    @api.model
    def _ordered_goods_query(self, customer_id):
        return SQL(
            """SELECT latest.product_id, NULL::integer
                 FROM (SELECT line.product_id, line.id
                         FROM sale_order_line line
                        WHERE line.order_partner_id IN (
                                SELECT id FROM res_partner
                                 WHERE commercial_partner_id = %s)
                          AND line.state = 'sale'
                          AND line.product_id IS NOT NULL
                          AND line.company_id IN %s
                     ORDER BY line.create_date DESC LIMIT %s) latest
             GROUP BY latest.product_id
             ORDER BY max(latest.id) DESC""",
            customer_id,
            tuple(self.env.companies.ids),
            GOODS_LIMITS[1],
        )

    def _get_complaint_counts(self):
        family = self.with_context(active_test=False).search_fetch(
            [("id", "child_of", self.ids)], ["parent_id"]
        )
        parents = {partner.id: partner.parent_id.id for partner in family}
        # A case counts once for each of them, whether as customer or by its contact.
        pairs = self.env["complaint.case"]._read_group(
            Domain("partner_id", "in", family.ids)
            | Domain("contact_id", "in", family.ids),
            ["partner_id", "contact_id"],
            ["__count"],
        )
        counts = dict.fromkeys(self.ids, 0)
        for partner, contact, count in pairs:
            concerned = set()
            for person in (partner.id, contact.id):
                while person in parents and person not in concerned:
                    concerned.add(person)
                    person = parents[person]
            for person in concerned.intersection(counts):
                counts[person] += count
        return counts

    def _get_complaint_domain(self):
        return [
            "|",
            ("partner_id", "child_of", self.ids),
            ("contact_id", "child_of", self.ids),
        ]

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self._prepare_complaint_party(),
        }

    def _prepare_complaint_party(self):
        """Return who complains, when it is about a document addressed to this partner.

        A person at a company is the contact, the company is the customer.

        :return: values of a `complaint.case`, none without a partner
        :rtype: dict
        """
        customer = self.commercial_partner_id
        if not customer:
            return {}
        is_contact = self != customer and self.type == "contact"
        return {
            "complainant_type": "business" if customer.is_company else "consumer",
            "partner_id": customer.id,
            "contact_id": is_contact and self.id,
        }
