# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseNumber(ComplaintCaseCommon):
    """Each complaint has a number in the register of its company and year."""

    def test_number_given_at_once(self):
        """A complaint has its number before anybody registers it."""
        self.assertRegex(self.case.name, r"^C/2026/\d{5}$")

    def test_numbers_follow_each_other(self):
        """Cases made in one go have consecutive numbers, in their order."""
        cases = self.env["complaint.case"].create([{"demand": "a"}, {"demand": "b"}])
        first, second = (int(name.rpartition("/")[2]) for name in cases.mapped("name"))
        self.assertEqual(second, first + 1)

    def test_each_company_has_its_register(self):
        """Two companies count on their own."""
        names = [
            self._create_case_of(self._create_company(name=name)).name
            for name in ("North", "South")
        ]
        self.assertEqual(names, ["C/2026/00001", "C/2026/00001"])

    def test_companies_mixed_in_one_go(self):
        """Cases of two companies, made together, are numbered each in its own."""
        north, south = (self._create_company(name=name) for name in ("North", "South"))
        cases = self.env["complaint.case"].create(
            [{"company_id": company.id} for company in (north, south, north)]
        )
        self.assertEqual(
            cases.mapped("name"), ["C/2026/00001", "C/2026/00001", "C/2026/00002"]
        )

    def test_each_year_starts_anew(self):
        """The first complaint of a year is number one."""
        company = self._create_company(name="North")
        self._create_case_of(company)
        with freeze_time("2027-01-04 09:00:00"):
            self.assertEqual(self._create_case_of(company).name, "C/2027/00001")

    def test_year_is_that_of_who_registers(self):
        """On New Year's morning in China it is still last year in UTC."""
        company = self._create_company(name="North")
        with freeze_time("2026-12-31 17:00:00"):
            case = self._create_case_of(company)
            cases = self.env["complaint.case"].with_context(tz="Asia/Shanghai")
            early = cases.create({"company_id": company.id})
        self.assertEqual(case.name, "C/2026/00001")
        self.assertEqual(early.name, "C/2027/00001")

    def test_number_of_company_from_context(self):
        """A company that comes in as a default of the context draws from its own."""
        company = self._create_company(name="North")
        Case = self.env["complaint.case"].with_context(default_company_id=company.id)
        self.assertEqual(Case.create({}).name, "C/2026/00001")

    def test_number_given_by_caller_ignored(self):
        """A number that the caller or the context chooses does not count."""
        Case = self.env["complaint.case"].with_context(default_name="MINE")
        names = Case.create([{"name": "MINE"}, {}]).mapped("name")
        self.assertNotIn("MINE", names)

    def test_number_not_writable(self):
        """Nobody changes a number, the superuser included."""
        with self.assertRaises(AccessError):
            self.case.name = "C/2026/99999"

    @mute_logger("odoo.sql_db")
    def test_number_unique_in_company(self):
        """The database refuses a second case with the number."""
        twin = self._create_case()
        with self.assertRaises(IntegrityError):
            twin._with_step_token().name = self.case.name
            twin.flush_recordset()

    def test_company_stays(self):
        """A complaint can't move into the register of another company."""
        with self.assertRaisesRegex(UserError, "stays with the company"):
            self.case.company_id = self.company_other

    def _create_case_of(self, company):
        return self.env["complaint.case"].create({"company_id": company.id})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCase(ComplaintCaseCommon):
    """What a complaint starts with, and what it refuses."""

    # === DEFAULTS === #

    def test_defaults(self):
        """Whoever takes a call types only what was said."""
        case = self.env["complaint.case"].with_user(self.handler).create({})
        self.assertRecordValues(
            case,
            [
                {
                    "state": "new",
                    "is_open": True,
                    "severity": "general",
                    "urgency": "normal",
                    "priority": "1",
                    "complainant_type": "business",
                    "company_id": self.company.id,
                    "confidential": False,
                    "user_id": False,
                    "team_id": False,
                    "closed_at": False,
                }
            ],
        )
        self.assertEqual(str(case.received_at), "2026-03-02 09:00:00")

    def test_customer_description_and_line_suffice(self):
        """A customer, a description and one line lead to the investigation."""
        case = (
            self.env["complaint.case"]
            .with_user(self.handler)
            .create(
                {
                    "partner_id": self.partner.id,
                    "description": "Leaks.",
                    "line_ids": [self._line(product_id=self.product.id)],
                }
            )
        )
        case.action_register()
        case.action_accept()
        case.action_investigate()
        self.assertState(case, "investigating")

    def test_form_asks_for_nothing_more(self):
        """The form of a new complaint is saved by the lowest role."""
        Case = self.env["complaint.case"].with_user(self.handler)
        view = "complaint_management.complaint_case_view_form"
        with Form(Case, view=view) as form:
            form.partner_id = self.partner
            form.description = "Leaks."
        self.assertState(form.record, "new")

    def test_respondent_named_by_lowest_role(self):
        """Whoever takes a call names the employee that it is about."""
        employee = self._create_employee(self.colleague)
        case = self.case.with_user(self.handler)
        case.write({"respondent_employee_ids": employee.ids})
        self.assertEqual(case.respondent_employee_ids, employee)

    def test_accepting_user_handles_case_without_team(self):
        """A case without handler and team is handled by whoever accepts it."""
        case = self._create_case_at("registered", user_id=False, team_id=False)
        case._name_users(self.colleague, "holder")
        case.with_user(self.colleague).action_accept()
        self.assertEqual(case.user_id, self.colleague)

    # === PRIORITY === #

    def test_priority_matrix(self):
        """Urgency and a mark each raise what the severity gives, up to the top."""
        mark = self._create_mark()
        expected = {
            # severity: normal, urgent, normal with mark, urgent with mark
            "minor": "0112",
            "general": "1223",
            "major": "2333",
        }
        for severity, row in expected.items():
            cells = [
                (urgency, m) for m in (False, True) for urgency in ("normal", "urgent")
            ]
            for (urgency, marked), priority in zip(cells, row, strict=True):
                with self.subTest(severity=severity, urgency=urgency, mark=marked):
                    case = self._create_case(
                        severity=severity,
                        urgency=urgency,
                        mark_ids=mark.ids if marked else [],
                    )
                    self.assertEqual(case.priority, priority)

    def test_priority_follows_the_mark(self):
        """A mark that is set later raises the priority."""
        self.case.mark_ids = self._create_mark()
        self.assertEqual(self.case.priority, "2")

    # === DATES === #

    def test_future_receipt_refused(self):
        """A complaint that was not received yet is a mistake of typing."""
        with self.assertRaisesRegex(ValidationError, "future"):
            self._create_case(received_at="2026-03-02 09:06:00")

    def test_future_awareness_refused(self):
        """The company can't become aware tomorrow."""
        with self.assertRaisesRegex(ValidationError, "future"):
            self.case.aware_at = "2026-03-03 09:00:00"

    def test_event_after_receipt_refused(self):
        """What is complained about happened before."""
        with self.assertRaisesRegex(ValidationError, "happened after"):
            self._create_case(event_date="2026-03-04")

    def test_event_on_day_of_receipt(self):
        """The day of the receipt itself is no mistake."""
        case = self._create_case(event_date="2026-03-02")
        self.assertEqual(str(case.event_date), "2026-03-02")

    @mute_logger("odoo.sql_db")
    def test_receipt_not_cleared(self):
        """Without a receipt the case is refused, not broken."""
        with self.assertRaises(IntegrityError):
            self.case.received_at = False
            self.case.flush_recordset()

    # === COMPANIES === #

    def test_parts_of_other_company_refused(self):
        """Handler, team, category, mark, tag and reason are of the same company."""
        company_id = self.company_other.id
        for name, value in (
            ("user_id", self.user_other_company.id),
            ("team_id", self._create_team(company_id=company_id).id),
            ("category_id", self._create_category(company_id=company_id).id),
            ("mark_ids", self._create_mark(company_id=company_id).ids),
            ("tag_ids", self._create_tag(company_id=company_id).ids),
            ("decision_reason_id", self._create_reason(company_id=company_id).id),
        ):
            with (
                self.subTest(field=name),
                self.assertRaisesRegex(
                    UserError, "Incompatible companies|same company|company"
                ),
            ):
                self.case.write({name: value})

    def test_portal_user_never_handles(self):
        """A handler works for the company."""
        with self.assertRaisesRegex(ValidationError, "no user of the company"):
            self.case.user_id = self.user_portal

    def test_case_of_foreign_company_refused(self):
        """Nobody registers a complaint for a company that is not his or hers."""
        with self.assertRaises(AccessError):
            self.env["complaint.case"].with_user(self.handler).create(
                {"company_id": self.company_other.id}
            )

    # === PROPERTIES === #

    def test_properties_of_category(self):
        """A category asks for further fields, other categories do not."""
        definition = [{"name": "0f3a", "string": "Ward", "type": "char"}]
        category = self._create_category(case_properties_definition=definition)
        case = self._create_case(category_id=category.id, properties={"0f3a": "ICU"})
        self.assertEqual(case.properties["0f3a"], "ICU")
        case.category_id = self._create_category(name="Plain")
        self.assertFalse(dict(case.properties))


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseCopy(ComplaintCaseCommon):
    """A copy is a new complaint on the same goods, with a life of its own."""

    def test_copy_starts_anew(self):
        """The copy of a closed case has neither its state nor its decisions."""
        case = self._create_case_at("closed", mark_ids=self._create_mark().ids)
        with freeze_time("2026-03-09 09:00:00"):
            copy = case.copy()
        empty = (
            "state_before closed_at closed_by_id mark_ids user_id cause_category "
            "external_ref followup_ids evidence_ids settlement_ids investigation_ids "
            "conclusion settlement_id reported_back_at next_deadline aware_at "
            "held_since handover_ids merged_into_id"
        ).split()
        self.assertState(copy, "new")
        self.assertNotEqual(copy.name, case.name)
        self.assertEqual(str(copy.received_at), "2026-03-09 09:00:00")
        self.assertEqual(
            [name for name in empty if copy[name]], [], "These were copied."
        )

    def test_copy_has_a_log_of_its_own(self):
        """The copy's log begins with its creation."""
        copy = self._create_case_at("accepted").copy()
        self.assertEqual(copy.transition_ids.mapped("step"), ["create"])

    def test_copy_keeps_the_goods(self):
        """Product and quantity are copied, as they are what is repeated."""
        copy = self.case.copy()
        self.assertRecordValues(
            copy.line_ids, [{"product_id": self.product.id, "quantity": 10.0}]
        )

    def test_copy_leaves_identity_behind(self):
        """Who complained is not handed on to the copy."""
        case = self._create_case(partner_id=False, complainant_name="Wang Fang")
        self.assertTrue(case.has_identity)
        self.assertFalse(case.copy().has_identity)

    def test_copy_leaves_patient_data_behind(self):
        """The patient's condition belongs to the one case."""
        self.case.line_ids.patient_condition = "Fever, 41 °C."
        self.assertFalse(self.case.copy().line_ids.patient_condition)

    def test_copy_by_lowest_role(self):
        """A handler without the privilege on identities can copy a case."""
        copy = self.case.with_user(self.handler).copy()
        self.assertState(copy, "new")

    def test_copy_names_nobody_of_the_original(self):
        """Those named in the original have no part in the copy of it."""
        self.case._name_users(self.colleague, "holder")
        self.assertFalse(self.case.copy()._is_named(self.colleague))
