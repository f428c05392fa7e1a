# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A limit passes while the area manager is away: the next one takes care of it."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from odoo.addons.complaint_management.tests.clock_common import ComplaintClockCommon
from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

USER = "complaint_management.complaint_management_group_user"


@tagged("standard", "post_install", "-at_install")
class TestEscalationTours(ComplaintClockCommon, ComplaintHttpCommon):
    """Told in place of the absent area manager, the deputy takes care, then quiet.

    The same steps are walked in both languages: the tours find what they press by its
    name, and the names of records are the same in both.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_recipient_hours = False  # whenever the test runs
        manager = cls.env["hr.employee"]
        for name, label in (
            ("general", "分公司总经理 Branch GM"),
            ("deputy", "分公司副总 Deputy GM"),
            ("area", "大区经理 Area Manager"),
        ):
            user = new_test_user(
                cls.env,
                login=f"story_{name}",
                name=label,
                email=f"{name}@company.example.com",
                groups=USER,
            )
            manager = cls._create_employee(user, parent_id=manager.id)
            setattr(cls, name, user)
        cls._create_employee(cls.handler, parent_id=manager.id)
        now = fields.Datetime.now()
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Annual leave",
                "resource_id": manager.resource_id.id,
                "date_from": now - timedelta(days=2),
                "date_to": now + timedelta(days=5),
            }
        )
        steps = [(0, 0, {"target": "manager", "unit": "hour", "repeat_amount": 24})]
        reply = ("First reply", "received", "replied", 24, "hour", {"step_ids": steps})
        cls._create_policy(reply)
        cls.late = cls._create_case(received_at=now - timedelta(hours=25))
        cls.late.action_register()

    def test_absent_manager_is_skipped(self):
        """Raised past the area manager, taken care of, solved, and quiet again."""
        self._walk()

    def test_absent_manager_is_skipped_in_chinese(self):
        """The same for people who work in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        (self.handler | self.deputy).lang = "zh_CN"
        self._walk()

    # === TURNS === #

    def _walk(self):
        self._raise()
        row = self.env["complaint.escalation"].search([("case_id", "=", self.late.id)])
        self.assertRecordValues(row, [{"user_id": self.deputy.id, "kind": "limit"}])
        self.assertIn("Area Manager", row.skipped)

        self._turn("take_care", self.deputy, "/odoo/complaint-escalations")
        self.assertGreater(row.acknowledged_until, fields.Datetime.now())

        self._turn("solve", self.handler, f"/odoo/complaints/{self.late.id}")
        clock = self._get_clock(self.late, "First reply")
        self.assertRecordValues(
            clock,
            [
                {
                    "state": "reached",
                    "ended_by_id": self.handler.id,
                    "next_event_at": False,
                }
            ],
        )
        self.assertGreater(clock.late_hours, 1)

        self._raise()
        self.assertFalse(row.is_open)
        self.assertEqual(len(self.late.clock_ids.escalation_ids), 1)
        self._turn("quiet", self.deputy, "/odoo/complaint-escalations")

    def _raise(self):
        """Run the scheduled action."""
        cron = self.env.ref("complaint_management.complaint_clock_cron_escalate")
        cron.method_direct_trigger()
        self.env.invalidate_all()

    def _turn(self, tour, person, url):
        self.start_tour(url, f"complaint_escalation_{tour}_tour", login=person.login)
        self.env.invalidate_all()
