# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_case_tell
from . import complaint_corrective_action_complete
from . import complaint_corrective_action_tell
from . import complaint_sample_move
