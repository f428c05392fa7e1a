# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from typing import NamedTuple

from odoo import fields, models


class ReportingStep(NamedTuple):
    """One manager on the way up.

    :param level: 1 for the direct manager
    :param employee: the manager, in superuser mode
    :param user: the manager's user, possibly none
    :param skipped: why the manager is passed over, as a code, or None if reachable
    """

    level: int
    employee: object
    user: object
    skipped: str | None


class HrEmployee(models.Model):
    """The reporting line that escalation and approval go up."""

    _inherit = "hr.employee"

    # === BUSINESS METHODS === #

    def _complaint_reporting_line(self, company, barred=None, at=None):
        """Return the managers upward, nearest first, each with why to pass over.

        The manager of the department stands in where an employee has none. Loops in
        the hierarchy end the line. Plain users can't read employees, so the walk is in
        superuser mode; nothing private is returned.

        :param company: the `res.company` of the case; a manager must have access to it
        :param barred: recordset of `res.users` who must not get it: the respondents
        :param datetime at: the moment that absence is judged by, UTC; now if left out
        :rtype: list[ReportingStep]
        """
        self.ensure_one()
        at = at or fields.Datetime.now()
        barred = barred if barred is not None else self.env["res.users"]
        # See the docstring.
        line, seen = [], self.sudo()
        manager = seen._complaint_manager()
        while manager and manager not in seen:
            seen |= manager
            skipped = manager._complaint_skip_reason(company, barred, at)
            line.append(ReportingStep(len(line) + 1, manager, manager.user_id, skipped))
            manager = manager._complaint_manager()
        return line

    def _complaint_manager(self):
        """Return the manager, else the manager of the department or of one above it."""
        if self.parent_id and self.parent_id != self:
            return self.parent_id
        department = self.department_id
        seen = department.browse()
        while department and department not in seen:
            seen |= department
            if department.manager_id and department.manager_id != self:
                return department.manager_id
            department = department.parent_id
        return self.browse()

    def _complaint_skip_reason(self, company, barred, at):
        """Return why a manager can't be reached, or None.

        :rtype: str | None
        """
        user = self.user_id
        if not self.active:
            return "archived"
        if not user:
            return "no_user"
        if not user.active or not user._is_internal():
            return "no_login"
        if company not in user.company_ids:
            return "company"
        if user in barred:
            return "respondent"
        if self._complaint_is_absent(at):
            return "absent"
        return None

    def _complaint_is_absent(self, at):
        """Whether the employee has leave at a moment (`hr_holidays` writes it there).

        :param datetime at: the moment, UTC
        :rtype: bool
        """
        domain = [
            ("resource_id", "=", self.resource_id.id),
            ("time_type", "=", "leave"),
            ("date_from", "<=", at),
            ("date_to", ">=", at),
        ]
        return bool(self.env["resource.calendar.leaves"].search_count(domain, limit=1))
