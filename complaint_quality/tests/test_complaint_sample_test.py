# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .sample_common import ComplaintSampleCommon

PASS = ["pass"] * 10
ONE_LEAKS = ["pass"] * 9 + ["fail"]


@tagged("post_install", "-at_install")
class TestComplaintSampleTest(ComplaintSampleCommon):
    """A result follows from what was measured, is signed, reviewed, and stays."""

    def _measured(self, results, **values):
        """Return a signed test of measured values."""
        values = {
            "name": "pH",
            "rule": "each",
            "lower_limit": "5.0",
            "upper_limit": "7.0",
            "specimen_count": len(results),
        } | values
        test = self._create_test(**values)
        self._run(test, results)
        return test

    # === NORMS === #

    def test_norm_per_million_is_proposed(self):
        """300 per million: none of ten may leak, one of 4,000 may."""
        self.defect.norm_ppm = 300
        test = self.env["complaint.sample.test"].create(
            {"sample_id": self._receive().id, "name": "Leak"}
        )
        self.assertRecordValues(
            test,
            [
                {
                    "defect_id": self.defect_below.id,
                    "rule": "words",
                    "specimen_count": 10,
                    "accepted_count": 0,
                    "specification": "At most 300 per million",
                }
            ],
        )
        test.specimen_count = 4000
        self.assertEqual(test.accepted_count, 1)

    def test_norm_of_particles_is_proposed(self):
        """Twenty in ten samples: thirty in fifteen, together."""
        coring = self._create_defect(name="Coring", norm_count=20, norm_samples=10)
        Test = self.env["complaint.sample.test"].with_user(self.tester)
        with Form(Test.with_context(default_sample_id=self._receive().id)) as form:
            form.name = "Particles"
            form.defect_id = coring
        test = form.save()
        self.assertEqual((test.rule, test.upper_limit), ("total", "20"))
        self.assertEqual(test.specimen_count, 10)
        test.specimen_count = 15
        self.assertEqual(test.upper_limit, "30")
        coring.norm_count = 10
        self.assertEqual(test.upper_limit, "30")

    # === RESULTS === #

    def test_by_what_is_seen(self):
        """One of ten leaks: it fails, and says how many."""
        test = self._create_test()
        self._run(test, ONE_LEAKS)
        self.assertEqual((test.outcome, test.failed_count), ("fail", 1))
        self.assertEqual(test.result_text, "Fails: 9 of 10 in order")
        good = self._create_test()
        self._run(good, PASS)
        self.assertEqual(good.result_text, "Passes: 10 of 10 in order")

    def test_by_limits(self):
        """The limits themselves pass, unless they are excluded."""
        self.assertEqual(self._measured(["5.0", "6.2", "7"]).outcome, "pass")
        self.assertEqual(self._measured(["5.0", "6.2", "7.1"]).outcome, "fail")
        out = self._measured(["5.0", "6.2", "6.9"], lower_inclusive=False)
        self.assertEqual(out.outcome, "fail")
        one = self._measured(["4.9", "6.2", "6.9"], accepted_count=1)
        self.assertEqual((one.outcome, one.failed_count), ("pass", 1))
        toxin = self._measured(["<0.25"], lower_limit=False, upper_limit="0.5")
        self.assertEqual(toxin.outcome, "pass")

    def test_all_together(self):
        """Particles are added up; the decimal sum is exact."""
        norm = {"rule": "total", "lower_limit": False, "unit": "particles"}
        test = self._measured(["1"] * 10, upper_limit="20", **norm)
        self.assertEqual(test.outcome, "pass")
        self.assertEqual(test.result_text, "Passes: 10 particles in 10")
        self.assertEqual(
            self._measured(["0.1", "0.2"], upper_limit="0.3", **norm).outcome, "pass"
        )
        self.assertEqual(
            self._measured(["10", "10.5"], upper_limit="20", **norm).outcome, "fail"
        )

    def test_nothing_decides_without_results_and_limits(self):
        """Each thing that is missing is named."""
        test = self._create_test(method=False, rule="each", specimen_count=2)
        test.action_start_test()
        self.assertEqual(test.value_ids.mapped("number"), [1, 2])
        for values, message in (
            ({}, "By which method"),
            ({"method": "Ph. Eur."}, "has no limits"),
            ({"upper_limit": "0.5"}, "0 of 2"),
            (
                {"value_ids": [Command.update(test.value_ids[0].id, {"reading": "0"})]},
                "1 of 2",
            ),
            (
                {
                    "value_ids": [
                        Command.update(test.value_ids[1].id, {"reading": "<1"})
                    ]
                },
                "does not decide",
            ),
        ):
            test.write(values)
            with self.assertRaisesRegex(UserError, message):
                test.action_sign()
        test.value_ids[1].reading = "<0.4"
        test.action_sign()
        self.assertEqual(test.outcome, "pass")

    def test_bad_values_are_refused(self):
        """Words for numbers, limits the wrong way round, specimens nobody has."""
        with self.assertRaisesRegex(ValidationError, "0,5.*no number"):
            self._create_test(rule="each", upper_limit="0,5")
        for values in (
            {"lower_limit": "7", "upper_limit": "5"},
            {"lower_limit": "7", "upper_limit": "7", "upper_inclusive": False},
        ):
            with self.assertRaisesRegex(ValidationError, "No value lies"):
                self._create_test(rule="each", **values)
        test = self._create_test(rule="each", upper_limit="5")
        bad = self.assertRaisesRegex(ValidationError, "high.*no number")
        with bad, self.env.cr.savepoint():
            test.value_ids = [Command.create({"number": 1, "reading": "high"})]
        bad = self.assertRaisesRegex(ValidationError, "only 10 specimens")
        with bad, self.env.cr.savepoint():
            test.value_ids = [Command.create({"number": 11, "reading": "1"})]
        for values in (
            {"specimen_count": -1},
            {"specimen_count": 3, "accepted_count": 3},
            {"accepted_count": -1},
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
                self._create_test(**values)
                self.env.flush_all()
            self.assertIn("violates check constraint", str(caught.exception))

    def test_result_is_never_set_by_hand(self):
        """Not by quality, nor by who supervises it."""
        test = self._create_test()
        self._run(test, ONE_LEAKS)
        planned = self._create_test()
        for user in (self.tester, self.user_quality_manager):
            for values in ({"outcome": "pass"}, {"failed_count": 0}):
                with self.assertRaises(UserError):
                    test.with_user(user).write(values)
                with self.assertRaises(AccessError):
                    planned.with_user(user).write(values)
        with self.assertRaises(AccessError):
            self._create_test(state="reviewed")

    # === SIGNED AND REVIEWED === #

    def test_sample_is_in_test_meanwhile(self):
        """From the start to the last signature."""
        first = self._create_test()
        sample = first.sample_id
        other = self._create_test(sample)
        first.action_start_test()
        other.action_start_test()
        self.assertEqual(sample.state, "testing")
        other.cancel_reason = "Not enough left."
        other.action_cancel()
        self.assertEqual(sample.state, "testing")
        first.value_ids.observed = "pass"
        first.action_sign()
        self.assertEqual(sample.state, "here")

    def test_only_what_is_here_is_tested(self):
        """Neither what is awaited nor what is on its way."""
        test = self._create_test(self._create_sample())
        with self.assertRaisesRegex(UserError, "can't be done"):
            test.action_start_test()
        test.sample_id.action_receive()
        test.sample_id._hand_over(self.keeper, "To keep it cold")
        with self.assertRaisesRegex(UserError, "on its way"):
            test.action_start_test()

    def test_tester_signs(self):
        """Nobody else; then nothing of it changes."""
        test = self._create_test()
        test.action_start_test()
        test.value_ids.observed = "pass"
        with self.assertRaisesRegex(UserError, "tested it, and signs"):
            test.with_user(self.reviewer).action_sign()
        test.action_sign()
        for attack in (
            lambda: test.write({"method": "Another"}),
            lambda: test.write({"specimen_count": 3}),
            lambda: test.value_ids[0].write({"observed": "fail"}),
            lambda: test.value_ids[0].unlink(),
            lambda: test.value_ids.create({"test_id": test.id, "number": 9}),
            lambda: test.value_ids[0].sudo().write({"note": "x"}),
        ):
            with self.assertRaisesRegex(UserError, "signed and stays"):
                attack()
        with self.assertRaises(AccessError):
            test.unlink()
        with self.assertRaisesRegex(UserError, "never deleted"):
            test.sudo().unlink()

    def test_second_person_reviews(self):
        """Who tested does not; a failing one needs the second person's word."""
        test = self._create_test()
        self._run(test, ONE_LEAKS)
        with self.assertRaisesRegex(UserError, "Somebody else"):
            test.action_review()
        with self.assertRaisesRegex(UserError, "Somebody else"):
            test.review_note = "It is only one."
        with self.assertRaisesRegex(UserError, "Somebody else"):
            test.sudo().with_user(self.env.ref("base.user_root")).action_review()
        with self.assertRaisesRegex(UserError, "what follows"):
            self._review(test)
        self._review(test, "The lot stays on hold.")
        self.assertRecordValues(
            test,
            [
                {
                    "state": "reviewed",
                    "reviewed_by_id": self.reviewer.id,
                    "outcome": "fail",
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "signed and stays"):
            test.with_user(self.reviewer).review_note = "Nothing follows."

    def test_mistake_is_put_right_by_a_new_version(self):
        """With the reason; the old one is kept and counts no more."""
        test = self._create_test()
        self._run(test, ONE_LEAKS)
        self._review(test, "Bag 10 to be looked at.")
        with self.assertRaisesRegex(UserError, "what is wrong"):
            test.action_correct()
        test.correction_reason = "Bag 10 was wet from outside."
        action = test.action_correct()
        again = test.browse(action["res_id"])
        self.assertEqual(test.state, "superseded")
        self.assertRecordValues(
            again,
            [
                {
                    "state": "planned",
                    "version": 2,
                    "previous_id": test.id,
                    "tester_id": False,
                    "method": test.method,
                }
            ],
        )
        self.assertEqual(len(again.value_ids), 10)
        again.value_ids[9].observed = "pass"
        again.action_start_test()
        again.action_sign()
        self._review(again)
        self.assertEqual(again.outcome, "pass")
        self.assertEqual(test.outcome, "fail")
        self.assertIn("wet from outside", self.investigation.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "signed and stays"):
            test.correction_reason = "Something else"

    def test_given_up_with_a_reason(self):
        """Before it is signed, not after."""
        test = self._create_test()
        with self.assertRaisesRegex(UserError, "given up"):
            test.action_cancel()
        test.cancel_reason = "Nothing left of it."
        test.action_cancel()
        signed = self._create_test()
        self._run(signed, PASS)
        with self.assertRaisesRegex(UserError, "can't be done"):
            signed.action_cancel()

    # === WHO === #

    def test_respondent_neither_tests_nor_reviews(self):
        """Barred is barred."""
        test = self._create_test()
        self._bar(self.tester)
        self.env.flush_all()
        with self.assertRaises(AccessError):
            test.action_start_test()
        with self.assertRaisesRegex(UserError, "respondent"):
            test.sudo()._ensure_no_respondent()

    def test_handler_reads_and_nobody_else(self):
        """Quality does the work."""
        test = self._create_test()
        test.action_start_test()
        own = test.with_user(self.handler)
        self.assertEqual(own.name, "Tightness")
        self.assertEqual(len(own.value_ids), 10)
        for action in (
            lambda: own.write({"method": "Mine"}),
            lambda: own.value_ids[0].write({"observed": "pass"}),
            own.action_sign,
            own.action_review,
            own.action_cancel,
        ):
            with self.assertRaises(AccessError):
                action()
        for user in self._get_outsiders():
            for record in (test, test.value_ids[0]):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
