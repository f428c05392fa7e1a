# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What it costs to raise the limits that are due, of few or of a million that run.

A thousand open complaints with one limit each that runs in many rounds, so that a
million limits take a minute to write. Five hundred are due: each is raised to the next
superior, with naming, activity and log; the mails are measured by nobody's clock but
their own. What is raised is rolled back, so that it is due again.
"""

from case_masters import Plan, make_masters
from common import Benchmark, configure, parse_arguments
from generate_cases import generate, superuser

from odoo.fields import Command, Datetime
from odoo.sql_db import db_connect

TITLE = "raising what is due"
CASES = 20_000
FEW, MANY, DUE = 10_000, 1_000_000, 500
#: for each limit that is raised
EACH_MS, EACH_QUERIES = 8, 4
#: how finding what is due may grow from few to many
GROWTH = 1.3
#: how long it takes to see that nothing is due
NOTHING_MS = 5
#: of what recomputing all that run takes
SHARE, OPEN, OF_OPEN = 0.01, 5_000, 5

CLOCKS = """
INSERT INTO complaint_clock (
    case_id, milestone_id, res_model, res_id, round, amount, unit, law_style, pausable,
    state, started_at, deadline, next_event_at, cycle, ladder_cycle,
    create_uid, create_date, write_uid, write_date)
SELECT c.id, %(milestone)s, 'complaint.case', c.id, round, 24, 'hour', false, true,
       'running', moment.at - interval '24 hours', moment.at, moment.at, 1, 1,
       1, %(now)s, 1, %(now)s
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM complaint_case
         WHERE is_open IS TRUE ORDER BY id LIMIT %(cases)s) AS c
 CROSS JOIN generate_series(%(first)s, %(last)s) AS round
 CROSS JOIN LATERAL (
       SELECT CASE WHEN round = 1 AND c.n <= %(due)s
                   THEN %(now)s - interval '1 hour'
                   ELSE %(now)s + interval '1 day'
                        + interval '60 days' * ((c.n * 7919 + round) %% 1000) / 1000
                   END AS at) AS moment
"""
EVENTS = """
INSERT INTO complaint_clock_event (
    clock_id, case_id, kind, at, start, event, user_id,
    create_uid, create_date, write_uid, write_date)
SELECT k.id, case_id, 'started', started_at, started_at, 'received', 1,
       1, %(now)s, 1, %(now)s
  FROM complaint_clock k
 WHERE milestone_id = %(milestone)s AND round BETWEEN %(first)s AND %(last)s
