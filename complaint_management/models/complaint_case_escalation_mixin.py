# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class ComplaintCaseEscalationMixin(models.AbstractModel):
    """Reporting a case upward: by hand, and at once where it is a special one."""

    _name = "complaint.case.escalation.mixin"
    _inherit = ["complaint.case.target.mixin"]
    _description = "Complaint Escalation"

    reported_to_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="The highest manager this case was reported to.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Raise special cases at once, when they are registered or marked."""
        result = super().write(vals)
        if "mark_ids" in vals or vals.get("state") == "registered":
            self._raise_marks()
        return result

    # === ACTION METHODS === #

    def action_view_escalations(self):
        """Show what was raised of the complaint, to whom and why."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_management.complaint_escalation_action"
        )
        return action | {
            "name": self.env._("Escalations of %s", self.name),
            "domain": [("case_id", "=", self.id)],
            "context": {"in_case": True},
        }

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
        case = self.sudo()  # plain users can't read employees, nor who is barred
        known = {}
        if not case._get_employee_of(start, known).active:
            raise UserError(
                self.env._(
                    "%s has no employee in this company, so no manager.", start.name
                )
            )
        words = self._skip_words()
        skipped = []
        for step in case._get_line_above(start, fields.Datetime.now(), known):
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
        # Nobody has rights to write what was raised; the checks are done.
        rows = self.env["complaint.escalation"].sudo()._with_token()
        level = rows.search_count([("case_id", "=", self.id), ("kind", "=", "hand")])
        rows.create(
            {
                "kind": "hand",
                "case_id": self.id,
                "level": level + 1,
                "user_id": target.id,
                "raised_at": fields.Datetime.now(),
                "skipped": "\n".join(skipped),
                "reason": reason,
            }
        )

    def _raise_marks(self):
        """Tell those whom the special-case marks of registered cases name, once."""
        # Whoever marks a case need not see whom it is raised to.
        cases = self.sudo().filtered(
            lambda case: case.mark_ids and case.is_open and case.state != "new"
        )
        if not cases:
            return
        rows = cases.env["complaint.escalation"]._with_token()
        told = rows.search([("case_id", "in", cases.ids), ("kind", "=", "mark")])
        done = {(row.case_id, row.mark_id) for row in told}
        known, values = {}, []
        for case in cases:
            for mark in case.mark_ids:
                if (case, mark) not in done:
                    values += case._prepare_mark_rows(mark, known)
        rows.create(values)._announce()

    def _prepare_mark_rows(self, mark, known):
        """Return the values of the escalations of a mark."""
        now = fields.Datetime.now()
        start = self.user_id or self.team_id.leader_id or self.env.user
        users, skipped, why = self._find_of_mark(mark, start, now, known)
        return [
            {
                "kind": "mark",
                "case_id": self.id,
                "mark_id": mark.id,
                "user_id": user.id,
                "raised_at": now,
                "skipped": "\n".join(skipped),
                "reason": why,
                "to_mail": bool(user),
            }
            for user in users or [users]
        ]
