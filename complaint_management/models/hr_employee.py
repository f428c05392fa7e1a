# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL

#: Some employees and who is above them, up to the top. The manager of the department,
#: or of one above it, stands in where an employee has none; loops end the line.
_LINE = """
    WITH RECURSIVE line(start_id, employee_id, path) AS (
        SELECT id, id, ARRAY[id] FROM (%(start)s) AS start(id)
        UNION ALL
        SELECT line.start_id, above.id, line.path || above.id
          FROM line
          JOIN hr_employee e ON e.id = line.employee_id
          LEFT JOIN hr_version v ON v.id = e.current_version_id
         CROSS JOIN LATERAL (
               SELECT COALESCE(NULLIF(e.parent_id, e.id), (
                      SELECT a.manager_id
                        FROM hr_department d
                        JOIN hr_department a ON a.id = ANY(
                             string_to_array(trim('/' FROM d.parent_path), '/')::int[])
                       WHERE d.id = v.department_id AND a.manager_id != e.id
                       ORDER BY length(a.parent_path) DESC LIMIT 1)) AS id
               ) above
         WHERE above.id IS NOT NULL AND above.id != ALL(line.path)
    )
    SELECT start_id, employee_id, cardinality(path) - 1 AS level
      FROM line
"""
#: The same without anybody above: the employees themselves.
_SELF = """
    SELECT id AS start_id, id AS employee_id, 0 AS level
      FROM (%(start)s) AS start(id)
"""


class ReportingStep(NamedTuple):
    """One manager on the way up.

    :param level: 1 for the direct manager
    :param employee: the manager, in superuser mode
    :param user: the manager's user, possibly none
    :param skipped: why the manager is passed over, as a code, or None if reachable
    :param job: the manager's position, possibly none
    :param position: its name, for who asks
    """

    level: int
    employee: object
    user: object
    skipped: str | None
    job: object
    position: str


class Standing(NamedTuple):
    """What is known of one employee at one moment in one company."""

    user_id: int | None
    reason: str | None
    job_id: int | None
    position: str | None


