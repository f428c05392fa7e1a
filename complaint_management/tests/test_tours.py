# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import RecordCapturer, tagged

from .common import ComplaintHttpCommon


@tagged("post_install", "-at_install")
class TestTours(ComplaintHttpCommon):
    """What only a browser can show; each tour ends with a look at the records."""

    def test_tag_created_in_the_list(self):
        """An administrator adds a tag without leaving the list."""
        with RecordCapturer(self.env["complaint.tag"]) as capture:
            self.start_tour(
                "/odoo/complaint-tags",
                "complaint_tag_create_tour",
                login=self.user_administrator.login,
            )
        self.assertRecordValues(
            capture.records,
            [
                {
                    "name": "Cold chain broken",
                    "company_id": False,
                    "create_uid": self.user_administrator.id,
                }
            ],
        )
