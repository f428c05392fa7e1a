# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_return_goods_mixin
from . import complaint_return_class
from . import complaint_return_allowance
from . import complaint_return_step_mixin
from . import complaint_return_receipt_mixin
from . import complaint_return_dispose_mixin
from . import complaint_return
from . import complaint_return_line
from . import complaint_return_item
from . import complaint_return_parcel
from . import complaint_case
from . import complaint_case_line
from . import res_company
from . import stock_picking
from . import stock_warehouse
