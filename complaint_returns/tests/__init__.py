# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_access_rights
from . import test_complaint_replacement
from . import test_complaint_replacement_promise
from . import test_complaint_return
from . import test_complaint_return_class
from . import test_complaint_return_counted
from . import test_complaint_return_decide
from . import test_complaint_return_disposition
from . import test_complaint_return_inventory
from . import test_complaint_return_list_performance
from . import test_complaint_return_parcel
from . import test_complaint_return_performance
from . import test_complaint_return_photo
from . import test_complaint_return_portal
from . import test_complaint_return_privacy
from . import test_complaint_return_receipt
from . import test_complaint_return_refund
from . import test_complaint_return_scan
from . import test_complaint_return_story
from . import test_complaint_return_valuation
from . import test_complaint_return_ways
from . import test_complaint_return_wish
from . import test_groups
from . import test_menus
from . import test_rpc_weakest_returns
from . import test_tours
