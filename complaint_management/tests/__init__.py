# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_access_rights
from . import test_complaint_case_document
from . import test_complaint_case_hand_over
from . import test_complaint_case_merge
from . import test_complaint_case_report_up
from . import test_complaint_category
from . import test_complaint_channel
from . import test_complaint_defect
from . import test_complaint_handover_reply
from . import test_complaint_link
from . import test_complaint_link_performance
from . import test_complaint_link_views
from . import test_complaint_mark
from . import test_complaint_reason
from . import test_complaint_tag
from . import test_groups
from . import test_multicompany
from . import test_performance
from . import test_presets
from . import test_tours
from . import test_web_client
