# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestComplaintApprovalDelegation(ComplaintApprovalCommon):
    """Somebody stands in for an approver: on behalf, for a time, within limits."""

    def test_stand_in_decides_on_behalf(self):
        """The own name is on the sheet, and the case opens to who stands in."""
        self._create_delegation(self.area, self.quality)
        settlement = self._ask(500)
        self.assertAsks(settlement, self.area)
        case = settlement.case_id
        self.assertTrue(case.with_user(self.quality.user_id).has_access("read"))
        self.assertIn("delegate", case.access_ids.mapped("why"))
        mine = self.env["complaint.approval"].with_user(self.quality.user_id)
        self.assertEqual(
            mine.search([("is_mine", "=", True)]).settlement_id.ids, settlement.ids
        )
        self._act(settlement, self.quality, opinion="Fair.")
        self.assertEqual(settlement.state, "approved")
        self.assertRecordValues(
            settlement.approval_ids,
            [
                {
                    "approver_id": self.area.user_id.id,
                    "decided_by_id": self.quality.user_id.id,
                }
            ],
        )

    def test_delegation_opens_what_waits(self):
        """What was asked for before is opened as well."""
        settlement = self._ask(500)
        case = settlement.case_id.with_user(self.quality.user_id)
        self.assertFalse(case.has_access("read"))
        delegation = self.env["complaint.approval.delegation"]
        delegation.with_user(self.area.user_id).create(
            {"to_user_id": self.quality.user_id.id, "date_end": date.today()}
        )
        self.assertTrue(case.has_access("read"))
        self._act(settlement, self.quality)

    def test_absent_approver_with_a_stand_in_is_asked(self):
        """Who is on leave and has somebody for it is not passed over."""
        self._create_leave(self.area)
        self._create_delegation(self.area, self.quality)
        self.assertAsks(self._ask(500), self.area)

    def test_stand_in_who_is_a_party_does_not_count(self):
        """Never the proposer, the handler or the respondent."""
        self._create_leave(self.area)
        self._create_delegation(
            self.area,
            self.env["hr.employee"].search([("user_id", "=", self.handler.id)]),
        )
        settlement = self._ask(500)
        self.assertAsks(settlement, self.deputy)

    def test_proposer_standing_in_is_refused(self):
        """Standing in gives the proposer nothing."""
        me = self.env["hr.employee"].search([("user_id", "=", self.handler.id)])
        self._create_delegation(self.area, me)
        settlement = self._ask(500)
        self.assertAsks(settlement, self.area)
        with self.assertRaises(AccessError):
            settlement.approval_ids.with_user(self.handler).action_approve()

    def test_outside_of_the_days_is_refused(self):
        """Neither before nor after."""
        settlement = self._ask(500)
        settlement.case_id._name_users(self.quality.user_id, "escalation")
        row = settlement.approval_ids.with_user(self.quality.user_id)
        today = date.today()
        for start, end in ((-9, -1), (1, 9)):
            self._create_delegation(
                self.area,
                self.quality,
                date_start=today + timedelta(days=start),
                date_end=today + timedelta(days=end),
            )
            with self.assertRaises(AccessError):
                row.action_approve()

    def test_one_person_decides_one_step(self):
        """The general manager does not stand in for the deputy's step as well."""
        self._create_delegation(self.deputy, self.general)
        settlement = self._ask(3200)
        with self.assertRaises(AccessError):
            self._act(settlement, self.general)

    def test_nobody_gives_away_what_is_not_his(self):
        """Only the approver, or an administrator, says who stands in."""
        delegation = self.env["complaint.approval.delegation"]
        values = {
            "from_user_id": self.area.user_id.id,
            "to_user_id": self.user_internal.id,
            "date_end": date.today(),
        }
        for user in (self.user_internal, self.handler, self.user_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                delegation.with_user(user).create(values)
        own = delegation.with_user(self.user_internal).create(
            values
            | {"from_user_id": self.user_internal.id, "to_user_id": self.leader.id}
        )
        with self.assertRaises(AccessError):
            own.from_user_id = self.area.user_id
        delegation.with_user(self.user_administrator).create(values)

    def test_stand_in_sees_but_does_not_change(self):
        """Nobody prolongs the own time."""
        row = self._create_delegation(self.area, self.quality)
        row = row.with_user(self.quality.user_id)
        self.assertTrue(row.has_access("read"))
        with self.assertRaises(AccessError):
            row.date_end = "2099-01-01"
        with self.assertRaises(AccessError):
            row.unlink()

    @mute_logger("odoo.sql_db")
    def test_implausible_delegations_are_refused(self):
        """Not to oneself, not backward, not to a customer."""
        with self.assertRaises(IntegrityError):
            self._create_delegation(self.area, self.area)
        with self.assertRaises(IntegrityError):
            self._create_delegation(self.area, self.quality, date_end="2000-01-01")
        with self.assertRaises(ValidationError):
            self._create_delegation(
                self.area, self.quality, to_user_id=self.user_portal.id
            )
