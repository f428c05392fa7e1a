# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestComplaintApprovalPath(ComplaintApprovalCommon):
    """Who is asked: the first one up the line whose limit covers the amount."""

    # === AMOUNTS === #

    def test_each_amount_goes_to_whose_limit_it_is(self):
        """Upper ends are inclusive; beyond the deputy's, the general manager too."""
        for amount, people in (
            (0.01, [self.area]),
            (1000.00, [self.area]),
            (1000.01, [self.deputy]),
            (3000.00, [self.deputy]),
            (3000.01, [self.deputy, self.general]),
            (3200.00, [self.deputy, self.general]),
        ):
            with self.subTest(amount=amount):
                customer = self._create_partner(user_id=self.field.user_id.id)
                case = self._create_case(partner_id=customer.id)
                self.assertAsks(self._ask(amount, case), *people)

    def test_reason_and_limit_are_written_down(self):
        """Each row says why this person, and up to where he or she decides."""
        row = self._ask(500).approval_ids
        self.assertIn("whose limit covers", row.why)
        self.assertIn("1,000.00", row.limit)
        self.assertEqual(row.position, "Position area")
        self.assertFalse(row.skipped)

    def test_nothing_to_approve(self):
        """An apology needs nobody, unless the complaint is major."""
        draft = self._propose(0)
        with self.assertRaisesRegex(UserError, "Nothing has to be approved"):
            draft.action_request_approval()

    # === CUSTOMER === #

    def test_four_payments_of_one_customer_add_up(self):
        """Splitting a payment gains nothing."""
        for people in (
            [self.area],
            [self.deputy],
            [self.deputy],
            [self.deputy, self.general],
        ):
            self.assertAsks(self._ask(900), *people)

    def test_contacts_of_one_company_are_one_customer(self):
        """Another ward's contact does not start anew."""
        self._ask(900)
        ward = self.env["res.partner"].create(
            {"name": "Ward 3", "parent_id": self.partner.id}
        )
        case = self._create_case(partner_id=ward.id)
        self.assertEqual(self._ask(900, case).amount_counted, 1800)

    def test_what_was_given_up_does_not_add_up(self):
        """A payment that is cancelled was not promised."""
        self._ask(900).action_cancel()
        self.assertAsks(self._ask(900), self.area)

    def test_outside_of_the_time_does_not_add_up(self):
        """A payment of last year is over."""
        earlier = self._ask(900)
        earlier._with_step_token().requested_at = "2020-01-01"
        self.assertAsks(self._ask(900), self.area)

    def test_business_customers_not_added_up_if_set_so(self):
        """A company that settles with hospitals every week may switch it off."""
        self.company.complaint_approval_window_business = False
        self._ask(900)
        self.assertAsks(self._ask(900), self.area)

    def test_consumer_is_known_by_mail_or_phone(self):
        """Who is no customer on file goes by address and number, however written."""
        values = {"partner_id": False, "complainant_type": "consumer"}
        first = self._create_case(
            complainant_email="Zhang@Example.com",
            complainant_phone="+86 138-0013-8000",
            **values,
        )
        self._ask(900, first)
        for contact in (
            {"complainant_email": "zhang@example.com"},
            {"complainant_phone": "13800138000"},
        ):
            with self.subTest(contact=contact):
                case = self._create_case(**values, **contact)
                settlement = self._ask(100, case)
                self.assertGreater(settlement.amount_counted, 900)
        other = self._create_case(complainant_phone="13900139000", **values)
        self.assertEqual(self._ask(100, other).amount_counted, 100)

    # === SKIPPED === #

    def test_absent_deputy_is_passed_over(self):
        """The general manager decides, and it is written why."""
        self._create_leave(self.deputy)
        for amount in (2000, 3200):
            with self.subTest(amount=amount):
                case = self._create_case(
                    partner_id=self._create_partner(user_id=self.field.user_id.id).id
                )
                settlement = self._ask(amount, case)
                self.assertAsks(settlement, self.general)
                self.assertIn("absent", settlement.approval_ids.skipped)
                self.assertIn(self.deputy.name, settlement.approval_ids.skipped)

    def test_deputy_who_proposes_does_not_approve(self):
        """Nobody approves the own proposal; it goes up."""
        group = "complaint_management.complaint_management_group_user_all"
        self.deputy.user_id.group_ids = [(4, self.env.ref(group).id)]
        case = self._create_case()
        for amount in (2000, 3200):
            with self.subTest(amount=amount):
                settlement = self._ask(amount, case, user=self.deputy.user_id)
                self.assertAsks(settlement, self.general)
                self.assertIn("proposed it", settlement.approval_ids.skipped)
                settlement.action_cancel()

    def test_who_writes_the_lines_does_not_approve(self):
        """Letting a colleague press the button does not help."""
        group = "complaint_management.complaint_management_group_user_all"
        self.area.user_id.group_ids = [(4, self.env.ref(group).id)]
        draft = self._propose(500)
        draft.with_user(self.area.user_id).line_ids.amount = 600
        draft.action_request_approval()
        self.assertAsks(draft.with_env(self.env), self.deputy)

    def test_handler_does_not_approve(self):
        """Who handles the complaint is passed over, whoever proposes."""
        case = self._create_case(user_id=self.area.user_id.id)
        settlement = self._ask(500, case, user=self.leader)
        self.assertAsks(settlement, self.deputy)
        self.assertIn("handles", settlement.approval_ids.skipped)

    def test_respondent_does_not_approve(self):
        """Who is complained about is passed over."""
        case = self._create_case(respondent_employee_ids=[(6, 0, self.area.ids)])
        settlement = self._ask(500, case)
        self.assertAsks(settlement, self.deputy)
        self.assertIn("respondent", settlement.approval_ids.skipped)

    def test_who_left_is_passed_over(self):
        """Archived employees, users that can't log in, and who has no user."""
        changes = (
            lambda: self.area.user_id.write({"active": False}),
            lambda: self.area.write({"active": False}),
        )
        for change in changes:
            with self.subTest(change=change):
                change()
                self.env.invalidate_all()
                self.partner = self._create_partner(user_id=self.field.user_id.id)
                case = self._create_case(partner_id=self.partner.id)
                settlement = self._ask(500, case)
                self.assertAsks(settlement, self.deputy)
                self.assertIn(self.area.name, settlement.approval_ids.skipped)

    def test_never_to_a_smaller_authority(self):
        """With deputy and general manager away nobody decides, the area even less."""
        self._create_leave(self.deputy)
        self._create_leave(self.general)
        draft = self._propose(2000)
        with self.assertRaisesRegex(UserError, "Nobody up the line") as caught:
            draft.action_request_approval()
        self.assertIn(self.deputy.name, str(caught.exception))
        self.assertIn(self.general.name, str(caught.exception))

    def test_other_approver_where_nobody_is_above(self):
        """The settings name who decides then; never the proposer."""
        self._create_leave(self.general)
        self._create_leave(self.deputy)
        draft = self._propose(2000)
        self.company.complaint_approval_fallback_id = self.handler
        with self.assertRaises(UserError):
            draft.action_request_approval()
        self.company.complaint_approval_fallback_id = self.quality.user_id
        draft.action_request_approval()
        settlement = draft.with_env(self.env)
        self.assertAsks(settlement, self.quality)
        self.assertIn("settings", settlement.approval_ids.why)
        self.assertIn("absent", settlement.approval_ids.skipped)

    def test_loop_in_the_hierarchy_ends(self):
        """A line that bites its tail is walked once."""
        self.general.parent_id = self.area
        self.assertAsks(self._ask(5000), self.deputy, self.general)

    # === START OF THE LINE === #

    def test_handler_outside_of_the_sales_line(self):
        """The customer's salesperson counts, not who handles the complaint."""
        user = self._create_user("quality_handler")
        self._create_employee(user, parent_id=self.quality.id)
        case = self._create_case(user_id=user.id)
        self.assertAsks(self._ask(500, case, user=user), self.area)

    def test_line_of_the_handler_where_nobody_looks_after_the_customer(self):
        """Without a salesperson the handler's line counts."""
        self.partner.user_id = False
        self.assertAsks(self._ask(500), self.area)
        user = self._create_user("quality_handler")
        self._create_employee(user, parent_id=self.quality.id)
        case = self._create_case(user_id=user.id, partner_id=self._create_partner().id)
        self.assertAsks(self._ask(500, case, user=user), self.general)

    def test_line_of_the_handler_if_set_so(self):
        """The setting says whose managers decide."""
        self.company.complaint_approval_start = "handler"
        user = self._create_user("quality_handler")
        self._create_employee(user, parent_id=self.quality.id)
        case = self._create_case(user_id=user.id)
        self.assertAsks(self._ask(500, case, user=user), self.general)

    def test_salesperson_of_the_order(self):
        """Where the customer has none, the order's counts."""
        self.partner.user_id = False
        self.company.complaint_approval_distance = 1
        order = self._create_order()
        order.user_id = self.quality.user_id
        case = self._create_case(sale_order_id=order.id)
        self.assertAsks(self._ask(500, case), self.general)

    # === TOP === #

    def test_major_complaint_goes_to_the_top(self):
        """Also without money, with the risk written down, and the deputy before."""
        case = self._create_case(severity="major")
        draft = self._propose(0, case)
        with self.assertRaisesRegex(UserError, "risk"):
            draft.action_request_approval()
        draft.risk = "The lot may be on other wards."
        draft.action_request_approval()
        settlement = draft.with_env(self.env)
        self.assertAsks(settlement, self.deputy, self.general)
        self.assertIn("major", settlement.approval_ids[-1:].why)

    def test_more_than_was_paid_goes_to_the_top(self):
        """The excess is told to who decides."""
        self.patch(
            self.registry["complaint.settlement"], "_get_cap_excess", lambda self: 50.0
        )
        settlement = self._ask(100)
        self.assertAsks(settlement, self.deputy, self.general)
        self.assertIn("50.00", settlement.approval_ids[-1:].why)

    # === LIMITS === #

    def test_without_limits_the_manager_decides(self):
        """The distance counts only where no limits are set."""
        (self.area_limit | self.deputy_limit | self.general_limit).active = False
        self.assertAsks(self._ask(99999), self.area)
        self.company.complaint_approval_distance = 2
        self.assertAsks(self._ask(99999), self.deputy)
        self._create_leave(self.deputy)
        self.assertAsks(self._ask(99999), self.general)

    def test_own_limit_replaces_that_of_the_position(self):
        """A new manager may begin with less."""
        self._create_limit(user_id=self.area.user_id.id, amount=200)
        self.assertAsks(self._ask(150), self.area)
        self.assertAsks(self._ask(500), self.deputy)

    def test_limit_of_a_category_counts_below_it(self):
        """The narrower one goes before the wider one."""
        quality = self._create_category(name="Goods of ours")
        leak = self._create_category(name="Leaking", parent_id=quality.id)
        self._create_limit(self.area, amount=5000, category_id=quality.id)
        case = self._create_case(category_id=leak.id)
        self.assertAsks(self._ask(4000, case), self.area)
        other = self._create_case(
            category_id=self._create_category(name="Money").id,
            partner_id=self._create_partner(user_id=self.field.user_id.id).id,
        )
        self.assertAsks(self._ask(4000, other), self.deputy, self.general)

    def test_limits_changed_meanwhile_change_nothing(self):
        """What is under way keeps who was asked."""
        settlement = self._ask(500)
        self.area_limit.amount = 1
        self.area_limit.active = False
        self._act(settlement, self.area)
        self.assertEqual(settlement.state, "approved")

    # === CURRENCY AND COMPANY === #

    def test_other_currency_is_compared_at_the_rate_of_the_day(self):
        """Two of the order's currency are one of the company's."""
        currency = self._create_currency(rate=2.0)
        order = self._create_order()
        order.currency_id = currency
        case = self._create_case(sale_order_id=order.id)
        # What was paid is not what this is about.
        with patch.object(
            self.registry["complaint.settlement"], "_get_cap_excess", lambda self: 0.0
        ):
            settlement = self._ask(2000, case)
        self.assertEqual(settlement.currency_id, currency)
        self.assertEqual(settlement.amount_company, 1000)
        self.assertAsks(settlement, self.area)
        currency.rate_ids.rate = 1.0
        self.assertEqual(settlement.amount_company, 1000)

    def test_currency_without_rate_is_told(self):
        """A missing rate is not taken for one."""
        order = self._create_order()
        order.currency_id = self._create_currency()
        draft = self._propose(2000, self._create_case(sale_order_id=order.id))
        with self.assertRaisesRegex(UserError, "no rate for XTE"):
            draft.action_request_approval()
        self.assertEqual(draft.state, "draft")

    def test_limit_in_other_currency_is_converted(self):
        """A company may set a limit in another currency."""
        self.area_limit.active = False
        currency = self._create_currency(rate=2.0)
        self._create_limit(self.area, amount=4000, currency_id=currency.id)
        self.assertAsks(self._ask(2000), self.area)

    def test_shared_limit_counts_in_its_currency_only(self):
        """The shipped limits are for companies that keep their books in it."""
        limits = self.area_limit | self.deputy_limit | self.general_limit
        limits.write({"company_id": False})
        self.assertAsks(self._ask(2000), self.deputy)
        limits.write({"currency_id": self._create_currency(rate=2.0).id})
        case = self._create_case(
            partner_id=self._create_partner(user_id=self.field.user_id.id).id
        )
        self.assertAsks(self._ask(2000, case), self.area)

    def test_limits_of_other_company_do_not_count(self):
        """Two companies, two sets of limits."""
        self._create_limit(self.area, amount=9999, company_id=self.company_other.id)
        self.assertAsks(self._ask(2000), self.deputy)

    def test_switched_off_company_changes_nothing(self):
        """Limits and line are those of the complaint's company, whatever is on."""
        self.deputy.user_id.company_ids += self.company_other
        self.handler.company_ids += self.company_other
        draft = self._propose(2000)
        companies = (self.company_other + self.company).ids
        draft.with_context(allowed_company_ids=companies).action_request_approval()
        self.assertAsks(draft.with_env(self.env), self.deputy)

    def test_manager_without_the_company_is_passed_over(self):
        """Who has no access to the company of the complaint can't decide there."""
        user = new_test_user(
            self.env,
            login="approval_elsewhere",
            groups="base.group_user",
            company_id=self.company_other.id,
            company_ids=[(6, 0, self.company_other.ids)],
        )
        self.area.user_id = user
        settlement = self._ask(500)
        self.assertAsks(settlement, self.deputy)
        self.assertIn("company", settlement.approval_ids.skipped)
