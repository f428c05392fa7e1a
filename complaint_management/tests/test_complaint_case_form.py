# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from lxml import etree

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..life import STATES
from .link_common import ComplaintLinkCommon

#: The button that stands first in each state, None where the case rests.
NEXT_STEP = {
    "new": "action_register",
    "registered": "action_accept",
    "need_info": "action_resume",
    "accepted": "action_investigate",
    "not_accepted": None,
    "investigating": "action_propose",
    "solution": "action_offer",
    "offered": "action_execute",
    "executing": "action_follow_up",
    "follow_up": "action_close",
    "closed": None,
    "withdrawn": None,
    "merged": None,
}


@tagged("post_install", "-at_install")
class TestComplaintCaseForm(ComplaintLinkCommon):
    """What stands on the screens of a case, and where its buttons lead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case(
            partner_id=cls.hospital.id,
            sale_order_id=cls.order.id,
            contact_ward="Ward 3",
            user_id=cls.user_seller.id,
            line_ids=[
                Command.create(
                    {
                        "product_id": cls.infusion.id,
                        "lot_id": cls.lot.id,
                        "quantity": 12,
                    }
                )
            ],
        )

    def _get_arch(self, view_type, user=None):
        Case = self.env["complaint.case"].with_user(user or self.user_seller)
        return etree.fromstring(Case.get_view(view_type=view_type)["arch"])

    def _get_shown(self, node, **values):
        """Whether a node is shown when the fields have the given values."""
        return not safe_eval(node.get("invisible", "False"), values)

    def test_next_step_stands_first_in_each_state(self):
        """There is one coloured button for each state that leads on, at the front."""
        buttons = self._get_arch("form").xpath("//header//button")
        for state, _label in STATES:
            values = {"state": state, "unfounded": False, "handover_id": False}
            values |= {"id": 1, "cannot_close_reason": False, "may_mark_spam": True}
            values["is_open"] = state not in ("closed", "withdrawn", "merged")
            shown = [node for node in buttons if self._get_shown(node, **values)]
            primary = [n for n in shown if "btn-primary" in n.get("class", "")]
            with self.subTest(state=state):
                expected = NEXT_STEP[state]
                self.assertEqual(
                    [node.get("name") for node in primary], [expected] * bool(expected)
                )
                self.assertEqual(primary, shown[: len(primary)])

    def test_locked_case_can_not_be_edited(self):
        """The form of a closed case says by itself that it stays as it is."""
        self.case.with_user(self.user_seller).action_register()
        self.case.withdrawn_reason_id = self._create_reason(kind="withdrawn")
        self.case.action_withdraw()
        form = Form(self.case.with_user(self.user_seller))
        for name in ("description", "severity", "partner_id", "user_id"):
            with self.subTest(name=name):
                with self.assertRaisesRegex(AssertionError, "readonly"):
                    form[name] = form[name]
        form.reopen_reason = "The hospital sent the missing bag."
        form.save()
        self.assertTrue(self.case.reopen_reason)

    def test_empty_form_is_not_saved(self):
        """Leaving a new form that nobody filled in draws no number."""
        form = Form(self.env["complaint.case"].with_user(self.user_seller))
        with self.assertRaisesRegex(AssertionError, "description is a required field"):
            form.save()

    def test_read_only_field_stays_so_on_open_case(self):
        """What only the steps write is not opened by the form."""
        form = Form(self.case.with_user(self.user_seller))
        for name in ("name", "state", "summary"):
            with self.subTest(name=name):
                with self.assertRaisesRegex(AssertionError, "readonly"):
                    form[name] = "new"

    def test_case_in_one_line(self):
        """Who complains about what can be read at a glance."""
        self.assertEqual(
            self.case.summary,
            "City Hospital · Ward 3 · Test Infusion (LOT-1) × 12 Units",
        )
        self.case.line_ids.copy()
        self.assertTrue(self.case.summary.endswith(" · 1 more"))

    def test_line_of_unknown_complainant_tells_the_type_alone(self):
        """Where the complainant is kept apart, the line does not say more."""
        case = self._create_case(
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Somebody",
        )
        self.assertEqual(case.summary, "Consumer")

    def test_smart_buttons_open_the_documents(self):
        """Each button of the case leads to the record it names."""
        case = self.case.with_user(self.user_seller)
        for action, record in (
            (case.action_view_order(), self.order),
            (case.action_view_delivery(), self.picking),
            (case.action_view_invoice(), self.invoice),
            (case.action_view_customer(), self.hospital),
            (case.action_view_lots(), self.lot),
        ):
            with self.subTest(model=record._name):
                self.assertEqual(action["res_model"], record._name)
                self.assertEqual(action["res_id"], record.id)
        self.assertEqual(case.lot_count, 1)

    def test_look_alikes_and_merged_cases_open_as_a_list(self):
        """Of several cases the list is opened, which begins no new ones."""
        others = self._create_case(
            partner_id=self.hospital.id,
            sale_order_id=self.order.id,
            user_id=self.user_seller.id,
        )
        others |= others.copy({"user_id": self.user_seller.id})
        case = self.case.with_user(self.user_seller)
        self.assertEqual(case.look_alike_count, 2)
        action = case.action_view_look_alikes()
        self.assertEqual(case.search(action["domain"]), others)
        others.with_user(self.user_seller).action_merge(case.id)
        self.assertEqual(case.merged_count, 2)
        action = case.action_view_merged()
        self.assertEqual(case.search(action["domain"]), others)
        self.assertFalse(action["context"]["create"])

    def test_documents_shown_to_who_may_not_choose_them(self):
        """Without rights on orders, the order is named and nothing is looked up."""
        for user, editable in ((self.user_seller, True), (self.user_named, False)):
            arch = self._get_arch("form", user)
            for name in ("sale_order_id", "picking_id", "invoice_id"):
                with self.subTest(user=user.login, name=name):
                    (node,) = arch.xpath(f"//field[@name='{name}']")
                    self.assertEqual(node.get("readonly") != "1", editable)

    def test_board_follows_the_life_of_a_case(self):
        """Columns stand in the order of the steps, and no card can be dragged."""
        arch = self._get_arch("kanban")
        self.assertEqual(arch.get("default_group_by"), "state")
        self.assertEqual(arch.get("records_draggable"), "0")
        registered = self._create_case(partner_id=self.hospital.id)
        registered.action_register()
        accepted = self._create_case(partner_id=self.hospital.id)
        accepted.action_register()
        accepted.action_accept()
        result = (
            self.env["complaint.case"]
            .with_user(self.user_all)
            .with_context(read_group_expand=True)
            .web_read_group(
                [("id", "in", (self.case | registered | accepted).ids)],
                ["state"],
                ["__count"],
            )
        )
        self.assertEqual(
            [group["state"] for group in result["groups"]],
            ["new", "registered", "accepted"],
        )

    def test_all_views_of_the_menu_load(self):
        """List, board, calendar, figures and activities open for the lowest role."""
        action = self.env.ref("complaint_management.complaint_case_action")
        self.assertIn("search_default_filter_mine", action.context)
        for view_type in action.view_mode.split(","):
            with self.subTest(view_type=view_type):
                arch = self._get_arch(view_type, self.user_named)
                self.assertEqual(arch.tag, view_type)

    def test_list_does_many_at_once(self):
        """The list offers what is done with several cases at once."""
        header = self._get_arch("list").find("header")
        actions = {
            str(self.env.ref(f"complaint_management.complaint_case_{name}_action").id)
            for name in ("merge", "reassign")
        }
        names = {button.get("name") for button in header}
        self.assertEqual(names, {"action_chase"} | actions)

    def test_complainant_data_asked_for_until_a_customer_is_chosen(self):
        """A customer on file, or anonymity, makes the block of data go away."""
        form = Form(self.env["complaint.case"].with_user(self.user_seller))
        form.complainant_name = "Somebody"
        form.complainant_type = "anonymous"
        with self.assertRaisesRegex(AssertionError, "invisible"):
            form.complainant_name = "Somebody"
        form.complainant_type = "consumer"
        form.partner_id = self.hospital
        with self.assertRaisesRegex(AssertionError, "invisible"):
            form.complainant_name = "Somebody"

    def test_respondent_named_without_rights_on_employees(self):
        """The lowest role names the employee it is about, who is then barred."""
        employee = self.env["hr.employee"].create(
            {"name": "Driver", "user_id": self.user_internal.id}
        )
        form = Form(self.case.with_user(self.user_seller))
        form.respondent_kind = "employee"
        form.respondent_public_ids.add(
            self.env["hr.employee.public"].browse(employee.id)
        )
        form.save()
        self.assertEqual(self.case.respondent_employee_ids, employee)
        self.assertEqual(self.case.respondent_user_ids, self.user_internal)
        form = Form(self.case.with_user(self.user_seller))
        form.respondent_public_ids.clear()
        form.save()
        self.assertFalse(self.case.respondent_user_ids)
