# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What several models name alike."""

#: States of complaints that say nothing of the goods; merged ones count once.
NOT_COUNTED = ("withdrawn", "not_accepted", "merged")
