# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .approval_common import ComplaintApprovalCommon
from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestComplaintApprovalAttack(ComplaintApprovalCommon, ComplaintHttpCommon):
    """Each way around an approval that a client might try, over RPC, is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settlement = cls._ask(3200)
        cls.rows = cls.settlement.approval_ids
        cls.line = cls.settlement.line_ids

    def _refused(self, model, method, *args, **kwargs):
        with self.subTest(model=model, method=method, args=args):
            with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
                with self.assertRaises(JsonRpcException) as caught:
                    self._call_kw(model, method, *args, **kwargs)
            self.assertIn("odoo.exceptions", str(caught.exception))

    def _assert_untouched(self):
        self.env.invalidate_all()
        self.assertEqual(self.settlement.state, "to_approve")
        self.assertEqual(self.rows.mapped("state"), ["asked", "waiting"])

    def _try_everything(self):
        """Write, create and delete rows and states, with forged contexts as well."""
        approval, settlement = "complaint.approval", "complaint.settlement"
        approved = {"state": "approved", "decided_by_id": self.deputy.user_id.id}
        row = {
            "settlement_id": self.settlement.id,
            "case_id": self.settlement.case_id.id,
            "round": 1,
            "step": 3,
            "approver_id": self.handler.id,
            "state": "asked",
        }
        for context in (
            {},
            {"complaint_step_token": True},
            {"complaint_step_token": {}, "su": True, "uid": 1},
            {"default_state": "approved", "complaint_settlement_saving": True},
        ):
            kwargs = {"context": context}
            self._refused(approval, "write", self.rows.ids, approved, **kwargs)
            self._refused(approval, "write", self.rows.ids, {"step": 9}, **kwargs)
            self._refused(
                approval, "write", self.rows.ids, {"approver_id": 2}, **kwargs
            )
            self._refused(approval, "web_save", self.rows.ids, approved, {}, **kwargs)
            self._refused(approval, "create", [row], **kwargs)
            self._refused(approval, "create", [row | approved], **kwargs)
            self._refused(approval, "unlink", self.rows.ids, **kwargs)
            for values in (
                {"state": "approved"},
                {"snapshot": {}},
                {"revision": 0},
                {"amount_company": 1},
                {"amount_counted": 1},
                {"requested_by_id": 2},
                {"approval_ids": [(5, 0, 0)]},
                {"approval_ids": [(0, 0, row)]},
                {"approval_ids": [(1, self.rows.ids[0], {"state": "approved"})]},
                {"state": "approved", "line_ids": [(5, 0, 0)]},
            ):
                self._refused(
                    settlement, "write", self.settlement.ids, values, **kwargs
                )
            self._refused(
                settlement,
                "create",
                [{"case_id": self.settlement.case_id.id, "state": "approved"}],
                **kwargs,
            )
        for action in ("action_approve", "action_refuse", "action_send_back"):
            for row_id in self.rows.ids:
                self._refused(approval, action, [row_id], "Because I can")
        for action in (
            "action_approve",
            "action_refuse_approval",
            "action_send_back",
        ):
            self._refused(settlement, action, self.settlement.ids, "Because I can")

    def test_handler_gets_nothing(self):
        """The proposer, who may write the settlement, approves nothing."""
        self._login(self.handler)
        self._try_everything()
        self._assert_untouched()

    def test_manager_of_complaints_gets_nothing(self):
        """Nor does the highest role."""
        self._login(self.user_administrator)
        self._try_everything()
        self._assert_untouched()

    def test_plain_user_gets_nothing(self):
        """Nor does an employee who is not asked."""
        self._login(self.user_internal)
        self._try_everything()
        self._assert_untouched()

    def test_later_approver_gets_nothing(self):
        """Who decides later does not decide now."""
        self.settlement.case_id._name_users(self.general.user_id, "approver")
        self._login(self.general.user_id)
        self._try_everything()
        self._assert_untouched()

    def test_superuser_code_needs_the_token(self):
        """Server code writes no decision either."""
        with self.assertRaises(AccessError):
            self.rows[:1].state = "approved"
        with self.assertRaises(UserError):
            self.settlement.state = "approved"

    def test_amount_raised_after_approval_is_not_told(self):
        """A higher amount is asked for anew, also in one write with others."""
        customer = self._create_customer()
        case = self._create_case_at("solution", partner_id=customer.id)
        settlement = self._ask(500, case)
        self._act(settlement, self.area)
        self._login(self.handler)
        self._call_kw(
            "complaint.settlement",
            "write",
            settlement.ids,
            {"line_ids": [(1, settlement.line_ids.id, {"amount": 2500})]},
            context={"complaint_settlement_saving": True},
        )
        settlement.invalidate_recordset()
        self.assertAsks(settlement, self.deputy)
        self._refused("complaint.case", "action_offer", case.ids)

    def test_content_changed_behind_the_back_is_not_approved(self):
        """Whatever way the content changed, the picture does not fit."""
        self.env.cr.execute(
            "UPDATE complaint_settlement_line SET amount = 9999 WHERE id = %s",
            [self.line.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not what it was"):
            self._act(self.settlement, self.deputy)

    def test_content_changed_behind_the_back_is_not_told(self):
        """Nor is what was approved told when it does not fit."""
        customer = self._create_customer()
        case = self._create_case_at("solution", partner_id=customer.id)
        settlement = self._ask(500, case)
        self._act(settlement, self.area)
        self.env.cr.execute(
            "UPDATE complaint_settlement_line SET amount = 9999 WHERE id = %s",
            [settlement.line_ids.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "approved first"):
            case.action_offer()

    def test_approver_who_became_respondent_or_handler_is_refused(self):
        """Parties don't decide, even if they were asked before."""
        customer = self._create_customer()
        settlement = self._ask(100, self._create_case(partner_id=customer.id))
        settlement.case_id.user_id = self.area.user_id
        with self.assertRaises(AccessError):
            self._act(settlement, self.area)
        other = self._ask(100, self._create_case(partner_id=customer.id))
        other.case_id.respondent_employee_ids = self.area
        with self.assertRaises(AccessError):
            self._act(other, self.area)

    def test_limits_are_the_administrators(self):
        """Nobody else raises a limit or takes it away."""
        for user in (self.handler, self.area.user_id, self.user_manager):
            limit = self.area_limit.with_user(user)
            with self.assertRaises(AccessError):
                limit.amount = 99999
            with self.assertRaises(AccessError):
                limit.unlink()
        self.area_limit.with_user(self.user_administrator).amount = 500
