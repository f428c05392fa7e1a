# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two people do the same thing at the same moment, in transactions of their own."""

import pytest

from .meeting import run


def test_same_step_taken_by_two_fails_to_serialize(odoo):
    """Of two who register a case at once, the second one's transaction fails."""
    kind, state, steps = run(
        odoo,
        """
case = new_case()
register = lambda e: e["complaint.case"].browse(case.id).action_register()
kind, _text = meet(register, register, retry=False)
env.cr.rollback(); env.invalidate_all()
result((kind, case.state, case.transition_ids.mapped("step")))
""",
    )
    assert kind == "SerializationFailure"
    assert state == "registered"
    assert steps == ["create", "register"]


def test_same_step_repeated_is_refused_with_a_reason(odoo):
    """Odoo repeats the second one's call, which then says what happened."""
    kind, text, steps = run(
        odoo,
        """
case = new_case()
register = lambda e: e["complaint.case"].browse(case.id).action_register()
kind, text = meet(register, register)
env.cr.rollback(); env.invalidate_all()
result((kind, text, case.transition_ids.mapped("step")))
""",
    )
    assert kind == "UserError"
    assert "a moment ago" in text
    assert steps == ["create", "register"]


def test_two_different_steps_do_not_both_win(odoo):
    """While one accepts, another one refuses: only the first of them counts."""
    kind, state, steps = run(
        odoo,
        """
case = new_case(decision_note="Ask the shop")
case.decision_reason_id = env["complaint.reason"].create(
    {"name": "Not ours", "kind": "not_accepted"})
case.action_register()
env.cr.commit()
accept = lambda e: e["complaint.case"].browse(case.id).action_accept()
reject = lambda e: e["complaint.case"].browse(case.id).action_reject()
kind, _text = meet(accept, reject)
env.cr.rollback(); env.invalidate_all()
result((kind, case.state, case.transition_ids.mapped("step")))
""",
    )
    assert kind == "UserError"
    assert state == "accepted"
    assert steps == ["create", "register", "accept"]


def test_naming_the_same_user_at_once_names_once(odoo):
    """Two who name the same colleague for the first time both succeed, with one row."""
    outcome, principals, rows = run(
        odoo,
        """
case = new_case()
newcomer = env["res.users"].create({"name": "Newcomer", "login": f"{run}_new"})
env.cr.commit()
def name(e):
    case_ = e["complaint.case"].browse(case.id)
    case_._name_users(e["res.users"].browse(newcomer.id), "escalation")
outcome = meet(name, name)
env.cr.rollback(); env.invalidate_all()
principals = env["complaint.principal"].search([("user_id", "=", newcomer.id)])
rows = env["complaint.case.access"].search([("principal_id", "in", principals.ids)])
result((outcome, len(principals), len(rows)))
""",
    )
    assert outcome == ["done", ""]
    assert (principals, rows) == (1, 1)


def test_naming_a_user_in_two_cases_at_once(odoo):
    """A newcomer who is named in two cases at once ends up in both."""
    outcome, rows = run(
        odoo,
        """
one_case, other_case = new_case(), new_case()
newcomer = env["res.users"].create({"name": "Newcomer", "login": f"{run}_new"})
env.cr.commit()
def name(case, e):
    case_ = e["complaint.case"].browse(case.id)
    case_._name_users(e["res.users"].browse(newcomer.id), "escalation")
outcome = meet(partial(name, one_case), partial(name, other_case))
env.cr.rollback(); env.invalidate_all()
rows = env["complaint.case.access"].search(
    [("principal_id.user_id", "=", newcomer.id)])
result((outcome, sorted(rows.case_id.ids) == sorted((one_case + other_case).ids)))
""",
    )
    assert outcome == ["done", ""]
    assert rows is True


def test_identity_entered_by_two_is_not_logged(odoo):
    """Two enter who complains at once: both are kept in turn, no log has the data."""
    outcome, name, lines = run(
        odoo,
        """
case = new_case(partner_id=False, complainant_type="consumer")
def enter(name, e):
    e["complaint.case"].browse(case.id).complainant_name = name
outcome = meet(partial(enter, "Zhang First"), partial(enter, "Zhang Second"))
env.cr.rollback(); env.invalidate_all()
result((outcome, case.identity_id.name, Lines.lines))
""",
    )
    assert outcome == ["done", ""]
    assert name == "Zhang Second"
    assert lines, "nothing was refused: the two did not meet"
    assert "Zhang" not in "\n".join(lines)


def test_numbers_drawn_at_once_neither_wait_nor_repeat(odoo):
    """Cases registered in transactions that are open side by side differ in number."""
    numbers = run(
        odoo,
        """
new_case()
envs = [begin(n) for n in range(4)]
numbers = []
for e in envs:  # none has committed when the next one draws
    cases = e["complaint.case"].create([dict(VALUES) for _n in range(5)])
    numbers += cases.mapped("name")
for e in envs:
    e.cr.commit()
    e.cr.close()
result(numbers)
""",
    )
    assert len(numbers) == 20
    assert len(set(numbers)) == 20


