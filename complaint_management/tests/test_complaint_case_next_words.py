# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseNextWords(ComplaintApprovalCommon):
    """The next step says for whom a settlement waits, and what came of it."""

    def _create(self, amount=3200):
        case = self._create_case_at(
            "solution",
            partner_id=self._create_customer().id,
            user_id=self.handler.id,
        )
        return case, self._propose(amount, case).with_env(self.env)

    def _says(self, case, user=None):
        self.env.invalidate_all()
        return case.with_user(user or self.handler).next_text

    def test_while_it_is_decided_on(self):
        """It names who decides, and tells that person to do so."""
        case, draft = self._create()
        self.assertEqual(self._says(case), "Decide what the complainant gets")
        draft.with_user(self.handler).action_request_approval()
        money = f"3,200.00 {self.currency.name}"
        self.assertEqual(
            self._says(case), f"Waits for the decision of Position deputy on {money}"
        )
        self.assertFalse(case.with_user(self.handler).next_is_mine)
        deputy = self.deputy.user_id
        self.assertEqual(self._says(case, deputy), f"Decide on {money}")
        self.assertTrue(case.with_user(deputy).next_is_mine)
        self._act(draft, self.deputy)
        self.assertIn("Position general", self._says(case))
        self._act(draft, self.general)
        self.assertEqual(self._says(case), "Tell the complainant what was approved")

    def test_names_the_position_as_the_reader_knows_it(self):
        """A handler who works in Chinese reads the Chinese name of the position."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.deputy.job_id.with_context(lang="zh_CN").name = "分公司副总经理"
        case, draft = self._create()
        draft.with_user(self.handler).action_request_approval()
        said = self._says(case.with_context(lang="zh_CN"))
        self.assertIn("分公司副总经理", said)

    def test_button_opens_the_request(self):
        """Who is asked comes to the request, others are told that they are not."""
        case, draft = self._create(500)
        with self.assertRaisesRegex(UserError, "not asked"):
            case.with_user(self.handler).action_open_decision()
        draft.with_user(self.handler).action_request_approval()
        action = case.with_user(self.area.user_id).action_open_decision()
        self.assertEqual(action["res_id"], draft.approval_ids.id)
        with self.assertRaisesRegex(UserError, "not asked"):
            case.with_user(self.handler).action_open_decision()

    def test_after_the_decision(self):
        """What was said stands in the next step."""
        case, draft = self._create(500)
        draft.with_user(self.handler).action_request_approval()
        self._act(draft, self.area, "send_back", "Too much")
        self.assertEqual(self._says(case), "Change the settlement: Too much")
        draft.with_user(self.handler).action_request_approval()
        self._act(draft, self.area, "refuse_approval", "Not our fault")
        self.assertEqual(
            self._says(case), "Find another solution, this was refused: Not our fault"
        )
        self._propose(100, case)
        self.assertEqual(self._says(case), "Decide what the complainant gets")

    def test_costs_the_same_for_one_and_for_many(self):
        """All cases of a list are looked at together."""
        cases = self.env["complaint.case"]
        counts = []
        for number in (1, 9):
            for _case in range(number):
                case, draft = self._create(500)
                draft.with_user(self.handler).action_request_approval()
                cases |= case
            for _once in range(2):
                self.env.invalidate_all()
                shown = cases.with_user(self.handler)
                shown.mapped("state")
                before = self.cr.sql_log_count
                shown.mapped("next_text")
                counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[3])
        self.assertLessEqual(counts[3], 8)
