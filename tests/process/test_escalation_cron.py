# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The scheduled action that raises what is due, while the world goes on around it.

Two processes at once, one that is killed, a handler who pauses a limit meanwhile, a
mail server that is down, a limit that can't be raised: nobody is told twice, nobody is
left out.
"""

import signal
import subprocess

from .common import MARK, parse, query

CLOCKS = 40

#: the same for each script; what differs between two runs is a team of its own
PRELUDE = """
import json, time, uuid
from contextlib import closing
from odoo import api, fields
from odoo.tools import SQL

Clock = env["complaint.clock"]
registry = env.registry

def result(value):
    print("RESULT " + json.dumps(value, default=str), flush=True)
"""

SETUP = """
env.company.complaint_recipient_hours = False
run = uuid.uuid4().hex
group = env.ref("complaint_management.complaint_management_group_user_all")
def person(name, parent):
    user = env["res.users"].create({
        "name": name, "login": f"{name}_{run}", "group_ids": [(4, group.id)],
        "email": f"{name}_{run}@example.com"})
    return env["hr.employee"].create(
        {"name": name, "user_id": user.id, "parent_id": parent.id})
boss = person("boss", env["hr.employee"])
handler = person("handler", boss)
env["complaint.policy"].search([("state", "=", "active")]).action_retire()
env["complaint.policy"].create({
    "name": run,
    "milestone_ids": [(0, 0, {
        "name": "Reply", "start_event": "received", "target_event": "replied",
        "amount": 1, "unit": "hour",
        "step_ids": [(0, 0, {"target": "manager", "repeat_amount": 24})]})],
}).action_activate()
partner = env["res.partner"].create({"name": "Hospital"})
cases = env["complaint.case"].create([
    {"partner_id": partner.id, "description": "Leaks",
     "user_id": handler.user_id.id,
     "received_at": fields.Datetime.subtract(fields.Datetime.now(), hours=2)}
] * %d)
cases.action_register()
env.cr.commit()
result((cases.ids, boss.user_id.id, handler.user_id.id))
"""

TOLD = """
SELECT k.case_id, count(e.id), count(DISTINCT e.user_id)
  FROM complaint_clock k LEFT JOIN complaint_escalation e ON e.clock_id = k.id
 WHERE k.case_id = ANY(%s) GROUP BY k.case_id
"""


def run(odoo, source):
    """Return what a script handed to its function ``result``."""
    return parse(odoo.script(PRELUDE + source))


def start(odoo, source):
    """Start a script in a process that goes on beside the test."""
    process = subprocess.Popen(
        odoo.argv("shell", "--no-http"),
        cwd=odoo.folder,
        env=odoo.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process.stdin.write(PRELUDE + source)
    process.stdin.close()
    return process


def told(odoo, cases):
    """Return how often each case was raised."""
    return {case: rows for case, rows, _users in query(odoo.database, TOLD, cases)}


def test_two_processes_at_once(odoo):
    """Each limit is raised once, whoever gets hold of it."""
    cases, boss, _handler = run(odoo, SETUP % CLOCKS)
    both = [
        start(odoo, "Clock._cron_escalate()\nenv.cr.commit()\nresult(1)\n")
        for _process in range(2)
    ]
    for process in both:
        printed = process.stdout.read()
        assert process.wait(300) == 0, printed
        assert parse(printed) == 1
        assert " ERROR " not in printed
    assert told(odoo, cases) == dict.fromkeys(cases, 1)
    mails = query(
        odoo.database,
        """SELECT count(*) FROM mail_mail m JOIN res_users u ON u.id = %s
             JOIN res_partner p ON p.id = u.partner_id
            WHERE m.email_to LIKE '%%' || p.email || '%%'""",
        boss,
    )
    assert mails == [(1,)]


def test_killed_in_the_middle(odoo):
    """What a killed process did stays, what it began does not; the next one goes on."""
    cases, *_people = run(odoo, SETUP % CLOCKS)
    process = start(
        odoo,
        """
