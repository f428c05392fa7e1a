# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, plaintext2html

from ..tools.working_time import WorkingTimeError


class ComplaintCasePortalStuckMixin(models.AbstractModel):
    """“Nothing happens”: the complainant has it passed on, once in a while."""

    _name = "complaint.case.portal.stuck.mixin"
    _description = "Complaint That Is Stuck"

    stuck_at = fields.Datetime(
        string="Said to Be Stuck",
        readonly=True,
        copy=False,
        help="When the complainant last said on the portal that nothing happens.",
    )

    # === VERBS === #

    def _portal_stuck(self, token, key, reason=None):
        """Pass on to the next manager that nothing happens, once per period.

        :param str reason: more words, may be left out
        :raise UserError: while it is the complainant's turn, or too soon after the last
            time
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        reason = case._portal_clean(reason)
        if case._portal_get_turn() in ("answer", "offer"):
            raise UserError(
                self.env._("We wait for your answer. Please see what we ask of you.")
            )
        again = case._portal_get_stuck_again()
        if again:
            raise UserError(
                self.env._(
                    "We have passed it on already. Should nothing happen by %s, please "
                    "tell us again.",
                    format_date(self.env, again),
                )
            )
        case._with_step_token().stuck_at = fields.Datetime.now()
        case._portal_post(
            token, self, self.env._("Nothing happens to my complaint."), reason
        )
        case._report_stuck(reason)

    # === PAGE === #

    def _portal_may_say_stuck(self):
        """Whether the page offers to say that nothing happens."""
        self.ensure_one()
        waiting = self._portal_get_turn() in ("answer", "offer")
        return self.is_open and not waiting and not self._portal_get_stuck_again()

    def _portal_get_stuck_again(self):
        """Return from when on it may be said again; False if it may be said now."""
        self.ensure_one()
        if not self.stuck_at:
            return False
        days = self.company_id.complaint_stuck_days
        Version = self.env["complaint.calendar.version"]
        try:
            version = Version._get_version(
                self.company_id.resource_calendar_id, self.company_id
            )
            again = version._get_working_time().add(self.stuck_at, days, "working_day")
        except (UserError, WorkingTimeError):
            # Nobody knows the working hours: plain days, then.
            again = self.stuck_at + timedelta(days=days)
        return again if again > fields.Datetime.now() else False

    # === BUSINESS METHODS === #

    def _report_stuck(self, reason):
        """Report the case to the next manager; where there is none, to who leads.

        :param str reason: what the complainant adds
        """
        lang = (self.user_id or self.team_id.leader_id).lang or self.env.lang
        # The customer has no rights; it is nobody of the company who reports.
        robot = self.with_user(SUPERUSER_ID).with_context(lang=lang)
        said = robot.env._("The complainant says on the portal that nothing happens.")
        words = "\n".join(filter(None, [said, reason]))
        try:
            with self.env.cr.savepoint():
                robot.action_report_up(words)
        except UserError as error:
            robot._report_stuck_otherwise(said, reason, error)

    def _report_stuck_otherwise(self, said, reason, error):
        """Put it on somebody's list when nobody above can be reached.

        On that of the team's leader, else a complaint manager's – who sees no
        confidential case – else the handler's.

        :param UserError error: why nobody above can be reached
        """
        group = "complaint_management.complaint_management_group_manager"
        managers = self.env.ref(group).all_user_ids.filtered(
            lambda user: user.active and not user.share
        )
        managers = managers.filtered(lambda u: self.company_id in u.company_ids)
        people = self.team_id.leader_id - self.user_id
        if not self.confidential:
            people |= (managers - self.user_id).sorted("id")
        people |= self.user_id
        people = people.filtered("active") - self.respondent_user_ids
        self._message_log(body=plaintext2html(f"{said}\n{error}"))
        for user in people[:1]:
            self._name_users(user, "escalation")
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=said,
                note=plaintext2html(reason) if reason else False,
                user_id=user.id,
            )
