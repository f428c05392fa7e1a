# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..life import NEXT_STEPS, OPEN_STATES, STEPS
from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseNext(ComplaintCaseCommon):
    """Every open complaint says what is to be done, and by whom."""

    def test_each_open_state_has_one_next_step(self):
        """No state leaves anybody without a next step, and no locked one offers any."""
        self.assertEqual(set(NEXT_STEPS), set(OPEN_STATES))
        for state, step in NEXT_STEPS.items():
            self.assertIn(state, STEPS[step].sources)
        for name in ("next_action", "next_step"):
            # Other addons add tasks of their own.
            texts = dict(self.case._fields[name].selection)
            self.assertLessEqual(set(NEXT_STEPS.values()), set(texts))

    def test_card_names_the_step_and_the_holder(self):
        """The card shows what its button does and who is to press it."""
        self.assertEqual(self.case.next_action, "register")
        self.assertEqual(self.case.next_person, self.handler.name)
        self.case.user_id = False
        self.assertEqual(self.case.next_person, self.team.name)
        self.case.team_id = False
        self.assertIn("nobody", self.case.next_person)

    def test_locked_case_has_nothing_next(self):
        """A withdrawn case asks nothing of anybody; pressing is refused."""
        case = self._create_case_at("withdrawn")
        self.assertFalse(case.next_action or case.next_step or case.next_person)
        with self.assertRaisesRegex(UserError, "locked"):
            case.action_next_step()

    def test_button_takes_the_step_of_each(self):
        """Pressed for several at once, each takes its own next step."""
        other = self._create_case_at("accepted")
        (self.case + other).with_user(self.handler).action_next_step()
        self.assertEqual(self.case.state, "registered")
        self.assertEqual(other.state, "investigating")

    def test_button_is_the_step_with_its_guards(self):
        """It opens nothing that the step itself refuses."""
        case = self._create_case(description=False)
        with self.assertRaisesRegex(UserError, "Description"):
            case.with_user(self.handler).action_next_step()
        with self.assertRaises(AccessError):
            self.case.with_user(self.colleague).action_next_step()
        self.assertEqual(self.case.state, "new")

    def test_unfounded_is_one_click(self):
        """With finding and reason the case closes as unfounded from the menu."""
        case = self._create_case_at("investigating")
        self._finish_investigation(case, conclusion="not_confirmed")
        with self.assertRaises(UserError):
            case.with_user(self.handler).action_close_unfounded()
        self.assertFalse(case.unfounded)
        case.unfounded_reason = "No leak was found."
        case.with_user(self.handler).action_close_unfounded()
        self.assertEqual((case.state, case.unfounded), ("closed", True))
