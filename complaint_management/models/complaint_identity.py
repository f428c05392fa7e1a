# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.tools import SQL, email_normalize


class ComplaintIdentity(models.Model):
    """Name and address of a complainant, kept apart from the case.

    No group has any right on it. It is opened by `action_open_identity()` of the case,
    which writes a log, and reached in superuser mode by what sends letters.
    """

    _name = "complaint.identity"
    _description = "Complainant's Identity"

    case_id = fields.Many2one("complaint.case", required=True, ondelete="cascade")
    name = fields.Char()
    phone = fields.Char()
    # Named so that core's privacy look-up finds it by e-mail.
    email_from = fields.Char(string="Email")
    email_normalized = fields.Char(
        compute="_compute_email_normalized", store=True, index="btree_not_null"
    )
    address = fields.Char()
    signed_name = fields.Char(help="Typed as signature when an offer was accepted.")
    signature = fields.Image(
        max_width=800,
        max_height=400,
        groups=fields.NO_ACCESS,
        help="Drawn when an offer was accepted.",
    )

    _case_uniq = models.UniqueIndex("(case_id)", "A case has one complainant.")

    # === COMPUTE METHODS === #

    @api.depends("case_id")
    def _compute_display_name(self):
        """Never show the name where a link to this record is shown."""
        for identity in self:
            identity.display_name = self.env._("Complainant %s", identity.id)

    @api.depends("email_from")
    def _compute_email_normalized(self):
        for identity in self:
            identity.email_normalized = email_normalize(identity.email_from)

    # === BUSINESS METHODS === #

    @api.model
    def _claim(self, case):
        """Return the identity of a case, made where there is none yet.

        Of two users who enter who complains at once, the second one fails here, in a
        statement without personal data: PostgreSQL's refusals are logged with all
        values.

        :param case: a `complaint.case`
        """
        [(identity_id,)] = self.env.execute_query(
            SQL(
                """INSERT INTO complaint_identity
                       (case_id, create_uid, write_uid, create_date, write_date)
                   VALUES (%(case)s, %(uid)s, %(uid)s, now() at time zone 'UTC',
                           now() at time zone 'UTC')
                   ON CONFLICT (case_id) DO UPDATE
                      SET write_date = EXCLUDED.write_date
                   RETURNING id""",
                case=case.id,
                uid=self.env.uid,
            )
        )
        return self.browse(identity_id)
