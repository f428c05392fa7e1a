# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from .action_common import ComplaintActionCommon

#: Words of somebody who denies a defect before anybody looked.
DENIALS = (
    "no defect",
    "not our",
    "is normal",
    "your fault",
    "not a quality",
    "qualified",
)


@tagged("post_install", "-at_install")
class TestComplaintKnownIssue(ComplaintActionCommon):
    """What is known is offered while a complaint is taken, and told by one click."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Issue = cls.env["complaint.known.issue"]
        cls.leak = cls.env.ref("complaint_quality.complaint_known_issue_leaking_bag")
        cls.ring = cls.env.ref("complaint_quality.complaint_known_issue_pull_ring")
        cls.reaction = cls.env.ref(
            "complaint_quality.complaint_known_issue_infusion_reaction"
        )
        cls.none = cls.env["complaint.defect"]
        cls.nature = cls.env["complaint.category"]

    def _suggest(self, text="", defects=None, category=None):
        defects = self.none if defects is None else defects
        return self.Issue._suggest(defects, category or self.nature, text)

    # === THE SIX === #

    def test_six_are_shipped(self):
        """Each says how it looks, why, what to tell and what to collect."""
        shipped = self.Issue.search([])
        self.assertEqual(len(shipped), 6)
        for issue in shipped:
            for name in ("symptom", "causes", "customer_text", "collect"):
                self.assertTrue(issue[name], f"{issue.name}: {name}")
            self.assertTrue(issue.defect_ids)

    def test_customer_texts_deny_nothing(self):
        """What a customer is told never says that nothing is wrong."""
        for issue in self.Issue.search([]):
            text = issue.customer_text.lower()
            self.assertFalse([word for word in DENIALS if word in text], issue.name)

    # === SEARCH === #

    def test_found_by_words_in_both_languages(self):
        """A few words of the caller are enough, in English and in Chinese."""
        for text, issue in (
            ("Two bags are leaking in the carton", self.leak),
            ("护士说有两袋漏液", self.leak),
            ("拉环拉不开，一拉就断", self.ring),
            ("患者输液后寒战发热", self.reaction),
        ):
            self.assertEqual(self._suggest(text)[:1], issue, text)

    def test_found_by_a_defect_or_one_above_it(self):
        """A leak at the port is a leaking bag; a named defect beats words."""
        port = self.env.ref("complaint_management.complaint_defect_leak_port")
        self.assertEqual(self._suggest("pull ring cap", port)[0], self.leak)
        below = self._create_defect(name="Left weld", parent_id=port.id)
        self.assertEqual(self._suggest("", below), self.leak)

    def test_found_by_nature(self):
        """An issue can be offered for a whole nature of complaints."""
        category = self._create_category()
        issue = self.Issue.create({"name": "Rude", "category_ids": category.ids})
        below = self._create_category(name="Below", parent_id=category.id)
        self.assertEqual(self._suggest(category=below), issue)

    def test_nothing_fits(self):
        """No words, short ones or others offer nothing, and archived ones neither."""
        for text in ("", "ok", "Invoice 4711", "发票金额错误"):
            self.assertFalse(self._suggest(text), text)
        self.leak.active = False
        self.assertNotIn(self.leak, self._suggest("leaking"))

    def test_at_most_three_by_one_query(self):
        """However large the library and however long the story."""
        self.Issue.create(
            [{"name": f"Kind {i}", "keywords": "leaking"} for i in range(100)]
        )
        text = "leaking " + "word " * 2000
        self._suggest(text)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertEqual(len(self._suggest(text)), 3)

    def test_index_serves_the_words(self):
        """The words are looked up in an index, never by reading all texts."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            "EXPLAIN SELECT id FROM complaint_known_issue "
            "WHERE string_to_array(terms, ' ') && ARRAY['leaking']"
        )
        plan = " ".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("complaint_known_issue_terms_idx", plan)

    # === SCREENS === #

    def test_register_screen_offers_it(self):
        """It stands on the screen as soon as the defect or the words are there."""
        form = Form(
            self.env["complaint.case"]
            .with_user(self.handler)
            .with_context(complaint_register=True),
            view="complaint_management.complaint_case_view_form_register",
        )
        self.assertFalse(form.suggested_issue_ids[:])
        form.description = "The bag is leaking"
        self.assertEqual(form.suggested_issue_ids[:], self.leak)

    def test_one_click_puts_it_into_the_letter(self):
        """The text stands in the dialog, in the language of the letter, and counts."""
        issue = self.leak.with_user(self.handler).with_context(
            complaint_case_id=self.case.id
        )
        action = issue.action_tell()
        dialog = Form(
            self.env["complaint.case.tell"]
            .with_user(self.handler)
            .with_context(**action["context"])
        )
        self.assertIn("as they are, uncut", html2plaintext(dialog.body))
        self.assertEqual(dialog.body.count("uncut"), 1)
        self.assertNotIn("10,000", dialog.body)
        dialog.via = "phone"
        dialog.save().action_tell()
        self.assertEqual(self.case.known_issue_ids, self.leak)
        self.assertEqual(self.leak.use_count, 1)
        self.assertIn("uncut", self.case.notice_ids[:1].body)

    def test_chosen_in_the_dialog(self):
        """Whoever writes a letter can add it there."""
        dialog = Form(
            self.env["complaint.case.tell"]
            .with_user(self.handler)
            .with_context(default_case_id=self.case.id, default_code="free")
        )
        dialog.body = "<p>Dear ward</p>"
        dialog.known_issue_id = self.ring
        self.assertIn("Dear ward", dialog.body)
        self.assertIn("clockwise", dialog.body)

    # === ACCESS === #

    def test_stranger_tells_nothing(self):
        """Without a right to the complaint the button is of no use."""
        issue = self.leak.with_user(self.colleague)
        with self.assertRaises(AccessError):
            issue.with_context(complaint_case_id=self.case.id).action_tell()

    def test_use_is_not_written_by_hand(self):
        """What was told is noted by telling it."""
        with self.assertRaises(AccessError):
            self.case.with_user(self.handler).known_issue_ids = self.leak

    def test_shipped_ones_are_archived_not_deleted(self):
        """An update would bring them back."""
        with self.assertRaises(UserError):
            self.leak.with_user(self.user_quality_manager).unlink()

    def test_named_employee_without_a_role_reads_no_library(self):
        """The library is for those who work with complaints; the case opens anyway."""
        self.case._name_users(self.user_internal, "intake")
        case = self.case.with_user(self.user_internal)
        self.assertTrue(case.description)
        self.assertNotIn("suggested_issue_ids", case.fields_get())
        self.assertFalse(self.leak.with_user(self.user_internal).has_access("read"))

    def test_button_of_the_case_shows_what_is_known(self):
        """The list is that of the complaint, and its texts are told from there."""
        self.case.description = "The bag is leaking"
        action = self.case.with_user(self.handler).action_view_suggested_issues()
        self.assertEqual(self.Issue.search(action["domain"]), self.leak)
        self.assertEqual(action["context"]["complaint_case_id"], self.case.id)
