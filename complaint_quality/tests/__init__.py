# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_access_rights
from . import test_complaint_adverse_reaction
from . import test_complaint_corrective_action
from . import test_complaint_known_issue
from . import test_corrective_action_effectiveness
from . import test_effectiveness
from . import test_groups
from . import test_case_line_facts
from . import test_complaint_alarm
from . import test_complaint_exposure
from . import test_exposure_edges
from . import test_complaint_upheld
from . import test_complaint_lot_hold
from . import test_lot_hold_ways
from . import test_tours
from . import test_investigation_depth
from . import test_rpc_weakest_quality
from . import test_quality_list_performance
from . import test_quality_tours
from . import test_story_cleared_lot
from . import test_story_leaking_bags
from . import test_specification
from . import test_complaint_sample
from . import test_complaint_sample_test
from . import test_sample_investigation
