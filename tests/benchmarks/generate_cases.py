# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fill a database with as many complaints as a big company has after some years.

The people, customers and goods are made by the ORM, the rest by one SQL statement per
table, which takes about two minutes for a million. It stays: use a database of your
own. A sample is computed anew by the ORM and compared. Not made are messages,
followers, and the steps of a case after its creation.

    python generate_cases.py -d DATABASE -c CONFIG [--cases 1000000]
"""

import contextlib
import time

from case_check import differences
from case_masters import Plan, make_masters
from case_tables import DRAFT, SAMPLES, TABLES
from common import configure, parse_arguments

from odoo import fields
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import SQL

SEED = 0.19


class Loading:
    """Take what slows a bulk load off tables and put it back afterwards.

    Foreign keys and indexes are taken out and made again as they were, comments
    included. All in the transaction: when the load fails they were never gone.
    """

    def __init__(self, cr, tables):
        self.cr = cr
        self.tables = tuple(tables)
        self.again = []

    def __enter__(self):
        """Drop the foreign keys and indexes."""
        self.cr.execute(
            """SELECT conrelid::regclass, quote_ident(conname),
                      pg_get_constraintdef(oid)
                 FROM pg_constraint
                WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])""",
            [list(self.tables)],
        )
        for table, name, definition in self.cr.fetchall():
            self.cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            self.again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        self.cr.execute(
            """SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid),
                      quote_literal(obj_description(i.indexrelid, 'pg_class'))
                 FROM pg_index i
                WHERE i.indrelid = ANY(%s::regclass[])
                  AND NOT EXISTS (SELECT 1 FROM pg_constraint c
                                   WHERE c.conindid = i.indexrelid)""",
            [list(self.tables)],
        )
        for name, definition, comment in self.cr.fetchall():
            self.cr.execute(f"DROP INDEX {name}")
            if comment:
                self.again.insert(0, f"COMMENT ON INDEX {name} IS {comment}")
            self.again.insert(0, definition)
        return self

    def __exit__(self, *error):
        """Make them again, the indexes first."""
        for statement in self.again if error[0] is None else ():
            self.cr.execute(statement)


class Clock:
    """Tells what took how long."""

    def __init__(self):
        self.start = self.last = time.perf_counter()

    def tell(self, what, rows=None):
        """Print what was done since the last time."""
        now = time.perf_counter()
        number = f"{rows:14,}" if rows is not None else " " * 14
        print(f"{what:40}{number}{now - self.last:10.1f} s", flush=True)
        self.last = now


def fill(env, masters, plan):
    """Write cases and what belongs to them in the transaction of an environment.

    :param env: the environment of the superuser, of a database without cases
    :param Masters masters: what the cases are about, made for as many or more
    :param Plan plan: how many of what
    :return: the ids of the cases, without holes
    :rtype: range
    """
    # found only when the configuration has told where the addons are
    from odoo.addons.complaint_management.life import OPEN_STATES

    cr, clock, cases = env.cr, Clock(), plan.cases
    env.flush_all()
    if env["complaint.case"].search_count([], limit=1):
        raise ValueError("There are complaints already: take a database without.")
    company = env["res.company"].browse(masters.company)
    sequence = company._get_complaint_sequence()
    period = sequence._get_current_sequence()
    env.flush_all()
    cr.execute("SELECT setseed(%s)", [SEED])
    values = _prepare_samples(cr, masters, plan)
    cr.execute("SELECT nextval('complaint_case_id_seq') - 1")
    last_id = cr.fetchone()[0]
    values.update(
        now=fields.Datetime.now(),
        last_id=last_id,
        model=env["ir.model"]._get_id("complaint.case"),
        open_states=list(OPEN_STATES),
    )
    # the draws have to come in the same order each time
    cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    cr.execute(DRAFT, values)
    cr.execute("CREATE INDEX ON draft (id)")
    cr.execute("ANALYZE draft")
    clock.tell("drawn")
    with Loading(cr, TABLES):
        for table, statement in TABLES.items():
            cr.execute(statement, values)
            clock.tell(table, cr.rowcount)
    clock.tell("indexes and foreign keys")
    cr.execute("SELECT setval('complaint_case_id_seq', %s)", [last_id + cases])
    _advance_register(cr, sequence, period)
    env.invalidate_all()
    return range(last_id + 1, last_id + cases + 1)


def _prepare_samples(cr, masters, plan):
    """Write what cases are about to temporary tables; return what the SQL asks for."""
    # masters made for more cases are made use of in part
    handlers = [
        users[:number]
        for users, number in zip(masters.handlers, plan.handlers, strict=False)
    ]
    rows = {
        "sample_team": [
            (n, *masters.teams[n], len(users)) for n, users in enumerate(handlers)
        ],
        "sample_handler": [
            (n, team, *user)
            for team, users in enumerate(handlers)
            for n, user in enumerate(users)
        ],
        "sample_clerk": [(n, *row) for n, row in enumerate(masters.clerks)],
        "sample_customer": [
            (n, *row) for n, row in enumerate(masters.customers[: plan.customers])
        ],
        "sample_product": [(n, *row) for n, row in enumerate(masters.products)],
        "sample_lot": [
            (n, product, lot)
            for product, lots in enumerate(masters.lots)
            for n, lot in enumerate(lots)
        ],
        "sample_barred": [(n, *row) for n, row in enumerate(masters.barred)],
    }
    for table, columns in SAMPLES.items():
        cr.execute(f"CREATE TEMP TABLE {table} (pos int, {columns}) ON COMMIT DROP")
        cr.execute_values(f"INSERT INTO {table} VALUES %s", rows[table])
        cr.execute(f"ANALYZE {table}")
    names = ("marks", "tags", "categories", "channels", "defects", "tracked")
    return {name: getattr(masters, name) for name in names} | {
        "cases": plan.cases,
        "open": plan.open,
        "open_share": plan.open_share,
        "big_share": plan.big_share,
        "teams": plan.teams,
        "company": masters.company,
        "confidential_category": masters.confidential_category,
        "products": len(masters.products),
        "lots": len(masters.lots[0]),
        "clerks": len(masters.clerks),
        "barred": len(masters.barred),
        "customers": len(rows["sample_customer"]),
    }


def _advance_register(cr, sequence, period):
    """Let the register go on after the last number of its year that was given."""
    register = f"C/{period.date_from.year}/"
    cr.execute(
        """SELECT max(substr(name, length(%s) + 1)::int) FROM complaint_case
            WHERE name LIKE %s""",
        [register, f"{register}%"],
    )
    last = cr.fetchone()[0]
    if last:
        name = f"ir_sequence_{sequence.id:03d}_{period.id:03d}"
        cr.execute(SQL("SELECT setval(%s, %s)", name, last))


def vacuum(database, *tables):
    """Do what autovacuum would do in time: statistics, and which rows all can see.

    :param str database: its name
    :param tables: which tables, all that are filled if left out
    """
    with contextlib.closing(db_connect(database).cursor()) as cr:
        cr._cnx.autocommit = True
        for table in tables or TABLES:
            cr.execute(f"VACUUM (ANALYZE) {table}")
        cr._cnx.autocommit = False


def clear(env):
    """Remove all complaints and what belongs to them: some thousand, not a million."""
    env.flush_all()
    env.cr.execute("DELETE FROM mail_activity WHERE res_model = 'complaint.case'")
    env.cr.execute("UPDATE complaint_case SET binding_clock_id = NULL")
    env.cr.execute("DELETE FROM complaint_clock")
    env.cr.execute("DELETE FROM complaint_case")
    env.invalidate_all()


@contextlib.contextmanager
def superuser(database):
    """Open an environment of the superuser; what was done is kept at the end."""
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        yield env
        env.flush_all()


def generate(database, cases, masters=None, check=True, all_open=False):
    """Fill a database without complaints; what is made stays.

    :param str database: name of a database with the base addon
    :param int cases: how many
    :param Masters masters: what they are about, made if left out
    :param bool check: compare a sample with what the ORM computes
    :param bool all_open: none of them is closed
    :rtype: Masters
    :raise RuntimeError: when the sample differs
    """
    clock, plan = Clock(), Plan(cases, all_open)
    with superuser(database) as env:
        if not masters:
            masters = make_masters(env, plan)
            clock.tell("people, customers and goods")
        ids = fill(env, masters, plan)
    clock.last = time.perf_counter()
    vacuum(database)
    clock.tell("vacuum and analyze")
    if check:
        with Registry(database).cursor() as cr:
            found = differences(Environment(cr, SUPERUSER_ID, {}), ids)
            cr.rollback()
        clock.tell("compared with the ORM")
        if found:
            raise RuntimeError("\n".join(["not what the ORM writes:", *found]))
    clock.last = clock.start
    clock.tell("all in all", cases)
    return masters


def main():
    """Fill the database that the command line names."""
    options = parse_arguments(
        "cases to measure with", cases={"type": int, "default": 1_000_000}
    )
    configure(options)
    generate(options.database, options.cases)


if __name__ == "__main__":
    main()
