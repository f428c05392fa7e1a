# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fill stock with lots that were made, worked into others and delivered.

By one SQL statement per table, in the transaction of the benchmark. What is made is
what the lines of real documents look like; quants are left out.
"""

from dataclasses import dataclass

#: how many lines a delivery has
PER_PICKING = 10


@dataclass
class Goods:
    """The lots of a sample, as ids, from raw material to what is delivered."""

    levels: list[list[int]]

    @property
    def raw(self):
        """Return the lots that everything begins with."""
        return self.levels[0]

    @property
    def finished(self):
        """Return the lots that are delivered."""
        return self.levels[-1]


def make_goods(env, sizes):
    """Make lots on each level of production, one product for each level.

    :param env: the environment of the superuser
    :param list sizes: how many lots there are on each level, from the first one on
    :rtype: Goods
    """
    levels = []
    for level, size in enumerate(sizes):
        product = env["product.product"].create(
            {"name": f"Level {level}", "is_storable": True, "tracking": "lot"}
        )
        env.cr.execute(
            """INSERT INTO stock_lot (name, product_id, company_id, create_date)
               SELECT %s || n, %s, %s, now() FROM generate_series(1, %s) AS n
               RETURNING id""",
            [f"L{level}-", product.id, env.company.id, size],
        )
        levels.append([lot_id for (lot_id,) in env.cr.fetchall()])
    return Goods(levels)


def make_deliveries(env, lots, customers, lines):
    """Deliver lots to customers by turns.

    :param env: the environment of the superuser
    :param list lots: ids
    :param list customers: ids of partners
    :param int lines: how many move lines there are to be
    """
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    values = {
        "company": env.company.id,
        "type": warehouse.out_type_id.id,
        "source": warehouse.lot_stock_id.id,
        "target": env.ref("stock.stock_location_customers").id,
        "unit": env.ref("uom.product_uom_unit").id,
        "customers": customers,
        "lots": lots,
        "lines": lines,
        "per": PER_PICKING,
    }
    for statement in (PICKINGS, DELIVERED, LINES):
        env.cr.execute(statement, values)
    _settle(env)


def make_productions(env, goods):
    """Work each lot into two of the next level, as production links the lines.

    :param env: the environment of the superuser
    :param Goods goods: the lots
    """
    production = env["stock.location"].search(
        [("usage", "=", "production"), ("company_id", "=", env.company.id)], limit=1
    )
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    for used, made in zip(goods.levels, goods.levels[1:], strict=False):
        env.cr.execute(
            PRODUCED,
            {
                "company": env.company.id,
                "stock": warehouse.lot_stock_id.id,
                "production": production.id,
                "unit": env.ref("uom.product_uom_unit").id,
                "used": used,
                "made": made,
            },
        )
    _settle(env)


def _settle(env):
    """Let PostgreSQL know what is there."""
    for table in ("stock_move_line", "stock_move", "stock_picking", "stock_lot"):
        env.cr.execute(f"ANALYZE {table}")
    env.cr.execute("ANALYZE stock_move_line_consume_rel")
    env.invalidate_all()


PICKINGS = """
CREATE TEMP TABLE sample_picking ON COMMIT DROP AS
WITH made AS (
    INSERT INTO stock_picking (name, picking_type_id, location_id, location_dest_id,
                               company_id, partner_id, move_type, state, date_done)
    SELECT 'OUT/' || n, %(type)s, %(source)s, %(target)s, %(company)s,
           (%(customers)s::int[])[1 + n %% cardinality(%(customers)s::int[])],
           'direct', 'done', now() - interval '1 hour' * (n %% 10000)
      FROM generate_series(1, %(lines)s / %(per)s) AS n
    RETURNING id, date_done
)
SELECT id, date_done, row_number() OVER (ORDER BY id) - 1 AS pos FROM made
"""

# the lots of a delivery are not those of the next one
DELIVERED = """
CREATE TEMP TABLE sample_line ON COMMIT DROP AS
SELECT n, picking.id AS picking_id, picking.date_done AS date, lot.id AS lot_id,
       lot.product_id, nextval('stock_move_id_seq') AS move_id
  FROM generate_series(0, %(lines)s - 1) AS n
  JOIN sample_picking AS picking ON picking.pos = n / %(per)s
  JOIN unnest(%(lots)s::int[]) WITH ORDINALITY AS sample (lot_id, pos)
    ON sample.pos = 1 + (n::bigint * 7919) %% cardinality(%(lots)s::int[])
  JOIN stock_lot AS lot ON lot.id = sample.lot_id
"""

LINES = """
WITH moves AS (
    INSERT INTO stock_move (id, company_id, date, product_id, product_uom,
                            location_id, location_dest_id, procure_method, picking_id,
                            product_uom_qty, product_qty, quantity, picked, state)
    SELECT move_id, %(company)s, date, product_id, %(unit)s, %(source)s, %(target)s,
           'make_to_stock', picking_id, 20, 20, 20, true, 'done'
      FROM sample_line
)
INSERT INTO stock_move_line (move_id, picking_id, company_id, product_id,
                             product_uom_id, quantity, quantity_product_uom, picked,
                             lot_id, date, location_id, location_dest_id, state)
SELECT move_id, picking_id, %(company)s, product_id, %(unit)s, 20, 20, true, lot_id,
       date, %(source)s, %(target)s, 'done'
  FROM sample_line
"""

PRODUCED = """
WITH pair AS (
    SELECT (%(used)s::int[])[1 + n %% cardinality(%(used)s::int[])] AS used_lot,
           (%(made)s::int[])[1 + n %% cardinality(%(made)s::int[])] AS made_lot,
           nextval('stock_move_line_id_seq') AS used_id,
           nextval('stock_move_line_id_seq') AS made_id
      FROM generate_series(0, 2 * greatest(cardinality(%(used)s::int[]),
                                           cardinality(%(made)s::int[])) - 1) AS n
), line AS (
    SELECT used_id AS id, used_lot AS lot_id, %(stock)s AS source,
           %(production)s AS target FROM pair
     UNION ALL
    SELECT made_id, made_lot, %(production)s, %(stock)s FROM pair
), lines AS (
    INSERT INTO stock_move_line (id, company_id, product_id, product_uom_id, quantity,
                                 quantity_product_uom, picked, lot_id, date,
                                 location_id, location_dest_id, state)
    SELECT line.id, %(company)s, lot.product_id, %(unit)s, 100, 100, true, lot.id,
           now(), source, target, 'done'
      FROM line JOIN stock_lot AS lot ON lot.id = line.lot_id
)
INSERT INTO stock_move_line_consume_rel (produce_line_id, consume_line_id)
SELECT used_id, made_id FROM pair
"""
