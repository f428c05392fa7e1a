# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintPrincipal(models.Model):
    """Whoever can be named in a case: a user, or a team as a whole.

    Cases name principals, so that somebody who joins a team sees its cases without any
    case being rewritten. Nobody has rights on this model; it is read by record rules.
    """

    _name = "complaint.principal"
    _description = "Complaint Principal"

    user_id = fields.Many2one("res.users", ondelete="cascade", index="btree_not_null")
    team_id = fields.Many2one(
        "complaint.team", ondelete="cascade", index="btree_not_null"
    )
    user_ids = fields.Many2many(
        "res.users",
        "complaint_principal_user_rel",
        "principal_id",
        "user_id",
        string="Users Behind",
        help="The user itself, or leader and members of the team.",
    )

    _user_uniq = models.UniqueIndex(
        "(user_id) WHERE user_id IS NOT NULL", "A user is one principal."
    )
    _team_uniq = models.UniqueIndex(
        "(team_id) WHERE team_id IS NOT NULL", "A team is one principal."
    )

    @api.model
    def _for_users(self, users):
        """Return the principal of each user, made where there is none yet."""
        principals = self.search([("user_id", "in", users.ids)])
        missing = users - principals.user_id
        return principals + self.create(
            [{"user_id": user.id, "user_ids": [user.id]} for user in missing]
        )

    @api.model
    def _for_teams(self, teams):
        """Return the principal of each team, made where there is none yet."""
        principals = self.search([("team_id", "in", teams.ids)])
        missing = teams - principals.team_id
        principals += self.create([{"team_id": team.id} for team in missing])
        if missing:
            missing._sync_principals()
        return principals
