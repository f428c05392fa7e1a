# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging
from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, plaintext2html

from ..const import MAILED

_logger = logging.getLogger(__name__)

ACTIVITY_TYPE = "complaint_management.mail_act_escalation"


class ComplaintEscalation(models.Model):
    """How people learn of what is raised to them; in superuser mode.

    By activities, and by one mail for all of it, at most one within some time.

    Texts name the complaint by its number and never say who complains.
    """

    _inherit = "complaint.escalation"

    # === BUSINESS METHODS === #

    def _announce(self):
        """Open the complaints to who is told, tell them, and write it down.

        For whole batches: a handful of queries, whatever their number.
        """
        if not self:
            return
        self._name_told()
        self._act()
        self.filtered(lambda row: row._has_activity())._plan_activities()
        self._log()

    def _announce_again(self):
        """Put it back on the lists of those who were told, and send what was not sent.

        For complaints that were put aside in the meantime.
        """
        live = self.filtered(
            lambda row: (
                row.is_open
                and row.cycle >= row.clock_id.ladder_cycle
                and row.user_id.active
                and row.user_id not in row.case_id.respondent_user_ids
            )
        )
        live._without_activity()._plan_activities()
        live.filtered(
            lambda row: not row.mailed_at and row.step_id.action in MAILED
        ).to_mail = True

    def _name_told(self):
        """Name who is told in the complaint; the respondent is never told."""
        principals = self.env["complaint.principal"]._for_users(self.user_id)
        by_user = {principal.user_id: principal for principal in principals}
        self.env["complaint.case.access"]._insert(
            [
                (row.case_id.id, by_user[row.user_id].id, "escalation")
                for row in self
                if row.user_id
            ]
        )

    def _act(self):
        """Make complaints urgent, or give them to who is told."""
        urgent = self.filtered(lambda row: row.step_id.action == "priority").case_id
        urgent.filtered(lambda case: case.urgency != "urgent").urgency = "urgent"
        for row in self:
            if row.step_id.action == "reassign" and row.user_id:
                row.case_id._reassign(user=row.user_id)

    def _has_activity(self):
        return bool(self.user_id) and self.step_id.action != "mail"

    def _without_activity(self):
        """Return the newest of what was told to each, where nothing is on the list."""
        newest = {
            (row.case_id.id, row.user_id.id): row.id
            for row in self.sorted("id")
            if row._has_activity()
        }
        listed = {
            (activity.res_id, activity.user_id.id)
            for activity in self._find_activities()
        }
        return self.browse(id_ for pair, id_ in newest.items() if pair not in listed)

    def _find_activities(self):
        """Return what is on the lists of those who were told of the complaints."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "complaint.case"),
                ("res_id", "in", self.case_id.ids),
                ("user_id", "in", self.user_id.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY_TYPE).id),
            ]
        )

    def _plan_activities(self):
        """Put it on the lists of those who are told, without a mail for each."""
        kind = self.env.ref(ACTIVITY_TYPE)
        model = self.env["ir.model"]._get_id("complaint.case")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(self),
                    "res_model_id": model,
                    "res_id": row.case_id.id,
                    "summary": row._in_words_of(row.user_id)._get_summary(),
                    "note": plaintext2html(
                        row._in_words_of(row.user_id)._get_explanation()
                    ),
                    "user_id": row.user_id.id,
                }
                for row in self
            ]
        )

    def _log(self):
        """Write into each complaint who was told, and who was passed over."""
        lines = defaultdict(list)
        for row in self:
            row = row.with_context(lang=row.case_id.company_id.partner_id.lang)
            name = row.user_id.name
            lines[row.case_id.id] += [
                f"{row._get_summary()} → {name}" if name else row._get_summary(),
                *row._get_explanation().splitlines(),
            ]
        self.case_id._message_log_batch(
            {case: plaintext2html("\n".join(text)) for case, text in lines.items()}
        )

    def _drop_activities(self):
        """Take what has ended from the lists of those who were told."""
        if not self.user_id:
            return
        activities = self._find_activities()
        # What else was raised to the same people goes on.
        others = self.search(
            [
                ("case_id", "in", self.case_id.ids),
                ("user_id", "in", self.user_id.ids),
                ("id", "not in", self.ids),
                ("is_open", "=", True),
            ]
        )
        going_on = {(row.case_id.id, row.user_id.id) for row in others}
        activities.filtered(
            lambda activity: (activity.res_id, activity.user_id.id) not in going_on
        ).unlink()

    def _in_words_of(self, user):
        return self.with_context(lang=user.lang)

    def _get_summary(self):
        """Return what it is about, in a line."""
        self.ensure_one()
        case = self.case_id.name
        if self.kind == "hand":
            return self.env._("Reported to you: %s", case)
        if self.kind == "mark":
            return self.env._(
                "Special case “%(mark)s”: %(case)s", mark=self.mark_id.name, case=case
            )
        if self.kind == "handover":
            return self.env._("Hand-over not answered in time: %s", case)
        limit = self.clock_id.milestone_id.name
        late = self.clock_id.deadline and self.clock_id.deadline <= self.raised_at
        if late:
            return self.env._("Overdue: %(limit)s, %(case)s", limit=limit, case=case)
        return self.env._("Due soon: %(limit)s, %(case)s", limit=limit, case=case)

    def _get_explanation(self):
        """Return why, and who was passed over, a line each."""
        self.ensure_one()
        lines = [self.reason] if self.reason else []
        for entry in (self.skipped or "").splitlines():
            lines.append(self.env._("Passed over: %s", entry))
        return "\n".join(lines)

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
