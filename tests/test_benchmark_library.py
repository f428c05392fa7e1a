# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The library of the benchmarks measures what it says and fails when it should."""

import contextlib
import io
import time
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from .benchmarks.common import (
    TICKS,
    Backend,
    Benchmark,
    Cost,
    cpu_seconds_in,
    explain_worst,
)


@tagged("standard", "post_install")
class TestBenchmarkLibrary(TransactionCase):
    """Runs the library on the transaction of the test instead of one of its own."""

    def setUp(self):
        """Lay out a benchmark as it is after it was opened."""
        super().setUp()
        self.bench = Benchmark("test", ["-d", "unused", "-c", "unused"])
        self.bench.stack = contextlib.ExitStack()
        self.bench.env, self.bench.cr = self.env, self.env.cr
        self.bench.backend = Backend(self.env.cr)
        self.output = io.StringIO()
        self.enterContext(contextlib.redirect_stdout(self.output))

    def _compare(self, ours, theirs, bound=2.0, queries=None, records=1, calls=1):
        """Compare two given costs; return the exit code of the benchmark."""
        with patch.object(self.bench, "measure", return_value=(ours, theirs)):
            self.bench.compare("case", None, None, bound, queries, records, calls)
        return self._end()

    def _limit(self, cost, *bounds):
        """Hold a given cost against bounds; return the exit code of the benchmark."""
        with patch.object(self.bench, "measure", return_value=(cost,)):
            self.bench.limit("case", None, *bounds)
        return self._end()

    def _end(self):
        try:
            self.bench.__exit__(None, None, None)
        except SystemExit as end:
            return end.code
        return 0

    def test_a_cost_within_its_bound_passes(self):
        """Twice the peer's cost is fine where twice is allowed."""
        self.assertEqual(self._compare(Cost(1, 3, 2), Cost(1, 1, 2)), 0)
        self.assertIn("2.00", self.output.getvalue())

    def test_a_cost_beyond_its_bound_fails(self):
        """The share of PostgreSQL counts as much as that of Odoo."""
        self.assertEqual(self._compare(Cost(1, 3.1, 2), Cost(1, 1, 2)), 1)
        self.assertIn("EXCEEDED: case", self.output.getvalue())

    def test_too_many_queries_fail(self):
        """A query in a loop is found even where it is cheap."""
        self.assertEqual(self._compare(Cost(1, 1, 80), Cost(1, 1, 2), queries=3), 1)

    def test_figures_are_per_record_where_a_call_makes_many(self):
        """A batch is judged by what one record of it takes."""
        self.assertEqual(
            self._compare(Cost(90, 10, 150), Cost(90, 10, 900), 1, 2, records=100), 0
        )
        self.assertIn("0.900       0.100         1.5", self.output.getvalue())
        self.assertEqual(
            self._compare(Cost(90, 10, 250), Cost(90, 10, 900), 1, 2, records=100), 1
        )

    def test_what_is_too_short_is_measured_many_times(self):
        """A thousand of ours are compared with one of the peer."""
        costs = Cost(3, 0, 0), Cost(5, 1, 2)
        self.assertEqual(self._compare(*costs, 0.001, calls=1000), 0)
        self.assertIn("0.003000       0.000", self.output.getvalue())
        self.assertIn("0.000500    0.001000", self.output.getvalue())
        self.assertEqual(self._compare(*costs, 0.0004, calls=1000), 1)

    def test_a_bound_in_milliseconds_counts_both_processes(self):
        """Without a peer the time itself is bounded, or nothing is."""
        self.assertEqual(self._limit(Cost(6, 3, 2), 10), 0)
        self.assertEqual(self._limit(Cost(999, 999, 2)), 0)
        self.assertEqual(self._limit(Cost(6, 5, 2), 10), 1)

    def test_a_bound_of_sql_leaves_out_the_rest(self):
        """Where only the SQL is bounded, what Odoo does with it does not count."""
        self.assertEqual(self._limit(Cost(999, 9, 2), 10, None, "postgres"), 0)
        self.assertEqual(self._limit(Cost(1, 11, 2), 10, None, "postgres"), 1)

    def test_too_many_queries_fail_without_a_peer(self):
        """Queries are bounded in a list that has no peer, too."""
        self.assertEqual(self._limit(Cost(1, 1, 9), 10, 8), 1)

    def test_the_worst_query_is_explained(self):
        """The plan is that of the query that takes longest."""
        text = explain_worst(
            self.env,
            lambda: [
                self.env.cr.execute("SELECT 1"),
                self.env.cr.execute("SELECT count(*) FROM generate_series(1, 200000)"),
            ],
        )
        self.assertIn("one of 2 queries", text)
        self.assertIn("Function Scan on generate_series", text)

    def test_time_and_queries_are_counted_per_call(self):
        """Work of a known length is found to take that long; waiting costs nothing."""

        def work():
            end = time.process_time() + 0.02
            self.env.cr.execute("SELECT 1")
            while time.process_time() < end:
                pass

        working, waiting = self.bench.measure(work, lambda: time.sleep(0.02))
        self.assertGreaterEqual(working.python, 20)
        self.assertLess(waiting.python, 10)
        self.assertEqual((working.queries, waiting.queries), (1, 0))

    def test_the_work_of_postgresql_is_counted(self):
        """What the server computes is not free because another process does it."""
        if self.bench.backend.is_local:
            before = self.bench.backend.cpu_seconds()
            self.env.cr.execute("SELECT count(*) FROM generate_series(1, 2000000)")
            self.assertGreater(self.bench.backend.cpu_seconds() - before, 0.02)

    def test_the_name_of_a_process_does_not_hide_its_times(self):
        """A name with blanks and brackets is no trouble."""
        line = f"7 (postgres: a (b) 1 2) S 1 7 7 0 -1 0 0 0 0 0 {TICKS} {2 * TICKS} 0 0"
        self.assertEqual(cpu_seconds_in(line), 3.0)
