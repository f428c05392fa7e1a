# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import doctest
from math import exp, factorial

from odoo.tests import BaseCase, tagged

from ..tools import effectiveness
from ..tools.effectiveness import control_limit, judge, poisson_at_most


@tagged("post_install", "-at_install")
class TestEffectiveness(BaseCase):
    """The arithmetic of whether a measure helped."""

    def test_examples(self):
        """What the documentation of the kernel says is so."""
        result = doctest.testmod(effectiveness)
        self.assertGreater(result.attempted, 7)
        self.assertFalse(result.failed)

    def test_poisson_against_the_formula(self):
        """The sum agrees with the textbook, also where factorials get large."""
        for mean in (0.1, 1, 7.5, 30):
            for count in range(0, 60, 7):
                expected = sum(
                    exp(-mean) * mean**i / factorial(i) for i in range(count + 1)
                )
                self.assertAlmostEqual(poisson_at_most(count, mean), expected, 9)

    def test_limit_is_the_last_one_below_the_risk(self):
        """One complaint more than the limit may happen by chance."""
        for mean in (3, 4, 12.5, 100, 2000):
            limit = control_limit(mean)
            self.assertLessEqual(poisson_at_most(limit, mean), 0.05)
            self.assertGreater(poisson_at_most(limit + 1, mean), 0.05)

    def test_more_complaints_never_make_it_better(self):
        """From effective through undecided to not effective, never back."""
        order = ["effective", "undecided", "not_effective"]
        seen = [order.index(judge(40, 20000, n, 10000).result) for n in range(60)]
        self.assertEqual(seen, sorted(seen))
        self.assertEqual(set(seen), {0, 1, 2})

    def test_nothing_is_decided_before_enough_was_shipped(self):
        """However few or many came: by the old rate, and by the number asked for."""
        for count in (0, 5, 50):
            self.assertEqual(judge(30, 30000, count, 2999).result, "undecided")
            self.assertEqual(judge(30, 30000, count, 9999, 10000).result, "undecided")

    def test_nothing_before_gives_no_comparison(self):
        """No complaint, or nothing shipped, before the fix: no verdict, no error."""
        for figures in ((0, 100, 0, 100), (5, 0, 0, 100), (0, 0, 0, 0)):
            self.assertEqual(judge(*figures).result, "undecided")
