# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import tagged

from .golden_week_common import GoldenWeekCommon

#: Half past three in the afternoon before the holidays.
EVE = "09-30 15:30"


@tagged("post_install", "-at_install")
class TestPresetScenarios(GoldenWeekCommon):
    """Each shipped policy, by the hour, over National Day and its make-up Saturday."""

    def setUp(self):
        super().setUp()
        self._go_to(EVE)

    def test_factory_standard(self):
        """Hours go by on holidays, working days do not; the result is told at last."""
        self._put_in_force("factory_standard")
        case = self._create_case()
        self.assertEnds(
            case,
            Replied="10-01 15:30",
            Registered="10-01 15:30",
            Verified="10-01 15:30",
        )
        case.action_register()
        self.assertReached(case, "Registered")
        self._go_to("10-01 10:00")
        self._reach(case, "Verified")
        # Nobody works before Thursday: five whole days, the Saturday among them.
        self.assertEnds(case, Solved="10-13 17:30")
        self._go_to("10-12 11:00")
        case._complaint_event("settled")
        self.assertEnds(case, Result_told="10-15 11:00")
        for step in ("accept", "investigate", "propose", "offer", "execute"):
            self._take_step(case, step)
        self._take_step(case, "follow_up")
        self._take_step(case, "close")
        self._go_to("10-15 10:00")
        case.with_user(self.handler)._complaint_notify("closed", "letter")
        self.assertReached(case, "Result told")

    def test_factory_with_supplier(self):
        """All from receipt: half a day each before and after the holidays."""
        self._put_in_force("factory_supplier")
        case = self._create_case()
        self.assertEnds(
            case,
            Passed_on="10-01 15:30",
            Preliminary_verification="10-01 15:30",
            Analysis_report="10-10 15:30",
            Supplier_contacted="10-13 15:30",
            Measures_implemented="10-13 15:30",
            Done="10-20 15:30",
        )
        self._go_to("10-14 09:30")
        self._reach(case, "Measures implemented")
        self.assertReached(case, "Measures implemented", late_hours=2 + 1.5)
        self.assertEqual(self._get_clock(case, "Supplier contacted").state, "running")

    def test_dairy(self):
        """The market person's limits begin when the hand-over is received."""
        self._put_in_force("dairy")
        case = self._create_case()
        self.assertEnds(
            case, Dispatched="10-01 03:30", Closing_report_collected="10-05 15:30"
        )
        relay = case.with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Ring the customer"
        )
        self.assertFalse(self._get_clock(case, "Contact, target"))
        self._go_to("10-01 09:00")
        relay.with_user(self.colleague).action_receive()
        self.assertEnds(
            case,
            **{
                "Contact, target": "10-01 21:00",
                "Contact, latest": "10-02 09:00",
                "Settled or reported back": "10-03 09:00",
            },
        )
        self._go_to("10-01 22:00")
        self._reach(case, "Contact, latest")
        self.assertReached(case, "Contact, latest")
        self.assertReached(case, "Contact, target", late_hours=1)
        case.action_register()
        self._go_to("10-02 20:00")
        case.cannot_close_reason = "The laboratory is closed over the holidays."
        case.with_user(self.handler).action_report_back()
        self.assertReached(case, "Settled or reported back")
        row = self._get_clock(case, "Settled or reported back").event_ids[-1:]
        self.assertEqual(row.event, "reported_back")
        self._go_to("10-05 10:00")
        self._reach(case, "Closing report collected")
        self.assertEnds(case, Closing_report_collected="10-10 10:00")

    def test_infusion(self):
        """Two hours, eight hours, then a working day each from the one before."""
        self._put_in_force("infusion")
        case = self._create_case()
        self.assertEnds(case, First_contact="09-30 17:30", On_site="09-30 23:30")
        self._go_to("09-30 16:40")
        self._reach(case, "First contact")
        self._reach(case, "On site")
        self.assertEnds(case, Specialist_to_QA="10-08 16:40")
        self._go_to("10-08 09:00")
        case.with_user(self.handler).action_hand_over(
            to_user_id=self.colleague.id, why="Test the retained sample"
        )
        self.assertReached(case, "Specialist to QA")
        self.assertEnds(case, QA_writes_the_report="10-09 09:00")
        self._go_to("10-08 15:00")
        case._complaint_event("report_written")
        self.assertReached(case, "QA writes the report")
        self.assertEnds(case, Report_to_field_sales="10-09 15:00")
        self._go_to("10-09 16:00")
        self._reach(case, "Report to field sales")
        self.assertReached(case, "Report to field sales", late_hours=1)
        # The day after is a Saturday that works.
        self.assertEnds(case, Report_to_the_customer="10-10 16:00")

    def test_leaking_bags(self):
        """Ten and twenty working days; a replacement two days before it is wanted."""
        self._put_in_force("leaking_bags")
        case = self._create_case()
        self.assertEnds(
            case, Visited_and_registered="10-20 15:30", Goods_brought_back="11-03 15:30"
        )
        case._complaint_event("replacement_wanted", self._at("10-12 09:00"))
        self.assertEnds(case, Replacement_asked_for="10-10 09:00")
        self._go_to("10-10 10:00")
        self._reach(case, "Replacement asked for")
        self.assertReached(case, "Replacement asked for", late_hours=1)
        self._go_to("10-19 08:00")
        self._reach(case, "Goods brought back")
        self.assertEqual(len(self._get_clock(case, "Goods brought back")), 2)
        self.assertEnds(case, Goods_brought_back="11-13 17:30")

    def test_general_procedure(self):
        """Assess, investigate, decide; what is urgent does not wait for the first."""
        self._put_in_force("general")
        urgent = self._create_case(urgency="urgent")
        self.assertFalse(urgent.clock_ids)
        case = self._create_case()
        case.action_register()
        self.assertEnds(case, Assessed="10-08 15:30")
        self._go_to("10-08 10:00")
        case.action_accept()
        self.assertReached(case, "Assessed")
        case.action_investigate()
        self.assertEnds(case, Investigated="10-10 10:00")
        self._go_to("10-10 09:00")
        self._finish_investigation(case)
        self.assertReached(case, "Investigated")
        self.assertEnds(case, Solution="10-14 09:00")
        self._go_to("10-14 10:30")
        case.action_propose()
        self.assertReached(case, "Solution", late_hours=1.5)

    def test_general_procedure_waits_for_the_complainant(self):
        """A question over the holidays costs only the time somebody works."""
        self._put_in_force("general")
        case = self._create_case()
        case.action_register()
        self._go_to("09-30 16:30")
        case.action_request_info("Which lot?")
        self._go_to("10-08 09:00")
        case.action_resume()
        # An hour of Wednesday and one of Thursday were waited.
        self.assertEnds(case, Assessed="10-08 17:30")

    def test_consumer_rights(self):
        """Two numbers have to be filled in first; only consumers are concerned."""
        policy = self.env.ref("complaint_management.complaint_policy_consumer_rights")
        with self.assertRaisesRegex(UserError, "Fill in the numbers"):
            policy.action_activate()
        for milestone, days in zip(policy.milestone_ids[1:], (15, 10), strict=True):
            milestone.amount = days
        policy.action_activate()
        self.assertFalse(self._create_case().clock_ids)
        case = self._create_case(
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
        )
        self.assertEnds(case, Acceptance_told="10-01 15:30")
        case.action_register()
        self._go_to("10-01 10:00")
        case.action_accept()
        self.assertEqual(self._get_clock(case, "Acceptance told").state, "running")
        case.with_user(self.handler)._complaint_notify("accepted", "phone")
        self.assertReached(case, "Acceptance told")
        self.assertEnds(case, Investigated="10-27 17:30")
        self._go_to("10-12 08:00")
        case._complaint_event("review_requested")
        self.assertEnds(case, Review_decided="10-23 17:30")

    def test_market_regulator(self):
        """Whole working days; a question does not stop it; told is what counts."""
        self._put_in_force("regulator_12315", valid_to=False)
        case = self._create_case(channel_id=self._get_channel("regulator_12315").id)
        case.action_register()
        self.assertEnds(case, Decided_and_told="10-15 17:30")
        case.action_request_info("Which shop?")
        self._go_to("10-12 10:00")
        case.action_resume()
        self.assertEnds(case, Decided_and_told="10-15 17:30")
        self._take_step(case, "reject")
        self.assertEnds(case, Decided_and_told="10-15 17:30")
        self._go_to("10-16 09:00")
        case.with_user(self.handler)._complaint_notify("not_accepted", "letter")
        self.assertReached(case, "Decided and told", late_hours=1)

    def test_market_regulator_by_the_platform(self):
        """Three working days, of which the last is the Saturday that works."""
        self._put_in_force("regulator_12315_platform", valid_to=False)
        case = self._create_case(channel_id=self._get_channel("regulator_12315").id)
        self.assertEnds(case, Notice_of_acceptance="10-10 17:30")
        phone = self._create_case(channel_id=self._get_channel("phone").id)
        self.assertFalse(phone.clock_ids)

    def test_older_rule_of_the_market_regulator(self):
        """As shipped it binds nobody who complains today."""
        self._put_in_force("regulator_12315")
        channel = self._get_channel("regulator_12315")
        self.assertFalse(self._create_case(channel_id=channel.id).clock_ids)
        before = self._create_case(
            channel_id=channel.id, received_at="2019-12-30 02:00:00"
        )
        self.assertTrue(before.clock_ids)

    def test_insurance_regulator(self):
        """15 and 60 days to the end of the last one; once 30 more, told in writing."""
        self._put_in_force("regulator_12378")
        case = self._create_case(channel_id=self._get_channel("regulator_12378").id)
        case.action_register()
        self.assertEnds(case, Acceptance_told="10-15 23:59:59")
        self._go_to("10-08 10:00")
        case.action_accept()
        case.with_user(self.handler)._complaint_notify("accepted", "letter")
        self.assertReached(case, "Acceptance told")
        self.assertEnds(case, Decided="12-07 23:59:59")
        clock = self._get_clock(case, "Decided").with_user(self.leader)
        why = self.env.ref("complaint_management.complaint_reason_extension_complex")
        with self.assertRaisesRegex(UserError, "30 days in all"):
            clock.action_extend(31, why.id, "Two experts differ")
        clock.action_extend(30, why.id, "Two experts differ")
        self.assertEnds(case, Decided="2027-01-06 23:59:59")
        self.assertEqual(case.notice_due, "extended")
        with self.assertRaisesRegex(UserError, "1 times"):
            clock.action_extend(1, why.id, "Still")

    def test_first_reply(self):
        """24 hours, told with the button of the limit."""
        self._put_in_force("first_reply")
        case = self._create_case()
        self.assertEnds(case, First_reply="10-01 15:30")
        self._go_to("10-01 16:00")
        self._reach(case, "First reply")
        self.assertReached(case, "First reply", late_hours=0.5)

    def test_first_reply_is_what_is_told(self):
        """The receipt is none; a letter of acceptance is, and nobody is chased."""
        self._put_in_force("first_reply")
        case = self._create_case()
        case.action_register()
        case.with_user(self.handler)._complaint_notify("registered", "letter")
        self.assertEqual(self._get_clock(case, "First reply").state, "running")
        case.action_accept()
        case.with_user(self.handler)._complaint_notify("accepted", "letter")
        self.assertReached(case, "First reply")

    def test_complainant_kept_informed(self):
        """Something every five working days; a broken promise within one."""
        self._put_in_force("informed")
        self._put_in_force("regulator_12315", valid_to=False)
        case = self._create_case(channel_id=self._get_channel("regulator_12315").id)
        case.action_register()
        self.assertEnds(case, Progress_told="10-13 15:30")
        self._go_to("10-09 09:00")
        case._complaint_notify("free", "phone")
        self.assertEnds(case, Progress_told="10-15 09:00")
        self._go_to("10-16 08:00")
        self._get_clock(case, "Decided and told").sudo()._miss_promise()
        self.assertEnds(case, Delay_explained="10-16 17:30")
        self._go_to("10-16 17:00")
        case._complaint_notify("delayed", "phone")
        self.assertReached(case, "Delay explained")
