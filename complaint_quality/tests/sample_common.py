# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests.common import new_test_user

from .action_common import ComplaintActionCommon


class ComplaintSampleCommon(ComplaintActionCommon):
    """Samples of a complaint about a leak, and who tests and reviews them.

    This class provides:

    * `tester` and `reviewer`, users of quality who are named in `case`;
    * `keeper`, an employee without a role;
    * :meth:`_create_sample` and :meth:`_receive`, :meth:`_create_test`, :meth:`_run`,
      which enters results and signs, and :meth:`_review`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tester = cls.user_quality
        cls.reviewer = new_test_user(
            cls.env,
            login="complaint_reviewer",
            groups="complaint_quality.complaint_quality_group_user",
        )
        cls.keeper = cls._create_user("keeper", "internal")
        cls.case._name_users(cls.reviewer, "investigator")
        cls.investigation = cls.case.investigation_ids

    @classmethod
    def _create_sample(cls, user=None, **values):
        """Register a retained sample of the complaint."""
        return (
            cls.env["complaint.sample"]
            .with_user(user or cls.tester)
            .create(
                {
                    "case_id": cls.case.id,
                    "kind": "retained",
                    "line_id": cls.case.line_ids.id,
                    "quantity": 10,
                    "packaging": "sealed",
                    "condition": "Ten bags, dry, seals whole.",
                }
                | values
            )
        )

    @classmethod
    def _receive(cls, **values):
        sample = cls._create_sample(**values)
        sample.action_receive()
        return sample

    @classmethod
    def _create_test(cls, sample=None, **values):
        """Plan a test of the tightness of ten bags, none of which may leak."""
        return (
            cls.env["complaint.sample.test"]
            .with_user(cls.tester)
            .create(
                {
                    "sample_id": (sample or cls._receive()).id,
                    "name": "Tightness",
                    "method": "Under water, 20 kPa",
                    "rule": "words",
                    "specimen_count": 10,
                }
                | values
            )
        )

    @classmethod
    def _run(cls, test, results):
        """Start a test, enter the results in their order, and sign."""
        test.action_start_test()
        name = "observed" if test.rule == "words" else "reading"
        test.value_ids = [
            Command.update(value.id, {name: result})
            for value, result in zip(test.value_ids, results, strict=True)
        ]
        test.action_sign()

    @classmethod
    def _review(cls, test, note=False):
        test = test.with_user(cls.reviewer)
        if note:
            test.review_note = note
        test.action_review()

    @classmethod
    def _bar(cls, user):
        """Make a user the respondent of the complaint."""
        employee = cls._create_employee(user)
        cls.case.write(
            {
                "respondent_kind": "employee",
                "respondent_employee_ids": [Command.set(employee.ids)],
            }
        )
        cls.env.flush_all()
