# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

import pytz

from odoo import api, fields, models


class ComplaintClockStripMixin(models.AbstractModel):
    """What the strip shows of one limit."""

    _name = "complaint.clock.strip.mixin"
    _description = "Limit on the Strip"

    @api.model
    def _day_start(self, days=0):
        """Return when a day begins where the user is, in UTC.

        :param int days: how many days from today
        :rtype: datetime
        """
        zone = self.env.tz
        now = pytz.utc.localize(fields.Datetime.now()).astimezone(zone)
        day = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        start = zone.localize(day + timedelta(days=days))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    def _get_pauses(self):
        """Return since when and why the paused ones wait, by id of the clock.

        :rtype: dict
        """
        paused = self.filtered(lambda clock: clock.state == "paused")
        if not paused:
            return {}
        rows = self.env["complaint.clock.event"].with_env(self.env)
        rows = rows.search_fetch(
            [("clock_id", "in", paused.ids), ("kind", "=", "paused")],
            ["clock_id", "at", "reason_id", "event"],
            order="id",
        )
        labels = dict(
            self.env["complaint.milestone"]
            ._fields["start_event"]
            ._description_selection(self.env)
        )
        return {
            row.clock_id.id: {
                "since": fields.Datetime.to_string(row.at),
                "why": row.reason_id.name or labels.get(row.event) or "",
            }
            for row in rows
        }

    def _prepare_strip(self, pause, hours):
        """Return what the strip shows of a limit.

        :param dict pause: since when and why it is paused
        :param str hours: by which working hours the time left is told, if by any
        :rtype: dict
        """
        self.ensure_one()
        ended = self.state == "reached"
        return {
            "id": self.id,
            "name": self.milestone_id.name,
            "state": self.state,
            "deadline": fields.Datetime.to_string(self.deadline) or False,
            "limit": self.env["complaint.milestone"]._word_limit(
                self.amount, self.unit
            ),
            "working": self.unit.startswith("working"),
            "hours": hours or False,
            "in_days": self.unit == "working_day",
            "pausable": self.pausable,
            "pause": pause or False,
            "used": round(self.elapsed_hours * 3600) if ended else False,
            "late": round(self.late_hours * 3600) if ended else False,
            "problem": self.problem,
            "by_hand": self.is_by_hand,
        }
