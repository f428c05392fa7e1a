# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What it costs to ask who received a lot, as such or three productions later.

Among a million done lines of 5,000 lots. The peers are the same deliveries read by lots
that are known beforehand, and what core offers on a lot, `partner_ids`.
"""

import time

from common import Benchmark, explain_worst, parse_arguments
from generate_moves import make_deliveries, make_goods, make_productions

from odoo.tools import SQL

TITLE = "exposure of a lot"
LEVELS = (500, 500, 1_000, 3_000)
CUSTOMERS = 400
#: how many times the flat query is allowed, and core's way, which has to be ten times
FLAT, CORE = 5, 0.1
QUERIES = 12


def flat(env, lot_ids):
    """Return a function that reads who received lots, and nothing else."""
    query = SQL(
        """SELECT picking.partner_id, line.lot_id, sum(line.quantity_product_uom),
                  min(line.date), max(line.date)
             FROM stock_move_line AS line
             JOIN stock_picking AS picking ON picking.id = line.picking_id
             JOIN stock_location AS target ON target.id = line.location_dest_id
            WHERE line.lot_id = ANY(%s) AND line.state = 'done'
              AND target.usage = 'customer'
            GROUP BY picking.partner_id, line.lot_id""",
        lot_ids,
    )
    return lambda: env.execute_query(query)


def fill(bench, lines):
    """Make lots, productions and deliveries; return a raw lot."""
    env = bench.env(su=True)
    start = time.monotonic()
    goods = make_goods(env, LEVELS)
    make_productions(env, goods)
    customers = env["res.partner"].create(
        [{"name": f"Sample Hospital {n}"} for n in range(CUSTOMERS)]
    )
    make_deliveries(env, goods.finished, customers.ids, lines)
    print(f"{lines:,} deliveries made in {time.monotonic() - start:.0f} s")
    return bench.env["stock.lot"].browse(goods.raw[0])


def main():
    """Compare the exposure with the flat query and with core."""
    options = parse_arguments(
        TITLE,
        lines={"type": int, "default": 1_000_000, "help": "delivered"},
        quick={"action": "store_true", "help": "50,000 are enough"},
        explain={"action": "store_true", "help": "plan of the worst query"},
    )
    lines = 50_000 if options.quick else options.lines
    with Benchmark(TITLE, options=options) as bench:
        lot = fill(bench, lines)
        exposure = bench.env["complaint.exposure"]
        depths = exposure._get_depths(lot)
        found = exposure._get_receivers(lot)
        assert max(depths.values()) == len(LEVELS) - 1
        assert {row["partner_id"] for row in found} == set(lot.partner_ids.ids)
        print(f"{len(depths)} lots, {len(found)} customers and lots")

        def ours():
            return exposure._get_receivers(lot)

        def core():
            return lot.partner_ids.ids

        if options.explain:
            print(explain_worst(bench.env, ours))

        bench.compare("flat query", ours, flat(bench.env, list(depths)), FLAT)
        bench.compare("lot.partner_ids", ours, core, CORE)
        bench.limit("panel", lambda: exposure.get_panel(lot.id), queries=QUERIES)


if __name__ == "__main__":
    main()
