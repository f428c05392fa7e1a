# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import AccessError


class ComplaintLedgerMixin(models.AbstractModel):
    """Records that nobody writes by hand, not even an administrator.

    The addon's own methods hold the token of the steps, after their checks; a client
    can't send it.
    """

    _name = "complaint.ledger.mixin"
    _description = "Records That Only the App Writes"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let only the addon's own methods write.

        :raise AccessError: for whoever comes without the token of the steps
        """
        self._ensure_token()
        return super().create(vals_list)

    def write(self, vals):
        """Let only the addon's own methods write, see :meth:`create`."""
        self._ensure_token()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_by_the_app_only(self):
        self._ensure_token()

    # === BUSINESS METHODS === #

    @api.model
    def _ensure_token(self):
        if not self.env["complaint.case"]._holds_step_token():
            raise AccessError(self._get_locked_message())

    def _with_token(self):
        # Held by the addon's own methods, after their checks.
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    @api.model
    def _get_locked_message(self):
        """Say why nobody writes here by hand.

        :rtype: str
        """
        raise NotImplementedError
