# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.tools import SQL

from ..const import answered_by, outside, upheld


class ComplaintExposureQueryMixin(models.AbstractModel):
    """The queries of the exposure, each over all lots that are asked for at once.

    They see what the companies of the user moved. Names are read with the figures, in
    the language of the user.
    """

    _name = "complaint.exposure.query.mixin"
    _description = "Queries of the Exposure"

    def _edges_query(self, lot_ids):
        """Return the SQL of which lot went into which, from the given ones on.

        UNION drops what was found before, so a circle ends. OFFSET keeps PostgreSQL
        from reading all lines there are: it can't guess how few lots are followed.
        """
        produced = self.env["stock.move.line"]._fields["produce_line_ids"]
        return SQL(
            """
            WITH RECURSIVE edge (source_id, lot_id) AS (
                SELECT NULL::int, root FROM unnest(%(lots)s::int[]) AS root
                 UNION
                SELECT edge.lot_id, made.lot_id
                  FROM edge
                  CROSS JOIN LATERAL (
                      SELECT line.id FROM stock_move_line AS line
                        JOIN stock_location AS target
                          ON target.id = line.location_dest_id
                       WHERE line.lot_id = edge.lot_id AND line.state = 'done'
                         AND target.usage <> 'customer'
                         AND line.company_id = ANY(%(companies)s)
                      OFFSET 0
                  ) AS used
                  CROSS JOIN LATERAL (
                      SELECT link.%(made)s AS id FROM %(relation)s AS link
                       WHERE link.%(used)s = used.id
                      OFFSET 0
                  ) AS next
                  JOIN stock_move_line AS made ON made.id = next.id
                 WHERE made.state = 'done' AND made.lot_id IS NOT NULL
                   AND made.company_id = ANY(%(companies)s)
            )
            SELECT source_id, lot_id FROM edge WHERE source_id IS NOT NULL
            """,
            lots=lot_ids,
            relation=SQL.identifier(produced.relation),
            used=SQL.identifier(produced.column1),
            made=SQL.identifier(produced.column2),
            companies=self.env.companies.ids,
        )

    def _lots_query(self, lot_ids):
        """Return the SQL of what lots are called, of which product, and their dates."""
        template = self.env["product.template"]
        unit = self.env["uom.uom"]
        return SQL(
            """
            SELECT lot.id AS lot_id, lot.name, lot.expiration_date AS expires_at,
                   concat_ws(' ', '[' || nullif(product.default_code, '') || ']',
                             %(product)s) AS product,
                   %(unit)s AS unit, made.made_on
              FROM stock_lot AS lot
              JOIN (%(made)s) AS made ON made.id = lot.id
              JOIN product_product AS product ON product.id = lot.product_id
              JOIN product_template AS template
                ON template.id = product.product_tmpl_id
              JOIN uom_uom AS unit ON unit.id = template.uom_id
             WHERE lot.id = ANY(%(lots)s)
            """,
            product=template._field_to_sql("template", "name"),
            unit=unit._field_to_sql("unit", "name"),
            made=self.env["stock.lot"]._made_query(SQL("lot.id = ANY(%s)", lot_ids)),
            lots=lot_ids,
        )

    def _moved_query(self, lot_ids):
        """Return the SQL of what moved of lots, with whom it went to or came from.

        A transfer names the customer, except where the supplier sends directly or
        takes back: there it names the supplier, and the move names the customer.
        OFFSET keeps PostgreSQL from reading all transfers there are for those of a few
        lots.
        """
        return SQL(
            """
            SELECT line.lot_id, line.date, line.picking_id, picking.name,
                   line.quantity_product_uom AS quantity,
                   source.usage AS source, target.usage AS target,
                   %(gone_before)s AS was_out, %(gone)s AS is_out,
                   CASE WHEN 'supplier' IN (source.usage, target.usage)
                        THEN coalesce(move.partner_id, picking.partner_id)
                        ELSE coalesce(picking.partner_id, move.partner_id)
                         END AS partner_id
              FROM stock_move_line AS line
              JOIN stock_location AS source ON source.id = line.location_id
              JOIN stock_location AS target ON target.id = line.location_dest_id
              LEFT JOIN LATERAL (
                  SELECT picking.name, picking.partner_id
                    FROM stock_picking AS picking
                   WHERE picking.id = line.picking_id
                  OFFSET 0
              ) AS picking ON true
              LEFT JOIN stock_move AS move
                ON move.id = CASE WHEN picking.partner_id IS NULL
                                    OR 'supplier' IN (source.usage, target.usage)
                                  THEN line.move_id END
             WHERE line.lot_id = ANY(%(lots)s) AND line.state = 'done'
               AND line.company_id = ANY(%(companies)s)
               AND (source.usage <> target.usage
                    OR source.company_id IS DISTINCT FROM target.company_id)
            """,
            gone_before=outside("source"),
            gone=outside("target"),
            lots=lot_ids,
            companies=self.env.companies.ids,
        )

    def _moves_query(self, lot_ids):
        """Return the SQL of what went to customers and came back, with documents.

        Another company is a customer, unless the user works in it, too: then its own
        deliveries are shown. Where it came from stands in the rows without a customer.
        """
        return SQL(
            """
            WITH moved AS (
                SELECT moved.*, partner.commercial_partner_id AS customer_id,
                       was_out <> is_out AND (
                           'customer' IN (source, target)
                           OR partner.commercial_partner_id IS NULL
                           OR partner.commercial_partner_id <> ALL(
                               SELECT partner_id FROM res_company
                                WHERE id = ANY(%(companies)s))
                       ) AS counts
                  FROM (%(moved)s) AS moved
                  LEFT JOIN res_partner AS partner ON partner.id = moved.partner_id
            ), sorted AS (
                SELECT lot_id, date, picking_id, name, quantity, source,
                       counts AND is_out AS is_out, counts AND was_out AS is_back,
                       CASE WHEN counts THEN customer_id END AS customer_id
                  FROM moved
            )
            SELECT sorted.lot_id, customer_id AS partner_id,
                   min(customer.name) AS partner,
                   coalesce(sum(quantity) FILTER (WHERE is_out), 0) AS delivered,
                   coalesce(sum(quantity) FILTER (WHERE is_back), 0) AS returned,
                   min(sorted.date) FILTER (WHERE is_out) AS first_at,
                   max(sorted.date) FILTER (WHERE is_out) AS last_at,
                   min(sorted.date) FILTER (
                       WHERE source IN ('production', 'supplier', 'inventory')
                   ) AS made_at,
                   count(DISTINCT picking_id) FILTER (WHERE is_out) AS document_count,
                   min(sorted.name) FILTER (WHERE is_out) AS document,
                   array_remove(array_agg(DISTINCT picking_id), NULL) AS picking_ids
              FROM sorted
              LEFT JOIN res_partner AS customer ON customer.id = customer_id
             GROUP BY sorted.lot_id, customer_id, is_out OR is_back
            """,
            moved=self._moved_query(lot_ids),
            companies=self.env.companies.ids,
        )

    def _stock_query(self, lot_ids):
        """Return the SQL of what is in stock or between two places, by location.

        What is between two companies belongs to none. It is shown to who works in
        several; for the others it was delivered.
        """
        return SQL(
            """
            SELECT quant.lot_id, location.id AS location_id,
                   location.complete_name AS location, location.usage,
                   sum(quant.quantity) AS quantity,
                   sum(quant.reserved_quantity) AS reserved
              FROM stock_quant AS quant
              JOIN stock_location AS location ON location.id = quant.location_id
             WHERE quant.lot_id = ANY(%(lots)s)
               AND location.usage IN ('internal', 'transit')
               AND (quant.company_id = ANY(%(companies)s)
                    OR quant.company_id IS NULL
                       AND (location.usage = 'internal' OR %(several)s))
             GROUP BY quant.lot_id, location.id
            HAVING sum(quant.quantity) <> 0
             ORDER BY location.complete_name, quant.lot_id
            """,
            lots=lot_ids,
            companies=self.env.companies.ids,
            several=len(self.env.companies) > 1,
        )

    def _claims_query(self, lot_ids):
        """Return the SQL of what is complained about, in the units of the products.

        What is complained about elsewhere, on goods that were delivered from here,
        counts without the name of who complained.
        """
        return SQL(
            """
            SELECT line.case_id, line.lot_id, line.defect_id,
                   kase.company_id <> ALL(%(companies)s) AS elsewhere,
                   CASE WHEN kase.company_id = ANY(%(companies)s)
                        THEN kase.commercial_partner_id ELSE 0 END AS partner_id,
                   sum(line.quantity * coalesce(unit.factor / own.factor, 1))
                       AS quantity
              FROM complaint_case_line AS line
              JOIN complaint_case AS kase ON kase.id = line.case_id
              JOIN stock_lot AS lot ON lot.id = line.lot_id
              JOIN product_product AS product ON product.id = lot.product_id
              JOIN product_template AS template
                ON template.id = product.product_tmpl_id
              JOIN uom_uom AS own ON own.id = template.uom_id
              LEFT JOIN uom_uom AS unit ON unit.id = line.product_uom_id
             WHERE line.lot_id = ANY(%(lots)s)
               AND %(answered)s
               AND %(upheld)s
             GROUP BY line.case_id, line.lot_id, line.defect_id, kase.company_id,
                      kase.commercial_partner_id
            """,
            lots=lot_ids,
            companies=self.env.companies.ids,
            answered=answered_by(self.env.companies.ids, "kase", "line"),
            upheld=upheld("kase"),
        )

    def _actions_query(self, lot_ids):
        """Return the SQL of what is being done about lots and is not verified yet."""
        about = self.env["complaint.corrective.action"]._fields["case_ids"]
        return SQL(
            """
            SELECT action.id
              FROM complaint_corrective_action AS action
             WHERE action.state IN ('open', 'completed')
               AND action.company_id = ANY(%(companies)s)
               AND EXISTS (
                   SELECT 1 FROM %(relation)s AS about
                     JOIN complaint_case_line AS line ON line.case_id = about.%(case)s
                    WHERE about.%(action)s = action.id
                      AND line.lot_id = ANY(%(lots)s))
            """,
            lots=lot_ids,
            companies=self.env.companies.ids,
            relation=SQL.identifier(about.relation),
            action=SQL.identifier(about.column1),
            case=SQL.identifier(about.column2),
        )

    def _told_query(self, case_ids):
        """Return the SQL of when each customer was last told something."""
        return SQL(
            """
            SELECT kase.commercial_partner_id, max(notice.at)
              FROM complaint_notice AS notice
              JOIN complaint_case AS kase ON kase.id = notice.case_id
             WHERE kase.id = ANY(%s) AND kase.commercial_partner_id IS NOT NULL
               AND notice.state IN ('sent', 'logged')
               AND notice.code NOT IN ('registered', 'info_requested')
             GROUP BY kase.commercial_partner_id
            """,
            case_ids,
        )