@pytest.mark.parametrize("moment", ["first case of a company", "first case of a year"])
def test_first_numbers_drawn_at_once_differ(odoo, moment):
    """Two first cases, of a company or of a year, both get in, with two numbers."""
    outcome, numbers, sequences = run(
        odoo,
        f"""
company = env["res.company"].create({{"name": run}})
users.company_ids += company
VALUES = {{"company_id": company.id, "description": "Leaks"}}
if "year" in {moment!r}:
    company._get_complaint_sequence()
env.cr.commit()
def register(e):
    e = e(context={{"allowed_company_ids": company.ids}})
    e["complaint.case"].create(dict(VALUES))
outcome = meet(register, register)
env.cr.rollback(); env.invalidate_all()
cases = env["complaint.case"].search([("company_id", "=", company.id)])
sequences = env["ir.sequence"].search([("company_id", "=", company.id),
                                       ("code", "=", "complaint.case")])
result((outcome, cases.mapped("name"), len(sequences)))
""",
    )
    assert outcome == ["done", ""]
    assert len(set(numbers)) == 2
    assert sequences == 1


def test_first_versions_of_working_hours_made_at_once_are_one(odoo):
    """Two limits that start at the same moment are counted by the same version.

    So they are where both find that the hours have changed.
    """
    outcomes, made = run(
        odoo,
        """
company = env.company
calendar = env["resource.calendar"].create({"name": "Plant", "tz": "UTC"})
env.cr.commit()
def find(e):
    Version = e["complaint.calendar.version"]
    return Version._get_version(e["resource.calendar"].browse(calendar.id), company)
outcomes, made = [], []
Version = env["complaint.calendar.version"]
for _change in range(2):
    outcomes.append(meet(find, find))
    env.cr.rollback(); env.invalidate_all()
    versions = Version.search([("calendar_id", "=", calendar.id)])
    made.append((len(versions), versions.mapped("is_current").count(True)))
    calendar.attendance_ids[0].unlink()
    env.cr.commit()
result((outcomes, made))
""",
    )
    assert outcomes == [["done", ""]] * 2
    assert made == [[1, 1], [2, 1]]


def test_many_threads_register_at_once(odoo):
    """Six people who register at the same moment all get a number of their own."""
    errors, numbers = run(
        odoo,
        """
barrier = threading.Barrier(6)
errors, numbers = [], []
def register(n):
    try:
        with closing(registry.cursor()) as cr:
            e = api.Environment(cr, users[n % 4].id, CONTEXT)
            barrier.wait()
            case = retrying(lambda: e["complaint.case"].create(dict(VALUES)).name, e)
            cr.commit()
            numbers.append(case)
    except Exception as error:
        errors.append(repr(error))
threads = [threading.Thread(target=register, args=(n,)) for n in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
result((errors, numbers))
""",
    )
    assert not errors
    assert len(set(numbers)) == 6


def test_offer_answered_in_two_windows_is_answered_once(odoo):
    """Of accepting and refusing at once, the second one finds the offer answered."""
    outcome, state, kinds = run(
        odoo,
        """
case = new_case()
case.action_register()
case.action_accept()
case.action_investigate()
case.investigation_ids.write({"finding": "Wet", "conclusion": "confirmed",
                              "responsible_party": "carrier"})
case.investigation_ids.action_finish()
case.action_propose()
offer = env["complaint.settlement"].create(
    {"case_id": case.id, "reasons": "Wet", "basis": "Terms", "improvement": "Dry",
     "line_ids": [(0, 0, {"kind": "explanation"})]})
case.action_offer()
token = case._portal_ensure_token()
env.cr.commit()
public = env.ref("base.public_user").id

def as_visitor(e):
    return e["complaint.case"].with_user(public).browse(case.id)

def accept(e):
    case = as_visitor(e)
    shown = case.sudo().settlement_id._get_offer_hash()
    case._portal_accept(token, "window 1", offer.id, shown, signed_by="A Buyer")

def refuse(e):
    as_visitor(e)._portal_refuse(token, "window 2", offer.id, reason="Too little")

outcome = meet(accept, refuse)
env.cr.rollback(); env.invalidate_all()
result((outcome, offer.state, case.message_ids.mapped("message_type").count("comment")))
""",
    )
    assert outcome[0] == "UserError"
    assert "answered already" in outcome[1]
    assert (state, kinds) == ("accepted", 1)


def test_limit_reached_while_somebody_pauses_it_stays_reached(odoo):
    """Who pauses a limit that was reached a moment ago is told so."""
    outcome, state, ledger = run(
        odoo,
        """
policy = env["complaint.policy"].create({"name": run, "milestone_ids": [(0, 0, {
    "name": "Decide", "start_event": "registered", "target_event": "accepted",
    "amount": 1, "unit": "hour"})]})
policy.action_activate()
reason = env["complaint.reason"].create({"name": run, "kind": "pause"})
case = new_case()
case.action_register()
env.cr.commit()
clock = case.clock_ids.filtered(lambda clock: clock.policy_id == policy)
accept = lambda e: e["complaint.case"].browse(case.id).action_accept()
pause = lambda e: e["complaint.clock"].browse(clock.id).action_pause(reason.id)
outcome = meet(accept, pause)
env.cr.rollback(); env.invalidate_all()
result((outcome, clock.state, clock.event_ids.sorted("id").mapped("kind")))
policy.action_retire()
env.cr.commit()
""",
    )
    assert outcome[0] == "UserError"
    assert "Reached" in outcome[1]
    assert (state, ledger) == ("reached", ["started", "reached"])
