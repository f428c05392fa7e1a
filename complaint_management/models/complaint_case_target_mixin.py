# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from typing import NamedTuple

from odoo import models

MANAGERS = "complaint_management.complaint_management_group_manager"


class Found(NamedTuple):
    """Who is told, and how it came to them.

    :param users: recordset of `res.users`, empty when nobody is left
    :param skipped: who was passed over, with the reason, a line each
    :param why: why these, where it is not plain from the reporting line
    """

    users: object
    skipped: tuple = ()
    why: str = ""


class ComplaintCaseTargetMixin(models.AbstractModel):
    """Who can be told of a complaint: the way up, positions, and the last resort.

    All of it in superuser mode, as nobody needs rights on employees and groups to
    have a complaint raised. `known` is a dictionary that keeps what was found out, for
    the complaints of one batch and one moment.
    """

    _name = "complaint.case.target.mixin"
    _description = "Targets of an Escalation"

    # === BUSINESS METHODS === #

    def _skip_words(self):
        return {
            "archived": self.env._("left the company"),
            "no_user": self.env._("has no user"),
            "no_login": self.env._("can't log in"),
            "company": self.env._("has no access to this company"),
            "respondent": self.env._("is the respondent"),
            "absent": self.env._("is absent"),
        }

    def _get_employee_of(self, user, known):
        """Return the employee that a user is in the company of the case."""
        key = ("employee", user.id, self.company_id.id)
        if user and key not in known:
            known[key] = (
                self.env["hr.employee"]
                .with_context(active_test=False)
                .search(
                    [
                        ("user_id", "=", user.id),
                        ("company_id", "=", self.company_id.id),
                    ],
                    limit=1,
                )
            )
        return known.get(key, self.env["hr.employee"])

    def _learn_employees(self, users, at, known):
        """Find the employees of many users, and those above them, at once.

        See :meth:`_get_employee_of`.
        """
        for company in self.company_id:
            for user in users:
                known[("employee", user.id, company.id)] = self.env["hr.employee"]
        employees = self.env["hr.employee"].with_context(active_test=False)
        for employee in employees.search(
            [
                ("user_id", "in", users.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        ):
            key = ("employee", employee.user_id.id, employee.company_id.id)
            known[key] = employee.with_prefetch(employee._prefetch_ids)
        for company in self.company_id:
            found = [known["employee", user.id, company.id].id for user in users]
            line = employees.browse(filter(None, found))
            line._complaint_learn_lines(company, at, known)

    def _get_line_above(self, user, at, known):
        """Return the reporting line of a user, empty without an employee."""
        employee = self._get_employee_of(user, known)
        if not employee:
            return []
        return employee._complaint_reporting_line(
            self.company_id, self.respondent_user_ids, at, known
        )

    def _get_skip_reason(self, user, at, known):
        """Return the code of why a user can't be told, or None."""
        employee = self._get_employee_of(user, known)
        if employee:
            return employee._complaint_skip_reason(
                self.company_id, self.respondent_user_ids, at, known
            )
        if user in self.respondent_user_ids:
            return "respondent"
        return employee._complaint_user_reason(user, self.company_id)

    def _find_person(self, user, told, at, known):
        """Return a user, or who is above where the user can't be reached."""
        if not user:
            return self._find_last_resort(told, at, known)
        reason = self._get_skip_reason(user, at, known)
        if not reason:
            return Found(user)
        found = self._find_above(user, told, at, known)
        passed = f"{user.name}: {self._skip_words()[reason]}"
        return found._replace(skipped=(passed, *found.skipped))

    def _find_above(self, start, told, at, known, distance=1):
        """Return the next superior above those who were told.

        :param start: the `res.users` whose line it is
        :param told: the users who were told already
        :param int distance: with nobody told, how far above the start
        """
        line = self._get_line_above(start, at, known)
        done = [n for n, step in enumerate(line) if step.user and step.user in told]
        words = self._skip_words()
        skipped = []
        for step in line[done[-1] + 1 if done else distance - 1 :]:
            if not step.skipped:
                return Found(step.user.with_env(self.env), tuple(skipped))
            skipped.append(f"{step.employee.name}: {words[step.skipped]}")
        found = self._find_last_resort(told | start, at, known)
        return found._replace(skipped=(*skipped, *found.skipped))

    def _find_special(self, start, at, known):
        """Return who is told at once of a special or major case, if it is one.

        Levels below are passed over, which is written down.

        :rtype: Found or None
        """
        mark = self.mark_ids.sorted(lambda mark: (mark.sequence, mark.id))[:1]
        if mark:
            return self._find_of_mark(mark, start, at, known)
        job = self.company_id.complaint_major_job_id
        if self.severity == "major" and job:
            why = self.env._("Major complaint, straight to %s.", job.name)
            return self._find_job(job, start, at, known, why)
        return None

    def _find_of_mark(self, mark, start, at, known):
        """Return whom a special-case mark names."""
        why = self.env._("Special case: %s.", mark.name)
        if mark.target_kind == "user":
            found = self._find_person(mark.target_user_id, start.browse(), at, known)
            return found._replace(why=f"{why} {found.why}".strip())
        job = mark.target_job_id if mark.target_kind == "job" else None
        return self._find_job(job, start, at, known, why)

    def _find_job(self, job, start, at, known, why=""):
        """Return who holds a position above, or the top of the line without one.

        :param job: a `hr.job`, None for the top
        """
        line = self._get_line_above(start, at, known)
        place = [n for n, step in enumerate(line) if not job or step.job == job]
        free = [n for n in place if not line[n].skipped]
        if job and free:
            chosen = free[0]
        elif job and not place:
            return self._find_holder(job, start, at, known, why)
        else:
            # The top, or above a holder who is out of reach.
            open_ = [
                n
                for n, step in enumerate(line)
                if not step.skipped and (not job or n > place[0])
            ]
            chosen = (open_[0] if job else open_[-1]) if open_ else None
        if chosen is None:
            found = self._find_last_resort(start, at, known)
            chosen = len(line)
        else:
            found = Found(line[chosen].user.with_env(self.env))
        skipped = self._explain_levels(line, chosen, job)
        return found._replace(skipped=skipped, why=f"{why} {found.why}".strip())

    def _explain_levels(self, line, chosen, job):
        """Return why each level but one was passed over, a line each."""
        words = self._skip_words()
        jumped = self.env._("level skipped")
        return tuple(
            f"{step.employee.name}: {words.get(step.skipped, jumped)}"
            for n, step in enumerate(line)
            if n < chosen or (not job and n > chosen)
        )

    def _find_holder(self, job, start, at, known, why):
        """Return who holds a position that is not on the reporting line."""
        employees = self.env["hr.employee"].search(
            [("job_id", "=", job.id), ("company_id", "=", self.company_id.id)],
            order="id",
        )
        words = self._skip_words()
        skipped = []
        for employee in employees:
            reason = employee._complaint_skip_reason(
                self.company_id, self.respondent_user_ids, at, known
            )
            if not reason:
                return Found(employee.user_id, tuple(skipped), why)
            skipped.append(f"{employee.name}: {words[reason]}")
        if not employees:
            skipped.append(self.env._("Nobody is %s.", job.name))
        found = self._find_above(start, start.browse(), at, known)
        why = f"{why} {found.why}".strip()
        return Found(found.users, (*skipped, *found.skipped), why)

    def _find_last_resort(self, told, at, known):
        """Return the team leader, else the managers of complaints: nobody is above."""
        leader = self.team_id.leader_id
        if leader and leader not in told:
            reason = self._get_skip_reason(leader, at, known)
            if not reason:
                why = self.env._("Nobody above can be reached: to the team leader.")
                return Found(leader, (), why)
        managers = self._get_complaint_managers(known).filtered(
            lambda user: user not in told and not self._get_skip_reason(user, at, known)
        )
        why = self.env._("Nobody above can be reached: to the managers of complaints.")
        if not managers:
            why = self.env._("Nobody is left to be told.")
        return Found(managers, (), why)

    def _get_complaint_managers(self, known):
        key = ("managers", self.company_id.id)
        if key not in known:
            users = self.env.ref(MANAGERS).all_user_ids
            company = self.company_id
            known[key] = users.filtered(lambda user: company in user.company_ids)
        return known[key]
