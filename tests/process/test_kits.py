# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A kit sold and delivered by Odoo's manufacturing comes back part by part."""

import os

import pytest

from .common import PREPARED, Odoo, database
from .meeting import run

KIT = """
def storable(name, tracking="none"):
    return env["product.product"].create(
        {"name": f"{name} {run}", "is_storable": True, "tracking": tracking})

bag, pump = storable("Bag", "lot"), storable("Pump")
kit = env["product.product"].create({"name": f"Infusion Set {run}", "type": "consu"})
env["mrp.bom"].create({
    "product_tmpl_id": kit.product_tmpl_id.id, "type": "phantom", "product_qty": 1,
    "bom_line_ids": [
        (0, 0, {"product_id": bag.id, "product_qty": 2}),
        (0, 0, {"product_id": pump.id, "product_qty": 1})]})
warehouse = env["stock.warehouse"].search(
    [("company_id", "=", env.company.id)], limit=1)
stock = warehouse.lot_stock_id
lot = env["stock.lot"].create({"name": f"L-{run}", "product_id": bag.id})
env["stock.quant"]._update_available_quantity(bag, stock, 6, lot_id=lot)
env["stock.quant"]._update_available_quantity(pump, stock, 3)
order = env["sale.order"].create({"partner_id": partner.id, "order_line": [
    (0, 0, {"product_id": kit.id, "product_uom_qty": 3, "price_unit": 10})]})
order.action_confirm()
delivery = order.picking_ids
delivery.action_assign()
delivery.move_ids.picked = True
delivery._action_done()
kind = env.ref("complaint_returns.complaint_return_class_other")

def draft(kits):
    case = new_case(sale_order_id=order.id, line_ids=[
        (0, 0, {"product_id": kit.id, "quantity": kits})])
    case.action_register()
    record = env["complaint.return"].browse(case.action_create_return()["res_id"])
    record.line_ids.class_id = kind
    return record

def name(record):
    return "bag" if record.product_id == bag else "pump"

def parts(lines, field):
    return {name(line): line[field] for line in lines}

def there():
    quants = env["stock.quant"].search([
        ("location_id", "=", warehouse.complaint_return_location_id.id),
        ("product_id", "in", (bag | pump).ids)])
    return {name(quant): quant.quantity for quant in quants}

def through(record):
    record.action_authorise()
    record.action_count_all()
    record.action_receive()
"""


@pytest.fixture(scope="module")
def odoo(tmp_path_factory):
    """Hand out an Odoo with manufacturing beside the addon."""
    template = os.environ.get(PREPARED)
    with database("kits", template) as name:
        odoo = Odoo(tmp_path_factory.mktemp("kits"), name)
        odoo.install(*([] if template else ["complaint_returns"]), "mrp")
        yield odoo


def test_kit_comes_back_by_component(odoo):
    """One set of three: two bags with their lot and a pump, at their places."""
    delivered, proposed, lots, stock, left = run(
        odoo,
        KIT
        + """
record = draft(1)
proposed = parts(record.line_ids, "quantity")
lots = record.line_ids.filtered(lambda l: l.product_id == bag).lot_id == lot
through(record)
left = env["complaint.return.allowance"]._get_left(delivery.move_ids)
result(([len(delivery.move_ids), order.order_line.qty_delivered], proposed, lots,
        there(), sorted(left.values())))
""",
    )
    assert delivered == [2, 2.0], "two of three sets are still at the customer"
    assert proposed == {"bag": 2, "pump": 1}
    assert lots
    assert stock == {"bag": 2, "pump": 1}
    assert left == [2, 4]


def test_part_of_a_kit_comes_back_and_no_more_than_was_delivered(odoo):
    """The pump alone; then the bags, of which there are six and not seven."""
    stock, outcome, states = run(
        odoo,
        KIT
        + """
pump_only = draft(1)
pump_only.line_ids.filtered(lambda l: l.product_id == bag).unlink()
through(pump_only)
stock = there()
bags = draft(3)
bags.line_ids.filtered(lambda l: l.product_id == pump).unlink()
bags.line_ids.quantity = 7
outcome = ""
try:
    with env.cr.savepoint():
        bags.action_authorise()
except UserError as error:
    outcome = str(error)
bags.line_ids.quantity = 6
through(bags)
result((stock, outcome, [pump_only.state, bags.state, there()]))
""",
    )
    assert stock == {"pump": 1}
    assert "6.0 of this delivery" in outcome
    assert states == ["received", "received", {"pump": 1, "bag": 6}]
