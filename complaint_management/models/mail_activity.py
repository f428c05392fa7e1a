# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import ValidationError


class MailActivity(models.Model):
    """An activity on a complaint is never the respondent's: it would tell him or her.

    Core lets everybody read the activities assigned to them, whatever the rules of the
    record say.
    """

    _inherit = "mail.activity"

    # === CONSTRAINT METHODS === #

    @api.constrains("user_id", "res_model_id", "res_id")
    def _check_user_is_not_respondent(self):
        # Barred is barred, whoever assigns it.
        for activity in self.sudo().filtered("user_id"):
            case = activity._get_complaint()
            if case and activity.user_id in case.respondent_user_ids:
                raise ValidationError(
                    self.env._(
                        "%s is the respondent of this complaint and gets no activity "
                        "on it.",
                        activity.user_id.name,
                    )
                )

    # === BUSINESS METHODS === #

    def _get_complaint(self):
        """Return the complaint that the activity is about, if it is about one.

        Note: `self.ensure_one()` from :meth:`_check_user_is_not_respondent`.
        """
        cases = self.env["complaint.case"]
        if self.res_model == cases._name:
            return cases.browse(self.res_id)
        if (self.res_model or "").startswith("complaint."):
            record = self.env[self.res_model].browse(self.res_id)
            return record.case_id if "case_id" in record else cases
        return cases
