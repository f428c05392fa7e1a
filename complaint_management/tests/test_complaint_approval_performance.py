# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from lxml import etree

from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon


@tagged("post_install", "-at_install")
class TestComplaintApprovalPerformance(ComplaintApprovalCommon):
    """What asking, deciding and reading My Approvals costs."""

    CARDS_QUERIES = 25
    #: In one transaction with an empty cache: three requests of a browser in truth.
    DECISION_QUERIES = 130

    def _specify(self, xmlid):
        """Return what the client reads for a view."""
        view = self.env.ref(f"complaint_management.{xmlid}")
        Approval = self.env["complaint.approval"]
        arch = Approval.get_view(view.id, view.type)["arch"]
        result = {}
        for node in etree.fromstring(arch).iter("field"):
            field = Approval._fields[node.get("name")]
            names = {"fields": {"display_name": {}}}
            result[field.name] = names if field.type == "many2one" else {}
        return result

    def _count(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = action()
        self.env.flush_all()
        return result, self.cr.sql_log_count - before

    def test_cards_cost_the_same_for_one_and_for_eighty(self):
        """All that stands on the cards is read for all of them at once."""
        specification = self._specify("complaint_approval_view_kanban")
        Approval = self.env["complaint.approval"].with_user(self.area.user_id)
        domain = [("state", "=", "asked"), ("is_mine", "=", True)]

        def read():
            return Approval.web_search_read(domain, specification, limit=80)

        self.company.complaint_approval_window_days = 0
        category = self._create_category()
        counts = []
        for number in (1, 79):
            for _case in range(number):
                case = self._create_case(category_id=category.id)
                self._create_evidence(
                    case,
                    attachment_ids=[
                        (0, 0, {"name": "a.png", "mimetype": "image/png", "raw": b"x"})
                    ],
                )
                self._ask(500, case)
            read()
            result, queries = self._count(read)
            counts.append((len(result["records"]), queries))
        self.assertEqual([count for count, _queries in counts], [1, 80])
        self.assertLessEqual(counts[1][1], self.CARDS_QUERIES, counts)
        self.assertLessEqual(counts[1][1], counts[0][1] + 2)

    def test_request_and_two_approvals(self):
        """From asking to the second approval, by people who did so before."""
        counts = []
        for _time in range(2):
            case = self._create_case(partner_id=self._create_customer().id)
            draft = self._propose(3200, case)

            def settle(draft=draft):
                draft.action_request_approval()
                for employee in (self.deputy, self.general):
                    draft.with_user(employee.user_id).action_approve("Fair.")

            counts.append(self._count(settle)[1])
            self.assertEqual(draft.state, "approved")
        self.assertLessEqual(counts[-1], self.DECISION_QUERIES, counts)
