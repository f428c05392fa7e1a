# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .approval_common import ComplaintApprovalCommon
from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestStart(ComplaintHttpCommon, ComplaintApprovalCommon):
    """The app opens where something waits for who opens it."""

    def _start(self, user):
        """Return the action that the app opens with, as the web client gets it."""
        self._login(user)
        menus = self.url_open("/web/webclient/load_menus").json().values()
        root = "complaint_management.complaint_management_menu_root"
        [menu] = [menu for menu in menus if menu.get("xmlid") == root]
        return self.make_jsonrpc_request(
            "/web/action/run", {"action_id": menu["actionID"]}
        )

    def assertStarts(self, user, model, *filters):
        """Check which list a user starts on, and with which filters."""
        action = self._start(user)
        self.assertEqual(action["res_model"], model)
        context = action["context"]
        if isinstance(context, str):
            context = safe_eval(context, {"uid": user.id})
        expected = {f"search_default_{name}" for name in filters}
        self.assertLessEqual(expected, set(context))

    def _raise(self, user):
        """Let the handler report a complaint to a manager."""
        self._create_employee(user)
        employee = self.handler.employee_ids
        employee.parent_id = user.employee_ids
        told = self.case.with_user(self.handler).action_report_up(reason="Stuck")
        self.assertEqual(told, user)

    def test_approver_starts_on_approvals(self):
        """Who is asked finds the request, with or without a role in complaints."""
        general = self.general.user_id
        self._ask(500)
        self.assertStarts(self.area.user_id, "complaint.approval", "filter_asked")
        # Nothing waits, and no role.
        self.assertStarts(general, "complaint.approval", "filter_asked")

    def test_manager_starts_on_what_was_raised(self):
        """Without complaints of one's own, what was raised comes first."""
        user = self._create_user("start_manager", "manager")
        self.assertStarts(user, "complaint.case", "filter_open")
        self._raise(user)
        self.assertStarts(user, "complaint.escalation", "filter_mine", "filter_open")
        self.case.user_id = user
        self.assertStarts(user, "complaint.case", "filter_mine")

    def test_team_member_starts_on_hand_overs(self):
        """What was given to one's team waits for an answer."""
        self.team.member_ids += self.colleague
        self.assertStarts(self.colleague, "complaint.case", "filter_open")
        case = self.case.with_user(self.handler)
        case.action_hand_over(to_team_id=self.team.id, why="Look at the bags")
        self.assertStarts(
            self.colleague, "complaint.handover", "filter_out", "filter_to_me"
        )

    def test_lists_show_what_they_are_opened_for(self):
        """The list that is opened is not empty: its filters say the same."""
        user = self._create_user("start_filters")
        for xmlid, domain in (
            self.env["complaint.approval"].with_user(user)._get_start_lists()
        ):
            action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
            model = self.env[action["res_model"]].with_user(user)
            view = model.get_view(view_type="search")
            arch = self.env["ir.ui.view"].browse(view["id"])._get_combined_arch()
            terms = []
            for key in safe_eval(action["context"]):
                name = key.removeprefix("search_default_")
                [found] = arch.iterfind(f".//filter[@name='{name}']")
                terms += safe_eval(found.get("domain"), {"uid": user.id})
            leaves = {str(term) for term in terms if isinstance(term, tuple)}
            mine = {str(term) for term in domain if isinstance(term, tuple)}
            self.assertEqual(leaves, mine, xmlid)
