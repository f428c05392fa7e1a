# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..const import STAND_IN_CACHE


class ComplaintApprovalDelegation(models.Model):
    """Somebody decides for an approver during a time, on behalf of him or her.

    It passes on the work, not the authority: who stands in signs with the own name and
    never decides on what he or she proposed, handles or is complained about in.
    """

    _name = "complaint.approval.delegation"
    _description = "Approval Delegation"
    _order = "date_start desc, id desc"

    def _default_from_user_id(self):
        return self.env.user

    def _default_company_id(self):
        return self.env.company

    from_user_id = fields.Many2one(
        "res.users",
        string="Approver",
        required=True,
        index=True,
        default=lambda self: self._default_from_user_id(),
        help="Whose requests are decided on.",
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="Stands In",
        required=True,
        index=True,
        help="Decides on behalf of the approver, and is named on those complaints.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self._default_company_id()
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="Until", required=True, help="The last day.")
    note = fields.Char(string="Reason")

    _dates_ordered = models.Constraint(
        "CHECK (date_end >= date_start)", "It can't end before it starts."
    )
    _not_oneself = models.Constraint(
        "CHECK (from_user_id != to_user_id)", "Nobody stands in for himself."
    )

    # === COMPUTE METHODS === #

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for row in self.sudo():  # names of colleagues
            row.display_name = f"{row.from_user_id.name} → {row.to_user_id.name}"

    # === CONSTRAINT METHODS === #

    @api.constrains("to_user_id", "company_id")
    def _check_to_user(self):
        for row in self.sudo():  # groups and companies of others are asked for
            user = row.to_user_id
            if not user._is_internal() or row.company_id not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s can't log in at %(company)s.",
                        user=user.name,
                        company=row.company_id.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let the one who stands in start at once."""
        rows = super().create(vals_list)
        rows._ensure_own()
        rows._open_requests()
        return rows

    def write(self, vals):
        """Let each change what is his or her own."""
        self._ensure_own()
        result = super().write(vals)
        self._ensure_own()
        self._open_requests()
        return result

    # === BUSINESS METHODS === #

    def _ensure_own(self):
        """Refuse to give away what somebody else has to decide.

        :raise AccessError: unless the user is the approver, or administers complaints
        """
        group = "complaint_management.complaint_management_group_administrator"
        if self.env.su or self.env.user.has_group(group):
            return
        if any(row.from_user_id != self.env.user for row in self):
            raise AccessError(
                self.env._("Only the approver says who stands in for him or her.")
            )

    def _open_requests(self):
        """Open what waits for the approver to who stands in now."""
        self.env.cr.cache.pop(STAND_IN_CACHE, None)
        # Others' requests; what is named is written in superuser mode.
        self.env["complaint.approval"].sudo().search(
            [
                ("approver_id", "in", self.from_user_id.ids),
                ("state", "=", "asked"),
            ]
        )._name_delegates()

    @api.model
    def _get_delegates(self, users, company, barred=None):
        """Return who stands in for each of some users today.

        Note: in superuser mode.

        :param users: recordset of `res.users`
        :param barred: who may not, as `res.users`
        :return: recordsets of `res.users`, by user
        :rtype: dict
        """
        today = fields.Date.context_today(self)
        rows = self.search(
            [
                ("from_user_id", "in", users.ids),
                ("company_id", "=", company.id),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ]
        )
        barred = barred if barred is not None else users.browse()
        result = dict.fromkeys(users, users.browse())
        for row in rows:
            user = row.to_user_id
            usable = user.active and user._is_internal() and company in user.company_ids
            if usable and user not in barred:
                result[row.from_user_id] |= user
        return result