done = []
Model = type(Clock)
store = Model._store_plans
def slowly(self, plans):
    store(self, plans)
    self.env.flush_all()
    done.append(len(plans))
    if len(done) == 2:
        result("in the middle")
        time.sleep(600)
Model._store_plans = slowly
env["ir.cron"]._commit_progress()
Clock._run_due(batch=10)
""",
    )
    for line in process.stdout:
        if MARK in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    process.stdout.close()
    after_kill = told(odoo, cases)
    assert sorted(set(after_kill.values())) == [0, 1]
    assert sum(after_kill.values()) == 10
    run(odoo, "Clock._cron_escalate()\nenv.cr.commit()\nresult(1)\n")
    assert told(odoo, cases) == dict.fromkeys(cases, 1)


def test_handler_pauses_meanwhile(odoo):
    """A limit that is just being changed is left alone, and judged by what it became.

    The second change is committed after the run took its picture of the database: its
    lock fails to serialize, and it looks again.
    """
    cases, _boss, handler = run(odoo, SETUP % 6)
    held, late, *rest = cases
    outcome = run(
        odoo,
        f"""
def as_handler(case):
    cr = registry.cursor()
    return api.Environment(cr, {handler}, {{}})["complaint.case"].browse(case)

one = as_handler({held})
with closing(one.env.cr):
    one.action_request_info()
    one.env.flush_all()
    calls = []
    Model = type(Clock)
    lock = Model._lock_due
    def lock_later(self, *args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            self.env.cr.execute("SELECT count(*) FROM complaint_clock")  # the picture
            two = as_handler({late})
            with closing(two.env.cr):
                two.action_request_info()
                two.env.cr.commit()
        return lock(self, *args, **kwargs)
    Model._lock_due = lock_later
    Clock._cron_escalate()
    env.cr.commit()
    one.env.cr.commit()
Model._lock_due = lock
Clock._cron_escalate()
env.cr.commit()
env.invalidate_all()
paused = env["complaint.case"].browse([{held}, {late}]).clock_ids
result((len(calls) > 1, paused.mapped("state"), paused.mapped("next_event_at")))
""",
    )
    assert outcome == [True, ["paused", "paused"], [False, False]]
    expected = dict.fromkeys(rest, 1) | {held: 0, late: 0}
    assert told(odoo, cases) == expected


def test_mail_server_is_down(odoo):
    """People are told in Odoo; the mail waits in its queue."""
    cases, boss, _handler = run(odoo, SETUP % 3)
    states = run(
        odoo,
        f"""
env["ir.mail_server"].create(
    {{"name": "Down", "smtp_host": "127.0.0.1", "smtp_port": 1, "sequence": 1}})
env.cr.commit()
Clock._cron_escalate()
env.cr.commit()
boss = env["res.users"].browse({boss})
mails = env["mail.mail"].search([("email_to", "like", boss.email)])
activities = env["mail.activity"].search_count([("user_id", "=", boss.id)])
result((mails.mapped("state"), activities))
""",
    )
    assert states == [["outgoing"], 3]
    assert told(odoo, cases) == dict.fromkeys(cases, 1)


def test_one_poisoned_clock(odoo):
    """A limit that can't be raised waits, the error is seen, the others are raised."""
    cases, *_people = run(odoo, SETUP % 12)
    poisoned = cases[5]
    problem, failures, later, note = run(
        odoo,
        f"""
env.cr.execute(
    "UPDATE complaint_clock SET amount = 1, unit = 'nonsense' WHERE case_id = %s",
    [{poisoned}])
env.cr.commit()
Clock._cron_escalate()
env.cr.commit()
clock = env["complaint.case"].browse({poisoned}).clock_ids
note = clock.case_id.message_ids.sorted("id")[-1:].body
result((clock.problem, clock.failures,
        clock.next_event_at > fields.Datetime.now(), note))
""",
    )
    assert "LedgerError" in problem
    assert "LedgerError" in note
    assert (failures, later) == (1, True)
    expected = dict.fromkeys(cases, 1) | {poisoned: 0}
    assert told(odoo, cases) == expected
