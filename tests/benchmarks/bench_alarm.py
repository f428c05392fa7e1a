# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the search for lots that are worse than they should be costs.

Over 200,000 complaints and a million delivered lines of 10,000 lots, all companies and
defects at once: the whole search, as the scheduled job does it every few hours.
"""

from case_masters import Plan, make_masters
from common import Benchmark, configure, parse_arguments
from generate_cases import generate, superuser
from generate_moves import make_deliveries

TITLE = "search for alarms"
LIMIT_MS = 15_000
QUERIES = 30


def main():
    """Measure the search, and another one that finds nothing new."""
    options = parse_arguments(
        TITLE,
        cases={"type": int, "default": 200_000, "help": "in the register"},
        lines={"type": int, "default": 1_000_000, "help": "delivered"},
        quick={"action": "store_true", "help": "20,000 and 50,000 are enough"},
    )
    configure(options)
    cases = 20_000 if options.quick else options.cases
    lines = 50_000 if options.quick else options.lines
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(cases))
    generate(options.database, cases, masters)
    with Benchmark(TITLE, options=options) as bench:
        lots = [lot for lots in masters.lots for lot in lots]
        customers = [row[0] for row in masters.customers]
        make_deliveries(bench.env(su=True), lots, customers, lines)
        alarm = bench.env(su=True)["complaint.alarm"]
        bench.limit("findings", alarm._get_findings, LIMIT_MS, QUERIES)
        print(f"{len(alarm._find()):,} alarms")
        bench.limit("search, nothing new", alarm._find, LIMIT_MS, QUERIES)


if __name__ == "__main__":
    main()
