# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_access_rights
from . import test_complaint_tag
from . import test_groups
from . import test_multicompany
from . import test_performance
from . import test_tours
from . import test_web_client
