# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Does what was measured keep to the limits? Plain Python, without Odoo.

Numbers are decimal: what is written as 0.1 counts as 0.1.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_READING = re.compile(r"(<=|>=|<|>|≤|≥)?\s*(.+)")


class Limits(NamedTuple):
    """Between what a value has to lie; None is no limit on that side."""

    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True


class Reading(NamedTuple):
    """What an instrument says: a value, or that it is below or above one.

    :param low: the least it can be; None when nothing is known
    :param high: the most it can be; None when nothing is known
    :param low_open: whether it is more than `low`
    :param high_open: whether it is less than `high`
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


def parse_number(text):
    """Return a number as it is written.

    :raise ValueError: if it is none

    >>> parse_number("0.25"), parse_number(" -3 "), parse_number("１２")
    (Decimal('0.25'), Decimal('-3'), Decimal('12'))
    >>> parse_number("0,25")
    Traceback (most recent call last):
    ValueError: 0,25
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def parse_reading(text):
    """Return what was read: a number, or one behind ``<``, ``>``, ``≤`` or ``≥``.

    :raise ValueError: if it is none of these

    >>> parse_reading("7.1")
    Reading(low=Decimal('7.1'), high=Decimal('7.1'), low_open=False, high_open=False)
    >>> parse_reading("＜0.25").high_open, parse_reading("≤ 0.25").high_open
    (True, False)
    >>> parse_reading("clear")
    Traceback (most recent call last):
    ValueError: clear
    """
    match = _READING.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise ValueError(text)
    sign, rest = match.groups()
    try:
        number = parse_number(rest)
    except ValueError as error:
        raise ValueError(text) from error
    if not sign:
        return Reading(number, number)
    if sign in ("<", "<=", "≤"):
        return Reading(None, number, high_open=sign == "<")
    return Reading(number, None, low_open=sign == ">")


def judge(reading, limits):
    """Return `pass`, `fail`, or None when the reading does not decide it.

    >>> upper = Limits(upper=Decimal("0.25"))
    >>> [judge(parse_reading(t), upper) for t in ("0.25", "0.26", "<0.25", "<0.5")]
    ['pass', 'fail', 'pass', None]
    >>> judge(parse_reading("0.25"), upper._replace(upper_inclusive=False))
    'fail'
    >>> judge(parse_reading("6"), Limits(Decimal(6), Decimal(8)))
    'pass'
    >>> judge(parse_reading("5.9"), Limits(Decimal(6), Decimal(8)))
    'fail'
    """
    answers = []
    if limits.upper is not None:
        answers.append(_is_below(reading, limits.upper, limits.upper_inclusive))
    if limits.lower is not None:
        mirrored = Reading(
            _negate(reading.high),
            _negate(reading.low),
            reading.high_open,
            reading.low_open,
        )
        answers.append(_is_below(mirrored, -limits.lower, limits.lower_inclusive))
    if False in answers:
        return "fail"
    return None if None in answers else "pass"


def add(readings):
    """Return the sum of readings.

    >>> add([parse_reading("0.1"), parse_reading("0.2")]).high
    Decimal('0.3')
    >>> add([parse_reading("<1"), parse_reading("2")])
    Reading(low=None, high=Decimal('3'), low_open=False, high_open=True)
    """
    lows = [reading.low for reading in readings]
    highs = [reading.high for reading in readings]
    return Reading(
        None if None in lows else sum(lows, Decimal(0)),
        None if None in highs else sum(highs, Decimal(0)),
        any(reading.low_open for reading in readings),
        any(reading.high_open for reading in readings),
    )


def verdict(results, accepted=0):
    """Return `pass`, `fail`, or None: so many specimens may fail.

    :param list results: of each specimen `pass`, `fail` or None
    :param int accepted: how many may fail

    >>> verdict(["pass", "fail"]), verdict(["pass", "fail"], 1)
    ('fail', 'pass')
    >>> verdict(["pass", None]), verdict(["fail", None]), verdict([])
    (None, 'fail', None)
    """
    if results.count("fail") > accepted:
        return "fail"
    return "pass" if results and None not in results else None


def _is_below(reading, limit, inclusive):
    if reading.high is not None and (
        reading.high < limit
        or (reading.high == limit and (inclusive or reading.high_open))
    ):
        return True
    if reading.low is not None and (
        reading.low > limit
        or (reading.low == limit and (not inclusive or reading.low_open))
    ):
        return False
    return None


def _negate(number):
    return None if number is None else -number
