# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The files in `data/` do on the import screen what `data/README.md` says."""

import re
import time

from odoo.tests import tagged

from .import_common import MISTAKES, SAMPLE, ImportCommon, content_of, rows_of

#: What the screen says of each row, by the mistake that is named in the row.
SAID = {
    "unknown customer": "No matching record found for name 'H-999' in field 'Customer'",
    "unknown contact": "'nobody@example.com' in field 'Contact'",
    "unknown product": "'GLU-50-9' in field 'Goods/Product'",
    "unknown lot": "'1999Z' in field 'Goods/Lot",
    "unknown defect": "'leak_everywhere' in field 'Goods/Defect'",
    "unknown order": "'NI-9999' in field 'Sale",
    "unknown channel": "'pigeon' in field 'Channel'",
    "unknown category": "'weather' in field 'Category'",
    "unknown special case": "'thunderstorm' in field 'Special Cases'",
    "wrong severity": "Value 'terrible' not found in selection field 'Severity'",
    "wrong urgency": "Value 'at once' not found in selection field 'Urgency'",
    "wrong type of complainant": "'alien' not found in selection field",
    "lot of another product": "Lot 2610S is of",
    "received in the future": "can't be received in the future",
    "happened after it was received": "can't have happened after",
    "negative quantity": "must be positive",
    "order of another customer": "belongs to",
    "contact of another customer": "is no contact of",
    "description missing": "The description is missing",
    "nobody complains": "Who complains?",
    "reference twice in the file": "stands in more than one row",
}
#: Two cores of a small server, with room to spare.
SECONDS_FOR_300 = 60


@tagged("standard", "post_install", "-at_install")
class TestImportSamples(ImportCommon):
    """A person at the import screen, with the two files of the repository."""

    def test_the_sample_comes_in_once_is_registered_and_closed(self):
        """Tested, imported, refused the second time, registered as one, closed."""
        Case = self.env["complaint.case"].with_user(self.handler)
        references = {row["external_ref"] for row in self.rows} - {""}
        self.assertGreaterEqual(len(references), 300)
        before = Case.search_count([])

        result = self._import(content_of(SAMPLE), dryrun=True)
        self.assertEqual(result["messages"], [])
        self.assertEqual(Case.search_count([]), before, "a test leaves nothing behind")

        start = time.monotonic()
        result = self._import(content_of(SAMPLE))
        self.assertEqual(result["messages"], [])
        cases = Case.browse(result["ids"])
        self.assertEqual(set(cases.mapped("external_ref")), references)
        self.assertEqual(set(cases.mapped("state")), {"new"})
        cases.action_register()
        seconds = time.monotonic() - start
        self.assertEqual(set(cases.mapped("state")), {"registered"})
        self.assertLess(seconds, SECONDS_FOR_300)

        again = self._import(content_of(SAMPLE))
        self.assertFalse(again["ids"])
        first = again["messages"][0]
        self.assertIn(cases[0].name, first["message"])
        self.assertEqual(len(again["messages"]), len(references), "each row is named")
        self.assertEqual(Case.search_count([]), before + len(references))

        simple = cases.filtered(lambda c: c.line_ids and c.severity != "major")
        self._close(simple[:1])

    def _close(self, case):
        """Take an imported complaint to its end, by the buttons."""
        case.action_accept()
        self.assertEqual(case.user_id, self.handler)
        case.action_investigate()
        case.investigation_ids.write(
            {
                "finding": "Seen on site.",
                "conclusion": "confirmed",
                "responsible_party": "carrier",
            }
        )
        case.investigation_ids.action_finish()
        case.action_propose()
        settlement = self.env["complaint.settlement"].with_user(self.handler)
        settlement = settlement.create(
            {
                "case_id": case.id,
                "line_ids": [(0, 0, {"kind": "replacement", "quantity": 6})],
                "reasons": "Damaged on the way.",
                "basis": "Terms of sale.",
                "improvement": "The carrier was told.",
            }
        )
        case.action_offer()
        settlement.answer_kind = "written"
        settlement.action_accepted()
        case.action_execute()
        proof = self.env["complaint.evidence"].with_user(self.handler)
        settlement.line_ids.evidence_id = proof.create(
            {"case_id": case.id, "name": "Receipt", "kind": "receipt"}
        )
        settlement.line_ids.action_done_manually()
        case.action_follow_up()
        self.env["complaint.followup"].with_user(self.handler).create(
            {"case_id": case.id, "outcome_satisfaction": "4"}
        )
        case.cause_category = "production"
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_consumers_are_kept_apart_and_out_of_the_log(self):
        """Names and phones go to the identity; no line of the log has them."""
        rows = [row for row in self.rows if row["complainant_name"]]
        self.assertGreater(len(rows), 20)
        with self.assertLogs("odoo.addons.base_import", level="DEBUG") as log:
            result = self._import(content_of(SAMPLE))
        cases = self.env["complaint.case"].browse(result["ids"])
        by_ref = {case.external_ref: case for case in cases}
        for row in rows:
            case = by_ref[row["external_ref"]]
            self.assertEqual(case.identity_id.name, row["complainant_name"])
            self.assertEqual(
                case.identity_id.phone or "", row["complainant_phone"], row
            )
            self.assertEqual(
                case.identity_id.email_from or "", row["complainant_email"]
            )
            self.assertNotIn(row["complainant_name"], case.display_name)
            self.assertNotIn(row["complainant_name"], case.complainant_label)
        said = "\n".join(log.output)
        for row in rows:
            self.assertNotIn(row["complainant_name"], said)
            self.assertNotIn(row["complainant_phone"] or "nothing", said)

    def test_each_mistake_is_named_in_words(self):
        """*Test* names each bad row once, and no good one."""
        rows = rows_of(MISTAKES)
        result = self._import(content_of(MISTAKES), dryrun=True)
        self.assertFalse(result["ids"])
        said = {}
        for message in result["messages"]:
            self.assertEqual(message["type"], "error", message)
            said.setdefault(message["rows"]["from"], []).append(message["message"])
        for number, row in enumerate(rows):
            mistake = re.search(r"\((.*)\)$", row["description"] or row["demand"])[1]
            with self.subTest(mistake=mistake):
                found = said.pop(number, [])
                if mistake in SAID:
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(SAID[mistake], found[0])
                else:
                    self.assertEqual(found, [], "this row is right")
        self.assertFalse(said)
        self.assertFalse(
            self.env["complaint.case"].search([("external_ref", "=like", "BAD-%")])
        )
