# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Did a measure help? Complaints per unit shipped, after it against before it.

Complaints are rare and independent, so their number follows Poisson's law. Plain
Python, without Odoo.
"""

from math import ceil, exp, lgamma, log
from typing import NamedTuple

#: The chance we accept of calling a useless measure effective.
RISK = 0.05
#: With so many complaints expected, none at all is no accident: exp(-3) < 0.05.
ENOUGH = 3


class Verdict(NamedTuple):
    """What the figures say.

    :param result: `effective`, `not_effective` or `undecided`
    :param needed: units to be shipped before it can be decided; None when unknown
    :param expected: complaints there would be had nothing changed
    :param allowed: the most complaints that still count as effective; -1 for none
    """

    result: str
    needed: int | None
    expected: float
    allowed: int


def poisson_at_most(count, mean):
    """Return the chance of at most so many events where `mean` are expected.

    >>> round(poisson_at_most(0, 3), 4)
    0.0498
    >>> poisson_at_most(-1, 3), poisson_at_most(5, 0)
    (0.0, 1.0)
    """
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    terms = (exp(i * log(mean) - mean - lgamma(i + 1)) for i in range(count + 1))
    return min(1.0, sum(terms))


def control_limit(mean, risk=RISK):
    """Return the greatest count that is still clearly below `mean`, or -1.

    >>> control_limit(3), control_limit(2.9), control_limit(10)
    (0, -1, 4)
    """
    limit, total = -1, 0.0
    while mean > 0:
        count = limit + 1
        total += exp(count * log(mean) - mean - lgamma(count + 1))
        if total > risk:
            break
        limit = count
    return limit


def judge(before_count, before_shipped, after_count, after_shipped, min_shipped=0):
    """Compare the rate after a measure with the rate before it.

    Effective: clearly fewer complaints than the old rate lets expect. Not effective:
    as many or more. In between, and before enough was shipped, nothing is decided.

    :param min_shipped: units to ship at least; 0 takes what the old rate asks for
    :rtype: Verdict

    >>> judge(30, 30000, 0, 1000).result, judge(30, 30000, 0, 1000).needed
    ('undecided', 3000)
    >>> judge(30, 30000, 0, 3000).result
    'effective'
    >>> judge(30, 30000, 3, 3000).result
    'not_effective'
    >>> judge(30, 30000, 1, 3000).result
    'undecided'
    >>> judge(0, 30000, 0, 90000)
    Verdict(result='undecided', needed=None, expected=0.0, allowed=-1)
    """
    if before_count <= 0 or before_shipped <= 0:
        return Verdict("undecided", None, 0.0, -1)
    expected = before_count * after_shipped / before_shipped
    asked = ceil(ENOUGH * before_shipped / before_count)
    needed = max(asked, ceil(min_shipped))
    allowed = control_limit(expected)
    if after_shipped < needed:
        result = "undecided"
    elif after_count <= allowed:
        result = "effective"
    elif after_count >= expected:
        result = "not_effective"
    else:
        result = "undecided"
    return Verdict(result, needed, expected, allowed)
