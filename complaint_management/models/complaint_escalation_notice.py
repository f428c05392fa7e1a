# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import fields, models
from odoo.tools import plaintext2html

ACTIVITY_TYPE = "complaint_management.mail_act_escalation"


class ComplaintEscalation(models.Model):
    """How people learn of what is raised to them; in superuser mode.

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
        domain = [
            ("res_model", "=", "complaint.case"),
            ("res_id", "in", self.case_id.ids),
            ("user_id", "in", self.user_id.ids),
            ("activity_type_id", "=", self.env.ref(ACTIVITY_TYPE).id),
        ]
        activities = self.env["mail.activity"].search(domain)
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
