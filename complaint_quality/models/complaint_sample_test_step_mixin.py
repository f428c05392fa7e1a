# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, fields, models
from odoo.exceptions import UserError


class ComplaintSampleTestStepMixin(models.AbstractModel):
    """The steps of a test: started, signed, reviewed, put right, given up."""

    _name = "complaint.sample.test.step.mixin"
    _description = "Steps of a Sample Test"

    # === ACTION METHODS === #

    def action_start_test(self):
        """Begin the test: the user is its tester, the sample is in test.

        :raise UserError: if the sample is not here, or the user is the respondent
        """
        for test in self:
            test._ensure_step("planned")
            test._ensure_no_respondent()
            sample = test.sample_id
            # What was put right is written anew, also when nothing is left to test.
            left = ("used_up",) if test.version > 1 else ()
            sample._ensure_here("here", "testing", *left)
            if sample.next_holder_id:
                raise UserError(
                    self.env._("%s is on its way to somebody.", sample.name)
                )
            test._with_step_token().write(
                {"state": "running", "tester_id": self.env.uid}
            )
            test._list_specimens()
            if sample.state == "here":
                sample._with_step_token().write({"state": "testing"})
        return True

    def action_sign(self):
        """Sign the result: from now on it stays as it is.

        :raise UserError: by somebody else than the tester, or when the results do not
            decide whether it passes
        """
        for test in self:
            test._ensure_step("running")
            if test.tester_id != self.env.user:
                raise UserError(
                    self.env._("%s tested it, and signs.", test.tester_id.name)
                )
            test._ensure_decided()
            test._with_step_token().write(
                {
                    "state": "signed",
                    "signed_at": fields.Datetime.now(),
                    "tested_at": test.tested_at or fields.Datetime.now(),
                }
            )
            test._release_sample()
        return True

    def action_review(self):
        """Agree to a signed result, as a second person.

        :raise UserError: by the tester, or without a word when it fails
        """
        for test in self:
            test._ensure_step("signed")
            test._ensure_no_respondent()
            if self.env.user == test.tester_id or self.env.su:
                raise UserError(self.env._("Somebody else reviews it than who tested."))
            if test.outcome == "fail" and not (test.review_note or "").strip():
                raise UserError(
                    self.env._("“%s” fails: write what follows from it.", test.name)
                )
            test._with_step_token().write(
                {
                    "state": "reviewed",
                    "reviewed_by_id": self.env.uid,
                    "reviewed_at": fields.Datetime.now(),
                }
            )
            test.investigation_id._tick_checks(test)
        return True

    def action_correct(self):
        """Put a signed result right by a new version; the old one is kept.

        :raise UserError: without a reason
        """
        self.ensure_one()
        self._ensure_step("signed", "reviewed")
        self._ensure_no_respondent()
        self._ensure_investigated()
        if not (self.correction_reason or "").strip():
            raise UserError(self.env._("Write what is wrong with “%s”.", self.name))
        self.sample_id._ensure_here("here", "testing", "used_up")
        again = self.copy()
        again._with_step_token().write(
            {"version": self.version + 1, "previous_id": self.id}
        )
        self._with_step_token().write({"state": "superseded"})
        if self.investigation_id:
            self.investigation_id._message_log(
                body=self.env._(
                    "%(test)s of %(sample)s is put right: %(reason)s",
                    test=self.name,
                    sample=self.sample_id.name,
                    reason=self.correction_reason,
                )
            )
        return again.get_formview_action()

    def action_cancel(self):
        """Give a test up that is not signed, with the reason."""
        for test in self:
            test._ensure_step("planned", "running")
            if not (test.cancel_reason or "").strip():
                raise UserError(self.env._("Write why “%s” is given up.", test.name))
            test._with_step_token().write({"state": "cancelled"})
            test._release_sample()
        return True

    # === BUSINESS METHODS === #

    def _ensure_step(self, *states):
        """Check rights, and where the test stands."""
        self._ensure_quality()
        self.check_access("write")
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(test)s” is “%(state)s”: that can't be done with it.",
                    test=self.name,
                    state=labels[self.state],
                )
            )

    def _ensure_no_respondent(self):
        """Barred is barred: the respondent neither tests nor reviews."""
        case = self.case_id.sudo()  # seen or not
        if self.env.user in case.respondent_user_ids:
            raise UserError(
                self.env._("%s is the respondent and can't test.", self.env.user.name)
            )

    def _ensure_results_open(self):
        """Refuse to change the results of a signed test."""
        for test in self:
            if test.state not in ("planned", "running"):
                raise UserError(
                    self.env._(
                        "“%s” is signed and stays as it is. Put it right by a new "
                        "version.",
                        test.name,
                    )
                )

    def _ensure_decided(self):
        """Ask for what is missing before a result can be signed.

        :raise UserError: naming it
        """
        if not (self.method or "").strip():
            raise UserError(self.env._("By which method was “%s” tested?", self.name))
        if self.rule != "words" and not self._get_limits():
            raise UserError(
                self.env._(
                    "“%s” has no limits: a result is measured against a lower or an "
                    "upper one.",
                    self.name,
                )
            )
        name = "observed" if self.rule == "words" else "reading"
        filled = self.value_ids.filtered(name)
        if len(filled) < self.specimen_count:
            raise UserError(
                self.env._(
                    "“%(test)s”: results of %(count)s of %(specimens)s specimens are "
                    "there.",
                    test=self.name,
                    count=len(filled),
                    specimens=self.specimen_count,
                )
            )
        if not self.outcome:
            raise UserError(
                self.env._(
                    "“%s”: what was read does not decide it, it may lie on either side "
                    "of a limit.",
                    self.name,
                )
            )

    def _list_specimens(self):
        """Add an empty result for each specimen that has none yet."""
        known = set(self.value_ids.mapped("number"))
        self._with_step_token().write(
            {
                "value_ids": [
                    Command.create({"number": number})
                    for number in range(1, self.specimen_count + 1)
                    if number not in known
                ]
            }
        )

    def _release_sample(self):
        """Put the sample back from the test when nothing runs with it any more."""
        sample = self.sample_id
        running = sample.test_ids.filtered(lambda test: test.state == "running")
        if sample.state == "testing" and not running:
            sample._with_step_token().write({"state": "here"})
