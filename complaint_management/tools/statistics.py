# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Rates of rare faults: how sure they are, and when they are too high.

Plain Python without Odoo. A count of faults among many pieces is taken for a Poisson
count: exact intervals, so that three faults are not more certain than they are.

    >>> rate = ppm(31, 18_000)
    >>> round(rate.ppm), round(rate.low), round(rate.high)
    (1722, 1170, 2445)
"""

import math
from statistics import NormalDist
from typing import NamedTuple

MILLION = 1_000_000
#: how exact sums and limits are, relative to their size
PRECISION = 1e-12


class Rate(NamedTuple):
    """Faults per million, with the limits between which the true rate lies."""

    ppm: float
    low: float
    high: float


def ppm(count, pieces, confidence=0.95):
    """Return the faults per million pieces, with their exact Poisson limits.

        >>> [round(limit) for limit in ppm(0, 10_000)]
        [0, 0, 369]

    :param float count: faulty pieces, not negative
    :param float pieces: out of how many, more than none
    :param float confidence: how sure the limits are, between 0 and 1
    :rtype: Rate
    :raise ValueError: if one of them is out of range
    """
    if not pieces > 0:
        raise ValueError("a rate needs a positive number of pieces")
    low, high = poisson_interval(count, confidence)
    return Rate(*(MILLION * value / pieces for value in (count, low, high)))


def poisson_interval(count, confidence=0.95):
    """Return the limits of the mean that a Poisson count speaks for.

        >>> [round(limit, 3) for limit in poisson_interval(3)]
        [0.619, 8.767]

    :param float count: what was counted, not negative
    :rtype: tuple[float, float]
    :raise ValueError: if count or confidence are out of range
    """
    if count < 0 or not 0 < confidence < 1:
        raise ValueError("a count is not negative, a confidence between 0 and 1")
    tail = (1 - confidence) / 2
    low = _solve(lambda mean: poisson_tail(count, mean) - tail, count) if count else 0.0
    high = _solve(lambda mean: poisson_tail(count + 1, mean) - (1 - tail), count)
    return low, high


def poisson_tail(count, mean):
    """Return how likely it is to count so many or more where so many are usual.

        >>> round(poisson_tail(3, 1.0), 4)
        0.0803
        >>> poisson_tail(0, 0.0)
        1.0

    :param float count: what was counted
    :param float mean: what is usual, not negative
    :rtype: float
    :raise ValueError: if the mean is negative
    """
    if mean < 0:
        raise ValueError("a mean count is not negative")
    if count <= 0:
        return 1.0
    return _gamma_share(count, mean)


def wilson_interval(count, trials, confidence=0.95):
    """Return the limits of a share by Wilson's formula, between 0 and 1.

        >>> [round(limit, 4) for limit in wilson_interval(2, 10)]
        [0.0567, 0.5098]

    :param float count: how many of the trials, at most all of them
    :rtype: tuple[float, float]
    :raise ValueError: if one of the figures is out of range
    """
    if not 0 <= count <= trials or not trials or not 0 < confidence < 1:
        raise ValueError("a share is of at least one trial, at most all of them")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = count / trials, z * z / trials
    middle = share + weight / 2
    spread = z * math.sqrt(share * (1 - share) / trials + weight / (4 * trials))
    low, high = (
        (middle - spread) / (1 + weight),
        (middle + spread) / (1 + weight),
    )
    # at the ends rounding would lead past them
    return (0.0 if count == 0 else low), (1.0 if count == trials else high)


def u_limits(mean, pieces, sigmas=3):
    """Return the control limits of a u-chart for one lot.

        >>> [round(1_000_000 * limit) for limit in u_limits(0.0003, 10_000)]
        [0, 820]

    :param float mean: faults per piece in the whole history
    :param float pieces: of how many pieces the lot is, more than none
    :rtype: tuple[float, float]
    :raise ValueError: if one of the figures is out of range
    """
    if mean < 0 or not pieces > 0:
        raise ValueError("a u-chart needs pieces, and a mean that is not negative")
    spread = sigmas * math.sqrt(mean / pieces)
    return max(0.0, mean - spread), mean + spread


def _gamma_share(shape, x):
    """Return the lower incomplete gamma function, as a share of the whole."""
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return min(1.0, scale * _gamma_series(shape, x))
    return max(0.0, 1.0 - scale * _gamma_fraction(shape, x))


def _gamma_series(shape, x):
    term = total = 1.0 / shape
    step = shape
    while term > total * PRECISION:
        step += 1
        term *= x / step
        total += term
    return total


def _gamma_fraction(shape, x):
    """Return the continued fraction of the upper part, by the method of Lentz."""
    tiny = 1e-300
    bottom = x + 1 - shape
    c, d = 1 / tiny, 1 / bottom
    value, step, change = d, 0, 0.0
    while abs(change - 1) > PRECISION:
        step += 1
        factor = -step * (step - shape)
        bottom += 2
        d = 1 / ((factor * d + bottom) or tiny)
        c = (bottom + factor / c) or tiny
        change = c * d
        value *= change
    return value


def _solve(function, count):
    """Return where a rising function of a mean is zero, near a count."""
    low, high = 0.0, count + 12 * math.sqrt(count + 1) + 12
    while high - low > PRECISION * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
