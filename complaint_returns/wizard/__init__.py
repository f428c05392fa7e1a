# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import complaint_return_add
from . import complaint_return_decide
from . import stock_return_picking
from . import stock_return_picking_line
