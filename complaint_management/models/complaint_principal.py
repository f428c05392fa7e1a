# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models, tools
from odoo.tools import SQL


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
    is_mine = fields.Boolean(
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="The user itself, or a team of the user. Record rules ask for it.",
    )

    _user_uniq = models.UniqueIndex(
        "(user_id) WHERE user_id IS NOT NULL", "A user is one principal."
    )
    _team_uniq = models.UniqueIndex(
        "(team_id) WHERE team_id IS NOT NULL", "A team is one principal."
    )

    # === COMPUTE METHODS === #

    @api.depends("user_ids")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self._get_mine()
        for principal in self:
            principal.is_mine = principal in mine

    def _search_is_mine(self, operator, value):
        """Give the principals of the user by their ids, known at each search.

        PostgreSQL then knows how many cases each of them is named in. Asked for the
        user instead, it takes an average and, for one page of the cases of a big team,
        goes through all of them. Ids in the rule itself would do the same, but rules
        are remembered: whoever left a team would still see its cases for a while.
        """
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._get_mine().ids)]

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Forget who is named as what."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Forget who is named as what."""
        self.env.registry.clear_cache()
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _for_users(self, users):
        """Return the principal of each user, made where there is none yet."""
        principals = self.search([("user_id", "in", users.ids)])
        for principal in self._insert("user_id", users - principals.user_id):
            principal.user_ids = principal.user_id
            principals += principal
        return principals

    @api.model
    def _for_teams(self, teams):
        """Return the principal of each team, made where there is none yet."""
        principals = self.search([("team_id", "in", teams.ids)])
        missing = teams - principals.team_id
        if missing:
            principals += self._insert("team_id", missing)
            missing._sync_principals()
        return principals

    @api.model
    def _insert(self, field, records):
        """Insert one principal for each record.

        `create()` would end in a violation of the index when somebody names the same
        user or team for the first time just now, and Odoo never repeats that call;
        this fails to serialize instead, which is repeated.

        :param str field: `user_id` or `team_id`
        :param records: recordset of the users or teams
        :rtype: recordset of `complaint.principal`
        """
        if not records:
            return self.browse()
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO complaint_principal
                       (%(field)s, create_uid, write_uid, create_date, write_date)
                   SELECT unnest(%(ids)s::int[]), %(uid)s, %(uid)s,
                          now() at time zone 'UTC', now() at time zone 'UTC'
                   ON CONFLICT DO NOTHING RETURNING id""",
                field=SQL.identifier(field),
                ids=records.ids,
                uid=self.env.uid,
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _get_mine(self):
        """Return what the user of the environment is named as."""
        # Nobody has rights on principals.
        return self.sudo().browse(self._get_mine_ids())

    @api.model
    @tools.ormcache("self.env.uid")
    def _get_mine_ids(self):
        """Return the ids of :meth:`_get_mine`, remembered until any principal changes.

        A deleted user or team takes its principal along; an id that is gone matches
        nothing and is never given again.
        """
        # Nobody has rights on principals.
        mine = self.sudo().search([("user_ids", "in", self.env.uid)], order="id")
        return tuple(mine.ids)
