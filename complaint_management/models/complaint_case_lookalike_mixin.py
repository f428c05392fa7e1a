# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: Enough to recognise a repetition; more would only be scrolled past.
LIMIT = 20


class ComplaintCaseLookalikeMixin(models.AbstractModel):
    """Cases that look alike: same customer and product, same lot, or same order."""

    _name = "complaint.case.lookalike.mixin"
    _description = "Complaint Look-alikes"

    look_alike_ids = fields.Many2many(
        "complaint.case",
        compute="_compute_look_alike_ids",
        string="Looks Like",
        help="Earlier cases with the same customer and product, the same lot or the "
        "same order, within the time set for the company.",
    )
    look_alike_count = fields.Integer(
        compute="_compute_look_alike_ids", string="Looks Like This"
    )
    second_complaint = fields.Boolean(
        copy=False,
        help="The complainant comes back because the first complaint was handled "
        "poorly.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "partner_id",
        "line_ids.product_id",
        "line_ids.lot_id",
        "sale_order_id",
        "received_at",
        "company_id",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_look_alike_ids(self):
        for case in self:
            company = case.company_id or self.env.company
            ids = case.with_company(company)._search_look_alikes(
                partner=case.partner_id,
                products=case.line_ids.product_id,
                lots=case.line_ids.lot_id,
                order=case.sale_order_id,
            )
            case.look_alike_ids = self.browse(ids) - case - case._origin
            case.look_alike_count = len(case.look_alike_ids)

    # === BUSINESS METHODS === #

    @api.model
    def _search_look_alikes(self, partner=None, products=None, lots=None, order=None):
        """Return the ids of recent cases that look like what is being registered.

        Found by indexed columns only, newest first, at most ``LIMIT``, in the
        current company. Cases that the user may not read are left out, and `self`.

        :param partner: the customer; other contacts of the company count too
        :param products: recordset of `product.product`
        :param lots: recordset of `stock.lot`
        :param order: a `sale.order`
        :rtype: list[int]
        """
        days = self.env.company.complaint_lookalike_days
        since = fields.Datetime.now() - timedelta(days=days)
        parts = self._look_alike_queries(partner, products, lots, order, since)
        if not parts:
            return []
        self.env["complaint.case.line"].flush_model()
        self.flush_model()
        query = SQL(
            "SELECT id FROM (%s) AS found GROUP BY id ORDER BY id DESC LIMIT %s",
            SQL(" UNION ALL ").join(parts),
            LIMIT * 2,
        )
        ids = [row[0] for row in self.env.execute_query(query)]
        ids = [id_ for id_ in ids if id_ not in self.ids]
        if not ids:
            return []
        # In one query, where checking the access to each costs five and more time.
        return self.search([("id", "in", ids)], order="id DESC", limit=LIMIT).ids

    @api.model
    def _look_alike_queries(self, partner, products, lots, order, since):
        """Return one indexed query per way of looking alike."""
        newest = SQL(
            "c.received_at >= %s AND c.company_id = %s "
            "ORDER BY c.received_at DESC, c.id DESC LIMIT %s",
            since,
            self.env.company.id,
            LIMIT,
        )
        parts = []
        if partner and products:
            parts.append(
                SQL(
                    """(SELECT c.id FROM complaint_case c
                        WHERE c.commercial_partner_id = %s
                          AND EXISTS (SELECT 1 FROM complaint_case_line l
                                       WHERE l.case_id = c.id AND l.product_id IN %s)
                          AND %s)""",
                    # The customer is on the case for all who may open it.
                    partner.sudo().commercial_partner_id.id,
                    tuple(products.ids),
                    newest,
                )
            )
        for lot_id in lots.ids if lots else ():
            # A recalled lot has thousands of cases. The index brings the latest first,
            # and none of years ago: nothing is on file before it was received.
            parts.append(
                SQL(
                    """(SELECT c.id FROM complaint_case_line l
                          JOIN complaint_case c ON c.id = l.case_id
                        WHERE l.lot_id = %(lot)s AND l.create_date >= %(since)s
                          AND c.received_at >= %(since)s AND c.company_id = %(company)s
                        ORDER BY l.create_date DESC, l.case_id DESC LIMIT %(limit)s)""",
                    lot=lot_id,
                    since=since,
                    company=self.env.company.id,
                    limit=LIMIT,
                )
            )
        if order:
            parts.append(
                SQL(
                    "(SELECT c.id FROM complaint_case c WHERE c.sale_order_id = %s "
                    "AND %s)",
                    order.id,
                    newest,
                )
            )
        return parts
