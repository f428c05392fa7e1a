# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .action_common import ComplaintActionCommon

ACTIONS = (
    "complaint_corrective_action_action",
    "complaint_known_issue_action",
    "complaint_adverse_reaction_action",
    "complaint_sample_action",
    "complaint_sample_test_action",
)


@tagged("post_install", "-at_install")
class TestQualityListPerformance(ComplaintActionCommon):
    """What a list of quality costs does not grow with its rows."""

    def _get_specification(self, model):
        """Return what the web client reads of a list of the model."""
        view = model.get_view(view_type="list")
        fields = model.get_views([(False, "list")])["models"][model._name]["fields"]
        names = {name for name in fields if f'name="{name}"' in view["arch"]}
        return {
            name: {"fields": {"display_name": {}}}
            if fields[name].get("relation")
            else {}
            for name in names
        }

    def _count(self, user, action, limit):
        window = self.env.ref(f"complaint_quality.{action}")
        context = safe_eval(window.context or "{}", {"uid": user.id})
        model = self.env[window.res_model].with_user(user).with_context(**context)
        specification = self._get_specification(model)
        self.env.flush_all()
        counts = []
        for _round in range(2):  # the first fills what is remembered per process
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = model.web_search_read([], specification, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(found["records"]), limit)
        return counts[1]

    def test_lists_cost_the_same_for_many_rows(self):
        """Two rows or sixty: the same number of queries."""
        reaction = self.env.ref(
            "complaint_management.complaint_defect_infusion_reaction"
        )
        cases = self.env["complaint.case"]
        for number in range(60):
            lot = self._create_lot(self.product, name=f"P{number}")
            cases |= self._create_case(**self._about(lot, reaction))
        self.env["complaint.adverse.reaction"].create(
            [{"case_id": case.id, "line_id": case.line_ids.id} for case in cases]
        )
        self.env["complaint.known.issue"].create(
            [{"name": f"Kind {number}"} for number in range(60)]
        )
        for case in cases:
            self._create_action(case_id=case.id)
        samples = self.env["complaint.sample"].create(
            [{"case_id": case.id, "line_id": case.line_ids.id} for case in cases]
        )
        self.env["complaint.sample.test"].create(
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
        for action in ACTIONS:
            with self.subTest(action=action):
                few = self._count(self.handler, action, 2)
                self.assertEqual(self._count(self.handler, action, 60), few)
                self.assertLessEqual(few, 20)
