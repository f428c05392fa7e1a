# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of an escalation, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from ..const import ACKNOWLEDGE_HOURS
from ..tools.working_time import WorkingTimeError


class ComplaintEscalation(models.Model):
    """How long somebody who takes care may keep a complaint from going upward."""

    _inherit = "complaint.escalation"

    # === BUSINESS METHODS === #

    def _ensure_not_too_late(self, until, now):
        """Check until when somebody wants to take care of it.

        Note: `self.ensure_one()` from :meth:`_get_latest`.

        :raise UserError: naming the latest moment that is allowed
        """
        latest = self._get_latest(now)
        if until <= latest:
            return
        values = {
            "what": self.display_name,
            "latest": self.env["ir.qweb.field.datetime"].value_to_html(latest, {}),
        }
        if latest <= now:
            raise UserError(
                self.env._(
                    "%(what)s: the time to take care of it ended on %(latest)s. It "
                    "goes on upward until it is done.",
                    **values,
                )
            )
        raise UserError(
            self.env._(
                "%(what)s: until %(latest)s at the latest. Unsolved by then, it goes "
                "on upward.",
                **values,
            )
        )

    def _get_latest(self, now):
        """Return until when the one who was told may take care of it at most.

        So many working hours after he or she first did, as the policy says. Who has to
        reach the limit, or was told ahead of its deadline, keeps nobody from being told
        at the deadline.

        :param datetime now: the moment, UTC
        :rtype: datetime
        """
        self.ensure_one()
        # Who was told need not see policies and employees.
        row = self.sudo()
        latest = row._add_hours(row.acknowledged_at or now)
        clock = row.clock_id
        # What is paused ends so much later.
        deadline = clock._foresee()[0] if clock.state == "paused" else clock.deadline
        if deadline and (
            row.raised_at < deadline or row.user_id in clock._get_responsible()
        ):
            return min(latest, deadline)
        return latest

    def _add_hours(self, since):
        """Return the end of the working hours that the policy gives from a moment on.

        Where nobody has fixed hours, every hour counts.
        """
        company = self.case_id.company_id
        hours = self.clock_id.policy_id.acknowledge_hours or ACKNOWLEDGE_HOURS
        calendar = self.clock_id.milestone_id.calendar_id
        calendar = calendar or company.resource_calendar_id
        elapsed = since + timedelta(hours=hours)
        if not calendar:
            return elapsed
        Version = self.env["complaint.calendar.version"]
        try:
            work = Version._preview_working_time(calendar, company)
            return work.add(since, hours, "working_hour")
        except (UserError, WorkingTimeError):
            return elapsed
