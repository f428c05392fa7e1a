# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import doctest

from odoo.tests import BaseCase, tagged

from ..tools import specification
from ..tools.specification import Limits, judge, parse_number, parse_reading, verdict


@tagged("post_install", "-at_install")
class TestSpecification(BaseCase):
    """The arithmetic of limits."""

    def test_examples(self):
        """What the documentation of the kernel says is so."""
        result = doctest.testmod(specification)
        self.assertGreater(result.attempted, 12)
        self.assertFalse(result.failed)

    def test_limits_themselves(self):
        """A value on a limit passes when the limit is inclusive, and only then."""
        low, high = parse_number("6"), parse_number("8")
        for lower_in in (True, False):
            for upper_in in (True, False):
                limits = Limits(low, high, lower_in, upper_in)
                found = [
                    judge(parse_reading(text), limits)
                    for text in ("5.9999", "6", "6.0001", "7.9999", "8.0", "8.0001")
                ]
                at_low, at_high = (
                    "pass" if inclusive else "fail"
                    for inclusive in (lower_in, upper_in)
                )
                self.assertEqual(
                    found, ["fail", at_low, "pass", "pass", at_high, "fail"]
                )

    def test_what_is_below_or_above_a_value(self):
        """It decides only when all it can be lies on one side."""
        limits = Limits(parse_number("1"), parse_number("2"), upper_inclusive=False)
        for text, result in (
            ("<1", "fail"),
            ("≤1", None),
            ("<2", None),
            (">2", "fail"),
            ("≥2", "fail"),
            (">1", None),
        ):
            self.assertEqual(judge(parse_reading(text), limits), result, text)

    def test_what_is_no_number(self):
        """Neither words nor commas, nor what no instrument shows."""
        for text in ("", " ", "n.d.", "1,5", "1 5", "nan", "inf", "<", "<<1", "1e9999"):
            with self.assertRaises(ValueError, msg=text):
                parse_reading(text)

    def test_more_failing_specimens_never_pass(self):
        """Up to the accepted number it passes, from there on it fails."""
        for accepted in range(4):
            for failing in range(6):
                results = ["fail"] * failing + ["pass"] * (6 - failing)
                expected = "pass" if failing <= accepted else "fail"
                self.assertEqual(verdict(results, accepted), expected)
