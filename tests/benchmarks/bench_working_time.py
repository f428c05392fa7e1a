# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the deadline of a limit in working time costs, against core's plan_hours.

Both answer the same questions for the same working hours, a hundred of them by turns:
limits of half an hour to 40 hours, with a week of time off and holidays in between.
"""

import random
from datetime import datetime, timedelta
from itertools import cycle

from common import Benchmark

CALLS = 1_000
BOUND = 1 / 1_000
PREPARING = 50
QUERIES = 8


def questions():
    """Return pairs of hours and of the moment they are counted from."""
    dice = random.Random(1)
    first = datetime.now().replace(microsecond=0)
    return [
        (dice.randrange(1, 81) / 2, first + timedelta(minutes=dice.randrange(200_000)))
        for _question in range(100)
    ]


def make_calendar(env):
    """Create working hours with ten days off a year, split by a break."""
    calendar = env["resource.calendar"].create({"name": "Plant", "tz": "Asia/Shanghai"})
    year = datetime.now().year
    env["resource.calendar.leaves"].create(
        [
            {
                "calendar_id": calendar.id,
                "date_from": datetime(year + index // 10, 1 + index % 10, 9, 16),
                "date_to": datetime(year + index // 10, 1 + index % 10, 10, 15, 59, 59),
            }
            for index in range(40)
        ]
    )
    return calendar


def preparation_of(version):
    """Return a function that makes the working time of a version anew."""
    # Odoo finds our addons once it is configured.
    from odoo.addons.complaint_management.models import complaint_calendar_version

    text = complaint_calendar_version._dump(version.pieces)
    year = datetime.now().year + complaint_calendar_version.YEARS_AHEAD
    prepare = complaint_calendar_version._prepare.__wrapped__
    return lambda: prepare(text, year)


def main():
    """Compare a deadline, then measure what is done before the first one."""
    with Benchmark("deadlines in working time") as bench:
        calendar = make_calendar(bench.env)
        Version = bench.env["complaint.calendar.version"]
        version = Version._get_version(calendar, bench.env.company)
        work, asked = version._get_working_time(), cycle(questions())
        few = questions() * (CALLS // 100)

        def ours():
            for hours, start in few:
                work.add(start, hours, "working_hour")

        def peer():
            hours, start = next(asked)
            calendar.plan_hours(hours, start, compute_leaves=True)

        bench.compare("one deadline", ours, peer, BOUND, queries=0, calls=CALLS)
        prepare = preparation_of(version)
        bench.limit("preparing six years", prepare, PREPARING, 0)
        bench.limit(
            "finding the version",
            lambda: Version._get_version(calendar, bench.env.company),
            queries=QUERIES,
        )


if __name__ == "__main__":
    main()