"""


class Undo(Exception):
    """Ends a savepoint that is not kept."""


def prepare(options):
    """Write complaints, superiors, and the policy; return its milestone.

    :rtype: int
    """
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(CASES))
    generate(options.database, CASES, masters)
    with superuser(options.database) as env:
        env["res.company"].browse(masters.company).complaint_recipient_hours = False
        users = [user for team in masters.handlers for user, _principal in team]
        boss = env["hr.employee"]
        for clerk, _principal in masters.clerks[:3]:
            boss = boss.create({"name": "Boss", "user_id": clerk, "parent_id": boss.id})
        for user in users:
            boss.create({"name": "Handler", "user_id": user, "parent_id": boss.id})
        policy = env["complaint.policy"].create(
            {
                "name": "A day",
                "milestone_ids": [
                    Command.create(
                        {
                            "name": "Reply",
                            "start_event": "received",
                            "target_event": "replied",
                            "amount": 24,
                            "unit": "hour",
                            "step_ids": [
                                Command.create(
                                    {"target": "manager", "repeat_amount": 24}
                                )
                            ],
                        }
                    )
                ],
            }
        )
        policy.action_activate()
        return policy.milestone_ids.id


def add_clocks(options, milestone, first, last, cases):
    """Write rounds of the limit of each open complaint.

    :param int first: the first round
    :param int last: the last round
    :param int cases: of how many complaints
    """
    values = {
        "milestone": milestone,
        "now": Datetime.now(),
        "first": first,
        "last": last,
        "cases": cases,
        "due": DUE,
    }
    with superuser(options.database) as env:
        env.cr.execute(CLOCKS, values)
        env.cr.execute(EVENTS, values)
    cr = db_connect(options.database).cursor()
    cr._cnx.autocommit = True
    for table in ("complaint_clock", "complaint_clock_event"):
        cr.execute(f"VACUUM (ANALYZE) {table}")
    cr._cnx.autocommit = False
    cr.close()


def undone(env, function):
    """Return a function whose changes are taken back."""

    def call():
        try:
            with env.cr.savepoint():
                function()
                env.flush_all()
                raise Undo
        except Undo:
            env.invalidate_all(flush=False)

    return call


def raise_due(env):
    """Raise all that is due, in batches as the scheduled action takes them."""
    clocks = env["complaint.clock"]
    seen = set()
    while ids := clocks._lock_due(100, skip=seen):
        seen.update(ids)
        clocks.browse(ids)._do_due(Datetime.now())
        env.flush_all()
    if len(seen) != DUE:
        raise RuntimeError(f"{len(seen)} are due")


def look(env):
    """Do what a run does when nothing is due."""
    for model in ("complaint.clock", "complaint.handover"):
        env[model]._count_due()
        if env[model]._lock_due(100):
            raise RuntimeError("something is due")
    env["complaint.escalation"]._get_digest_users()
    env["complaint.clock"]._wake_up()


def measure_due(bench, name, bound=None):
    """Measure raising what is due; return what it costs for each."""
    env = bench.env(su=True)
    [cost] = bench.measure(undone(env, lambda: raise_due(env)))
    each = cost.per(DUE)
    limit = bound or EACH_MS
    verdict = f"{'':12}{limit:9.2f} ms"
    if each.total > limit or each.queries > EACH_QUERIES:
        verdict += "  EXCEEDED"
        bench.exceeded.append(name)
    bench._row(name, each, verdict)
    return each


def measure_share(bench, milestone):
    """Compare finding and marking what is due with recomputing all that run."""
    env = bench.env(su=True)
    clocks = env["complaint.clock"]
    running = clocks.search(
        [("milestone_id", "=", milestone), ("state", "=", "running")],
        limit=OPEN,
        order="id",
    ).ids
    due = Datetime.subtract(Datetime.now(), minutes=1)

    def mark():
        ids = clocks._lock_due(OF_OPEN)
        clocks._store_plans([(key, due, 1, None, 0) for key in ids])

    def recompute():
        for clock in clocks.browse(running):
            clock._read_ledger()

    bench.compare(
        f"{OF_OPEN} due, all {OPEN:,}", undone(env, mark), recompute, bound=SHARE
    )


def main():
    """Measure among few, then among many."""
    options = parse_arguments(
        TITLE,
        clocks={"type": int, "default": MANY, "help": "how many are many"},
        quick={"action": "store_true", "help": "50,000 are many"},
    )
    many = 50_000 if options.quick else options.clocks
    configure(options)
    milestone = prepare(options)
    with superuser(options.database) as env:
        cases = min(1_000, env["complaint.case"].search_count([("is_open", "=", True)]))
        # Hand-overs of the generator are not what is measured.
        env.cr.execute("UPDATE complaint_handover SET escalate_at = NULL")
    few, rounds = FEW // cases, many // cases
    add_clocks(options, milestone, 1, few, cases)
    with Benchmark(f"{TITLE}: {FEW:,}", options=options) as bench:
        each = measure_due(bench, f"{DUE} due")
        measure_share(bench, milestone)
    add_clocks(options, milestone, few + 1, rounds, cases)
    with Benchmark(f"{TITLE}: {many:,}", options=options) as bench:
        measure_due(bench, f"{DUE} due", GROWTH * each.total)
        bench.cr.execute(
            "UPDATE complaint_clock SET next_event_at = NULL"
            " WHERE next_event_at < now() AT TIME ZONE 'UTC'"
        )
        env = bench.env(su=True)
        bench.limit("nothing due", lambda: look(env), NOTHING_MS)


if __name__ == "__main__":
    main()
