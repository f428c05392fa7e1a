# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from ast import literal_eval

from odoo import api, fields, models


class ComplaintTeam(models.Model):
    """People who handle complaints together; a mail address may open cases for them."""

    _name = "complaint.team"
    _description = "Complaint Team"
    _inherit = ["mail.alias.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True

    # Identity
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self._default_company_id(),
        help="Complaints that reach the team belong to this company.",
    )
    alias_id = fields.Many2one(
        help="A mail to this address opens a complaint for the team."
    )
    department_id = fields.Many2one("hr.department", check_company=True)

    # People
    leader_id = fields.Many2one(
        "res.users",
        check_company=True,
        help="Sees all cases of the team, may reopen them and undo a merge.",
    )
    member_ids = fields.Many2many(
        "res.users",
        "complaint_team_member_rel",
        "team_id",
        "user_id",
        string="Members",
        check_company=True,
        help="They see all cases of the team, also those from before they joined.",
    )

    # Dispatch
    category_ids = fields.Many2many(
        "complaint.category",
        "complaint_team_category_rel",
        "team_id",
        "category_id",
        string="Categories",
        help="Complaints of these categories, and of those below them, go to the team.",
    )
    assignment_method = fields.Selection(
        [("manual", "By hand"), ("round_robin", "In turn"), ("load", "Fewest open")],
        required=True,
        default="manual",
        string="Handlers Are Assigned",
        help="By hand: whoever accepts the case handles it. In turn: the member who "
        "got none for longest. Fewest open: the member with the fewest open cases.",
    )

    def _default_company_id(self):
        return self.env.company

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Open the team's cases to its people."""
        teams = super().create(vals_list)
        teams._sync_principals()
        return teams

    def write(self, vals):
        """Let go of those who left the team, open its cases to those who came."""
        result = super().write(vals)
        if {"leader_id", "member_ids"}.intersection(vals):
            self._sync_principals()
        if "company_id" in vals:
            for team in self:
                values = team._alias_get_creation_values()
                team.alias_defaults = values["alias_defaults"]
        return result

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("complaint.case")
        if self.id:
            defaults = literal_eval(self.alias_defaults or "{}")
            defaults.update(team_id=self.id, company_id=self.company_id.id)
            values["alias_defaults"] = repr(defaults)
        return values

    # === BUSINESS METHODS === #

    def _is_confidential(self):
        """Whether the team gets nothing but confidential complaints.

        Mails to its address open confidential cases.
        """
        # Confidential categories may be hidden.
        categories = self.sudo().category_ids
        return bool(categories) and all(
            category._get_inherited("confidential") for category in categories
        )

    def _sync_principals(self):
        """Bring the users behind each team's principal in line with its people."""
        # Nobody has rights on principals: only teams and cases write them.
        principals = self.env["complaint.principal"].sudo()._for_teams(self)
        for principal in principals:
            team = principal.team_id
            principal.user_ids = team.leader_id | team.member_ids

    def _get_next_handler(self, case):
        """Return who of the team gets the case next, by its way of assigning.

        Respondents of the case and people away are passed over.

        :param case: the `complaint.case` to be assigned
        :return: a user, or none when the team assigns by hand or nobody is there
        :rtype: recordset of `res.users`
        """
        if not self or self.assignment_method == "manual":
            return self.env["res.users"]
        self.ensure_one()
        members = self._get_present_members(case)
        if not members:
            return members
        weights = (
            self._get_last_turns(members)
            if self.assignment_method == "round_robin"
            else self._get_loads(members)
        )
        best = min(members.sorted("id"), key=lambda user: weights.get(user, 0))
        return best.with_env(self.env)

    def _get_present_members(self, case):
        """Return the members who may get a case today, in superuser mode."""
        # Who accepts the case need not know about others' groups and absences.
        members_sudo = self.sudo().member_ids.filtered(
            lambda user: user.active and user._is_internal()
        )
        employees_sudo = members_sudo.employee_ids.filtered(
            lambda employee: employee.company_id == self.company_id
        )
        now = fields.Datetime.now()
        away_sudo = employees_sudo.filtered(lambda who: who._complaint_is_absent(now))
        # Whom a case bars is for those who decide, not for those who assign.
        return members_sudo - away_sudo.user_id - case.sudo().respondent_user_ids

    def _get_last_turns(self, members):
        """Return when each of the members last got a case of the team, as a rank.

        :rtype: dict
        """
        # A row is written at the moment somebody gets a case, however old that is.
        rows = self.env["complaint.case.access"].sudo()
        groups = rows._read_group(
            [
                ("why", "=", "handler"),
                ("principal_id.user_id", "in", members.ids),
                ("case_id.team_id", "=", self.id),
            ],
            ["principal_id"],
            ["id:max"],
        )
        return {principal.user_id: last for principal, last in groups}

    def _get_loads(self, members):
        """Return how many open cases each of the members has.

        :rtype: dict
        """
        # All cases count, also those the one who accepts may not see.
        cases = self.env["complaint.case"].sudo()
        domain = [("user_id", "in", members.ids), ("is_open", "=", True)]
        return dict(cases._read_group(domain, ["user_id"], ["__count"]))

    @api.model
    def _get_for_category(self, category, company):
        """Return the team that a category goes to, looking up the tree.

        :param category: a `complaint.category`, possibly empty
        :param company: the `res.company` of the case
        :rtype: recordset of `complaint.team`
        """
        if not category:
            return self.browse()
        path = [int(part) for part in category.parent_path.split("/") if part]
        teams = self.sudo().search(  # configuration the user may not read
            [("category_ids", "in", path), ("company_id", "=", company.id)]
        )
        for node in reversed(path):
            found = teams.filtered(
                lambda team, node=node: node in team.category_ids.ids
            )
            if found:
                return found[0].with_env(self.env)
        return self.browse()
