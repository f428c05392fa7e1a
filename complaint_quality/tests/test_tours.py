# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestTours(ExposureCommon, ComplaintHttpCommon):
    """What only a browser can show."""

    def test_exposure_is_shown_from_the_case(self):
        """A quality engineer opens the lot of a complaint and comes back to it."""
        self._deliver(self.city, (self.lot, 120))
        case = self._complain(self.lot, 3, user_id=self.user_quality.id)
        self.start_tour(
            f"/odoo/complaints/{case.id}",
            "complaint_exposure_tour",
            login=self.user_quality.login,
        )
