# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models

#: Held only by this addon: a client sends JSON and can't forge an object.
_ENTRY = object()
_ENTRY_KEY = "complaint_return_entry"


class ComplaintReturnGoodsMixin(models.AbstractModel):
    """What belongs to a return, shown to the warehouse as goods and nothing else.

    Who has no complaint role reads and writes the fields that are named here, and is
    refused every other one: neither complainant nor money is among them.
    """

    _name = "complaint.return.goods.mixin"
    _inherit = ["complaint.case.child.mixin"]
    _description = "Part of a Return"

    #: What the warehouse may read, filter, sort and group by.
    _goods_fields = frozenset()
    #: What is entered when goods are counted and inspected. It goes on when the file
    #: of the complaint is closed: goods come late.
    _goods_entries = frozenset()

    # === CRUD METHODS === #

    def write(self, vals):
        """Let goods be counted and inspected after the complaint was closed."""
        if vals and self._goods_entries.issuperset(vals):
            self = self.with_context(**{_ENTRY_KEY: _ENTRY})
        return super().write(vals)

    # === ACCESS === #

    def _has_field_access(self, field, operation):
        """Close to the warehouse what is not named."""
        if self._is_seen_as_goods():
            read = field.name in self._goods_fields | self._goods_entries
            known = read if operation == "read" else field.name in self._goods_entries
            if field.name != "id" and not known:
                return False
        return super()._has_field_access(field, operation)

    # === BUSINESS METHODS === #

    @api.model
    def _holds_entry(self):
        """Whether goods are being entered, which a locked file does not forbid."""
        return self.env.context.get(_ENTRY_KEY) is _ENTRY

    def _without_entry(self):
        return self.with_context(**{_ENTRY_KEY: False})

    def _is_seen_as_goods(self):
        """Whether the user works with the goods and not with complaints."""
        user = self.env.user
        group = "complaint_management.complaint_management_group_user"
        return not self.env.su and user._is_internal() and not user.has_group(group)
