# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import AccessError

#: What of a client's context goes on into what is done in superuser mode.
_OWN_CONTEXT = ("lang", "tz", "allowed_company_ids")


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

    def _without_client_context(self):
        """Return the records without what a client may have put into the context.

        Core has switches that call back archived records or change prices, and keeps
        them in superuser mode. Language, time zone, companies and the objects of our
        own code stay: a client sends JSON.
        """
        kept = {
            key: value
            for key, value in self.env.context.items()
            if key in _OWN_CONTEXT
            or type(value) is object
            or type(value).__module__.startswith("odoo.addons.complaint_")
        }
        return self.with_env(self.env(context=kept))

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
