# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseGuard(ComplaintCaseCommon):
    """What is missing for a step is named, and the case stays where it is."""

    def assertMissing(self, case, action, words):
        """Check that an action is refused with words on what is missing."""
        state = case.state
        with self.assertRaisesRegex(UserError, words):
            getattr(case.with_user(self.handler), action)()
        self.assertState(case, state)

    # === INTAKE === #

    def test_register_asks_for_description(self):
        """What happened is needed."""
        self.case.description = False
        self.assertMissing(self.case, "action_register", r"Description first\.$")

    def test_register_asks_for_complainant(self):
        """Who complains is needed."""
        self.case.partner_id = False
        self.assertMissing(self.case, "action_register", "Who complains")

    def test_register_anonymous(self):
        """Somebody who wants to remain unknown can complain."""
        case = self._create_case(partner_id=False, complainant_type="anonymous")
        case.action_register()
        self.assertState(case, "registered")

    def test_register_complainant_kept_apart(self):
        """A phone number that is kept apart says who complains."""
        case = self._create_case(partner_id=False, complainant_phone="021 555")
        case.action_register()
        self.assertState(case, "registered")

    def test_refusal_asks_for_reason_and_advice(self):
        """A complaint is refused with a reason and advice."""
        case = self._create_case_at("registered")
        self.assertMissing(case, "action_reject", "Reason of Refusal, Advice")
        case.decision_reason_id = self._create_reason()
        self.assertMissing(
            case, "action_reject", "in Advice first. See the page Decision"
        )

    def test_referral_asks_for_addressee(self):
        """Whoever takes the complaint over is named."""
        case = self._create_case_at("registered")
        self._prepare_reject(case)
        self.assertMissing(case, "action_refer", "Forwarded To")

    # === FAST TRACK === #

    def test_first_contact_asks_for_remedy_and_consent(self):
        """Solved at once means a remedy that the complainant agreed to."""
        self.assertMissing(
            self.case,
            "action_close_at_first_contact",
            "Solved at First Contact, Complainant Agreed",
        )

    def test_first_contact_asks_for_description(self):
        """What was solved has to be written down."""
        self._prepare_close_at_first_contact(self.case)
        self.case.description = False
        self.assertMissing(self.case, "action_close_at_first_contact", "Description")

    def test_first_contact_never_with_mark(self):
        """A special case needs a second pair of eyes."""
        self.case.mark_ids = self._create_mark()
        self._prepare_close_at_first_contact(self.case)
        self.assertMissing(self.case, "action_close_at_first_contact", "mark")

    def test_first_contact_never_with_lot(self):
        """A lot, on file or as read, may concern other customers."""
        self._prepare_close_at_first_contact(self.case)
        for values in (
            {"lot_id": self.lot.id},
            {"lot_id": False, "lot_text": "26O2-A?"},
        ):
            self.case.line_ids.write(values)
            self.assertMissing(self.case, "action_close_at_first_contact", "lot")

    def test_first_contact_never_with_money(self):
        """Intake gives nothing away on its own."""
        self._create_settlement(
            self.case, line_ids=[(0, 0, {"kind": "refund", "amount": 5})]
        )
        self._prepare_close_at_first_contact(self.case)
        self.assertMissing(self.case, "action_close_at_first_contact", "money")

    # === FINDING === #

    def test_proposal_asks_for_finding(self):
        """An investigation that is not finished gives no solution."""
        case = self._create_case_at("investigating")
        self.assertMissing(case, "action_propose", "needs a finding")

    def test_proposal_without_investigation_refused(self):
        """Without any investigation, at least why none is needed is recorded."""
        case = self._create_case_at("accepted")
        self.assertMissing(case, "action_propose", "needs a finding")

    def test_all_investigations_finished_before_proposal(self):
        """Of several investigations, none is left running."""
        case = self._create_case_at("investigating")
        self._finish_investigation(case)
        self._create_investigation(case)
        self.assertMissing(case, "action_propose", "needs a finding")

    def test_open_party_asks_for_depth(self):
        """Confirmed, but by whose doing? That is looked into in depth as well."""
        case = self._create_case_at("investigating")
        self._finish_investigation(case, responsible_party=False)
        self.assertMissing(case, "action_propose", "who is responsible")
        self._finish_investigation(case, kind="in_depth", responsible_party=False)
        case.action_propose()

    def test_reason_of_another_decision_refused(self):
        """Why a complaint was withdrawn is no reason for refusing it."""
        case = self._create_case_at("registered")
        reason = self._create_reason(kind="withdrawn")
        with self.assertRaises(ValidationError):
            case.with_user(self.handler).decision_reason_id = reason
        case.with_user(self.handler).withdrawn_reason_id = reason

    def test_undetermined_asks_for_depth(self):
        """A preliminary finding that leaves it open needs one in depth."""
        case = self._create_case_at("investigating")
        self._finish_investigation(case, conclusion="undetermined")
        self.assertMissing(case, "action_propose", "in depth")
        self._finish_investigation(case, kind="in_depth", conclusion="undetermined")
        case.with_user(self.handler).action_propose()
        self.assertState(case, "solution")

    def test_unanswered_solution_not_replaced(self):
        """What was told, or agreed to, is answered before another is looked for."""
        case = self._create_case_at("offered")
        self.assertMissing(case, "action_propose", "answer")
        self._answer(case, "accepted")
        self.assertMissing(case, "action_propose", "answer")

    # === SOLUTION === #

    def test_offer_asks_for_settlement(self):
        """There is nothing to tell without a line."""
        case = self._create_case_at("solution")
        self.assertMissing(case, "action_offer", "has no solution")
        self._create_settlement(case, line_ids=[])
        self.assertMissing(case, "action_offer", "has no solution")

    def test_execution_asks_for_consent(self):
        """Nothing is carried out before the complainant agreed."""
        case = self._create_case_at("offered")
        self.assertMissing(case, "action_execute", "has not agreed")

    def test_refused_solution_not_executed(self):
        """A refusal is no consent."""
        case = self._create_case_at("offered")
        self._answer(case, "refused")
        self.assertMissing(case, "action_execute", "has not agreed")

    def test_follow_up_asks_for_what_is_left(self):
        """What was promised and not done yet is named."""
        case = self._create_case_at("executing")
        self.assertMissing(case, "action_follow_up", "Still to be done.*Explanation")

    # === CLOSING === #

    def test_closing_asks_for_cause(self):
        """Where the cause lies is needed for the statistics."""
        case = self._create_case_at("follow_up")
        self._create_followup(case)
        self.assertMissing(case, "action_close", "Cause Category")

    def test_closing_asks_for_follow_up(self):
        """The complainant is asked, or why not is recorded."""
        case = self._create_case_at("follow_up")
        case.cause_category = "transport"
        self.assertMissing(case, "action_close", "was not followed up")

    def test_closing_with_follow_up_waived(self):
        """A waiver with its reason stands for the follow-up."""
        case = self._create_case_at("follow_up")
        case.cause_category = "transport"
        case.follow_up_waived_reason = "Tried three times in vain."
        case.with_user(self.handler).action_close()
        self.assertState(case, "closed")

    def test_closing_as_unfounded_asks_why(self):
        """The reason is given in writing."""
        case = self._create_case_at("accepted")
        self._finish_investigation(case, conclusion="not_confirmed")
        case.unfounded = True
        self.assertMissing(case, "action_close", "Unfounded Reason")

    def test_closing_as_unfounded_asks_for_finding(self):
        """Without a finding nobody says that there is no ground."""
        case = self._create_case_at("accepted")
        case.write({"unfounded": True, "unfounded_reason": "No."})
        self.assertMissing(case, "action_close", "needs a finding")

    def test_confirmed_case_not_unfounded(self):
        """What the investigation confirmed does not close as unfounded."""
        case = self._create_case_at("investigating")
        self._finish_investigation(case, conclusion="confirmed")
        case.write({"unfounded": True, "unfounded_reason": "No."})
        self.assertMissing(case, "action_close", "confirmed")

    def test_withdrawal_asks_for_reason(self):
        """Why the complainant withdraws is recorded."""
        case = self._create_case_at("accepted")
        self.assertMissing(case, "action_withdraw", "Reason of Withdrawal")

    # === REPORTED BACK === #

    def test_report_back_asks_for_circumstance(self):
        """Why the case can't be settled in time is the whole point."""
        case = self._create_case_at("investigating")
        self.assertMissing(case, "action_report_back", "Why It Can't Be Closed")

    def test_report_back_keeps_case_going(self):
        """A case that is reported back goes on where it stands, also while waiting."""
        for state in ("registered", "need_info", "executing"):
            with self.subTest(state=state):
                case = self._create_case_at(state)
                case.cannot_close_reason = "Outside assessment for two weeks."
                case.with_user(self.handler).action_report_back()
                self.assertState(case, state)
                self.assertEqual(str(case.reported_back_at), "2026-03-02 09:00:00")

    def test_report_back_needs_registration(self):
        """A case that nobody works on yet has nothing to report."""
        self.case.cannot_close_reason = "It is complicated."
        self.assertMissing(self.case, "action_report_back", "[Rr]egister")

    def test_closed_case_not_reported_back(self):
        """A settled case is settled."""
        case = self._create_case()
        case.cannot_close_reason = "It is complicated."
        case.action_register()
        self._take_step(case, "withdraw")
        self.assertMissing(case, "action_report_back", "locked")

    # === REOPENING === #

    def test_reopening_asks_for_reason(self):
        """Why a closed case is opened again is recorded."""
        case = self._create_case_at("closed")
        with self.assertRaisesRegex(UserError, "Reason of Reopening"):
            case.with_user(self.leader).action_reopen()

    def test_handler_does_not_reopen(self):
        """Those who closed it do not open it again on their own."""
        case = self._create_case_at("closed")
        with self.assertRaises(AccessError):
            case.with_user(self.handler).action_reopen("It leaks again.")

    def test_leader_and_manager_reopen(self):
        """The team's leader and a manager open a case again."""
        for user in self.leader + self.user_manager:
            with self.subTest(user=user.login):
                case = self._create_case_at("closed")
                case.with_user(user).action_reopen("It leaks again.")
                self.assertState(case, "investigating")
                self.assertEqual(case.transition_ids[-1].reason, "It leaks again.")

    def test_second_reopening_asks_again(self):
        """The reason of an earlier reopening does not do for the next one."""
        case = self._create_case_at("closed")
        case.action_reopen("It leaks again.")
        self._take_step(case, "withdraw")
        with self.assertRaisesRegex(UserError, "Reason of Reopening"):
            case.action_reopen()

    def test_reopened_case_followed_up_anew(self):
        """A follow-up, or its waiver, from before does not close the case again."""
        case = self._create_case_at("closed", follow_up_waived_reason="In vain.")
        with freeze_time("2026-03-20 09:00:00"):
            case.action_reopen("It leaks again.")
            for step in ("propose", "offer", "execute", "follow_up"):
                self._take_step(case, step)
            self.assertMissing(case, "action_close", "was not followed up")
            self._create_followup(case)
            case.action_close()
        self.assertState(case, "closed")
