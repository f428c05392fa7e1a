# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_unique_name_mixin
from . import complaint_tree_mixin
from . import complaint_category
from . import complaint_channel
from . import complaint_defect
from . import complaint_mark
from . import complaint_reason
from . import complaint_tag
