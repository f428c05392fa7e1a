# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import file_open

from .case_common import ComplaintCaseCommon

HEADINGS = ["external_ref", "partner_id", "description"]


@tagged("standard", "at_install")
class TestComplaintCaseImport(ComplaintCaseCommon):
    """What the import screen is told beyond what it knows by itself."""

    def _load(self, fields, *rows, user=None, **context):
        """Bring in rows as the import screen does."""
        Case = self.env["complaint.case"].with_user(user or self.handler)
        return Case.with_context(import_file=True, **context).load(
            fields, [list(row) for row in rows]
        )

    def assertSaid(self, result, *texts):
        """Check that nothing came in, and why, in this order."""
        self.assertFalse(result["ids"])
        said = [message["message"] for message in result["messages"]]
        self.assertEqual(len(said), len(texts), said)
        for text, message in zip(texts, said, strict=True):
            self.assertIn(text, message)

    def test_template_has_importable_columns_and_explains_each(self):
        """Each heading is a field that comes in; the second sheet explains it."""
        Case = self.env["complaint.case"].with_user(self.handler)
        [template] = Case.get_import_templates()
        self.assertTrue(template["label"])
        with file_open(template["template"].lstrip("/"), "rb") as file:
            book = load_workbook(io.BytesIO(file.read()))
        sheet, help_sheet = book.worksheets
        headings = [cell.value for cell in sheet[1]]
        explained = [row[0].value for row in help_sheet.iter_rows(min_row=2)]
        self.assertEqual(headings, explained)
        self.assertEqual(sheet.max_row, 1, "no example comes in by mistake")
        for heading in headings:
            model = Case
            for name in heading.split("/"):
                field = model._fields[name]
                self.assertFalse(
                    model.fields_get([name], ["readonly"])[name]["readonly"], heading
                )
                model = self.env[field.comodel_name] if field.relational else model

    def test_a_reference_comes_in_once_in_a_company(self):
        """Neither a second file nor a second row doubles a complaint."""
        partner = self.partner.name
        row = ("A-1", partner, "It leaks.")
        self.assertTrue(self._load(HEADINGS, row)["ids"])
        [case] = self.env["complaint.case"].search([("external_ref", "=", "A-1")])
        self.assertSaid(self._load(HEADINGS, row), f"({case.name})")
        self.assertSaid(
            self._load(
                HEADINGS,
                ("A-2", partner, "It leaks."),
                (" A-2", partner, "It leaks again."),
                ("", partner, "Without a reference."),
                ("", partner, "Without a reference, too."),
            ),
            "A-2 stands in more than one row",
        )
        self.assertTrue(
            self._load(
                HEADINGS, ("A-1", "", "Elsewhere."), user=self.user_other_company
            )["messages"]
        )
        fields = ["external_ref", "complainant_type", "description"]
        other = self._load(
            fields, ("A-1", "anonymous", "It leaks."), user=self.user_other_company
        )
        self.assertTrue(other["ids"], "another company has a register of its own")

    def test_a_taken_reference_does_not_tell_of_a_hidden_complaint(self):
        """Who may not read the complaint does not learn its number."""
        hidden = self._create_case(
            external_ref="A-9", user_id=False, team_id=self._create_team().id
        )
        result = self._load(HEADINGS, ("A-9", self.partner.name, "It leaks."))
        self.assertSaid(result, "(hidden)")
        self.assertNotIn(hidden.name, result["messages"][0]["message"])

    def test_only_who_may_register_may_ask(self):
        """Without the right to register, a reference can't be tried out."""
        for user in (self.user_internal, self.user_portal):
            with self.assertRaises(AccessError):
                self._load(HEADINGS, ("A-1", "", "It leaks."), user=user)

    def test_rows_that_could_not_be_registered_are_named(self):
        """Each row with its own reason; the good one between them is not."""
        result = self._load(
            [*HEADINGS, "line_ids/product_id", "line_ids/quantity"],
            ("B-1", self.partner.name, "It leaks.", "", ""),
            ("B-2", self.partner.name, " ", "", ""),
            ("B-3", "", "It leaks.", "", ""),
            ("B-4", self.partner.name, "It leaks.", self.product.name, "-1"),
            ("B-5", "Nobody we know", "It leaks.", "", ""),
        )
        self.assertFalse(result["ids"])
        said = {m["rows"]["from"]: m["message"] for m in result["messages"]}
        self.assertEqual(sorted(said), [1, 2, 3, 4])
        self.assertEqual(len(result["messages"]), 4)
        self.assertIn("description is missing", said[1])
        self.assertIn("Who complains?", said[2])
        self.assertIn("must be positive", said[3])
        self.assertIn("Nobody we know", said[4])

    def test_empty_cells_leave_the_defaults(self):
        """A choice, a date or a quantity that is left out is as on a new form."""
        fields = [*HEADINGS, "severity", "urgency", "received_at", "complainant_type"]
        fields += ["line_ids/product_id", "line_ids/quantity"]
        row = ("C-1", self.partner.name, "It leaks.", "", "", "", "")
        result = self._load(fields, (*row, self.product.name, ""))
        self.assertEqual(result["messages"], [])
        case = self.env["complaint.case"].browse(result["ids"])
        self.assertEqual(
            (case.severity, case.urgency, case.complainant_type),
            ("general", "normal", "business"),
        )
        self.assertTrue(case.received_at)
        self.assertEqual(case.line_ids.quantity, 1)

    def test_goods_are_not_added_a_second_time(self):
        """A file with external ids changes its complaints; their goods stay as many."""
        fields = ["id", *HEADINGS, "line_ids/product_id", "line_ids/quantity"]
        row = ("import_case_1", "D-1", self.partner.name, "It leaks.")
        row = (*row, self.product.name, "6")
        result = self._load(fields, row)
        case = self.env["complaint.case"].browse(result["ids"])
        self.assertSaid(self._load(fields, row), "has its goods already")
        again = self._load(
            ["id", "description"], ("import_case_1", "It leaks at the port.")
        )
        self.assertEqual(again["ids"], case.ids)
        self.assertEqual(case.description, "It leaks at the port.")
        self.assertEqual(len(case.line_ids), 1)
        case.line_ids = [Command.create({"product_id": self.product.id})]
        self.assertEqual(len(case.line_ids), 2, "on the form they are added as ever")

    def test_other_ways_in_ask_for_no_more_than_before(self):
        """A draft on the form may be empty, and core's `load` stays what it was."""
        Case = self.env["complaint.case"].with_user(self.handler)
        self.assertTrue(Case.create({"partner_id": self.partner.id}))
        self.assertTrue(Case.load(["external_ref"], [["E-1"]])["ids"])
        self.assertTrue(Case.load(["external_ref"], [["E-1"]])["ids"])

    def test_many_are_registered_from_the_list(self):
        """The action registers what is new among the selected, all or none."""
        action = self.env.ref(
            "complaint_management.complaint_case_action_register_many"
        )
        fresh = self._create_case() | self._create_case()
        done = self._create_case_at("accepted")

        def run(cases):
            return (
                action.with_user(self.handler)
                .with_context(active_model=cases._name, active_ids=cases.ids)
                .run()
            )

        run(fresh | done)
        self.assertState(fresh, "registered")
        self.assertState(done, "accepted")
        draft = self._create_case(description=False)
        other = self._create_case()
        with self.assertRaises(UserError):
            run(draft | other)
        with self.assertRaises(AccessError):
            action.with_user(self.user_internal).with_context(
                active_model=other._name, active_ids=other.ids
            ).run()
