# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .clock_common import ComplaintClockCommon
from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestClockTours(ComplaintClockCommon, ComplaintHttpCommon):
    """The strip of time limits at work, and the columns of the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_policy(
            ("Reply", "first_contact", "replied", 2, "hour"),
            ("Report", "first_contact", "report_written", 3, "hour"),
            ("Visit", "first_contact", "visited", 4, "hour"),
            ("Supplier", "first_contact", "supplier_contacted", 5, "hour"),
            ("Goods", "first_contact", "goods_brought_back", 6, "hour"),
            ("Measures", "first_contact", "measures_implemented", 7, "hour"),
        )
        cls._create_reason(name="Samples are awaited", kind="pause")
        cls.case._complaint_event("first_contact")

    def _walk(self):
        self.start_tour(
            f"/odoo/complaints/{self.case.id}",
            "complaint_clock_strip_tour",
            login=self.handler.login,
        )
        clock = self._get_clock(self.case, "Reply")
        self.assertRecordValues(
            clock, [{"state": "reached", "ended_by_id": self.handler.id}]
        )
        self.assertEqual(
            clock.event_ids.sorted("id").mapped("kind"),
            ["started", "paused", "resumed", "reached"],
        )

    def test_strip_at_a_desk(self):
        """Why, pause, go on, done: the strip follows."""
        self._walk()

    def test_strip_in_chinese(self):
        """The same for a handler who works in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.handler.lang = "zh_CN"
        self._walk()

    def test_hidden_column_is_read_once_it_is_shown(self):
        """Switched on, a column has what belongs there."""
        self.start_tour(
            "/odoo/complaints", "complaint_list_columns_tour", login=self.handler.login
        )
