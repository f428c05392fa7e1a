# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class ComplaintEscalation(models.Model):
    """One mail for all that was raised to a person, at most one within some time."""

    _inherit = "complaint.escalation"

    # === BUSINESS METHODS === #

    @api.model
    def _send_digests(self):
        """Queue a mail for each person whose turn it is: the first one at once.

        Each person in a transaction of its own. Sending is the mail queue's matter, so
        no mail server can stop this.
        """
        cron = self.env["ir.cron"]
        cron._commit_progress()
        for user_id in self._get_digest_users():
            # A snapshot of its own, with the lock as its first statement.
            cron._commit_progress()
            try:
                ids = self._lock_digest(user_id)
                # Nobody has rights to write what was raised.
                self.sudo().browse(ids)._send_digest()
                cron._commit_progress()
            # One person's mail must not stop the others'.
            except Exception as error:  # noqa: BLE001
                self.env.cr.rollback()
                _logger.warning("no digest for user %s: %s", user_id, type(error))

    @api.model
    def _get_digest_users(self):
        """Return the ids of those who have something to be told by mail now."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT w.user_id
                     FROM (SELECT DISTINCT user_id FROM complaint_escalation
                            WHERE to_mail IS TRUE) w
                     JOIN res_users u ON u.id = w.user_id
                     JOIN res_company c ON c.id = u.company_id
                     LEFT JOIN LATERAL (
                          SELECT max(mailed_at) AS at FROM complaint_escalation m
                           WHERE m.user_id = w.user_id AND mailed_at IS NOT NULL
                          ) AS last ON true
                    WHERE last.at IS NULL OR last.at + c.complaint_digest_hours
                          * interval '1 hour' <= %s
                    ORDER BY w.user_id""",
                fields.Datetime.now(),
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _lock_digest(self, user_id):
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM complaint_escalation
                    WHERE user_id = %s AND to_mail IS TRUE
                    ORDER BY id FOR UPDATE SKIP LOCKED""",
                user_id,
            )
        )
        return [row[0] for row in rows]

    def _send_digest(self):
        """Queue one mail with all of it; what has ended meanwhile is left out."""
        user = self.user_id
        rows = self._with_token()
        # The respondent may have become known since.
        live = rows.filtered(
            lambda row: (
                row.is_open
                and user.active
                and user not in row.case_id.respondent_user_ids
            )
        )
        rows.write({"to_mail": False})
        if not live or not user.email_normalized:
            return
        live.write({"mailed_at": fields.Datetime.now()})
        said = live.with_context(lang=user.lang)
        number = len(live.case_id)
        self.env["mail.mail"].create(
            {
                "subject": said.env._("Complaints raised to you: %s", number),
                "body_html": said._get_digest_body(),
                "email_to": user.email_formatted,
                "auto_delete": True,
            }
        )

    def _get_digest_body(self):
        """Return the mail: number, limit and reason of each, and where to open it."""
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        entries = Markup().join(
            Markup('<li><a href="%s/odoo/complaint.case/%s">%s</a><br/>%s</li>')
            % (
                base,
                row.case_id.id,
                row._get_summary(),
                Markup("<br/>").join(row._get_explanation().splitlines()),
            )
            for row in self
        )
        return Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._("This was raised to you. Please open each complaint:"),
            entries,
        )
