# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_approval_decide
from . import complaint_case_ask
from . import complaint_case_hand_over
from . import complaint_case_merge
from . import complaint_case_reassign
from . import complaint_case_report_up
from . import complaint_case_tell
from . import complaint_handover_reply
from . import complaint_identity_show
from . import complaint_clock_change
from . import complaint_policy_preview
from . import complaint_escalation_acknowledge
from . import complaint_clock_recount
from . import complaint_clock_recount_line
