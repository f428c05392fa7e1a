# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Money is promised and given back at the same moment, in transactions of their own."""

from .meeting import run

SALE = """
company = env.company
if not company.chart_template:
    env["account.chart.template"].try_loading(
        "generic_coa", company=company, install_demo=False)
product = env["product.product"].create(
    {"name": run, "invoice_policy": "order", "type": "service", "taxes_id": False})
order = env["sale.order"].create({"partner_id": partner.id, "order_line": [
    (0, 0, {"product_id": product.id, "product_uom_qty": 10, "price_unit": 10})]})
order.action_confirm()
invoice = order._create_invoices()
invoice.invoice_date = "2026-03-01"
invoice.action_post()
env["account.payment.register"].with_context(
    active_model="account.move", active_ids=invoice.ids
).create({}).action_create_payments()
env.cr.commit()

def new_settlement(amount):
    case = new_case(sale_order_id=order.id, line_ids=[(0, 0, {
        "product_id": product.id, "sale_line_id": order.order_line.id})])
    case.action_register()
    case.action_accept()
    case.action_investigate()
    case.investigation_ids.write({"finding": "Wet", "conclusion": "confirmed",
                                  "responsible_party": "carrier"})
    case.investigation_ids.action_finish()
    case.action_propose()
    settlement = env["complaint.settlement"].create({
        "case_id": case.id, "reasons": "Wet", "basis": "Terms", "improvement": "Dry",
        "line_ids": [(0, 0, {"kind": "refund", "amount": amount,
                             "case_line_id": case.line_ids.id})]})
    env.cr.commit()
    return settlement

def approve(settlement):
    settlement._with_step_token().write(
        {"state": "approved", "snapshot": settlement._prepare_snapshot()})

def offer(settlement, e):
    settlement = e["complaint.settlement"].browse(settlement.id)
    approve(settlement)
    settlement.case_id.action_offer()
"""


def test_executed_in_two_windows_makes_one_document(odoo):
    """Of two who press Execute at once, the second one finds the document there."""
    outcome, documents = run(
        odoo,
        SALE
        + """
settlement = new_settlement(40)
approve(settlement)
settlement.case_id.action_offer()
settlement.answer_kind = "written"
settlement.action_accepted()
settlement.case_id.action_execute()
env.cr.commit()
line = settlement.line_ids
execute = lambda e: e["complaint.settlement.line"].browse(line.id).action_execute()
outcome = meet(execute, execute)
env.cr.rollback(); env.invalidate_all()
result((outcome, len(line.move_ids)))
""",
    )
    assert outcome[0] == "UserError"
    assert "has its document already" in outcome[1]
    assert documents == 1


def test_same_money_promised_twice_at_once_is_promised_once(odoo):
    """Two complaints can't both be offered what the customer paid only once."""
    outcome, states = run(
        odoo,
        SALE
        + """
one, two = new_settlement(60), new_settlement(60)
outcome = meet(partial(offer, one), partial(offer, two))
env.cr.rollback(); env.invalidate_all()
result((outcome, (one | two).mapped("state")))
""",
    )
    assert outcome[0] == "UserError"
    assert "over what the customer paid" in outcome[1]
    assert states == ["offered", "draft"]


def test_same_money_promised_twice_fails_to_serialize(odoo):
    """The later one does not go on with the figures from before the first one."""
    kind, _text = run(
        odoo,
        SALE
        + """
one, two = new_settlement(60), new_settlement(60)
result(meet(partial(offer, one), partial(offer, two), retry=False))
""",
    )
    assert kind == "SerializationFailure"
