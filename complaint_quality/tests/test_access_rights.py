# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.access_matrix import (
    ACCESS_MATRIX,
    CONFIGURATION,
    LOG_OF_CASE,
    PART_OF_CASE,
    AccessMatrixMixin,
    merge_access_matrix,
)

from .common import ComplaintQualityCommon

QUALITY = ("quality_user", "quality_manager")
#: Everybody with a role in complaints.
PEOPLE = ("user", "user_all", "manager", "administrator", *QUALITY)
#: What quality takes, tests and never deletes; others read it where they have a part.
SAMPLED = LOG_OF_CASE | dict.fromkeys(QUALITY, "rwc")
#: What quality writes, and everybody reads where he or she has a part in it.
QUALITY_MODELS = {
    "complaint.corrective.action": {
        **dict.fromkeys(("internal", "user", "user_all", "manager"), "r"),
        "administrator": "r",
        "quality_user": "rwc",
        "quality_manager": "rwc",
    },
    # The responsible may be an employee without a role.
    "complaint.corrective.action.complete": {"internal": "rwc"},
    "complaint.corrective.action.tell": dict.fromkeys(PEOPLE, "rwc"),
    "complaint.adverse.reaction": dict.fromkeys(PEOPLE, "rwc"),
    "complaint.investigation.cause": PART_OF_CASE | dict.fromkeys(QUALITY, "rwcu"),
    "complaint.investigation.check": PART_OF_CASE | dict.fromkeys(QUALITY, "rwcu"),
    "complaint.sample": SAMPLED,
    "complaint.sample.custody": LOG_OF_CASE | dict.fromkeys(QUALITY, "r"),
    "complaint.sample.test": SAMPLED,
    "complaint.sample.test.value": SAMPLED | dict.fromkeys(QUALITY, "rwcu"),
    # Who has a sample may be an employee without a role.
    "complaint.sample.move": {"internal": "rwc"},
    "complaint.alarm": {"quality_user": "rw", "quality_manager": "rw"},
    "complaint.lot.hold": {"quality_user": "r", "quality_manager": "rwc"},
    "complaint.known.issue": CONFIGURATION
    | {"quality_user": "r", "quality_manager": "rwcu"},
}


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixMixin, ComplaintQualityCommon):
    """The table with the quality roles and the models of this addon."""

    access_addons = ("complaint_management", "complaint_quality")
    # Both roles of quality are complaint users.
    access_matrix = merge_access_matrix(
        ACCESS_MATRIX,
        {
            model: dict.fromkeys(("quality_user", "quality_manager"), row["user"])
            for model, row in ACCESS_MATRIX.items()
            if "user" in row
        }
        | QUALITY_MODELS,
    )
