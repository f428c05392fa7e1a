# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintMark(ComplaintCommon):
    """Special-case marks and to whom they are raised."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mark = cls._create_mark(name="Television", code="television")
        Job = cls.env["hr.job"]
        cls.job_shared = Job.create({"name": "Branch Manager", "company_id": False})
        cls.job, cls.job_other = Job.create(
            [
                {"name": "Area Manager", "company_id": company.id}
                for company in (cls.company, cls.company_other)
            ]
        )

    # === TARGET === #

    def test_raised_to_the_top_unless_chosen(self):
        """Without any choice, a mark is raised to the top of the line."""
        self.assertEqual(self.mark.target_kind, "top")

    def test_position_has_to_be_chosen(self):
        """A mark for a position names the position."""
        with self.assertRaisesRegex(ValidationError, "job position"):
            self.mark.target_kind = "job"
        self.mark.write({"target_kind": "job", "target_job_id": self.job.id})
        self.assertEqual(self.mark.target_job_id, self.job)

    def test_user_has_to_be_chosen(self):
        """A mark for a person names the person."""
        with self.assertRaisesRegex(ValidationError, "user"):
            self.mark.target_kind = "user"
        self.mark.write({"target_kind": "user", "target_user_id": self.user_named.id})
        self.assertEqual(self.mark.target_user_id, self.user_named)

    def test_chosen_target_cannot_be_emptied(self):
        """What was chosen can be replaced but not taken away."""
        self.mark.write({"target_kind": "job", "target_job_id": self.job.id})
        with self.assertRaises(ValidationError):
            self.mark.target_job_id = False

    def test_customer_refused(self):
        """A mark is never raised to somebody outside of the company."""
        with self.assertRaisesRegex(ValidationError, "does not work"):
            self.mark.write(
                {"target_kind": "user", "target_user_id": self.user_portal.id}
            )

    def test_target_of_another_company_refused(self):
        """The mark of a company is raised within it."""
        self.mark.company_id = self.company
        for values in (
            {"target_kind": "job", "target_job_id": self.job_other.id},
            {"target_kind": "user", "target_user_id": self.user_other_company.id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.mark.write(values)

    def test_company_refused_when_target_is_elsewhere(self):
        """A mark cannot be given to a company in which its target does not work."""
        self.mark.write({"target_kind": "job", "target_job_id": self.job_other.id})
        with self.assertRaises(ValidationError):
            self.mark.company_id = self.company

    def test_shared_position_suits_every_company(self):
        """A position without a company can be the target of a company's mark."""
        self.mark.write(
            {
                "company_id": self.company.id,
                "target_kind": "job",
                "target_job_id": self.job_shared.id,
            }
        )
        self.assertEqual(self.mark.target_job_id, self.job_shared)

    def test_earlier_target_does_not_matter(self):
        """Only the target in use is checked."""
        self.mark.write({"target_kind": "job", "target_job_id": self.job_other.id})
        self.mark.target_kind = "top"
        self.mark.company_id = self.company
        self.assertEqual(self.mark.company_id, self.company)

    def test_form_asks_for_what_is_chosen(self):
        """The form asks for the position or the person, whichever is chosen."""
        Mark = self.env["complaint.mark"].with_user(self.user_administrator)
        form = Form(Mark, view="complaint_management.complaint_mark_view_form")
        form.name = "Radio"
        form.target_kind = "user"
        with self.assertRaisesRegex(AssertionError, "target_user_id is a required"):
            form.save()
        form.target_user_id = self.user_manager
        self.assertRecordValues(
            form.save(),
            [{"target_user_id": self.user_manager.id, "target_job_id": False}],
        )

    # === NAMES === #

    @mute_logger("odoo.sql_db")
    def test_name_and_code_taken_once(self):
        """Two shared marks have neither name nor code in common."""
        for values in ({"name": "Television"}, {"name": "TV", "code": "television"}):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    self._create_mark(**values)

    def test_name_and_code_free_in_a_company(self):
        """A company can replace a shared mark by one of its own."""
        own = self._create_mark(
            name="Television", code="television", company_id=self.company.id
        )
        self.assertEqual(own.name, self.mark.name)

    def test_found_by_code(self):
        """The code finds the mark."""
        Mark = self.env["complaint.mark"].with_user(self.user_named)
        found = [row[0] for row in Mark.name_search("television", operator="=")]
        self.assertEqual(found, self.mark.ids)
