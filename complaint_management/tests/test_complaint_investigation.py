# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintInvestigation(ComplaintCaseCommon):
    """What was found out is written down once, by those who may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls._create_case_at("investigating")
        cls.investigation = cls.running.investigation_ids
        cls.finding = {"finding": "A pinhole.", "conclusion": "confirmed"}

    def test_step_opens_a_preliminary_one(self):
        """Starting to investigate opens an empty preliminary investigation."""
        self.assertRecordValues(
            self.investigation, [{"kind": "preliminary", "state": "running"}]
        )

    def test_step_takes_up_a_running_one(self):
        """An investigation that runs already is not opened twice."""
        case = self._create_case_at("accepted")
        prepared = self._create_investigation(case, kind="in_depth")
        case.action_investigate()
        self.assertEqual(case.investigation_ids, prepared)

    def test_step_back_from_solution_opens_another(self):
        """Investigating again starts a new one, the finished one stays."""
        case = self._create_case_at("solution")
        case.action_investigate()
        self.assertEqual(case.investigation_ids.mapped("state"), ["done", "running"])

    # === FINISH === #

    def test_finish(self):
        """A finding and a conclusion finish it, with who and when."""
        record = self.investigation.with_user(self.handler)
        record.write(self.finding)
        record.action_finish()
        self.assertEqual(self.investigation.done_by_id, self.handler)
        self.assertEqual(str(self.investigation.done_at), "2026-03-02 09:00:00")
        self.assertEqual(self.running.conclusion, "confirmed")

    def test_finish_asks_for_what_is_missing(self):
        """Finding and conclusion are asked for by name."""
        with self.assertRaisesRegex(UserError, "Finding, Conclusion"):
            self.investigation.action_finish()

    def test_finish_without_investigating_asks_why(self):
        """Why nothing is investigated takes the place of the finding."""
        self.investigation.kind = "none"
        with self.assertRaisesRegex(UserError, "Why None Is Needed, Conclusion"):
            self.investigation.action_finish()
        self.investigation.write(
            {"justification": "Like last week's.", "conclusion": "confirmed"}
        )
        self.investigation.action_finish()
        self.assertEqual(self.investigation.state, "done")

    def test_finish_refused_to_outsiders(self):
        """Those without a part in the case find nothing."""
        self.investigation.write(self.finding)
        self.assertBarred(self.investigation, "action_finish")

    def test_finish_not_written(self):
        """Nobody finishes it but by the button."""
        with self.assertRaises(UserError):
            self.investigation.state = "done"

    def test_finished_stays(self):
        """A finished investigation is not changed, finished again or deleted."""
        self._finish_investigation(self.running)
        for attempt in (
            lambda: self.investigation.write({"finding": "Nothing."}),
            lambda: self.investigation.action_finish(),
            lambda: self.investigation.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "finished"):
                attempt()

    def test_finished_still_talked_about(self):
        """People talk about a finished investigation in its own thread."""
        self._finish_investigation(self.running)
        message = self.investigation.with_user(self.handler).message_post(body="Seen.")
        self.assertIn(message, self.investigation.message_ids)
        self.assertNotIn(message, self.running.message_ids)

    def test_last_finding_counts(self):
        """Of several findings, the case shows the conclusion of the last."""
        self._finish_investigation(self.running, conclusion="undetermined")
        self._finish_investigation(self.running, conclusion="misunderstanding")
        self.assertEqual(self.running.conclusion, "misunderstanding")

    def test_running_one_decides_nothing(self):
        """What is only believed so far is no conclusion of the case."""
        self.investigation.conclusion = "malicious"
        self.assertFalse(self.running.conclusion)

    def test_never_leans_on_itself(self):
        """Investigations don't lean on each other in a circle."""
        other = self._create_investigation(self.case, earlier_id=self.investigation.id)
        with self.assertRaisesRegex(ValidationError, "lean on itself"):
            self.investigation.earlier_id = other

    # === PEOPLE === #

    def test_lead_and_team_see_the_case(self):
        """Those who investigate open the case, also without a complaint role."""
        self.investigation.lead_id = self.user_internal
        self.investigation.member_ids = self.colleague
        for user in self.user_internal + self.colleague:
            with self.subTest(user=user.login):
                self.assertTrue(self.running.with_user(user).has_access("read"))

    def test_those_in_another_one_of_the_case_stay(self):
        """Whoever still investigates the case elsewhere keeps it open."""
        self._create_investigation(self.running, lead_id=self.colleague.id)
        self.investigation.lead_id = self.colleague
        self.investigation.lead_id = False
        self.assertTrue(self.running._is_named(self.colleague))

    def test_stranger_not_chosen(self):
        """Portal users and those of another company do not investigate."""
        for user in self.user_portal + self.user_other_company:
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self.investigation.member_ids = user

    def test_plain_employee_changes_nothing(self):
        """Being named opens the case for reading, not for writing."""
        self.investigation.lead_id = self.user_internal
        with self.assertRaises(AccessError):
            self.investigation.with_user(self.user_internal).write(self.finding)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintRespondent(ComplaintCaseCommon):
    """The respondent is heard, and otherwise kept out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.respondent = cls._create_user("respondent", role="user_all")
        cls.employee = cls._create_employee(cls.respondent)
        cls.about = cls._create_case_at("investigating")
        cls.investigation = cls.about.investigation_ids
        cls.investigation.write({"finding": "So it was.", "conclusion": "confirmed"})

    def _name_respondent(self):
        self.about.respondent_kind = "employee"
        self.about.respondent_employee_ids = self.employee

    def test_adverse_finding_asks_for_hearing(self):
        """Nobody is found against unheard."""
        self._name_respondent()
        with self.assertRaisesRegex(UserError, "has not been heard"):
            self.investigation.with_user(self.handler).action_finish()

    def test_hearing_asked_for_whatever_says_who(self):
        """A respondent is one also where the kind was left empty."""
        department = self.env["hr.department"].create({"name": "Ward service"})
        for name, value in (
            ("respondent_employee_ids", self.employee.ids),
            ("respondent_department_id", department.id),
            ("respondent_partner_id", self._create_partner().id),
            ("respondent_note", "The driver with the red cap"),
            ("respondent_kind", "other"),
        ):
            with self.subTest(field=name), self.assertRaisesRegex(UserError, "heard"):
                case = self._create_case_at("investigating", **{name: value})
                self._finish_investigation(case)

    def test_hearing_on_file(self):
        """Statement, minutes or a written waiver each let the finding pass."""
        for kind in ("statement", "minutes", None):
            with self.subTest(kind=kind):
                case = self._create_case_at("investigating")
                case.respondent_employee_ids = self.employee
                if kind:
                    self._create_evidence(case, kind=kind)
                else:
                    case.respondent_waiver = "Waived by letter of 1 March."
                self._finish_investigation(case)
                self.assertEqual(case.conclusion, "confirmed")

    def test_other_evidence_is_no_hearing(self):
        """A photo does not let the respondent speak."""
        self._name_respondent()
        self._create_evidence(self.about, kind="photo")
        with self.assertRaisesRegex(UserError, "has not been heard"):
            self.investigation.action_finish()

    def test_finding_in_favour_needs_no_hearing(self):
        """Who is not found against need not defend himself or herself."""
        self._name_respondent()
        self.investigation.conclusion = "not_confirmed"
        self.investigation.action_finish()
        self.assertEqual(self.investigation.state, "done")

    def test_respondent_never_investigates(self):
        """The respondent neither leads nor joins the investigation."""
        self._name_respondent()
        for values in (
            {"lead_id": self.respondent.id},
            {"member_ids": self.respondent.ids},
        ):
            with self.assertRaisesRegex(ValidationError, "is the respondent"):
                self.investigation.write(values)

    def test_respondent_never_handles(self):
        """The respondent is not made the handler."""
        self._name_respondent()
        with self.assertRaisesRegex(ValidationError, "can't handle it"):
            self.about.user_id = self.respondent

    def test_handler_not_made_respondent(self):
        """A handler who turns out to be the respondent is replaced first."""
        self.about.user_id = self.respondent
        with self.assertRaisesRegex(ValidationError, "can't handle it"):
            self.about.respondent_employee_ids = self.employee

    def test_handler_not_made_respondent_by_department(self):
        """The manager of the department complained about hands the case on first."""
        self.about.user_id = self.respondent
        department = self.env["hr.department"].create(
            {"name": "Ward service", "manager_id": self.employee.id}
        )
        with self.assertRaisesRegex(ValidationError, "can't handle it"):
            self.about.respondent_department_id = department

    def test_investigator_not_made_respondent(self):
        """An investigator who turns out to be the respondent is replaced first."""
        self.investigation.lead_id = self.respondent
        with self.assertRaisesRegex(ValidationError, "can't investigate"):
            self.about.respondent_employee_ids = self.employee

    def test_respondent_sees_nothing(self):
        """Whatever the rights, the respondent opens neither the case nor its parts."""
        parts = (self.about, self.investigation, self.about.line_ids)
        for part in parts:
            self.assertTrue(part.with_user(self.respondent).has_access("read"))
        self._name_respondent()
        for part in parts:
            self.assertFalse(part.with_user(self.respondent).has_access("read"))
