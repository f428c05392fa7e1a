# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .action_common import ComplaintActionCommon

REPORT = "complaint_quality.complaint_investigation_report"


@tagged("post_install", "-at_install")
class TestInvestigationDepth(ComplaintActionCommon):
    """In depth: records, causes, the respondent, and one for many complaints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.investigation = cls.case.investigation_ids
        cls.investigation.kind = "in_depth"
        cls.finding = {
            "finding": "The jaw was too cold.",
            "conclusion": "confirmed",
            "responsible_party": "department",
        }

    def _add_cause(self, name, parent=None, **values):
        return self.env["complaint.investigation.cause"].create(
            {
                "investigation_id": self.investigation.id,
                "name": name,
                "parent_id": parent and parent.id,
            }
            | values
        )

    # === RECORDS === #

    def test_records_are_listed_once(self):
        """The five kinds of records; a second press adds nothing."""
        own = self.investigation.with_user(self.handler)
        own.action_add_checks()
        own.action_add_checks()
        self.assertEqual(
            self.investigation.check_ids.mapped("kind"),
            ["retained_sample", "production", "qc", "transport", "use"],
        )

    def test_each_record_is_looked_at(self):
        """What stands on the list has a result before it is finished."""
        self.investigation.action_add_checks()
        self.investigation.write(self.finding)
        with self.assertRaisesRegex(UserError, "Retained sample, Production record"):
            self.investigation.action_finish()
        self.investigation.check_ids.result = "in_order"
        self.investigation.action_finish()
        self.assertEqual(self.investigation.state, "done")

    def test_files_belong_to_the_record(self):
        """Who reads the investigation reads the file, nobody else."""
        photo = self.env["ir.attachment"].create({"name": "log.txt", "raw": b"ok"})
        check = self.env["complaint.investigation.check"].create(
            {
                "investigation_id": self.investigation.id,
                "kind": "production",
                "attachment_ids": photo.ids,
            }
        )
        self.assertEqual((photo.res_model, photo.res_id), (check._name, check.id))
        self.assertTrue(photo.with_user(self.handler).has_access("read"))
        self.assertFalse(photo.with_user(self.colleague).has_access("read"))

    def test_finished_stays(self):
        """Neither records nor causes change after it is finished."""
        self.investigation.action_add_checks()
        self.investigation.check_ids.result = "in_order"
        cause = self._add_cause("Too cold")
        self.investigation.write(self.finding)
        self.investigation.action_finish()
        check = self.investigation.check_ids[0]
        for attempt in (
            lambda: check.write({"result": "deviation"}),
            lambda: check.unlink(),
            lambda: cause.write({"name": "Too warm"}),
            lambda: cause.unlink(),
            lambda: self._add_cause("Another"),
            lambda: self.env[check._name].create(
                {"investigation_id": self.investigation.id}
            ),
        ):
            with self.assertRaisesRegex(UserError, "finished investigation"):
                attempt()

    def test_parts_are_closed_like_the_case(self):
        """Strangers read and write neither records nor causes."""
        self.investigation.action_add_checks()
        parts = (self.investigation.check_ids[0], self._add_cause("Too cold"))
        for part in parts:
            for user in self._get_outsiders():
                self.assertFalse(part.with_user(user).has_access("read"), user.login)
            with self.assertRaises(AccessError):
                self.env[part._name].with_user(self.colleague).create(
                    {"investigation_id": self.investigation.id, "name": "Mine"}
                    if "name" in part._fields
                    else {"investigation_id": self.investigation.id}
                )

    # === CAUSES === #

    def test_five_whys(self):
        """Each answer stands behind the one it explains, and knows its number."""
        first = self._add_cause("It leaks", factor="material")
        other = self._add_cause("Handled roughly", factor="man")
        second = self._add_cause("The weld is weak", first, factor="machine")
        third = self._add_cause("The jaw was cold", second, is_root=True)
        escape = self._add_cause("Sampled too late", chain="escape")
        self.assertEqual(
            self.investigation._get_causes("occurrence"),
            first | second | third | other,
        )
        self.assertEqual((first | second | third | other).mapped("level"), [1, 2, 3, 1])
        self.assertEqual(self.investigation._get_causes("escape"), escape)

    def test_causes_fit_together(self):
        """No loop, no other chain, no root that is explained further."""
        first = self._add_cause("It leaks")
        second = self._add_cause("The weld is weak", first)
        with self.assertRaises(UserError):
            first.parent_id = second
        with self.assertRaisesRegex(ValidationError, "same chain"):
            self._add_cause("Not sampled", first, chain="escape")
        with self.assertRaises(ValidationError):
            first.is_root = True
        second.is_root = True
        with self.assertRaisesRegex(ValidationError, "is no root"):
            self._add_cause("The jaw was cold", second)

    # === LIKE ONES === #

    def _create_like(self, lot=None):
        case = self._create_case_at("investigating", **self._about(lot or self.lot))
        return case.investigation_ids

    def test_like_investigation_is_offered(self):
        """The last finished one of product and defect; the same lot comes first."""
        like = self._create_like()
        self.assertFalse(like.suggested_earlier_id)
        self.investigation.write(self.finding)
        self.investigation.action_finish()
        other_lot = self._create_like(self._create_lot(self.product, name="2602B"))
        other_lot.write(self.finding)
        other_lot.action_finish()
        like.invalidate_recordset()
        self.assertEqual(like.suggested_earlier_id, self.investigation)

    def test_lean_on_it(self):
        """Nothing is investigated again, but why stands there."""
        self.investigation.write(self.finding)
        self.investigation.action_finish()
        like = self._create_like().with_user(self.handler)
        like.action_lean_on_earlier()
        self.assertRecordValues(
            like,
            [
                {
                    "kind": "none",
                    "earlier_id": self.investigation.id,
                    "conclusion": "confirmed",
                    "responsible_party": "department",
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "Why None Is Needed"):
            like.action_finish()
        like.justification = "Same lot, same weld, a week apart."
        like.action_finish()
        with self.assertRaisesRegex(UserError, "no like investigation"):
            self._create_investigation(self._create_case()).action_lean_on_earlier()

    # === ONE FOR MANY === #

    def test_one_investigation_answers_many_complaints(self):
        """Each gets the conclusion, with a reference and a reason."""
        opened = self._create_case_at("investigating", **self._about(self.lot))
        fresh = self._create_case_at("accepted", **self._about(self.lot))
        own = self.investigation.with_user(self.handler)
        own.write(self.finding | {"covered_case_ids": [(6, 0, (opened | fresh).ids)]})
        own.action_finish()
        for case in opened | fresh:
            self.assertRecordValues(
                case.investigation_ids,
                [
                    {
                        "state": "done",
                        "kind": "none",
                        "earlier_id": self.investigation.id,
                        "conclusion": "confirmed",
                    }
                ],
            )
            self.assertEqual(case.conclusion, "confirmed")
        opened.action_propose()
        self.assertEqual(opened.state, "solution")

    def test_what_ended_meanwhile_keeps_nobody_from_finishing(self):
        """One was withdrawn, the other was closed: neither is answered any more."""
        gone = self._create_case_at("withdrawn", **self._about(self.lot))
        over = self._create_case_at("closed", **self._about(self.lot))
        before = over.investigation_ids
        fresh = self._create_case_at("accepted", **self._about(self.lot))
        cases = gone | over | fresh
        self.investigation.write(
            self.finding | {"covered_case_ids": [(6, 0, cases.ids)]}
        )
        self.investigation.action_finish()
        self.assertEqual(self.investigation.state, "done")
        self.assertFalse(gone.investigation_ids)
        self.assertEqual(over.investigation_ids, before)
        self.assertEqual(fresh.investigation_ids.earlier_id, self.investigation)

    def test_complaints_of_strangers_are_not_answered(self):
        """Who may not change a complaint can't close its investigation."""
        other = self._create_case_at("accepted", **self._about(self.lot))
        self.investigation.write(
            self.finding | {"covered_case_ids": [(6, 0, other.ids)]}
        )
        other.write({"user_id": False, "team_id": False})
        other.access_ids.unlink()
        self.case._name_users(self.colleague, "investigator")
        with self.assertRaises(AccessError):
            self.investigation.with_user(self.user_internal).action_finish()
        with self.assertRaises(ValidationError):
            self.investigation.covered_case_ids |= self.case

    # === REPORT === #

    def _render(self, lang="en_US"):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_context(lang=lang)
            ._render_qweb_html(REPORT, self.investigation.ids)
        )
        return html.decode()

    def test_report_holds_the_whole_file(self):
        """Goods, records, causes, finding and room for signatures."""
        self.investigation.action_add_checks()
        self.investigation.check_ids[0].write(
            {"result": "in_order", "note": "Sample 14, tight."}
        )
        self._add_cause("The jaw was cold", is_root=True)
        self.investigation.write(self.finding)
        self._create_evidence(
            self.case, kind="statement", name="Shift log", note="It was like that."
        )
        text = self._render()
        for part in (
            self.case.name,
            "2602A",
            "Sample 14, tight.",
            "The jaw was cold",
            "Root cause",
            "The jaw was too cold.",
            "It was like that.",
            "Approved by quality, date",
        ):
            self.assertIn(part, text)

    def test_report_names_no_consumer(self):
        """Who complains stands there as the label."""
        case = self._create_case_at(
            "investigating",
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
        )
        self.investigation = case.investigation_ids
        self.assertNotIn("Privately", self._render())

    def test_report_names_the_complainant_in_the_language_of_who_prints(self):
        """Of a consumer: what stands in the case, not what is stored."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        self.case.write({"partner_id": False, "complainant_type": "consumer"})
        self.assertIn(f"Consumer · {self.case.name}", self._render())
        self.assertIn(f"消费者 · {self.case.name}", self._render("zh_CN"))
