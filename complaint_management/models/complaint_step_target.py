# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError

from .complaint_case_target_mixin import Found


class ComplaintStep(models.Model):
    """Who a step of an escalation is for, in superuser mode."""

    _inherit = "complaint.step"

    # === BUSINESS METHODS === #

    def _find_target(self, clock, told, at, known):
        """Return who is told of a clock now.

        Note: `self.ensure_one()` from the caller.

        :param clock: the `complaint.clock`
        :param told: users this step told before, since the limit was last extended
        :param datetime at: the moment absence is judged by, UTC
        :param dict known: see `complaint.case.target.mixin`
        :rtype: Found
        """
        return getattr(self, f"_find_{self.target}")(clock, told, at, known)

    def _find_handler(self, clock, told, at, known):
        return clock.case_id._find_person(clock._get_responsible(), told, at, known)

    def _find_holder(self, clock, told, at, known):
        case = clock.case_id
        holder = case.holder_id or case.holder_team_id.leader_id
        return case._find_person(holder, told, at, known)

    def _find_leader(self, clock, told, at, known):
        return clock.case_id._find_person(
            clock.case_id.team_id.leader_id, told, at, known
        )

    def _find_manager(self, clock, told, at, known):
        case, start = clock.case_id, clock._get_responsible()
        special = None if told else case._find_special(start, at, known)
        if special:
            return special
        return case._find_above(start, told, at, known, self.distance)

    def _find_job(self, clock, told, at, known):
        start = clock._get_responsible()
        why = clock.env._("As holder of the position: %s.", self.job_id.name)
        return clock.case_id._find_job(self.job_id, start, at, known, why)

    def _find_user(self, clock, told, at, known):
        return clock.case_id._find_person(self.user_id, told, at, known)

    def _find_group(self, clock, told, at, known):
        case = clock.case_id
        people = self.group_id.all_user_ids.filtered(
            lambda user: not case._get_skip_reason(user, at, known)
        )
        if not people:
            return case._find_last_resort(told, at, known)
        return Found(people, (), clock.env._("As one of: %s.", self.group_id.name))

    def _get_wait(self, case, users, at, known):
        """Return until when a notice waits for somebody to be at work, or None.

        :param users: who is to be told; the first who is at work decides
        :param datetime at: now, UTC
        :rtype: datetime or None
        """
        if not users or not case.company_id.complaint_recipient_hours:
            return None
        if self.action == "priority":
            return None
        moments = [self._get_working_moment(case, user, at, known) for user in users]
        first = min(moments)
        return first if first > at else None

    def _get_working_moment(self, case, user, at, known):
        employee = case._get_employee_of(user, known)
        calendar = employee.resource_calendar_id
        if not calendar or calendar.flexible_hours:
            return at
        key = ("hours", calendar.id, case.company_id.id)
        if key not in known:
            try:
                version = self.env["complaint.calendar.version"]._get_version(
                    calendar, case.company_id
                )
                known[key] = version._get_working_time()
            except UserError:
                known[key] = None
        work = known[key]
        return (work and work.next_working(at)) or at
