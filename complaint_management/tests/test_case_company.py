# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .case_access_common import PREFIX, CaseAccessCommon


@tagged("post_install", "-at_install")
class TestCaseCompany(CaseAccessCommon):
    """A complaint stays with its company, for administrators of another one as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parts = cls._create_children(cls.case)
        cls.own = cls._create_case(
            company_id=cls.company_other.id, partner_id=False, external_ref="HQ-1"
        )
        cls.case.external_ref = "HQ-2"
        # Even a naming does not reach over the border.
        cls.case._name_users(cls.user_other_company, "escalation")
        cls.Case = cls.env["complaint.case"].with_user(cls.user_other_company)
        cls.domain = [("id", "in", (cls.own + cls.case).ids)]

    def test_search_blind_to_other_company(self):
        """A search finds the cases of the own company only."""
        self.assertEqual(self.Case.search(self.domain), self.own)
        self.assertEqual(self.Case.search_count(self.domain), 1)

    def test_name_search_blind_to_other_company(self):
        """Suggestions while typing a reference come from the own company only."""
        found = [case_id for case_id, _name in self.Case.name_search("HQ-")]
        self.assertEqual(found, self.own.ids)

    def test_groups_blind_to_other_company(self):
        """Grouping shows neither the other company nor how much it has."""
        groups = self.Case.formatted_read_group(
            self.domain, ["company_id"], ["__count"]
        )
        self.assertEqual(
            [(g["company_id"][0], g["__count"]) for g in groups],
            [(self.company_other.id, 1)],
        )

    def test_export_of_foreign_case_blocked(self):
        """Asking for a known id of the other company gives nothing away."""
        with self.assertRaises(AccessError):
            self.case.with_user(self.user_other_company).export_data(["name"])

    def test_export_blind_to_other_company(self):
        """An export of everything found holds the own company's cases only."""
        data = self.Case.search(self.domain).export_data(["name"])
        self.assertEqual(data["datas"], [[self.own.name]])

    def test_parts_blind_to_other_company(self):
        """No part of a case of the other company is found or read."""
        for model, record in self.parts.items():
            with self.subTest(model=model):
                foreign = record.with_user(self.user_other_company)
                self.assertFalse(foreign.search([("id", "=", record.id)]))
                self.assertFalse(foreign.has_access("read"))

    def test_company_forged_in_the_context_refused(self):
        """Claiming another company in the context opens nothing."""
        forged = self.Case.with_context(allowed_company_ids=self.company.ids)
        with self.assertRaises(AccessError):
            forged.search(self.domain)
        with self.assertRaises(AccessError):
            forged.browse(self.case.id).read(["name"])

    def test_create_in_foreign_company_blocked(self):
        """Nobody registers a complaint in a company that is not his or hers."""
        with self.assertRaises(AccessError):
            self.Case.create({"company_id": self.company.id})
        with self.assertRaises(AccessError):
            self.Case.with_context(default_company_id=self.company.id).create({})

    def test_add_to_foreign_case_blocked(self):
        """Nobody adds evidence to a case of another company."""
        with self.assertRaises(AccessError):
            self.env["complaint.evidence"].with_user(self.user_other_company).create(
                {"case_id": self.case.id, "name": "Planted"}
            )

    def test_case_stays_in_its_company(self):
        """A registered case is not moved, not even by who works in both companies."""
        user = new_test_user(
            self.env,
            login="case_both",
            groups=f"{PREFIX}_manager",
            company_ids=(self.company + self.company_other).ids,
        )
        case = self.case.with_user(user).with_context(
            allowed_company_ids=(self.company + self.company_other).ids
        )
        with self.assertRaises(UserError):
            case.company_id = self.company_other

    def test_switched_off_company_stays_closed(self):
        """Who works in both sees a case only with its company switched on."""
        user = new_test_user(
            self.env,
            login="case_both",
            groups=f"{PREFIX}_manager",
            company_ids=(self.company + self.company_other).ids,
        )
        Case = self.env["complaint.case"].with_user(user)
        for company, seen in (
            (self.company, self.case),
            (self.company_other, self.own),
        ):
            with self.subTest(company=company.name):
                Case = Case.with_context(allowed_company_ids=company.ids)
                self.assertEqual(Case.search(self.domain), seen)

    def test_handler_of_another_company_refused(self):
        """Nobody is made handler who could not open the case."""
        with self.assertRaises(UserError):
            self.case.user_id = self.user_other_company
