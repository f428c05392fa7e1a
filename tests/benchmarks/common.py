# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Measure what Odoo code costs, as a ratio to a peer measured in the same run.

Seconds of one machine say little on the next; CPU time against something comparable of
Odoo itself says a lot. What is counted: the CPU seconds of this process, those of the
PostgreSQL process that serves it, and the queries. A benchmark is a script::

    with Benchmark("list of tags") as bench:
        bench.compare("80 of 10,000", ours, peer, bound=1.5)

run as ``python bench_<name>.py -d DATABASE -c CONFIG``. It works inside a transaction
that is rolled back. Exit code 1 says that a bound was exceeded.

PostgreSQL's parallel workers are switched off: what they do is not seen from here, and
on a busy server there is none to spare.
"""

import argparse
import contextlib
import os
import statistics
import sys
import time
from pathlib import Path
from unittest.mock import patch

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config

TICKS = os.sysconf("SC_CLK_TCK")
ROUNDS = 7
# PostgreSQL's CPU time is told in ticks of 10 ms: run long enough for a fair share.
SECONDS_PER_ROUND = 0.4


def cpu_seconds_in(stat):
    """Return the CPU seconds in a line of ``/proc/<pid>/stat``.

    The second field, the name in brackets, may itself hold blanks and brackets.
    """
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Backend:
    """The PostgreSQL process behind a cursor, if it runs on this machine."""

    def __init__(self, cr):
        cr.execute(
            "SELECT pg_backend_pid(),"
            " inet_server_addr() IS NOT DISTINCT FROM inet_client_addr()"
        )
        pid, is_here = cr.fetchone()
        self.stat = Path(f"/proc/{pid}/stat")
        # the same number may be another process, if the server only seems to be here
        self.is_local = (
            is_here and self.stat.is_file() and "postgres" in self.stat.read_text()
        )

    def cpu_seconds(self):
        """Return the CPU seconds it used so far, zero when it can't be seen."""
        return cpu_seconds_in(self.stat.read_text()) if self.is_local else 0.0


class Cost:
    """What one call costs, in milliseconds of CPU and in queries."""

    def __init__(self, python, postgres, queries):
        self.python = python
        self.postgres = postgres
        self.queries = queries

    @property
    def total(self):
        """Return the milliseconds of both processes together."""
        return self.python + self.postgres

    def per(self, records):
        """Return the cost of one of so many records."""
        shares = (self.python / records, self.postgres / records)
        return Cost(*shares, self.queries / records)


def explain_worst(env, function):
    """Return the query of a function that takes longest, and PostgreSQL's plan of it.

    :param env: an environment on the cursor that the function works with
    :param function: a function without arguments that only reads
    :rtype: str
    """
    taken = []
    cursor = type(env.cr)
    execute = cursor.execute

    def timed(self, *arguments, **options):
        start = time.perf_counter()
        execute(self, *arguments, **options)
        taken.append((time.perf_counter() - start, self.query.decode()))

    function()
    env.invalidate_all()
    with patch.object(cursor, "execute", timed):
        function()
    seconds, query = max(taken)
    env.cr.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query}")
    plan = "\n".join(line for (line,) in env.cr.fetchall())
    return f"{1000 * seconds:.1f} ms, one of {len(taken)} queries\n{query}\n{plan}"


def parse_arguments(title, argv=None, **extra):
    """Read the command line of a benchmark.

    :param str title: what is measured
    :param extra: further options by name, as the arguments of `add_argument`
    """
    parser = argparse.ArgumentParser(description=f"Benchmark: {title}")
    parser.add_argument("-d", "--database", required=True)
    parser.add_argument("-c", "--config", required=True)
    for name, arguments in extra.items():
        parser.add_argument(f"--{name}", **arguments)
    return parser.parse_args(argv)


def figure(number, digits=3):
    """Return a number for a column, with more digits where it is very small."""
    return f"{number:12.{digits if not number or number >= 0.1 else 6}f}"


def configure(options):
    """Tell Odoo its configuration: where the addons are, and the database."""
    arguments = ["-c", options.config, "-d", options.database, "--no-http"]
    config.parse_config([*arguments, "--log-level=warn"])


