# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.fields import Domain


class ComplaintPortalReadMixin(models.AbstractModel):
    """Fields that customers may read; of every other one they are refused.

    Portal users can call `read`, `search` and `export_data` on whatever the record
    rules show them. A field is closed to them until it is named here, those of other
    addons included.
    """

    _name = "complaint.portal.read.mixin"
    _description = "Readable by Customers"

    #: What a customer may read, filter, sort and group by; nothing may be written.
    _portal_fields = frozenset()

    def _has_field_access(self, field, operation):
        """Close to who is no employee what is not named."""
        if not self.env.su and not self.env.user._is_internal():
            known = field.name == "id" or field.name in self._portal_fields
            if operation != "read" or not known:
                return False
        return super()._has_field_access(field, operation)

    def _search(self, domain, *args, **kwargs):
        """Ask for the right to a field kept as a file, too.

        Core tells whether there is one without looking at who asks.
        """
        if not self.env.su:
            for condition in Domain(domain).iter_conditions():
                field = self._fields.get(condition.field_expr)
                if field and field.type == "binary" and field.attachment:
                    self._check_field_access(field, "read")
        return super()._search(domain, *args, **kwargs)
