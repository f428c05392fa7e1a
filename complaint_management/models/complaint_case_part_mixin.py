# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models

from .complaint_case_open_mixin import OPENED_KEY, OpenedCases

#: What core asks for first when it reads the rows of a case or settlement.
_OWNERS = (["case_id"], ["settlement_id"])


class ComplaintCasePartMixin(models.AbstractModel):
    """What is shown in a list within its case, read with it for one query.

    Each concrete model has a `case_id` and the record rules of the case, prefixed.
    """

    _name = "complaint.case.part.mixin"
    _inherit = ["complaint.rule.mixin"]
    _description = "Row of a Complaint"

    # === ACCESS === #

    @api.model
    @api.private
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Fetch the rows of an owner at once, where core asks for their ids first."""
        if field_names is not None and list(field_names) in _OWNERS:
            field_names = None
        return super().search_fetch(domain, field_names, offset, limit, order)

    def _check_access(self, operation):
        """Don't ask the rules of the case again while it is being opened."""
        opened = self.env.context.get(OPENED_KEY)
        if operation != "read" or not isinstance(opened, OpenedCases) or not self:
            return super()._check_access(operation)
        # Only which case they belong to; nothing of it is handed out.
        cases = self.sudo().case_id.with_env(self.env)
        if not opened.hold(cases):
            return super()._check_access(operation)
        refused = super(ComplaintCasePartMixin, self.browse())._check_access(operation)
        return (self, refused[1]) if refused else None
