# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .case_common import ComplaintCaseCommon

#: Rows that the web client reads of a list within a form.
ROWS = 40


@tagged("post_install", "-at_install")
class TestCaseFormPerformance(ComplaintCaseCommon):
    """What opening a complaint costs does not grow with what its file holds."""

    #: Two of them for what the other addons put on the form.
    QUERIES = 27

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls._create_user("employee", role="internal")
        cls.people = cls.handler + cls.leader + cls.colleague

    def test_handler_opens_a_file(self):
        """One of everything or a hundred, for as many queries."""
        self._assert_opened(self.handler)

    def test_named_employee_opens_a_file(self):
        """Who is only named in the case pays no more."""
        self._assert_opened(self.employee)

    def _assert_opened(self, user):
        thin, thick = (self._count_opening(user, count) for count in (1, 100))
        self.assertEqual(thin, thick, "what a file holds costs queries")
        self.assertLessEqual(thick, self.QUERIES)

    def _count_opening(self, user, count):
        """Return how many queries it takes to open a file once the server is warm."""
        case = self._fill(count).with_user(user)
        case = case.with_context(lang="en_US", tz="Asia/Shanghai", uid=user.id)
        view = self.env.ref("complaint_management.complaint_case_view_form")
        arch = etree.fromstring(case.get_view(view.id, "form")["arch"])
        specification = self._specify(case, arch)
        for _once in range(2):
            self.env.invalidate_all()
            case.web_read(specification)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        [record] = case.web_read(specification)
        queries = self.env.cr.sql_log_count - before
        for name in ("line_ids", "evidence_ids", "handover_ids", "notice_ids"):
            self.assertGreaterEqual(len(record[name]), count, name)
        self.assertGreaterEqual(len(record["transition_ids"]), count)
        self.assertEqual(len(record["investigation_ids"]), count)
        return queries

    def _specify(self, model, arch):
        """Return what the web client reads to show a form, its lists included."""
        specification = {}
        for node in arch.xpath("//field[not(ancestor::field)]"):
            name = node.get("name")
            field = model._fields[name]
            asked = specification.setdefault(name, {})
            if node.get("invisible") in ("1", "True"):
                continue
            if field.type == "many2one":
                asked["fields"] = {"display_name": {}}
            elif field.type in ("one2many", "many2many"):
                asked["fields"] = self._specify_list(model[name], node)
                asked["limit"] = ROWS
            if node.get("context"):
                context = {"id": 0, "uid": model.env.uid}
                asked["context"] = safe_eval(node.get("context"), context)
        return specification

    def _specify_list(self, model, node):
        if node.get("widget") == "many2many_tags":
            options = safe_eval(node.get("options", "{}"))
            color = options.get("color_field")
            return {"display_name": {}} | ({color: {}} if color else {})
        arch = node.find("list")
        if arch is None:
            arch = etree.fromstring(model.get_view(None, "list")["arch"])
        return self._specify(model, etree.fromstring(etree.tostring(arch)))

    def _fill(self, count):
        """Return a case with so many of everything, of different people and goods."""
        case = self._create_case_at("accepted", line_ids=[])
        case._name_users(self.employee, "holder")
        products = [
            self._create_product(name=f"Bag {count}.{number}")
            for number in range(count)
        ]
        case.line_ids = [
            self._line(
                product_id=product.id,
                lot_id=self._create_lot(product, name=f"L{number}").id,
            )
            for number, product in enumerate(products)
        ]
        for number in range(count):
            self._add_parts(case, number)
        self.env.flush_all()
        return case

    def _add_parts(self, case, number):
        user = self.people[number % 3]
        now = fields.Datetime.now() - timedelta(minutes=number)
        self._create_evidence(case, name=f"Photo {number}", received_by_id=user.id)
        self._create_investigation(case, lead_id=user.id)
        self._create_followup(case, user_id=user.id)
        self._create_settlement(case).action_cancel()
        token = case._with_step_token()
        token.env["complaint.handover"].create(
            {
                "case_id": case.id,
                "from_user_id": self.handler.id,
                "to_user_id": user.id,
                "why": "Look",
                "sent_at": now,
                "state": "answered",
                "answered_at": now,
            }
        )
        token.env["complaint.notice"].create(
            {
                "case_id": case.id,
                "code": "free",
                "at": now,
                "user_id": user.id,
                "via": "phone",
                "state": "sent",
            }
        )
        token.env["complaint.case.transition"].create(
            {
                "case_id": case.id,
                "step": "resume",
                "state_from": "need_info",
                "state_to": "accepted",
                "at": now,
                "user_id": user.id,
            }
        )
