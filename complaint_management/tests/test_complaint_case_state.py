# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from contextlib import contextmanager, suppress

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..life import LOCKED_STATES, STATES, STEPS, WORKING_STATES
from .case_common import ComplaintCaseCommon

ALL_STATES = [state for state, _label in STATES]
#: Open by the table, but what was told to the complainant has to be finished first.
NEVER_MERGED = {("executing", "merge"), ("follow_up", "merge")}


class Undo(Exception):
    """Raised to take back what was tried."""


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseSteps(ComplaintCaseCommon):
    """Every step from every state: taken where the table says so, else refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case_at = {state: cls._create_case_at(state) for state in ALL_STATES}

    @contextmanager
    def _tried(self, state, step):
        """Hand out the case at a state, and take back what is done to it."""
        with self.subTest(state=state, step=step), suppress(Undo):
            with self.env.cr.savepoint():
                yield self.case_at[state]
                raise Undo

    def _picture(self, case):
        fields = [*sorted(case._step_fields), "transition_ids", "write_date"]
        return case.read(fields)

    def test_allowed_steps_lead_to_their_target(self):
        """A step that the table opens leads where it says, once its needs are met."""
        for step, row in STEPS.items():
            for state in row.sources:
                if (state, step) in NEVER_MERGED:
                    continue
                with self._tried(state, step) as case:
                    expected = row.target or case.state_before
                    self._take_step(case, step)
                    self.assertState(case, expected)
                    self.assertEqual(case.transition_ids[-1].step, step)

    def test_other_steps_refused(self):
        """A step that the table does not open is refused and leaves no trace."""
        for step, row in STEPS.items():
            for state in set(ALL_STATES).difference(row.sources):
                with self._tried(state, step) as case:
                    before = self._picture(case)
                    with self.assertRaisesRegex(UserError, "not open to"):
                        case._transition(step)
                    self.assertEqual(self._picture(case), before)

    def test_told_solution_stops_merging(self):
        """A case whose solution is carried out is not merged into another one."""
        for state, step in NEVER_MERGED:
            with self._tried(state, step) as case:
                with self.assertRaisesRegex(UserError, "merge the other case"):
                    self._take_step(case, step)
                self.assertState(case, state)

    def test_information_leads_back(self):
        """A case goes on exactly where it stood when information was asked for."""
        for state in WORKING_STATES:
            with self._tried(state, "request_info") as case:
                case.action_request_info("Which lot is it?")
                self.assertState(case, "need_info")
                self.assertEqual(case.state_before, state)
                case.action_resume("2602A")
                self.assertState(case, state)
                self.assertFalse(case.state_before)

    def test_closing_is_dated(self):
        """A case that leaves the open states says when and by whom, others don't."""
        for state in ALL_STATES:
            with self.subTest(state=state):
                case = self.case_at[state]
                locked = state in LOCKED_STATES
                self.assertEqual(bool(case.closed_at), locked)
                self.assertEqual(bool(case.closed_by_id), locked)
                self.assertEqual(case.is_open, not locked)

    def test_merge_undone_while_waiting(self):
        """A case merged while it waited for information waits again, and goes on."""
        with self._tried("need_info", "merge") as case:
            case.action_merge(self.case.id)
            case.action_unmerge()
            self.assertState(case, "need_info")
            case.action_resume()
            self.assertState(case, "registered")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintCaseState(ComplaintCaseCommon):
    """A state comes from a step, and from nothing else."""

    def test_state_not_given_at_creation(self):
        """Neither a handler nor the superuser creates a case in a state."""
        for user in self.handler + self.env.ref("base.user_root"):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["complaint.case"].with_user(user).sudo(user.id == 1).create(
                    {"state": "closed"}
                )

    def test_state_not_written(self):
        """Neither a handler nor the superuser writes a step field."""
        for cases in (self.case, self.case.with_user(self.handler)):
            for name in cases._step_fields:
                with self.subTest(field=name, su=cases.env.su):
                    with self.assertRaisesRegex(AccessError, name):
                        cases.write({name: False})

    def test_state_not_imported(self):
        """A spreadsheet with a column for the state is refused as a whole."""
        count = self.env["complaint.case"].search_count([])
        for state in ("new", "closed"):
            result = self.env["complaint.case"].load(
                ["description", "state"], [["It leaks.", state]]
            )
            self.assertFalse(result["ids"])
            self.assertIn("state", result["messages"][0]["message"])
        self.assertEqual(self.env["complaint.case"].search_count([]), count)

    def test_import_without_state(self):
        """A spreadsheet without that column makes new cases with numbers."""
        result = self.env["complaint.case"].load(
            ["description", "partner_id/id", "line_ids/quantity"],
            [["It leaks.", "", "2"], ["It is cloudy.", "", "3"]],
        )
        cases = self.env["complaint.case"].browse(result["ids"])
        self.assertState(cases, "new")
        self.assertEqual(len(set(cases.mapped("name"))), 2)

    def test_token_not_forged(self):
        """No value that a client can send in the context opens the state."""
        for forged in (True, 1, "object", {}):
            with self.subTest(token=forged), self.assertRaises(AccessError):
                self.case.with_context(complaint_step_token=forged).state = "closed"

    def test_step_needs_write_access(self):
        """Those who may only read a case, or nothing of it, take no step."""
        self.case._name_users(self.user_internal, "holder")
        self.assertBarred(self.case, "action_register")
        self.assertState(self.case, "new")

    # === SEVERAL === #

    def test_several_cases_take_a_step(self):
        """A step on several cases is taken, and logged, for each."""
        cases = self.case + self._create_case()
        cases.with_user(self.handler).action_register()
        self.assertState(cases, "registered")
        for case in cases:
            self.assertEqual(case.transition_ids.mapped("step"), ["create", "register"])

    def test_one_refused_case_holds_all(self):
        """When one of several cases can't take the step, none does."""
        cases = self.case + self._create_case(description=False)
        with self.assertRaises(UserError):
            cases.action_register()
        self.assertState(cases, "new")

    def test_several_cases_go_back_to_different_states(self):
        """Cases that waited for information each go on where they stood."""
        cases = self._create_case_at("registered") + self._create_case_at("solution")
        cases.action_request_info()
        cases.action_resume()
        self.assertEqual(cases.mapped("state"), ["registered", "solution"])

    def test_founded_and_unfounded_closed_together(self):
        """Closing several cases closes each for its own reason."""
        cases = self._create_case_at("follow_up") + self._create_case_at("accepted")
        self._prepare_close(cases[0])
        self._prepare_close_unfounded(cases[1])
        cases.action_close()
        self.assertState(cases, "closed")
        self.assertEqual(
            [case.transition_ids[-1].step for case in cases],
            ["close", "close_unfounded"],
        )

    def test_accepting_several_gives_each_a_handler(self):
        """Each case without a handler gets one, the others keep theirs."""
        cases = self._create_case_at("registered")
        cases += self._create_case_at("registered", user_id=False)
        cases.with_user(self.leader).action_accept()
        self.assertEqual(cases.mapped("user_id"), self.handler + self.leader)

    # === LOG === #

    def test_log_of_steps(self):
        """The log says from where, to where, when, by whom and why."""
        case = self.case.with_user(self.handler)
        with freeze_time("2026-03-02 10:00:00"):
            case.action_register()
        with freeze_time("2026-03-02 11:00:00"):
            case.action_request_info("Which lot is it?")
        rows = self.case.transition_ids[1:]
        self.assertRecordValues(
            rows,
            [
                {
                    "state_from": "new",
                    "state_to": "registered",
                    "user_id": self.handler.id,
                    "reason": False,
                },
                {
                    "state_from": "registered",
                    "state_to": "need_info",
                    "user_id": self.handler.id,
                    "reason": "Which lot is it?",
                },
            ],
        )
        self.assertEqual(
            [str(row.at) for row in rows],
            ["2026-03-02 10:00:00", "2026-03-02 11:00:00"],
        )

    def test_log_not_written_by_handler(self):
        """Nobody corrects the log, however many rights on the case."""
        row = self.case.transition_ids.with_user(self.user_administrator)
        for attempt in (
            lambda: row.write({"reason": "Late, but not by me."}),
            lambda: row.copy(),
            lambda: row.unlink(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    # === DELETION === #

    def test_manager_deletes_spam(self):
        """A manager deletes what nobody has registered."""
        self.case.with_user(self.user_manager).unlink()
        self.assertFalse(self.case.exists())

    def test_handler_deletes_nothing(self):
        """Those below a manager delete no case, not even a new one of their own."""
        for user in self.handler + self.user_all:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user).unlink()

    def test_registered_case_never_deleted(self):
        """Beyond new, nobody deletes a case, neither alone nor among others."""
        cases = self.case + self._create_case_at("registered")
        for several in (cases, cases.with_user(self.user_manager)):
            with self.assertRaisesRegex(UserError, "never deleted"):
                several.unlink()
        self.assertEqual(len(cases.exists()), 2)
