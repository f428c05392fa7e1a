# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon
from .portal_common import ComplaintPortalCommon

LETTER_REPORT = "complaint_management.report_complaint_letter"
#: Each part of the letter, by its heading.
HEADINGS = (
    "1. Matter",
    "2. Process",
    "3. Findings and Cause",
    "4. Decision",
    "5. Measures",
    "6. Improvement",
    "7. Next Steps",
    "8. Your Right to a Review",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestSettlementLetter(ComplaintCaseCommon):
    """What is told has always the same contents, and an answer leaves a proof."""

    def _render(self, settlement, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.handler)
        html, _kind = report._render_qweb_html(LETTER_REPORT, settlement.ids)
        return html.decode()

    def test_incomplete_letter_is_not_told(self):
        """Each of the fixed contents is asked for by its name."""
        for name, label in (
            ("letter_finding", "Findings and Cause"),
            ("reasons", "Reasons"),
            ("basis", "Basis"),
            ("improvement", "Improvement"),
        ):
            case = self._create_case_at("solution")
            settlement = self._create_settlement(case, **{name: " "})
            with self.subTest(name=name), self.assertRaises(UserError) as caught:
                case.with_user(self.handler).action_offer()
            self.assertIn(label, str(caught.exception))
            self.assertEqual(settlement.state, "draft")

    def test_finding_is_filled_in(self):
        """The finding stands in the letter, where it tells nothing of a person."""
        case = self._create_case_at("solution")
        draft = self.env["complaint.settlement"].create({"case_id": case.id})
        self.assertEqual(draft.letter_finding, "Seen on site.")
        draft.action_cancel()
        case.respondent_employee_ids = self._create_employee()
        draft = self.env["complaint.settlement"].create({"case_id": case.id})
        self.assertFalse(draft.letter_finding)

    def test_told_letter_is_not_changed(self):
        """What was told stays, a later finding included."""
        settlement = self._create_case_at("offered").settlement_id
        for name in ("letter_finding", "basis", "improvement", "next_steps"):
            with self.assertRaises(UserError):
                settlement.with_user(self.handler)[name] = "Something else"

    def test_letter_has_its_contents(self):
        """All eight parts, printed by the handler."""
        settlement = self._create_case_at("offered").settlement_id
        html = self._render(settlement)
        for words in (*HEADINGS, settlement.case_id.name, "Terms of sale"):
            self.assertIn(words, html)

    def test_letter_in_the_language_of_the_complainant(self):
        """The parts have names in the complainant's language, values included."""
        self.env["res.lang"]._activate_lang("zh_CN")
        case = self._create_case_at("offered")
        case.complainant_lang = "zh_CN"
        html = self._render(case.settlement_id)
        self.assertIn("2026/03/02", html)

    def test_name_of_the_file(self):
        """The file is named by the number, and by nobody."""
        settlement = self._create_case_at("offered").settlement_id
        self.assertEqual(
            settlement._letter_name(),
            f"{settlement.case_id.name.replace('/', '-')}-{settlement.id}",
        )

    def test_who_complains_is_not_in_the_letter(self):
        """Where data is kept apart, the letter goes to the label of the case."""
        case = self._create_case_at(
            "offered",
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Secret Surname",
        )
        html = self._render(case.settlement_id)
        self.assertNotIn("Secret", html)
        self.assertIn(case.complainant_label, html)

    def test_stamped_or_called_needs_a_proof(self):
        """A stamped copy or a recorded call is kept as evidence of the same case."""
        for kind in ("stamped", "call"):
            settlement = self._create_case_at("offered").settlement_id
            settlement.answer_kind = kind
            with self.assertRaises(UserError):
                settlement.with_user(self.handler).action_accepted()
            settlement.answer_evidence_id = self._create_evidence(self.case)
            with self.assertRaises(UserError):
                settlement.action_accepted()
            settlement.answer_evidence_id = self._create_evidence(settlement.case_id)
            settlement.with_user(self.handler).action_accepted()
            with self.assertRaises(UserError):
                settlement.answer_evidence_id = False

    def test_another_round(self):
        """After a refusal the next round starts from the last one, whose note stays."""
        case = self._create_case_at("offered")
        first = case.settlement_id
        with self.assertRaises(UserError):
            first.with_user(self.handler).action_new_round()
        first.answer_note = "Too little"
        self._answer(case, "refused")
        self.assertBarred(first, "action_new_round")
        first.with_user(self.handler).action_new_round()
        second = case.settlement_id
        self.assertRecordValues(
            first | second,
            [
                {"state": "refused", "answer_note": "Too little"},
                {"state": "draft", "answer_note": False},
            ],
        )
        self.assertEqual(second.line_ids.kind, first.line_ids.kind)
        self.assertEqual(case.state, "solution")

    def test_answer_limit(self):
        """The answer is waited for until a day that the letter names."""
        policy = self.env.ref("complaint_management.complaint_policy_offer_answer")
        policy.action_activate()
        case = self._create_case_at("offered")
        clock = case.clock_ids.filtered(lambda clock: clock.policy_id == policy)
        self.assertEqual(clock.state, "running")
        self.assertTrue(case.settlement_id._letter_answer_by())
        self._answer(case, "refused")
        self.assertEqual(clock.state, "reached")
        self.assertFalse(case.settlement_id._letter_answer_by())

    def test_settled_when_all_was_done(self):
        """When everything promised was done, the complaint is settled."""
        case = self._create_case_at("executing")
        self._prepare_follow_up(case)
        with self._capture_events() as told:
            case.action_follow_up()
        self.assertIn(("settled", case.ids), told)


@tagged("post_install", "-at_install")
class TestLetterOnPortal(ComplaintPortalCommon):
    """The complainant gets the letter on the portal, once it is told."""

    def test_letter_is_downloaded(self):
        """By the customer and by the key of the link, as a PDF; by nobody else."""
        case = self._create_case_at("offered")
        url = f"/my/complaints/{case.id}/letter/{case.settlement_id.id}"
        token = self._get_token(case)
        self._login(self.buyer)
        self.assertIn("Result letter", self._open(case).text)
        response = self.url_open(url)
        self.assertIn("Terms of sale", response.text)  # in tests, Odoo gives HTML
        self._leave()
        response = self.url_open(url, params={"access_token": token})
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        name = case.name.replace("/", "-")
        self.assertIn(name, response.headers["Content-Disposition"])
        self._login(self.stranger)
        self.assertShut(self.url_open(url))

    def test_draft_is_not_given(self):
        """What was not told yet, or belongs to another case, is not there."""
        case = self._create_case_at("solution")
        draft = self._create_settlement(case)
        company = self.stranger.partner_id.parent_id
        other = self._create_case_at("offered", partner_id=company.id, contact_id=False)
        self.env.flush_all()
        self._login(self.buyer)
        for settlement in (draft, other.settlement_id):
            response = self.url_open(f"/my/complaints/{case.id}/letter/{settlement.id}")
            self.assertEqual(response.status_code, 404)
