# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What it costs to raise the limits that are due, among few open cases or a million.

Every case is open and has two limits that run, one of them in working time. Five
hundred limits are due, of cases all over the register: each is raised to the next
superior, with naming, activity and log; the mails are measured by nobody's clock but
their own. What is raised is rolled back, so that it is due again.
"""

from case_masters import Plan, make_masters
from common import Benchmark, configure, parse_arguments
from generate_cases import Clock, Loading, generate, superuser, vacuum

from odoo.fields import Command, Datetime

TITLE = "raising what is due"
FEW, MANY, QUICK, DUE = 10_000, 1_000_000, 50_000, 500
#: for each limit that is raised
EACH_MS, EACH_QUERIES = 8, 4
#: how finding what is due may grow from few to many
GROWTH = 1.3
#: how long it takes to see that nothing is due
NOTHING_MS = 5
#: of what recomputing all that run takes
SHARE, OPEN, OF_OPEN = 0.01, 5_000, 5

# One in so many is due: of every second of these the first limit, else the second.
CLOCKS = """
INSERT INTO complaint_clock (
    case_id, milestone_id, res_model, res_id, round, amount, unit, law_style, pausable,
    calendar_version_id, state, started_at, deadline, next_event_at, cycle,
    ladder_cycle, create_uid, create_date, write_uid, write_date)
SELECT c.id, milestone.id, 'complaint.case', c.id, 1, milestone.amount, milestone.unit,
       false, true,
       CASE WHEN milestone.unit = 'working_hour' THEN %(version)s END,
       'running', moment.at - interval '2 days', moment.at, moment.at, 1, 1,
       1, %(now)s, 1, %(now)s
  FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM complaint_case) AS c
 CROSS JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place
               FROM complaint_milestone WHERE id = ANY(%(milestones)s)) AS milestone
 CROSS JOIN LATERAL (
       SELECT CASE WHEN c.n %% %(every)s = 0 AND c.n / %(every)s %% 2 = milestone.place
                   THEN %(now)s - interval '1 hour'
                   ELSE %(now)s + interval '1 day'
                        + interval '60 days' * ((c.n * 7919 + milestone.place) %% 1000)
                          / 1000
                   END AS at) AS moment
 ORDER BY c.id, milestone.id
"""
EVENTS = """
INSERT INTO complaint_clock_event (
    clock_id, case_id, kind, at, start, event, user_id, calendar_version_id,
    milestone_id, create_uid, create_date, write_uid, write_date)
SELECT id, case_id, 'started', started_at, started_at, 'received', 1,
       calendar_version_id, milestone_id, 1, %(now)s, 1, %(now)s
  FROM complaint_clock ORDER BY id
"""
TABLES = {"complaint_clock": CLOCKS, "complaint_clock_event": EVENTS}
#: what the few have to leave before the many come, in this order
LEFT = (
    *("complaint_escalation", "complaint_clock_event", "complaint_clock"),
    *("mail_activity", "complaint_handover", "complaint_case"),
)


class Undo(Exception):
    """Ends a savepoint that is not kept."""


def prepare(options, cases):
    """Write people, their superiors, and what cases are about.

    :param int cases: how many there are to be in the end
    :rtype: Masters
    """
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(cases, all_open=True))
        env["res.company"].browse(masters.company).complaint_recipient_hours = False
        users = [user for team in masters.handlers for user, _principal in team]
        boss = env["hr.employee"]
        for clerk, _principal in masters.clerks[:3]:
            boss = boss.create({"name": "Boss", "user_id": clerk, "parent_id": boss.id})
        boss.create(
            [
                {"name": "Handler", "user_id": user, "parent_id": boss.id}
                for user in users
            ]
        )
    return masters


def activate(options):
    """Put a policy of two limits in force, each raised up the reporting line.

    :return: the ids of its milestones
    :rtype: list[int]
    """
    limits = (
        ("Reply", "replied", 8, "working_hour"),
        ("Solve", "settled", 240, "hour"),
    )
    with superuser(options.database) as env:
        policy = env["complaint.policy"].create(
            {
                "name": "Two limits",
                "milestone_ids": [
                    Command.create(
                        {
                            "name": name,
                            "start_event": "received",
                            "target_event": target,
                            "amount": amount,
                            "unit": unit,
                            "step_ids": [
                                Command.create(
                                    {
                                        "target": "manager",
                                        "repeat_amount": 8,
                                        "unit": unit,
                                    }
                                )
                            ],
                        }
                    )
                    for name, target, amount, unit in limits
                ],
            }
        )
        policy.action_activate()
        return policy.milestone_ids.ids


def add_clocks(options, masters, milestones, cases):
    """Write the two limits of each complaint.

    :param list milestones: ids of the limits
    :param int cases: how many complaints there are
    """
    clock = Clock()
    with superuser(options.database) as env:
        company = env["res.company"].browse(masters.company)
        version = env["complaint.calendar.version"]._get_version(
            company.resource_calendar_id, company
        )
        values = {
            "milestones": milestones,
            "version": version.id,
            "now": Datetime.now(),
            "every": cases // DUE,
        }
        env.flush_all()
        # Hand-overs of the generator are not what is measured.
        env.cr.execute("UPDATE complaint_handover SET escalate_at = NULL")
        with Loading(env.cr, TABLES):
            for table, statement in TABLES.items():
                env.cr.execute(statement, values)
                clock.tell(table, env.cr.rowcount)
        clock.tell("indexes and foreign keys")
    vacuum(options.database, *TABLES, "complaint_handover")
    clock.tell("vacuum and analyze")


def clear(options):
    """Remove the complaints again, with their limits."""
    with superuser(options.database) as env:
        for table in LEFT:
            env.cr.execute(f"DELETE FROM {table}")


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


def measure_share(bench):
    """Compare finding and marking what is due with recomputing all that run."""
    env = bench.env(su=True)
    clocks = env["complaint.clock"]
    running = clocks.search([("state", "=", "running")], limit=OPEN, order="id").ids
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


def measure_nothing(bench):
    """Measure a run of the scheduled action when nothing is due."""
    bench.cr.execute(
        "UPDATE complaint_clock SET next_event_at = NULL"
        " WHERE next_event_at < now() AT TIME ZONE 'UTC'"
    )
    env = bench.env(su=True)
    bench.limit("nothing due", lambda: look(env), NOTHING_MS)


def main():
    """Measure among few, then among many."""
    options = parse_arguments(
        TITLE,
        cases={"type": int, "default": MANY, "help": "how many are many"},
        quick={"action": "store_true", "help": f"{QUICK:,} are many"},
    )
    many = QUICK if options.quick else options.cases
    configure(options)
    masters = prepare(options, many)
    generate(options.database, FEW, masters, all_open=True)
    milestones = activate(options)
    add_clocks(options, masters, milestones, FEW)
    with Benchmark(f"{TITLE}: {FEW:,} open cases", options=options) as bench:
        each = measure_due(bench, f"{DUE} due")
        measure_share(bench)
    clear(options)
    # Registered anew for comparison, a case would have limits: that is checked above.
    generate(options.database, many, masters, check=False, all_open=True)
    add_clocks(options, masters, milestones, many)
    with Benchmark(f"{TITLE}: {many:,} open cases", options=options) as bench:
        measure_due(bench, f"{DUE} due", min(EACH_MS, GROWTH * each.total))
        measure_share(bench)
        measure_nothing(bench)


if __name__ == "__main__":
    main()
