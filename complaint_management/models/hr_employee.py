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

    def _complaint_reporting_line(self, company, barred=None, at=None, known=None):
        """Return the managers upward, nearest first, each with why to pass over.

        The manager of the department stands in where an employee has none. Loops in
        the hierarchy end the line. Plain users can't read employees, so the walk is in
        superuser mode; nothing private is returned.

        :param company: the `res.company` of the case; a manager must have access to it
        :param barred: recordset of `res.users` who must not get it: the respondents
        :param datetime at: the moment that absence is judged by, UTC; now if left out
        :param dict known: what was found out about managers on the lines of others, at
            the same moment
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
            skipped = manager._complaint_skip_reason(company, barred, at, known)
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

    def _complaint_skip_reason(self, company, barred, at, known=None):
        """Return why a manager can't be reached, or None.

        :param dict known: see :meth:`_complaint_reporting_line`
        :rtype: str | None
        """
        known = {} if known is None else known
        key = (self.id, company.id)
        if key not in known:
            known[key] = self._complaint_out_of_reach(company, at)
        # Barred is barred, there or away.
        if known[key] in (None, "absent") and self.user_id in barred:
            return "respondent"
        return known[key]

    def _complaint_out_of_reach(self, company, at):
        """Return why a manager can't be reached in any complaint, or None.

        :rtype: str | None
        """
        if not self.active:
            return "archived"
        if not self.user_id:
            return "no_user"
        reason = self._complaint_user_reason(self.user_id, company)
        if not reason and self._complaint_is_absent(at):
            return "absent"
        return reason

    def _complaint_user_reason(self, user, company):
        """Return why a user can open no complaint of a company, or None.

        :rtype: str | None
        """
        if not user.active or not user._is_internal():
            return "no_login"
        return None if company in user.company_ids else "company"

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
