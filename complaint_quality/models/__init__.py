# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_quality_step_mixin
from . import complaint_lot_hold_move_mixin
from . import complaint_lot_hold
from . import complaint_alarm_find_mixin
from . import complaint_alarm
from . import complaint_exposure_query_mixin
from . import complaint_exposure
from . import complaint_case
from . import complaint_case_line
from . import complaint_defect
from . import res_company
from . import res_config_settings
from . import stock_location
from . import stock_lot
from . import stock_move_line
from . import stock_quant
from . import complaint_effectiveness_mixin
from . import complaint_corrective_action_step_mixin
from . import complaint_corrective_action
from . import complaint_known_issue
from . import complaint_investigation
from . import complaint_adverse_reaction
from . import complaint_investigation_cause
from . import complaint_investigation_check
