# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalAttackContext(ComplaintApprovalCommon):
    """What a client puts into the context opens no way around an approval."""

    def test_archived_limit_stays_archived(self):
        """A limit that was taken away is not called back to life."""
        self.area_limit.active = False
        draft = self._propose(900).with_context(active_test=False)
        draft.action_request_approval()
        self.assertAsks(draft.with_env(self.env), self.deputy)

    def test_price_of_a_gift_is_not_the_clients(self):
        """Neither a unit nor a surcharge of the context makes a gift cheap."""
        product = self._create_product(tracking="none", lst_price=2500)
        tiny = self.env["uom.uom"].create(
            {
                "name": "Crumb",
                "relative_factor": 0.001,
                "relative_uom_id": product.uom_id.id,
            }
        )
        for context in (
            {"uom": tiny.id},
            {"no_variant_attributes_price_extra": [-2500]},
            {"current_attributes_price_extra": [-2500]},
            {"pricelist": False, "quantity": 0.0001, "date": "1990-01-01"},
        ):
            with self.subTest(context=context):
                case = self._create_case(
                    partner_id=self._create_customer().id, user_id=self.handler.id
                )
                draft = self._propose(0, case)
                draft.line_ids = [
                    Command.clear(),
                    Command.create(
                        {"kind": "gift", "product_id": product.id, "quantity": 1}
                    ),
                ]
                self.env.flush_all()
                self.env.invalidate_all()
                draft = draft.with_context(**context)
                self.assertTrue(draft.approval_required)
                draft.action_request_approval()
                self.assertAsks(draft.with_env(self.env), self.deputy)

    def test_unseen_case_is_not_read_by_a_draft(self):
        """A form that is never saved tells nothing of a complaint one may not see."""
        case = self._create_case_at("investigating", user_id=self.leader.id)
        self._finish_investigation(case, finding="Known to few.")
        outsider = new_test_user(
            self.env,
            login="approval_outsider",
            groups="complaint_management.complaint_management_group_user",
        )
        with self.assertRaises(AccessError):
            case.with_user(outsider).read(["name"])
        with self.assertRaises(AccessError):
            found = (
                self.env["complaint.settlement"]
                .with_user(outsider)
                .onchange(
                    {"case_id": case.id, "letter_finding": False},
                    ["case_id"],
                    {"letter_finding": {}, "case_id": {}},
                )
            )
            self.assertNotIn("Known to few", str(found))
        own = self._create_case(user_id=outsider.id)
        own.with_user(outsider).read(["name"])
        finding = case.investigation_id
        line = self._propose(5, own, outsider).line_ids
        drafts = (
            {"case_id": case.id},
            {"id": line.settlement_id.id, "case_id": case.id},
            {"case_id": {"id": case.id}},
            {"case_id": {"id": own.id, "investigation_id": finding.id}},
            {"case_id": {"investigation_ids": [[6, 0, finding.ids]]}},
            {"case_id": {"investigation_ids": [{"id": finding.id}]}},
        )
        for draft in drafts:
            with self.subTest(draft=draft), self.assertRaises(AccessError):
                line.browse().with_user(outsider).onchange(
                    {"settlement_id": draft},
                    ["settlement_id"],
                    {"settlement_id": {"fields": {"letter_finding": {}}}},
                )
        with self.assertRaises(AccessError):
            own.with_user(outsider).onchange(
                {"investigation_id": finding.id},
                ["investigation_id"],
                {"investigation_id": {}, "conclusion": {}},
            )
        # What is seen is no obstacle.
        line.with_user(outsider).onchange(
            {"settlement_id": {"id": line.settlement_id.id, "case_id": own.id}},
            ["settlement_id"],
            {"settlement_id": {"fields": {"letter_finding": {}}}, "amount": {}},
        )

    def test_who_is_paid_does_not_decide(self):
        """A manager who complains as a customer approves nothing for himself."""
        me = self.area.user_id.partner_id
        me.user_id = self.field.user_id
        case = self._create_case(partner_id=me.id, user_id=self.handler.id)
        settlement = self._ask(500, case)
        self.assertAsks(settlement, self.deputy)
        self.assertIn(self.area.name, settlement.approval_ids.skipped)
        self._create_delegation(self.deputy, self.area)
        with self.assertRaises(AccessError):
            self._act(settlement, self.area)

    def test_payee_chosen_before_does_not_decide(self):
        """Nor does who is chosen to be paid, before it is asked for."""
        case = self._create_case(
            partner_id=False, complainant_type="anonymous", user_id=self.handler.id
        )
        draft = self._propose(500, case)
        draft.with_env(self.env).payee_id = self.area.user_id.partner_id
        draft.action_request_approval()
        self.assertAsks(draft.with_env(self.env), self.deputy)

    def test_nothing_is_approved_in_bulk_unless_set_so(self):
        """What goes to the top whatever it costs is decided on alone."""
        rows = self.env["complaint.approval"]
        for _number in range(2):
            case = self._create_case(
                partner_id=self._create_customer().id,
                user_id=self.handler.id,
                severity="major",
            )
            draft = self._propose(0, case, risk="None left.")
            draft.action_request_approval()
            rows |= draft.with_env(self.env).approval_ids.filtered(
                lambda row: row.state == "asked"
            )
        self.assertEqual(len(rows.approver_id), 1)
        with self.assertRaisesRegex(UserError, "together with others"):
            rows.with_user(rows.approver_id).action_approve("All of them")
