# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Decisions on one settlement that meet: one of them counts, the other one is told.

Two requests at once are two cursors in one process: both have taken their picture of
the database before the first one commits. See `meeting.py`.
"""

from . import meeting

LINE = """
def employee(name, parent=None, role="base.group_user"):
    user = env["res.users"].create({
        "name": name, "login": f"{uuid.uuid4().hex}",
        "group_ids": [(4, env.ref(role).id)]})
    job = env["hr.job"].create({"name": user.login, "company_id": False})
    return env["hr.employee"].create({
        "name": name, "user_id": user.id, "job_id": job.id,
        "parent_id": parent.id if parent else False})

general = employee("General")
deputy = employee("Deputy", general)
area = employee("Area", deputy)
field = employee("Field", area)
handler = employee("Handler", area,
                   "complaint_management.complaint_management_group_user_all")
currency = env.company.currency_id
limits = env["complaint.approval.limit"]
limits.search([]).active = False
limits.create([
    {"job_id": area.job_id.id, "amount": 1000, "company_id": env.company.id},
    {"job_id": deputy.job_id.id, "amount": 3000, "company_id": env.company.id},
    {"job_id": general.job_id.id, "is_unlimited": True, "also_below": True,
     "company_id": env.company.id},
])

def propose(amount, customer=None):
    customer = customer or env["res.partner"].create(
        {"name": "Hospital", "is_company": True, "user_id": field.user_id.id})
    case = new_case(partner_id=customer.id, user_id=handler.user_id.id)
    offer = env["complaint.settlement"].with_user(handler.user_id).create(
        {"case_id": case.id, "letter_finding": "Wet", "reasons": "Wet",
         "basis": "Terms", "improvement": "Dry",
         "line_ids": [(0, 0, {"kind": "refund", "amount": amount})]})
    env.cr.commit()
    return offer.with_env(env)

def ask(amount, customer=None):
    offer = propose(amount, customer)
    offer.with_user(handler.user_id).action_request_approval()
    env.cr.commit()
    return offer

def by(who, model, method, record_id, *args):
    def act(e):
        record = e[model].with_user(who.user_id.id).browse(record_id)
        return getattr(record, method)(*args)
    return act

def fresh():
    env.cr.rollback()
    env.invalidate_all()

def states(offer):
    return offer.approval_ids.sorted("id").mapped("state")

env.cr.commit()
"""


def run(odoo, source):
    """Return what a script among these people handed to its function ``result``."""
    return meeting.run(odoo, LINE + source)


def test_double_click_approves_once(odoo):
    """The same approver twice at once: the second call finds it decided."""
    kind, text, state, rows, raw = run(
        odoo,
        """
offer = ask(3200)
approve = by(deputy, "complaint.approval", "action_approve", offer.approval_ids[0].id)
kind, text = meet(approve, approve)
fresh()
second = ask(3200)
again = by(deputy, "complaint.approval", "action_approve", second.approval_ids[0].id)
raw, _text = meet(again, again, retry=False)
fresh()
result((kind, text, offer.state, states(offer), raw))
""",
    )
    assert kind == "UserError"
    assert "meanwhile" in text
    assert (state, rows) == ("to_approve", ["approved", "asked"])
    assert raw == "SerializationFailure"


def test_approver_and_stand_in_at_once(odoo):
    """One approves while who stands in refuses: the first one counts."""
    kind, state, rows, decider = run(
        odoo,
        """
other = employee("Stand-in")
today = fields.Date.today()
env["complaint.approval.delegation"].create({
    "from_user_id": area.user_id.id, "to_user_id": other.user_id.id,
    "date_start": today, "date_end": today})
env.cr.commit()
offer = ask(500)
row = offer.approval_ids.id
approve = by(area, "complaint.approval", "action_approve", row)
refuse = by(other, "complaint.approval", "action_refuse", row, "Too much")
kind, _text = meet(approve, refuse)
fresh()
result((kind, offer.state, states(offer), offer.approval_ids.decided_by_id.name))
""",
    )
    assert kind == "UserError"
    assert (state, rows, decider) == ("approved", ["approved"], "Area")


def test_two_steps_at_once_leave_nothing_pending(odoo):
    """The later approver, who clicks while the earlier one does, is asked properly."""
    kind, before, after = run(
        odoo,
        """
