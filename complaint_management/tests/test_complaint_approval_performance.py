# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging

from lxml import etree

from odoo import api
from odoo.tests import tagged

from .approval_common import ComplaintApprovalCommon

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestComplaintApprovalPerformance(ComplaintApprovalCommon):
    """What asking, deciding and reading My Approvals costs."""

    CARDS_QUERIES = 25
    #: Request and two approvals, all statements of three requests.
    DECISION_QUERIES = 60

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

    def _request(self, user, record, method, *args):
        """Do what one request of a browser does; return how many queries it took.

        With an environment of its own, nothing in memory but what a server keeps
        between requests, and everything written at the end, what waits for the commit
        included.
        """
        self.cr.flush()
        self.env.invalidate_all()
        self.cr.cache.clear()
        context = {"lang": "en_US", "allowed_company_ids": self.company.ids}
        env = api.Environment(self.cr, user.id, context)
        before = self.cr.sql_log_count
        getattr(env[record._name].browse(record.id), method)(*args)
        self.cr.flush()
        return self.cr.sql_log_count - before

    def _settle(self, approve):
        """Ask for 3,200 and approve it twice; return the queries of each request."""
        case = self._create_case(partner_id=self._create_customer().id)
        draft = self._propose(3200, case)
        counts = [self._request(self.handler, draft, "action_request_approval")]
        for employee in (self.deputy, self.general):
            counts.append(approve(employee.user_id, draft))
        self.assertEqual(draft.with_env(self.env).state, "approved")
        return counts

    def test_request_and_two_approvals(self):
        """From asking to the second approval, by people who did so before."""

        def by_settlement(user, draft):
            return self._request(user, draft, "action_approve", "Fair.")

        def by_card(user, draft):
            row = draft.with_env(self.env).approval_ids.filtered(
                lambda row: row.approver_id == user
            )
            return self._request(user, row, "action_approve", "Fair.")

        for approve in (by_settlement, by_card):
            for _time in range(3):
                counts = self._settle(approve)
            _logger.info("%s: %s = %s", approve.__name__, counts, sum(counts))
            self.assertLessEqual(sum(counts), self.DECISION_QUERIES, counts)
