# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests.common import new_test_user

from .exposure_common import ExposureCommon


class LotHoldCommon(ExposureCommon):
    """Lots that are held, and who may hold and release them.

    On top of :class:`ExposureCommon` this class provides:

    * `quarantine`, the quarantine location, and `second`, a second manager of quality;
    * :meth:`_hold` and :meth:`_release`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quarantine = cls._create_quarantine(cls.warehouse)
        cls.second = new_test_user(
            cls.env,
            login="complaint_second",
            groups="complaint_quality.complaint_quality_group_manager",
        )

    @classmethod
    def _create_quarantine(cls, warehouse):
        location = cls.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": warehouse.view_location_id.id,
                "company_id": warehouse.company_id.id,
            }
        )
        warehouse.company_id.complaint_quarantine_location_id = location
        return location

    def _hold(self, lot=None, user=None, **values):
        Hold = self.env["complaint.lot.hold"]
        return Hold.with_user(user or self.user_quality_manager).create(
            {"lot_id": (lot or self.lot).id, "reason": "It leaks."} | values
        )

    def _release(self, hold, user=None):
        hold = hold.with_user(user or self.second)
        hold.release_reason = "Ten bags were tested."
        hold.action_release()
