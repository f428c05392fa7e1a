# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a return of many lots costs, against Odoo's own transfers in the same run.

Ours: a return is drafted, authorised, counted, received, inspected and put into
quarantine. The peer is what Odoo alone needs to move the same goods by hand: its return
of the delivery, carried out, and a transfer within the warehouse. Each step of either
is a request of its own and finds no record in the cache.
"""

from functools import partial

from common import Benchmark

from odoo.fields import Command

LOTS = (10, 100)
BOUND = 1.0
GROWTH = 3


def deliver(env, number):
    """Deliver so many products, each of a lot of its own, plenty of each."""
    products = env["product.product"].create(
        [
            {"name": f"Sample {row}", "is_storable": True, "tracking": "lot"}
            for row in range(number)
        ]
    )
    lots = env["stock.lot"].create(
        [{"name": f"S{product.id}", "product_id": product.id} for product in products]
    )
    warehouse = env["stock.warehouse"].search([], limit=1)
    places = {
        "location_id": warehouse.lot_stock_id.id,
        "location_dest_id": env.ref("stock.stock_location_customers").id,
    }
    picking = env["stock.picking"].create(
        {"picking_type_id": warehouse.out_type_id.id, **places}
    )
    for lot in lots:
        env["stock.quant"]._update_available_quantity(
            lot.product_id, warehouse.lot_stock_id, 10_000, lot_id=lot
        )
        env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": 10_000,
                "picking_id": picking.id,
                **places,
            }
        )
    picking.action_confirm()
    picking.action_assign()
    picking.move_ids.picked = True
    picking._action_done()
    return picking


def ours(env, delivery):
    """Return a function that takes one of each lot through a return."""
    case = env["complaint.case"].create(
        {"description": "It leaks at the port.", "complainant_type": "anonymous"}
    )
    case.action_register()
    kind = env.ref("complaint_returns.complaint_return_class_other")
    lines = [
        Command.create(
            {
                "product_id": line.product_id.id,
                "lot_id": line.lot_id.id,
                "move_id": line.move_id.id,
                "class_id": kind.id,
            }
        )
        for line in delivery.move_line_ids
    ]

    def take():
        record = env["complaint.return"].create({"case_id": case.id, "line_ids": lines})
        requests(
            env,
            record.action_authorise,
            record.action_count_all,
            record.action_receive,
            lambda: record.item_ids.write({"condition": "as_reported"}),
            record.action_inspect,
            lambda: record.item_ids.write({"disposition": "quarantine"}),
            record.action_dispose,
        )

    return take


def core(env, delivery):
    """Return a function that moves the same goods by Odoo's transfers alone."""
    warehouse = delivery.picking_type_id.warehouse_id
    places = {
        "location_id": warehouse._get_complaint_location("return").id,
        "location_dest_id": warehouse._get_complaint_location("quarantine").id,
    }

    def send_back():
        wizard = env["stock.return.picking"].create({"picking_id": delivery.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.location_dest_id = places["location_id"]
        return back

    def put_away():
        within = env["stock.picking"].create(
            {
                "picking_type_id": warehouse.int_type_id.id,
                "move_ids": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": 1, **places}
                    )
                    for product in delivery.move_ids.product_id
                ],
                **places,
            }
        )
        within.action_confirm()
        within.action_assign()
        return within

    def take():
        for prepare in (send_back, put_away):
            picking = prepare()
            requests(env, partial(finish, picking))

    return take


def requests(env, *steps):
    """Take steps as a browser does: each asks for the records anew."""
    for step in steps:
        env.flush_all()
        env.invalidate_all()
        step()
    env.cr.flush()


def finish(picking):
    """Carry a transfer out."""
    picking.move_ids.picked = True
    picking._action_done()


def main():
    """Compare the two for few lots and for many."""
    with Benchmark("goods that come back") as bench:
        queries = None
        for number in LOTS:
            delivery = deliver(bench.env, number)
            subject, peer = ours(bench.env, delivery), core(bench.env, delivery)
            bench.compare(f"{number} lots", subject, peer, BOUND, queries)
            before = bench.cr.sql_log_count
            bench.env.invalidate_all()
            subject()
            queries = GROWTH * (bench.cr.sql_log_count - before)


if __name__ == "__main__":
    main()
