# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.access_matrix import (
    ACCESS_MATRIX,
    NOBODY,
    PART_OF_CASE,
    SHOWN_ON_CASE,
    AccessMatrixMixin,
    merge_access_matrix,
)

from .common import ComplaintReturnsCommon


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixMixin, ComplaintReturnsCommon):
    """The table with the role of the warehouse and the models of this addon.

    The warehouse has no right on the models of complaints: rows without it say so.
    """

    access_addons = ("complaint_management", "complaint_returns")
    access_matrix = merge_access_matrix(
        ACCESS_MATRIX,
        {
            # The warehouse delivers it and needs nothing of it.
            "complaint.replacement": PART_OF_CASE,
            "complaint.return": PART_OF_CASE | {"warehouse": "rw"},
            "complaint.return.line": PART_OF_CASE | {"warehouse": "rw"},
            # Made by receiving, and never deleted.
            "complaint.return.item": dict.fromkeys(PART_OF_CASE, "rw")
            | {"internal": "r", "warehouse": "rw"},
            "complaint.return.class": SHOWN_ON_CASE,
            "complaint.return.parcel": dict.fromkeys(SHOWN_ON_CASE, "rw")
            | {"internal": "", "warehouse": "rwc"},
            "complaint.return.allowance": NOBODY,
            "complaint.return.add": {"warehouse": "rwc"},
            "complaint.return.decide": {"warehouse": "rwc"},
        },
    )