offer = ask(3200)
first, second = offer.approval_ids
offer.case_id._name_users(general.user_id, "escalation")
env.cr.commit()
kind, _text = meet(
    by(deputy, "complaint.approval", "action_approve", first.id),
    by(general, "complaint.approval", "action_approve", second.id),
    retry=False)
fresh()
before = states(offer)
second.with_user(general.user_id).action_approve()
result((kind, before, offer.state))
""",
    )
    # refused by the rows it sees, or by the row both write to
    assert kind in ("UserError", "SerializationFailure")
    assert before == ["approved", "asked"]
    assert after == "approved"


def test_edited_while_approved_is_asked_for_anew(odoo):
    """The amount is raised while somebody approves: the approval does not hold."""
    outcome, state, amount, rows, revision = run(
        odoo,
        """
offer = ask(500)
approve = by(area, "complaint.approval", "action_approve", offer.approval_ids.id)
raising = by(handler, "complaint.settlement.line", "write", offer.line_ids.id,
             {"amount": 2500})
outcome = meet(approve, raising)
fresh()
result((outcome, offer.state, offer.amount_total, states(offer), offer.revision))
""",
    )
    assert outcome == ["done", ""]
    assert (state, amount, revision) == ("to_approve", 2500, 2)
    assert rows == ["void", "asked"]


def test_approved_while_edited_is_refused(odoo):
    """The other way round: what was changed a moment ago is not approved."""
    kind, state, rows, approvers = run(
        odoo,
        """
offer = ask(500)
approve = by(area, "complaint.approval", "action_approve", offer.approval_ids.id)
raising = by(handler, "complaint.settlement.line", "write", offer.line_ids.id,
             {"amount": 2500})
kind, _text = meet(raising, approve)
fresh()
asked = offer.approval_ids.filtered(lambda row: row.state == "asked")
result((kind, offer.state, states(offer), asked.approver_id.name))
""",
    )
    assert kind in ("UserError", "AccessError")
    assert (state, rows, approvers) == ("to_approve", ["void", "asked"], "Deputy")


def test_stale_form_approves_nothing(odoo):
    """A form that shows an earlier revision decides on nothing."""
    kind, text, state = run(
        odoo,
        """
offer = ask(500)
row = offer.approval_ids.id
offer.with_user(handler.user_id).line_ids.amount = 600
env.cr.commit()
kind, text = meet(
    lambda e: None, by(area, "complaint.approval", "action_approve", row))
fresh()
result((kind, text, offer.state))
""",
    )
    assert kind == "UserError"
    assert "meanwhile" in text
    assert state == "to_approve"


def test_two_halves_of_one_payment_asked_for_at_once(odoo):
    """Each is below the limit; the second one is added to the first."""
    outcome, counted, approver = run(
        odoo,
        """
customer = env["res.partner"].create(
    {"name": "Hospital", "is_company": True, "user_id": field.user_id.id})
env.cr.commit()
one, two = propose(900, customer), propose(900, customer)
outcome = meet(
    by(handler, "complaint.settlement", "action_request_approval", one.id),
    by(handler, "complaint.settlement", "action_request_approval", two.id))
fresh()
result((outcome, two.amount_counted, two.approval_ids.approver_id.name))
""",
    )
    assert outcome == ["done", ""]
    assert (counted, approver) == (1800, "Deputy")


def test_told_while_changed(odoo):
    """What is told is what was approved, whoever saves at the same moment."""
    kind, told, amount = run(
        odoo,
        """
offer = ask(500)
case = offer.case_id
case.action_register()
case.action_accept()
case.action_investigate()
case.investigation_ids.write({"finding": "Wet", "conclusion": "confirmed",
                              "responsible_party": "carrier"})
case.investigation_ids.action_finish()
case.action_propose()
offer.approval_ids.with_user(area.user_id).action_approve()
env.cr.commit()
tell = by(handler, "complaint.case", "action_offer", case.id)
raising = by(handler, "complaint.settlement.line", "write", offer.line_ids.id,
             {"description": "Something else"})
kind, _text = meet(tell, raising)
fresh()
result((kind, offer.state, offer.line_ids.description))
""",
    )
    assert kind == "UserError"
    assert (told, amount) == ("offered", False)
