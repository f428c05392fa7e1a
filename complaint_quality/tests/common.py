# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.addons.complaint_management.tests.common import ComplaintCommon


class ComplaintQualityCommon(ComplaintCommon):
    """Common ground of the quality tests.

    On top of :class:`ComplaintCommon` this class provides the roles `quality_user` and
    `quality_manager`, with `user_quality` and `user_quality_manager`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_quality = cls.role_users["quality_user"]
        cls.user_quality_manager = cls.role_users["quality_manager"]

    @classmethod
    def _get_role_groups(cls):
        prefix = "complaint_quality.complaint_quality_group"
        return super()._get_role_groups() | {
            "quality_user": f"{prefix}_user",
            "quality_manager": f"{prefix}_manager",
        }
