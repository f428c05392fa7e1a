# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

from ..const import HOURS_AHEAD

DEADLINE_STATUSES = [
    ("late", "Late"),
    ("today", "Due Today"),
    ("paused", "Paused"),
]
GROUP_USER = "complaint_management.complaint_management_group_user"
GROUP_ADMINISTRATOR = "complaint_management.complaint_management_group_administrator"


class ComplaintCaseClockStripMixin(models.AbstractModel):
    """How the time limits of a complaint are shown: on its form, in lists, on cards."""

    _name = "complaint.case.clock.strip.mixin"
    _description = "Time Limits on the Screen"

    deadline_status = fields.Selection(
        DEADLINE_STATUSES,
        compute="_compute_deadline_status",
        string="Time",
        help="How the complaint stands in time, in a word. Paused: no limit runs now, "
        "and one waits.",
    )

    time_left = fields.Char(
        compute="_compute_time_left",
        help="Until the next deadline, or how late it is by now. In working time where "
        "the limit counts in it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("binding_clock_id", "next_deadline", "is_open")
    @api.depends_context("lang")
    def _compute_time_left(self):
        for case in self:
            # Whoever sees a case sees its limits: their rules are those of the case.
            clock = case.binding_clock_id.sudo()
            case.time_left = case.is_open and clock.time_left

    @api.depends("next_deadline", "is_open", "clock_ids.state")
    @api.depends_context("tz", "uid")
    def _compute_deadline_status(self):
        now, tomorrow = fields.Datetime.now(), self.env["complaint.clock"]._day_start(1)
        open_cases = self.filtered("is_open")
        waiting = open_cases.filtered(lambda case: not case.next_deadline)._get_paused()
        for case in self:
            due = case.next_deadline if case in open_cases else False
            if due:
                late, today = due < now, due < tomorrow
                case.deadline_status = "late" if late else "today" if today else False
            else:
                case.deadline_status = "paused" if case._origin in waiting else False

    def _get_paused(self):
        """Return the cases with a paused limit; asks nothing where no limit exists."""
        _starting, ending = self.env["complaint.policy"]._get_active_codes()
        if not self.ids or not ending:
            return self.browse()
        # Whoever sees a case sees its limits: their rules are those of the case.
        clocks = self.env["complaint.clock"].sudo()
        domain = [("case_id", "in", self.ids), ("state", "=", "paused")]
        return self.browse(
            case.id for (case,) in clocks._read_group(domain, ["case_id"])
        )

    # === BUSINESS METHODS === #

    @api.readonly
    def get_clock_strip(self):
        """Return what the strip of time limits on the form shows, for employees.

        Limits that run come first, the binding one at the head, then those that are
        paused, then what was reached. Moments are in UTC, durations in seconds of what
        counts; for limits in working time, the working hours until then go along. Why a
        date is what it is, the screen reads when asked (field `why`).

        :rtype: dict
        :raise AccessError: for who may not read the complaint, and for customers
        """
        self.ensure_one()
        self.env["complaint.clock"].check_access("read")
        self.check_access("read")
        # The rules of limits are those of the case, which was just checked.
        clocks = self.env["complaint.clock"].sudo()
        clocks = clocks.search_fetch(
            [("case_id", "=", self.id), ("state", "!=", "cancelled")]
        )
        pauses = clocks._get_pauses()
        order = {"running": 0, "paused": 1, "reached": 2}
        clocks = clocks.sorted(
            lambda clock: (
                order[clock.state],
                not clock.deadline,
                clock.deadline or clock.started_at,
                clock.id,
            )
        )
        starting, _ending = self.env["complaint.policy"]._get_active_codes()
        now = fields.Datetime.now()
        hours, counted = clocks._prepare_hours(now)
        return {
            "now": fields.Datetime.to_string(now),
            "known_until": hours and fields.Datetime.to_string(now + HOURS_AHEAD),
            "may_change": self.env.user.has_group(GROUP_USER) and self.is_open,
            "nothing_in_force": not starting
            and self.env.user.has_group(GROUP_ADMINISTRATOR),
            "hours": hours,
            "clocks": [
                clock._prepare_strip(pauses.get(clock.id), counted.get(clock.id))
                for clock in clocks
            ],
        }