class HrEmployee(models.Model):
    """The reporting line that escalation and approval go up."""

    _inherit = "hr.employee"

    # === BUSINESS METHODS === #

    def _complaint_reporting_line(self, company, barred=None, at=None, known=None):
        """Return the managers upward, nearest first, each with why to pass over.

        The manager of the department stands in where an employee has none. Loops in
        the hierarchy end the line. Plain users can't read employees, so the walk is in
        superuser mode; nothing private is returned. One query for the whole line.

        :param company: the `res.company` of the case; a manager must have access to it
        :param barred: recordset of `res.users` who must not get it: the respondents
        :param datetime at: the moment that absence is judged by, UTC; now if left out
        :param dict known: what was found out about managers on the lines of others, at
            the same moment
        :rtype: list[ReportingStep]
        """
        self.ensure_one()
        at = at or fields.Datetime.now()
        known = {} if known is None else known
        if ("line", self.id, company.id) not in known:
            self._complaint_learn_lines(company, at, known)
        ids = known["line", self.id, company.id]
        # See the docstring.
        above = self.sudo().browse(ids).with_prefetch(known["employees"])
        Users, Jobs = above.env["res.users"], above.env["hr.job"]
        line = []
        for level, manager in enumerate(above, 1):
            standing = known[manager.id, company.id]
            user = Users.browse(standing.user_id or ())
            line.append(
                ReportingStep(
                    level,
                    manager,
                    user.with_prefetch(known["users"]),
                    manager._complaint_skip_reason(company, barred, at, known),
                    Jobs.browse(standing.job_id or ()),
                    standing.position or "",
                )
            )
        return line

    def _complaint_learn_lines(self, company, at, known):
        """Learn the lines of many employees, and who on them is there, at once.

        :param dict known: see :meth:`_complaint_reporting_line`; gets what is learnt
        """
        for employee in self:
            known["line", employee.id, company.id] = []
        self._complaint_learn(_LINE, company, at, known)

    def _complaint_line_of_users(self, users, company, barred):
        """Return the line above the first of some users who is an employee there.

        Note: in superuser mode. See :meth:`_complaint_reporting_line`.

        :param users: recordset of `res.users`, the preferred one first
        :rtype: list[ReportingStep] | None
        """
        at, known = fields.Datetime.now(), {}
        start = SQL(
            """SELECT e.id FROM hr_employee e JOIN res_users u ON u.id = e.user_id
                WHERE e.active AND u.active AND e.company_id = %s AND u.id = ANY(%s)""",
            company.id,
            users.ids,
        )
        self._complaint_learn(_LINE, company, at, known, start)
        starts = [key[1] for key in known if key[0] == "line"]
        by_user = {known[id_, company.id].user_id: id_ for id_ in starts}
        for user in users:
            if user.id in by_user:
                start = self.browse(by_user[user.id])
                return start._complaint_reporting_line(company, barred, at, known)
        return None

    def _complaint_skip_reason(self, company, barred, at, known=None):
        """Return why a manager can't be reached, or None.

        :param dict known: see :meth:`_complaint_reporting_line`
        :rtype: str | None
        """
        known = {} if known is None else known
        if (self.id, company.id) not in known:
            self._complaint_learn(_SELF, company, at, known)
        standing = known[self.id, company.id]
        # Barred is barred, there or away.
        if standing.reason in (None, "absent") and barred:
            if standing.user_id in barred.ids:
                return "respondent"
        return standing.reason

    def _complaint_learn(self, source, company, at, known, start=None):
        """Learn what is to know about employees, or those above them.

        :param str source: `_LINE` or `_SELF`
        :param SQL start: a query for the ids of others than these employees
        """
        if not self and not start:
            return
        self._complaint_flush()
        start = start or SQL("SELECT unnest(%s::int[])", self.ids)
        name = self.env["hr.job"]._field_to_sql("j", "name")
        rows = self.env.execute_query(
            SQL(
                """SELECT s.start_id, s.level, e.id, e.user_id, v.job_id, %(name)s,
                          CASE WHEN e.active IS NOT TRUE THEN 'archived'
                               WHEN u.id IS NULL THEN 'no_user'
                               WHEN u.active IS NOT TRUE OR u.share IS NOT FALSE
                               THEN 'no_login'
                               WHEN NOT EXISTS (
                                    SELECT FROM res_company_users_rel r
                                     WHERE r.user_id = u.id AND r.cid = %(company)s)
                               THEN 'company'
                               WHEN EXISTS (
                                    SELECT FROM resource_calendar_leaves l
                                     WHERE l.resource_id = e.resource_id
                                       AND l.time_type = 'leave'
                                       AND l.date_from <= %(at)s
                                       AND l.date_to >= %(at)s)
                               THEN 'absent' END
                     FROM (%(source)s) s
                     JOIN hr_employee e ON e.id = s.employee_id
                     LEFT JOIN hr_version v ON v.id = e.current_version_id
                     LEFT JOIN hr_job j ON j.id = v.job_id
                     LEFT JOIN res_users u ON u.id = e.user_id
                    ORDER BY s.start_id, s.level""",
                name=name,
                company=company.id,
                at=at,
                source=SQL(source, start=start),
            )
        )
        for start_id, level, employee_id, user_id, job_id, position, reason in rows:
            standing = Standing(user_id, reason, job_id, position)
            known.setdefault((employee_id, company.id), standing)
            if source == _LINE:
                line = known.setdefault(("line", start_id, company.id), [])
                line += [employee_id] if level else []
        # Read together, when anything of them is read.
        known.setdefault("employees", set()).update(row[2] for row in rows)
        known.setdefault("users", set()).update(row[3] for row in rows if row[3])

    def _complaint_flush(self):
        for name, names in (
            ("hr.employee", ["active", "company_id", "parent_id", "user_id"]),
            ("hr.employee", ["current_version_id"]),
            ("hr.version", ["department_id", "job_id"]),
            ("hr.department", ["manager_id", "parent_path"]),
            ("res.users", ["active", "share"]),
            ("resource.calendar.leaves", None),
        ):
            self.env[name].flush_model(names)

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
