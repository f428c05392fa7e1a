# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.working_time import WorkingTimeError

_logger = logging.getLogger(__name__)

ACTIVITY_TYPE = "complaint_management.mail_act_complaint_approval"


class ComplaintApprovalPassOnMixin(models.AbstractModel):
    """Whom a request is put before, and what happens when nobody answers it."""

    _name = "complaint.approval.pass.on.mixin"
    _description = "Asking and Passing On"

    # === BUSINESS METHODS === #

    def _ask(self):
        """Put the request before the approver, and before who stands in.

        Note: `self.ensure_one()`, in superuser mode.
        """
        self.ensure_one()
        self._with_step_token().write(self._prepare_asking(self.company_id))
        self._put_before()

    @api.model
    def _prepare_asking(self, company):
        """Return the values of a row that is asked from now on."""
        now = fields.Datetime.now()
        return {
            "state": "asked",
            "asked_at": now,
            "pass_on_at": self._get_pass_on_at(company, now),
        }

    def _put_before(self):
        """Open the case to the approver and who stands in, and tell them.

        Note: `self.ensure_one()`, in superuser mode.
        """
        case = self.case_id
        case._name_users(self.approver_id, "approver")
        summaries = {}
        for user in self.approver_id | self._name_delegates():
            said = case._in_words_of(user)
            summaries[user] = said.env._("Your approval is asked for: %s", case.name)
        case._put_on_lists(ACTIVITY_TYPE, summaries)

    def _name_delegates(self):
        """Open the cases to those who stand in for the approvers today.

        Note: in superuser mode.

        :return: who was named
        """
        users = self.env["res.users"]
        for row in self:
            if delegates := row._get_delegates():
                row.case_id._name_users(delegates, "delegate")
                users |= delegates
        return users

    def _drop_activities(self):
        """Take from everybody's list what :meth:`_ask` put there."""
        self.case_id._take_from_lists(ACTIVITY_TYPE)

    @api.model
    def _get_pass_on_at(self, company, now):
        """Return when a silent approver is passed over, or False for never.

        Counted in the working hours of the company, or as elapsed where it has none
        that can be counted.

        :param datetime now: UTC
        """
        hours = company.complaint_approval_silent_hours
        if hours <= 0:
            return False
        try:
            version = self._get_calendar_version(company)
            working = version._get_working_time()
            return working.add(now.replace(microsecond=0), hours, "working_hour")
        except (UserError, ValueError, WorkingTimeError):
            return now + timedelta(hours=hours)

    def _get_calendar_version(self, company):
        """Return the working hours as last known, which is enough for this."""
        Version = self.env["complaint.calendar.version"]
        calendar = company.resource_calendar_id
        known = Version.search_fetch(
            [
                ("calendar_id", "=", calendar.id),
                ("company_id", "=", company.id),
                ("is_current", "=", True),
            ]
        )
        return known or Version._get_version(calendar, company)

    def _pass_on(self):
        """Ask the next one up the line instead of who does not answer.

        Note: `self.ensure_one()`, in superuser mode, from the cron.

        :return: the row that is asked now; empty when there is nobody else
        """
        self.ensure_one()
        settlement = self.settlement_id
        settlement._claim()
        nobody = self.browse()
        if self.state != "asked" or settlement.state != "to_approve":
            return nobody
        reason = self.env._(
            "%(user)s: %(why)s", user=self.approver_id.name, why=self._get_silence()
        )
        following = settlement._get_live_approvals().filtered(
            lambda row: row.state == "waiting"
        )[:1]
        values = {}
        if not following:
            step = settlement._find_successor(self)
            if not step:
                self._with_step_token().pass_on_at = False
                settlement._message_log(
                    body=self.env._("%s. Nobody above can be asked instead.", reason)
                )
                return nobody
            values = settlement._prepare_approval(step, self.step)
            values["skipped"] = "\n".join(filter(None, [reason, values["skipped"]]))
        self._drop_activities()
        self._with_step_token().state = "passed_on"
        self.flush_recordset()
        if values:
            following = self._with_step_token().create(values).with_env(self.env)
        settlement._message_log(
            body=self.env._(
                "%(reason)s. %(user)s is asked instead.",
                reason=reason,
                user=following.approver_id.name,
            )
        )
        following._ask()
        return following

    def _get_silence(self):
        """Return in words why somebody else is asked."""
        if self._is_out_of_reach():
            return self.env._("can't decide any more")
        return self.env._("no answer since %s", self.asked_at)

    def _is_out_of_reach(self):
        """Whether the approver left, or has become a party since."""
        user, settlement = self.approver_id, self.settlement_id
        barred = settlement._get_barred_users()
        return (
            not user.active
            or not user._is_internal()
            or self.company_id not in user.company_ids
            or user in barred
            or user.partner_id in settlement._get_paid_partners()
        )

    # === CRON === #

    @api.model
    def _cron_pass_on(self):
        """Pass on what was not answered in time; open cases to who stands in today.

        Each request in a transaction of its own, locked by its first statement.
        """
        self._find_unreachable()
        cron = self.env["ir.cron"]
        cron._commit_progress()
        done = [0]
        while rows := self.env.execute_query(self._due_query(done)):
            row_id = rows[0][0]
            done.append(row_id)
            try:
                self.browse(row_id)._pass_on()
                self.env.flush_all()
            except (UserError, OperationalError):
                self.env.cr.rollback()
                _logger.info("approval %s is passed on later", row_id)
            if not cron._commit_progress(1):
                break

    @api.model
    def _find_unreachable(self):
        """Make due at once what waits for somebody who can't decide any more."""
        asked = self.search([("state", "=", "asked")])
        today = fields.Date.context_today(self)
        standing_in = self.env["complaint.approval.delegation"].search(
            [("date_start", "<=", today), ("date_end", ">=", today)]
        )
        asked.filtered(
            lambda row: row.approver_id in standing_in.from_user_id
        )._name_delegates()
        late = asked.filtered(lambda row: row._is_out_of_reach())
        late._with_step_token().write({"pass_on_at": fields.Datetime.now()})

    @api.model
    def _due_query(self, done):
        return SQL(
            """SELECT id FROM complaint_approval
                WHERE state = 'asked' AND pass_on_at <= %s AND id != ALL(%s)
                ORDER BY pass_on_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""",
            fields.Datetime.now(),
            done,
        )
