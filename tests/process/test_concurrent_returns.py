# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two people return the same delivered goods at the same moment."""

from .meeting import run

ADDON = "complaint_returns"

DELIVERY = """
group = env.ref("complaint_returns.complaint_returns_group_warehouse")
users.group_ids = [(4, group.id)]
product = env["product.product"].create(
    {"name": run, "is_storable": True, "tracking": "lot"})
lot = env["stock.lot"].create({"name": run, "product_id": product.id})
warehouse = env["stock.warehouse"].search([], limit=1)
warehouse._get_complaint_location("return")
stock = warehouse.lot_stock_id
env["stock.quant"]._update_available_quantity(product, stock, 5, lot_id=lot)
customers = env.ref("stock.stock_location_customers")
delivery = env["stock.picking"].create({
    "picking_type_id": warehouse.out_type_id.id, "partner_id": partner.id,
    "location_id": stock.id, "location_dest_id": customers.id})
move = env["stock.move"].create({
    "product_id": product.id, "product_uom_qty": 5, "picking_id": delivery.id,
    "location_id": stock.id, "location_dest_id": customers.id})
delivery.action_confirm(); delivery.action_assign()
move.picked = True
delivery._action_done()
case = new_case()
case.action_register()
kind = env.ref("complaint_returns.complaint_return_class_other")

def new_return():
    record = env["complaint.return"].create({"case_id": case.id, "line_ids": [(0, 0, {
        "product_id": product.id, "lot_id": lot.id, "move_id": move.id,
        "quantity": 5, "class_id": kind.id})]})
    env.cr.commit()
    return record

def step(record, name):
    return lambda e: getattr(e["complaint.return"].browse(record.id), name)()
"""


def test_last_five_of_five_are_authorised_once(odoo):
    """Odoo repeats the second one's call, which then finds nothing left."""
    outcome, states, moves = run(
        odoo,
        DELIVERY
        + """
one, two = new_return(), new_return()
outcome = meet(step(one, "action_authorise"), step(two, "action_authorise"))
env.cr.rollback(); env.invalidate_all()
result((outcome, [one.state, two.state],
        move.returned_move_ids.mapped("product_uom_qty")))
""",
    )
    assert outcome[0] == "UserError"
    assert "0.0 of this delivery" in outcome[1]
    assert states == ["authorised", "draft"]
    assert moves == [5]


def test_goods_received_in_two_windows_come_in_once(odoo):
    """The second click finds the goods received; the stock holds them once."""
    outcome, stock, items = run(
        odoo,
        DELIVERY
        + """
record = new_return()
record.action_authorise()
record.action_count_all()
env.cr.commit()
outcome = meet(step(record, "action_receive"), step(record, "action_receive"))
env.cr.rollback(); env.invalidate_all()
quants = env["stock.quant"].search([
    ("lot_id", "=", lot.id),
    ("location_id", "=", warehouse.complaint_return_location_id.id)])
result((outcome, quants.mapped("quantity"), record.item_ids.mapped("quantity")))
""",
    )
    assert outcome[0] == "UserError"
    assert (stock, items) == ([5], [5])


def test_replacement_planned_in_two_windows_is_ordered_once(odoo):
    """The second click finds it planned; one order delivers it."""
    outcome, quantities = run(
        odoo,
        DELIVERY
        + """
record = env["complaint.replacement"].create({
    "case_id": case.id, "product_id": product.id, "quantity": 2,
    "wanted_date": "2099-01-05"})
record.action_ask()
env.cr.commit()
plan = lambda e: e["complaint.replacement"].browse(record.id).action_plan()
outcome = meet(plan, plan)
env.cr.rollback(); env.invalidate_all()
result((outcome, record.order_line_ids.mapped("product_uom_qty")))
""",
    )
    assert outcome[0] == "UserError"
    assert "Somebody may have taken it" in outcome[1]
    assert quantities == [2]


def test_inventory_and_complaint_return_the_same_goods_once(odoo):
    """Core accepts a return of what came back a moment ago; here it is refused."""
    outcome, stock = run(
        odoo,
        DELIVERY
        + """
record = new_return()
record.action_authorise()
record.action_count_all()
env.cr.commit()

def take_in(e):
    delivered = e["stock.picking"].sudo().browse(delivery.id)
    wizard = e["stock.return.picking"].sudo().create({"picking_id": delivered.id})
    wizard.product_return_moves.quantity = 5
    other = wizard._create_return()
    other.move_line_ids.lot_id = lot.id
    other.move_ids.picked = True
    other._action_done()

outcome = meet(take_in, step(record, "action_receive"))
env.cr.rollback(); env.invalidate_all()
quants = env["stock.quant"].search([
    ("lot_id", "=", lot.id), ("location_id.usage", "=", "internal")])
result((outcome, sum(quants.mapped("quantity"))))
""",
    )
    assert outcome[0] == "UserError"
    assert stock == 5


def test_goods_disposed_of_in_two_windows_move_once(odoo):
    """Of two who put goods back into stock at once, one does."""
    outcome, stock = run(
        odoo,
        DELIVERY
        + """
record = new_return()
record.action_authorise()
record.action_count_all()
record.action_receive()
record.item_ids.condition = "intact"
record.action_inspect()
record.item_ids.disposition = "restock"
env.cr.commit()
outcome = meet(step(record, "action_dispose"), step(record, "action_dispose"))
env.cr.rollback(); env.invalidate_all()
quants = env["stock.quant"].search([
    ("lot_id", "=", lot.id), ("location_id", "=", stock.id)])
result((outcome, quants.filtered("quantity").mapped("quantity")))
""",
    )
    assert outcome[0] == "UserError"
    assert stock == [5]
