# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

#: Fields whose change may leave somebody outside who was inside.
_SHUTTING_OUT = {
    "user_id",
    "team_id",
    "category_id",
    "confidential",
    "respondent_employee_ids",
    "respondent_department_id",
}


class ComplaintCaseAccessMixin(models.AbstractModel):
    """Who sees a complaint: those named in it, and never the respondent."""

    _name = "complaint.case.access.mixin"
    # Those who register need not have rights on employees to name one of them.
    _inherit = ["hr.mixin", "complaint.rule.mixin"]
    _description = "Complaint Access"

    access_ids = fields.One2many(
        "complaint.case.access", "case_id", groups=fields.NO_ACCESS, copy=False
    )
    confidential = fields.Boolean(
        compute="_compute_confidential",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Opens only to those named in it, managers and administrators included. "
        "Who complains is kept apart.",
    )
    # Respondent
    respondent_kind = fields.Selection(
        [
            ("employee", "Employee"),
            ("department", "Department"),
            ("dealer", "Dealer"),
            ("supplier", "Supplier"),
            ("other", "Other"),
        ],
        help="What kind of respondent the complaint is about, if it is about somebody.",
    )
    respondent_employee_ids = fields.Many2many(
        "hr.employee",
        "complaint_case_respondent_rel",
        "case_id",
        "employee_id",
        string="Respondent Employees",
        check_company=True,
        help="They are heard, but never see, handle or decide the case.",
    )
    respondent_public_ids = fields.Many2many(
        "hr.employee.public",
        compute="_compute_respondent_public_ids",
        inverse="_inverse_respondent_public_ids",
        string="Employees",
        help="The respondents, chosen by who has no right to read employees.",
    )
    respondent_department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        help="Its manager is barred from the case; name further employees beside it.",
    )
    respondent_partner_id = fields.Many2one("res.partner")
    respondent_note = fields.Char(
        string="Respondent in Words",
        help="A respondent who is not on file.",
    )
    respondent_waiver = fields.Text(
        string="Hearing Waived",
        copy=False,
        help="Written waiver of the respondent's right to be heard.",
    )
    respondent_user_ids = fields.Many2many(
        "res.users",
        "complaint_case_respondent_user_rel",
        "case_id",
        "user_id",
        string="Barred Users",
        compute="_compute_respondent_user_ids",
        store=True,
        compute_sudo=True,
        help="Users of the respondents. They are barred from everything on the case.",
    )

    # === COMPUTE METHODS === #

    @api.depends("category_id")
    def _compute_confidential(self):
        for case in self:
            # A case that was once confidential does not open by a new category.
            category = case.category_id
            case.confidential = case.confidential or bool(
                category and category._get_inherited("confidential")
            )

    @api.depends(
        "respondent_employee_ids.user_id",
        "respondent_department_id.manager_id.user_id",
    )
    def _compute_respondent_user_ids(self):
        for case in self:
            employees = case.respondent_employee_ids
            employees |= case.respondent_department_id.manager_id
            case.respondent_user_ids = employees.user_id

    @api.depends("respondent_employee_ids")
    def _compute_respondent_public_ids(self):
        for case in self:
            # Plain users read and write employees by their public side only.
            employees_sudo = case.sudo().respondent_employee_ids
            case.respondent_public_ids = self.env["hr.employee.public"].browse(
                employees_sudo.ids
            )

    def _inverse_respondent_public_ids(self):
        for case in self:
            # see _compute_respondent_public_ids
            case.sudo().respondent_employee_ids = [
                Command.set(case.respondent_public_ids.ids)
            ]

    # === CONSTRAINT METHODS === #

    @api.constrains("respondent_user_ids", "user_id")
    def _check_respondent_is_not_handler(self):
        # A handler's name and the respondents, whoever saves.
        for case in self.sudo():
            if case.user_id in case.respondent_user_ids:
                raise ValidationError(
                    self.env._(
                        "%s is the respondent of this complaint and can't handle it.",
                        case.user_id.name,
                    )
                )

    @api.constrains("respondent_employee_ids", "respondent_department_id")
    def _check_respondent_has_no_part(self):
        """Refuse a respondent who handles or investigates the case already."""
        self._check_respondent_is_not_handler()
        # All investigations count, also those the user may not see.
        running = self.sudo().investigation_ids.filtered(lambda i: i.state != "done")
        running._check_people()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Name who registered the case, its handler and its team."""
        cases = super().create(vals_list)
        creator = self.env.user
        if not self.env.su and creator._is_internal():
            cases._name_users(creator, "intake")
        cases._name_people()
        return cases

    def onchange(self, values, field_names, fields_spec):
        """Compute nothing for a form out of parts of a complaint that is not seen."""
        self.env["complaint.case.child.mixin"]._ensure_links_seen(self, values)
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        """Name a new handler or team, and let go of those who may not read it now."""
        result = super().write(vals)
        # A new category can bring a new team, and make the case confidential.
        if {"user_id", "team_id", "category_id"}.intersection(vals):
            self._name_people()
        if _SHUTTING_OUT.intersection(vals):
            self._shut_out()
        return result

    # === ACCESS === #

    def _has_field_access(self, field, operation):
        """Keep the key of the complainant's link from employees.

        Whoever knows it reads on without a login, after losing the case or being
        accused in it.
        """
        if field.name == "access_token" and self._is_asked_by_employee():
            return False
        return super()._has_field_access(field, operation)

    def _portal_ensure_token(self):
        """Give the key to what sends mail and to customers, never to employees."""
        if self._is_asked_by_employee():
            raise AccessError(
                self.env._("The link to a complaint is sent to the complainant only.")
            )
        return super()._portal_ensure_token()

    def _sign_token(self, pid):
        """Sign the customer's part of a mail, which an employee may have caused."""
        # The key stays inside: the signature does not tell it.
        return super(ComplaintCaseAccessMixin, self.sudo())._sign_token(pid)

    @api.model
    def _is_asked_by_employee(self):
        return not self.env.su and self.env.user._is_internal()

    # === BUSINESS METHODS === #

    def _name_people(self):
        """Bring the rows of handler and team in line with the case."""
        # Nobody has rights on principals.
        Principal = self.env["complaint.principal"].sudo()
        users = {p.user_id: p for p in Principal._for_users(self.user_id)}
        teams = {p.team_id: p for p in Principal._for_teams(self.team_id)}
        wanted = {
            (case.id, why): principal.id
            for case in self
            for why, principal in (
                ("handler", users.get(case.user_id)),
                ("team", teams.get(case.team_id)),
            )
            if principal
        }
        # Nor on the rows of naming.
        Access = self.env["complaint.case.access"].sudo()
        rows = Access.search(
            [("case_id", "in", self.ids), ("why", "in", ("handler", "team"))]
        )
        stale = rows.filtered(
            lambda row: wanted.get((row.case_id.id, row.why)) != row.principal_id.id
        )
        kept = {(row.case_id.id, row.why) for row in rows - stale}
        # Whoever gives a case away goes on with it to the end of the request: the
        # screen is read once more, and the change is logged in his or her name.
        own = stale.filtered(lambda row: self.env.user in row.principal_id.user_ids)
        if own:
            self.env.cr.precommit.add(own._unlink_if_stale)
        (stale - own).unlink()
        Access._insert(
            [
                (case, principal, why)
                for (case, why), principal in wanted.items()
                if (case, why) not in kept
            ]
        )

    def _name_investigators(self):
        """Name those who investigate the cases, and nobody who no longer does."""
        for case in self:
            # All investigations count, also those the user may not see.
            records = case.sudo().investigation_ids
            people = records.lead_id | records.member_ids
            # Nobody has rights on the rows of naming.
            gone = self.env["complaint.case.access"].sudo()
            gone.search(
                [
                    ("case_id", "=", case.id),
                    ("why", "=", "investigator"),
                    ("principal_id.user_id", "not in", people.ids),
                ]
            ).unlink()
            case._name_users(people, "investigator")

    def _shut_out(self):
        """Stop telling those about the cases who may not read them any more."""
        # Also those who may not read it are asked for.
        for case in self.sudo():
            for records in case._get_threads():
                records._unfollow_blind_users()
                records._take_back_from(case.respondent_user_ids)

    def _get_threads(self):
        """Return everything of the case that has followers; extend it with more.

        Note: `self.ensure_one()` from :meth:`_shut_out`, in superuser mode.

        :rtype: list of recordsets
        """
        return [self, self.investigation_ids, self.settlement_ids]

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Name the new handler before telling him or her."""
        self._name_people()
        return super()._message_auto_subscribe_notify(partner_ids, template)

    def _name_users(self, users, why):
        """Open the cases to users for a reason; the respondent is left out.

        Doing it again changes nothing. Called by whoever gives somebody a part in a
        case, after its own checks: handing over, reporting up, investigating,
        approving.

        :param users: recordset of `res.users`
        :param str why: a key of the reasons in `complaint.case.access`
        """
        # Nobody has rights on principals and the rows of naming.
        Access = self.env["complaint.case.access"].sudo()
        named = Access._insert_users(self, users, why)
        if rest := users.filtered(lambda user: user.id not in named):
            principals = self.env["complaint.principal"].sudo()  # as above
            self._name_principals(principals._for_users(rest), why)

    def _name_teams(self, teams, why):
        """Open the cases to whole teams for a reason. See :meth:`_name_users`."""
        self._name_principals(
            # Nobody has rights on principals.
            self.env["complaint.principal"].sudo()._for_teams(teams),
            why,
        )

    def _name_principals(self, principals, why):
        # Nobody has rights on the rows of naming.
        self.env["complaint.case.access"].sudo()._insert(
            [(case.id, principal.id, why) for case in self for principal in principals]
        )

    def _unname_users(self, users, why):
        """Close the cases to users who were named for this reason only."""
        # Nobody has rights on the rows of naming.
        self.env["complaint.case.access"].sudo().search(
            [
                ("case_id", "in", self.ids),
                ("principal_id.user_id", "in", users.ids),
                ("why", "=", why),
            ]
        ).unlink()

    def _has_respondent(self):
        """Whether the complaint is about somebody, in whatever way that is recorded.

        Note: `self.ensure_one()` from the caller.

        :rtype: bool
        """
        case_sudo = self.sudo()  # employees are read by HR alone
        return bool(
            case_sudo.respondent_kind
            or case_sudo.respondent_employee_ids
            or case_sudo.respondent_department_id
            or case_sudo.respondent_partner_id
            or case_sudo.respondent_note
        )

    def _is_named(self, user):
        """Whether a user is named in the case, alone or with a team.

        Note: `self.ensure_one()` from the caller.

        :rtype: bool
        """
        # Nobody has rights on the rows of naming.
        return user in self.sudo().access_ids.principal_id.user_ids
