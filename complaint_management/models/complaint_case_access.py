# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import SQL

#: Why somebody is named in a case.
REASONS = [
    ("intake", "Registered it"),
    ("handler", "Handler"),
    ("team", "Team"),
    ("holder", "Handed over to"),
    ("investigator", "Investigator"),
    ("approver", "Approver"),
    ("escalation", "Reported to"),
    ("reviewer", "Reviewer"),
    ("delegate", "Delegate"),
]


class ComplaintCaseAccess(models.Model):
    """Somebody is named in a case, and why: the ground of every right on it.

    Rows are written only by the naming methods of the case, as superuser. Nobody has
    rights on this model.
    """

    _name = "complaint.case.access"
    _description = "Complaint Naming"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    principal_id = fields.Many2one(
        "complaint.principal", required=True, ondelete="cascade"
    )
    why = fields.Selection(REASONS, required=True)

    # Principal first: record rules go from the user to the cases.
    _principal_case_why_uniq = models.UniqueIndex(
        "(principal_id, case_id, why)", "Nobody is named twice for the same reason."
    )

    # === BUSINESS METHODS === #

    def _unlink_if_stale(self):
        """Let go of a former handler or team, unless the case has come back since.

        Called at the end of a request in which somebody gave a case away.
        """
        rows = self.exists()
        cases = rows.case_id
        rows.filtered(
            lambda row: (
                row.principal_id.user_id != row.case_id.user_id
                if row.why == "handler"
                else row.principal_id.team_id != row.case_id.team_id
            )
        ).unlink()
        cases._shut_out()

    @api.model
    def _insert_users(self, cases, users, why):
        """Name users who are principals already, in one query.

        :return: the ids of those users
        :rtype: set[int]
        """
        if not cases or not users:
            return set()
        rows = self.env.execute_query(
            SQL(
                """WITH known AS (
                       SELECT id, user_id FROM complaint_principal
                        WHERE user_id = ANY(%(users)s)
                   ), named AS (
                       INSERT INTO complaint_case_access
                              (case_id, principal_id, why,
                               create_uid, write_uid, create_date, write_date)
                       SELECT c, known.id, %(why)s, %(uid)s, %(uid)s,
                              now() at time zone 'UTC', now() at time zone 'UTC'
                         FROM known, unnest(%(cases)s::int[]) AS c
                       ON CONFLICT DO NOTHING
                   )
                   SELECT user_id FROM known""",
                users=users.ids,
                cases=cases.ids,
                why=why,
                uid=self.env.uid,
            )
        )
        named = self.env["complaint.case"].browse(cases.ids)
        named.invalidate_recordset(["access_ids"], flush=False)
        return {row[0] for row in rows}

    @api.model
    def _insert(self, rows):
        """Insert rows that are not there yet, also while somebody else does the same.

        See `_insert` of `complaint.principal` for why it is not `create()`.

        :param rows: triples of the ids of case and principal, and the reason
        """
        if not rows:
            return
        cases, principals, reasons = zip(*rows, strict=True)
        self.env.execute_query(
            SQL(
                """INSERT INTO complaint_case_access
                       (case_id, principal_id, why,
                        create_uid, write_uid, create_date, write_date)
                   SELECT *, %(uid)s, %(uid)s, now() at time zone 'UTC',
                          now() at time zone 'UTC'
                     FROM unnest(%(cases)s::int[], %(principals)s::int[],
                                 %(reasons)s::text[])
                   ON CONFLICT DO NOTHING RETURNING id""",
                cases=list(cases),
                principals=list(principals),
                reasons=list(reasons),
                uid=self.env.uid,
            )
        )
        named = self.env["complaint.case"].browse(cases)
        named.invalidate_recordset(["access_ids"], flush=False)
