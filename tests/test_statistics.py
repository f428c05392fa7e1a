# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The figures of rates: against sums made the long way, and for any numbers."""

import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .kernel import load

statistics = load("statistics")

COUNT = st.integers(0, 400)
MEAN = st.floats(0.01, 400)
PIECES = st.integers(1, 10_000_000)
CONFIDENCE = st.floats(0.5, 0.999)


def summed_tail(count, mean):
    """Return the tail of a Poisson distribution, term by term."""
    terms = (
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count)
    )
    return 1 - math.fsum(terms)


def test_examples_in_the_docstrings_are_right():
    """What the docstrings show is what comes out."""
    found = doctest.testmod(statistics)
    assert found.attempted and not found.failed


@given(COUNT, MEAN)
def test_tail_is_the_sum_of_its_terms(count, mean):
    """The incomplete gamma function agrees with the plain sum."""
    tail = statistics.poisson_tail(count, mean)
    assert tail == pytest.approx(summed_tail(count, mean), abs=1e-9)


@given(COUNT, CONFIDENCE)
def test_limits_leave_out_what_they_say(count, confidence):
    """Beyond each limit lies half of what the confidence leaves out."""
    low, high = statistics.poisson_interval(count, confidence)
    tail = (1 - confidence) / 2
    assert low <= count <= high
    if count:
        assert statistics.poisson_tail(count, low) == pytest.approx(tail, rel=1e-5)
    assert 1 - statistics.poisson_tail(count + 1, high) == pytest.approx(tail, rel=1e-5)


@given(COUNT, PIECES)
def test_rate_lies_between_its_limits(count, pieces):
    """Twice as many of twice as many is the same rate, and surer."""
    rate = statistics.ppm(count, pieces)
    twice = statistics.ppm(2 * count, 2 * pieces)
    assert rate.low <= rate.ppm <= rate.high
    assert twice.ppm == pytest.approx(rate.ppm)
    assert twice.high - twice.low < rate.high - rate.low


@given(st.integers(1, 10_000), st.data(), CONFIDENCE)
def test_share_lies_between_its_limits(trials, data, confidence):
    """A share and its limits stay between none and all, and mirror each other."""
    count = data.draw(st.integers(0, trials))
    low, high = statistics.wilson_interval(count, trials, confidence)
    assert 0 <= low <= count / trials <= high <= 1
    mirrored = statistics.wilson_interval(trials - count, trials, confidence)
    assert (1 - high, 1 - low) == pytest.approx(mirrored, abs=1e-9)


@given(st.floats(0, 1), PIECES)
def test_control_limits_lie_around_the_mean(mean, pieces):
    """A bigger lot has closer limits; none of them is negative."""
    low, high = statistics.u_limits(mean, pieces)
    assert 0 <= low <= mean <= high
    assert statistics.u_limits(mean, 4 * pieces)[1] <= high


@pytest.mark.parametrize("count", [100_000, 2_500_000])
def test_big_counts_are_answered_at_once(count):
    """A million of faults is about what the normal distribution says."""
    low, high = statistics.poisson_interval(count)
    assert low == pytest.approx(count - 1.96 * math.sqrt(count), rel=1e-4)
    assert high == pytest.approx(count + 1.96 * math.sqrt(count), rel=1e-4)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ppm", (1, 0)),
        ("ppm", (-1, 10)),
        ("ppm", (1, math.nan)),
        ("poisson_interval", (1, 1.0)),
        ("poisson_tail", (1, -1)),
        ("wilson_interval", (11, 10)),
        ("wilson_interval", (0, 0)),
        ("u_limits", (-0.1, 10)),
        ("u_limits", (0.1, 0)),
    ],
)
def test_impossible_figures_are_refused(name, arguments):
    """No rate is made up for what cannot be."""
    with pytest.raises(ValueError, match="a "):
        getattr(statistics, name)(*arguments)
