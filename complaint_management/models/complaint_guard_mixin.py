# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import AccessError


class ComplaintGuardMixin(models.AbstractModel):
    """Fields that nobody sets by hand: what is computed, and what only steps write.

    Read-only on the screen means nothing to a client that calls `write()`. The three
    ways in are closed here: values, defaults in the context, and defaults that a user
    keeps for himself.
    """

    _name = "complaint.guard.mixin"
    _description = "Guarded Fields"

    #: Fields that only the steps write.
    _step_fields = frozenset()

    # === CRUD METHODS === #

    @api.model
    def default_get(self, fields):
        """Start guarded fields as the model says, whatever the user's defaults are."""
        guarded = self._get_guarded_fields()
        defaults = super().default_get([f for f in fields if f not in guarded])
        for name in guarded.intersection(fields):
            if self._fields[name].default:
                defaults[name] = self._fields[name].default(self)
        return defaults

    def write(self, vals):
        """Refuse guarded fields."""
        self._ensure_not_guarded(vals)
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _get_guarded_fields(self):
        """Return the names of the fields that only this addon's own code sets.

        :rtype: frozenset[str]
        """
        computed = {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
        }
        return self._step_fields | computed

    @api.model
    def _ensure_not_guarded(self, vals):
        """Refuse values that only the steps write.

        :raise AccessError: naming the fields
        """
        found = self._get_guarded_fields().intersection(vals)
        if found and not self._holds_step_token():
            raise AccessError(
                self.env._(
                    "%(fields)s can't be set directly. Use the buttons of the "
                    "complaint.",
                    fields=", ".join(sorted(found)),
                )
            )
