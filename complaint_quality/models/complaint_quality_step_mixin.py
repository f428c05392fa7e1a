# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import AccessError


class ComplaintQualityStepMixin(models.AbstractModel):
    """Records of quality whose state only their steps write."""

    _name = "complaint.quality.step.mixin"
    _inherit = ["complaint.guard.mixin"]
    _description = "Steps of Quality"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what only steps write."""
        for vals in vals_list:
            self._ensure_not_guarded(vals)
        return super().create(vals_list)

    # === BUSINESS METHODS === #

    def _ensure_quality(self, role="user"):
        """Refuse who has not a role of quality.

        :param str role: `user` or `manager`
        :raise AccessError: naming the role
        """
        if not self.env.user.has_group(
            f"complaint_quality.complaint_quality_group_{role}"
        ):
            group = self.env.ref(f"complaint_quality.complaint_quality_group_{role}")
            raise AccessError(
                self.env._(
                    "This is for those with the role “%(role)s”.",
                    # Whoever is refused need not have rights on groups.
                    role=group.sudo().full_name,
                )
            )

    def _with_step_token(self):
        """Return the records with leave to write what only steps may write."""
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    def _holds_step_token(self):
        return self.env["complaint.case"]._holds_step_token()
