# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .case_common import ComplaintCaseCommon

PAGE = 80
COLUMN = 40
COUNT_LIMIT = 10_001
#: What the widgets read beside the field they show.
WIDGET_FIELDS = {
    "kanban_activity": (
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    ),
}
WIDGET_FIELDS["list_activity"] = WIDGET_FIELDS["kanban_activity"]


@tagged("post_install", "-at_install")
class TestCaseListPerformance(ComplaintCaseCommon):
    """What lists and boards of complaints cost does not grow with their number."""

    #: The page, the rules, the marks (2), the category, the people (2), the count.
    LIST_QUERIES = 8
    #: The columns, the page, activities and their types (3), the marks (2), the people
    #: (2), the category; and one for each column that is open.
    BOARD_QUERIES = 10

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = cls.env["complaint.case"].with_user(cls.handler)

    def test_list_of_one_case(self):
        """The default list of one complaint takes the expected queries."""
        self._assert_list_queries(1)

    def test_list_of_a_page_of_cases(self):
        """The default list takes as many for a whole page, and counting the rest."""
        self._assert_list_queries(100)

    def test_list_of_who_handles_none_of_them(self):
        """Who sees all complaints reads them in as many queries as who handles them."""
        self._fill(100)
        cases = self.cases.with_user(self.user_all)
        domain, specification = self._mine(), self._specify("list")

        def read():
            return cases.web_search_read(
                domain, specification, limit=PAGE, count_limit=COUNT_LIMIT
            )

        self.assertEqual(self._read_warm(read, self.LIST_QUERIES)["length"], 100)

    def test_board_of_one_case(self):
        """The board of one complaint takes the expected queries."""
        self._assert_board_queries(1)

    def test_board_of_many_cases(self):
        """The board takes as many for two full columns, and one per column."""
        self._assert_board_queries(100)

    def _assert_list_queries(self, count):
        self._fill(count)
        domain, specification = self._mine(), self._specify("list")

        def read():
            return self.cases.web_search_read(
                domain, specification, limit=PAGE, count_limit=COUNT_LIMIT
            )

        result = self._read_warm(read, self.LIST_QUERIES - (count < PAGE))
        self.assertEqual(result["length"], count)
        self.assertEqual(len(result["records"]), min(count, PAGE))

    def _assert_board_queries(self, count):
        cases = self._fill(count)
        cases[: count // 2].action_register()
        domain, specification = self._mine(), self._specify("kanban")

        def read():
            return self.cases.web_read_group(
                domain,
                groupby=["state"],
                aggregates=["__count"],
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=COLUMN,
            )

        columns = min(count, 2)
        result = self._read_warm(read, self.BOARD_QUERIES + columns)
        shown = [len(group["__records"]) for group in result["groups"]]
        self.assertEqual(shown, [min(count, COLUMN)] * columns)

    def _read_warm(self, read, queries):
        """Return what is read, within so many queries once the server is warm."""
        for _once in range(2):
            self.env.invalidate_all()
            read()
        self.env.invalidate_all()
        with self.assertQueryCount(queries):
            return read()

    def _fill(self, count):
        """Create complaints that differ in all that a list shows, with activities."""
        # The common one is somebody else's.
        self.case.write({"user_id": self.colleague.id})
        self.case.invalidate_recordset()
        Category = self.env["complaint.category"]
        categories = Category.search([("parent_id", "!=", False)])
        marks = self.env["complaint.mark"].search([])
        holders = self.handler + self.leader + self.colleague
        cases = self.env["complaint.case"].create(
            [
                {
                    "description": "It leaks.",
                    "partner_id": self._create_partner(name=f"Hospital {n}").id,
                    "category_id": categories[n % len(categories)].id,
                    "team_id": self.team.id,
                    "user_id": self.handler.id,
                    "mark_ids": marks[n % len(marks)].ids,
                    "received_at": fields.Datetime.now() - timedelta(hours=n),
                }
                for n in range(count)
            ]
        )
        for n, case in enumerate(cases):
            case._with_step_token().holder_id = holders[n % 3]
            case.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.handler.id
            )
        self.env.flush_all()
        return cases

    def _mine(self):
        """Return the domain of the default filter."""
        arch = self._get_arch("search")
        [mine] = arch.xpath("//filter[@name='filter_mine']")
        return safe_eval(mine.get("domain"), {"uid": self.handler.id})

    def _get_arch(self, kind):
        """Return a view as the handler gets it."""
        view = self.env.ref(f"complaint_management.complaint_case_view_{kind}")
        model = self.env["complaint.case"].with_user(self.handler)
        return etree.fromstring(model.get_view(view.id, kind)["arch"])

    def test_hidden_columns_are_offered(self):
        """Team, channel and activities can be switched on; until then nobody reads
        them, as the list reads what it shows."""
        arch = self._get_arch("list")
        self.assertEqual(arch.get("js_class"), "complaint_case_list")
        hidden = arch.xpath("//field[@optional='hide']/@name")
        self.assertLessEqual({"team_id", "channel_id", "activity_ids"}, {*hidden})
        self.assertFalse({*hidden} & self._specify("list").keys())

    def _specify(self, kind):
        """Return what the web client asks for to show a view."""
        fields_ = self.env["complaint.case"].fields_get()
        specification = {}
        for node in self._get_arch(kind).iter("field"):
            if node.get("optional") == "hide":
                continue
            widget = node.get("widget")
            for name in (node.get("name"), *WIDGET_FIELDS.get(widget, ())):
                named = fields_[name]["type"] == "many2one"
                named = named or widget == "many2many_tags"
                specification[name] = {"fields": {"display_name": {}}} if named else {}
                if named and name == node.get("name"):
                    context = safe_eval(node.get("context", "{}"))
                    specification[name]["context"] = context
        return specification