class Benchmark:
    """A run on one database: compares functions, prints a table, knows the verdict.

    :param str title: what is measured
    :param options: what :func:`parse_arguments` returned, if it was called already
    """

    def __init__(self, title, argv=None, options=None):
        self.options = options or parse_arguments(title, argv)
        self.title = title
        self.exceeded = []

    def __enter__(self):
        """Open a transaction on the database, as the administrator."""
        configure(self.options)
        self.stack = contextlib.ExitStack()
        self.cr = self.stack.enter_context(Registry(self.options.database).cursor())
        self.stack.callback(self.cr.rollback)
        self.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        root = Environment(self.cr, SUPERUSER_ID, {})
        self.env = root(user=root.ref("base.user_admin").id)
        self.backend = Backend(self.cr)
        if not self.backend.is_local:
            print("PostgreSQL can't be watched: its share is not counted")
        print(f"\n{self.title}, CPU milliseconds per call, median of {ROUNDS} rounds")
        columns = ("Odoo", "PostgreSQL", "queries", "ratio", "bound")
        print(f"{'':34}" + "".join(f"{name:>12}" for name in columns))
        return self

    def __exit__(self, *error):
        self.stack.close()
        if error[0] is None and self.exceeded:
            print(f"\nEXCEEDED: {', '.join(self.exceeded)}")
            sys.exit(1)

    def compare(self, name, subject, peer, bound, queries=None, records=1, calls=1):
        """Measure two functions by turns and print what they cost.

        :param str name: the case, such as a number of records
        :param subject: a function without arguments, ours
        :param peer: the same of Odoo itself, or the least that it could cost
        :param float bound: how many times the peer's cost is allowed
        :param int queries: how many queries are allowed, None for as many as it likes
        :param int records: how many records a call makes; all figures are per record
        :param int calls: how often ours does in one call what the peer does once, for
            what is too short to be measured alone
        :return: the ratio
        """
        ours, theirs = (cost.per(records) for cost in self.measure(subject, peer))
        ours = ours.per(calls)
        ratio = ours.total / theirs.total if theirs.total else float("inf")
        too_many = queries is not None and ours.queries > queries
        self._row(f"{name}: peer", theirs)
        verdict = figure(ratio, 2) + figure(bound, 2)
        if ratio > bound or too_many:
            verdict += f"  EXCEEDED{f' ({queries} queries)' if too_many else ''}"
            self.exceeded.append(name)
        self._row(f"{name}: ours", ours, verdict)
        return ratio

    def limit(self, name, subject, milliseconds=None, queries=None, share="total"):
        """Measure a function that has a bound of its own, in milliseconds of CPU.

        :param str name: the case
        :param subject: a function without arguments
        :param float milliseconds: how much CPU time is allowed, None for any
        :param int queries: how many queries are allowed, None for as many as it likes
        :param str share: `total` or, where only the SQL is bounded, `postgres`
        :rtype: Cost
        """
        [cost] = self.measure(subject)
        too_many = queries is not None and cost.queries > queries
        too_long = milliseconds is not None and getattr(cost, share) > milliseconds
        verdict = "" if milliseconds is None else f"{'':12}{milliseconds:9.0f} ms"
        if too_long or too_many:
            verdict += f"  EXCEEDED{f' ({queries} queries)' if too_many else ''}"
            self.exceeded.append(name)
        self._row(name, cost, verdict)
        return cost

    def once(self, name, subject, milliseconds):
        """Measure a function that can be called once only, as it changes what is there.

        :param str name: the case
        :param subject: a function without arguments
        :param float milliseconds: how much CPU time is allowed
        :return: what the function returns
        """
        result = []
        cost = self._run(lambda: result.append(subject()), 1)
        verdict = f"{'':12}{milliseconds:9.0f} ms"
        if cost.total > milliseconds:
            verdict += "  EXCEEDED"
            self.exceeded.append(name)
        self._row(name, cost, verdict)
        return result[0]

    def measure(self, *functions):
        """Return the cost of each function, all of them measured in each round.

        Taking turns spreads what else the machine does over all of them. The first
        calls, which fill caches that stay, are not counted.
        """
        repeats = [self._calls_per_round(function) for function in functions]
        rounds = [[] for _function in functions]
        for _round in range(ROUNDS):
            for function, repeat, found in zip(functions, repeats, rounds, strict=True):
                found.append(self._run(function, repeat))
        return [
            Cost(
                statistics.median(cost.python for cost in found),
                # ticks are coarse: their sum over all rounds is finer than a median
                statistics.mean(cost.postgres for cost in found),
                found[-1].queries,
            )
            for found in rounds
        ]

    def _calls_per_round(self, function):
        self._run(function, 1)
        start = time.perf_counter()
        self._run(function, 1)
        once = time.perf_counter() - start
        return max(1, min(10_000, int(SECONDS_PER_ROUND / max(once, 1e-6))))

    def _run(self, function, repeat):
        """Return the cost of one call, each on an empty cache of records."""
        python = queries = 0
        postgres = self.backend.cpu_seconds()
        for _call in range(repeat):
            self.env.invalidate_all()
            start, before = time.process_time(), self.cr.sql_log_count
            function()
            python += time.process_time() - start
            queries += self.cr.sql_log_count - before
        postgres = self.backend.cpu_seconds() - postgres
        return Cost(
            1000 * python / repeat, 1000 * postgres / repeat, round(queries / repeat)
        )

    @staticmethod
    def _row(name, cost, verdict=""):
        figures = figure(cost.python) + figure(cost.postgres) + f"{cost.queries:12.4g}"
        print(f"{name:34}{figures}{verdict}", flush=True)
