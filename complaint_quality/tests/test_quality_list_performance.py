# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from lxml import etree

from odoo import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools.safe_eval import safe_eval

from .action_common import ComplaintActionCommon

#: How many queries a list may take, and a form that is opened.
LISTS = {
    "complaint_corrective_action_action": 20,
    "complaint_known_issue_action": 20,
    "complaint_adverse_reaction_action": 20,
    "complaint_alarm_action": 20,
    "complaint_lot_hold_action": 20,
    "stock_lot_action_quality": 20,
    "complaint_sample_action": 20,
    "complaint_sample_test_action": 20,
}
FORMS = {
    "complaint_corrective_action_action": 27,
    "complaint_known_issue_action": 27,
    "complaint_adverse_reaction_action": 27,
    "complaint_alarm_action": 27,
    "complaint_lot_hold_action": 27,
}
MANY = 100


@tagged("post_install", "-at_install")
class TestQualityListPerformance(ComplaintActionCommon):
    """What a list or a form of quality costs does not grow with the records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(
            cls.env,
            login="quality_reader",
            groups="complaint_quality.complaint_quality_group_manager,"
            "complaint_management.complaint_management_group_user_all",
        )
        reaction = cls.env.ref(
            "complaint_management.complaint_defect_infusion_reaction"
        )
        cls.lots = cls.env["stock.lot"].create(
            [
                {"name": f"P{number:03}", "product_id": cls.product.id}
                for number in range(MANY)
            ]
        )
        cases = cls.env["complaint.case"]
        for lot in cls.lots:
            cases |= cls._create_case(**cls._about(lot, reaction))
        cls.env["complaint.adverse.reaction"].create(
            [{"case_id": case.id, "line_id": case.line_ids.id} for case in cases]
        )
        cls.env["complaint.known.issue"].create(
            [{"name": f"Kind {number}"} for number in range(MANY)]
        )
        for case in cases:
            cls._create_action(case_id=case.id)
        cls._make_samples(cases)
        cls._make_alarms()
        cls._make_holds()

    @classmethod
    def _make_samples(cls, cases):
        """Take a sample of each complaint and start its test."""
        samples = cls.env["complaint.sample"].create(
            [{"case_id": case.id, "line_id": case.line_ids.id} for case in cases]
        )
        cls.env["complaint.sample.test"].create(
            [
                {
                    "sample_id": sample.id,
                    "name": "Leak",
                    "rule": "words",
                    "value_ids": [Command.create({"observed": "pass"})],
                }
                for sample in samples
            ]
        )

    @classmethod
    def _make_alarms(cls):
        """Raise an alarm on each lot, as the search does, assigned to somebody."""
        cls.company.complaint_alarm_user_id = cls.user_quality
        alarms = (
            cls.env["complaint.alarm"]
            ._with_step_token()
            .create(
                [
                    {
                        "kind": "norm",
                        "lot_id": lot.id,
                        "defect_id": cls.defect.id,
                        "company_id": cls.company.id,
                        "facts_key": f"key-{lot.id}",
                    }
                    for lot in cls.lots
                ]
            )
        )
        alarms._assign()

    @classmethod
    def _make_holds(cls):
        """Hold each lot, of which there is some in stock."""
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.company.complaint_quarantine_location_id = cls.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": warehouse.view_location_id.id,
                "company_id": cls.company.id,
            }
        )
        for lot in cls.lots[:10]:
            cls.env["stock.quant"]._update_available_quantity(
                cls.product, cls.stock, 5, lot_id=lot
            )
        cls.env["complaint.lot.hold"].with_user(cls.user_quality_manager).create(
            [{"lot_id": lot.id, "reason": "It leaks."} for lot in cls.lots]
        )

    def _get_specification(self, model, kind, view_id=False):
        """Return what the web client reads of a view of the model."""
        arch = etree.fromstring(model.get_view(view_id, kind)["arch"])
        fields = model.get_views([(view_id, kind)])["models"][model._name]["fields"]
        specification = {}
        for node in arch.iter("field"):
            # columns of lists inside of a form belong to another model
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue
            name = node.get("name")
            relation = fields[name].get("relation")
            specification[name] = {"fields": {"display_name": {}}} if relation else {}
        return specification

    def _get_model(self, action):
        window = self.env.ref(f"complaint_quality.{action}")
        context = safe_eval(window.context or "{}", {"uid": self.reader.id})
        return self.env[window.res_model].with_user(self.reader).with_context(**context)

    def _count(self, function):
        """Return the queries of a function, once what stays in memory is there."""
        self.env.flush_all()
        for _round in range(2):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = function()
            queries = self.env.cr.sql_log_count - before
        return queries, found

    def test_lists_cost_the_same_for_many_rows(self):
        """One row or a hundred: the same number of queries."""
        for action, most in LISTS.items():
            model = self._get_model(action)
            view = self.env.ref(f"complaint_quality.{action}").view_id
            specification = self._get_specification(model, "list", view.id)
            counts = []
            for limit in (1, MANY):
                queries, found = self._count(
                    lambda limit=limit, model=model, names=specification: (
                        model.web_search_read([], names, limit=limit)
                    )
                )
                self.assertEqual(len(found["records"]), limit, action)
                counts.append(queries)
            with self.subTest(action=action, queries=counts):
                self.assertLessEqual(counts[1], counts[0] + 1)
                self.assertLessEqual(counts[1], most)

    def test_forms_cost_little(self):
        """A form that is opened takes few queries."""
        for action, most in FORMS.items():
            model = self._get_model(action)
            specification = self._get_specification(model, "form")
            record = model.search([], limit=1)
            queries, _found = self._count(
                lambda record=record, names=specification: record.web_read(names)
            )
            with self.subTest(action=action, queries=queries):
                self.assertLessEqual(queries, most)
