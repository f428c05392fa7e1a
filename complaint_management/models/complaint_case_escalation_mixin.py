# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class ComplaintCaseEscalationMixin(models.AbstractModel):
    """Reporting a case upward by hand."""

    _name = "complaint.case.escalation.mixin"
    _description = "Complaint Escalation"

    reported_to_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="The highest manager this case was reported to.",
    )

    # === ACTION METHODS === #

    def action_report_up(self, reason=None, unreachable=None):
        """Report the case to the next manager who can be reached.

        The line starts at the handler, else at the user, and goes on above the one it
        was last reported to. Who is passed over is written down with the reason.

        :param str reason: why it is reported
        :param str unreachable: when and how the next manager was tried in vain; skips
            that one manager
        :return: the manager's user
        :rtype: recordset of `res.users`
        :raise UserError: without a reason, without an employee to start from, or when
            nobody further up can be reached
        """
        self.ensure_one()
        self.check_access("write")
        self._ensure_unlocked()
        if not (reason or "").strip():
            raise UserError(self.env._("Why is it reported? Please give the reason."))
        skipped, target = self._find_next_manager(unreachable)
        if not target:
            raise UserError(
                self.env._(
                    "Nobody above can be reached.\n%s",
                    "\n".join(skipped)
                    or self.env._("The reporting line ends here; see Employees."),
                )
            )
        self._name_users(target, "escalation")
        self._with_step_token().reported_to_id = target
        self._log_report(target, reason, skipped)
        return target

    # === BUSINESS METHODS === #

    def _find_next_manager(self, unreachable):
        """Return why managers were passed over, and the user to report to."""
        start = self.reported_to_id or self.user_id or self.env.user
        # Plain users can't read employees.
        employee = self.env["hr.employee"].sudo()
        employee = employee.search(
            [("user_id", "=", start.id), ("company_id", "=", self.company_id.id)]
        )
        if not employee:
            raise UserError(
                self.env._(
                    "%s has no employee in this company, so no manager.", start.name
                )
            )
        line = employee._complaint_reporting_line(
            self.company_id,
            # Barred is barred, seen or not.
            self.sudo().respondent_user_ids,
        )
        words = self._skip_words()
        skipped = []
        for step in line:
            if step.user and step.user == self.env.user:
                continue  # whoever reports is no news to himself or herself
            if step.skipped:
                skipped.append(f"{step.employee.name}: {words[step.skipped]}")
            elif unreachable:
                skipped.append(f"{step.employee.name}: {unreachable}")
                unreachable = None
            else:
                return skipped, step.user.with_env(self.env)
        return skipped, self.env["res.users"]

    def _skip_words(self):
        return {
            "archived": self.env._("left the company"),
            "no_user": self.env._("has no user"),
            "no_login": self.env._("can't log in"),
            "company": self.env._("has no access to this company"),
            "respondent": self.env._("is the respondent"),
            "absent": self.env._("is absent"),
        }

    def _log_report(self, target, reason, skipped):
        lines = [
            self.env._("Reported to %(user)s: %(why)s", user=target.name, why=reason)
        ]
        lines += [self.env._("Passed over: %s", entry) for entry in skipped]
        self._message_log(body=plaintext2html("\n".join(lines)))
        # The manager may only read the case: the activity is made for, not by them.
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.context_today(self),
            summary=self.env._("Reported to you: %s", self.name),
            note=plaintext2html(reason),
            user_id=target.id,
        )
