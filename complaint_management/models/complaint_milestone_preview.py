# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime

from ..tools.clock import Event, replay
from ..tools.working_time import WorkingTimeError
from .complaint_clock import ELAPSED

#: A weekday, a date and a time that nobody reads the wrong way round.
MOMENT = "EEE yyyy-MM-dd HH:mm"


class ComplaintMilestone(models.Model):
    """What a limit would mean for a complaint that comes in now, in words."""

    _inherit = "complaint.milestone"

    preview = fields.Char(
        compute="_compute_preview",
        string="Received Now, Due",
        help="When the limit would end for a complaint that is received now. Nothing "
        "is started by it.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        *("amount", "unit", "law_style", "backward", "calendar_id", "start_event"),
        "policy_id.company_id",
    )
    @api.depends_context("lang", "tz", "uid", "company")
    def _compute_preview(self):
        now = fields.Datetime.now()
        for milestone in self:
            company = milestone.policy_id.company_id or self.env.company
            milestone.preview = milestone._word_preview(
                milestone._preview(now, company)
            )

    # === BUSINESS METHODS === #

    @api.model
    def _word_limit(self, amount, unit):
        """Return a limit in words, such as “3 working days”.

        :param float amount: how many; below zero for so much before something
        :param str unit: a unit of a milestone
        :rtype: str
        """
        if not amount:
            return self.env._("no number yet")
        if abs(amount) == 1:
            return {
                "hour": self.env._("1 hour"),
                "calendar_day": self.env._("1 day"),
                "working_hour": self.env._("1 working hour"),
                "working_day": self.env._("1 working day"),
            }[unit]
        number = f"{abs(amount):g}"
        return {
            "hour": self.env._("%s hours", number),
            "calendar_day": self.env._("%s days", number),
            "working_hour": self.env._("%s working hours", number),
            "working_day": self.env._("%s working days", number),
        }[unit]

    def _get_limit_words(self):
        """Return the limit in words, with what it comes before, if it does."""
        self.ensure_one()
        words = self._word_limit(self.amount, self.unit)
        return self.env._("%s before", words) if self.backward else words

    def _preview(self, at, company):
        """Return in words when the limit would end, if it started at a moment.

        It is counted by the working hours as they are set now; nothing is stored.

        :param datetime at: when it starts, UTC
        :param company: the `res.company` whose working hours count by default
        :rtype: str
        """
        self.ensure_one()
        if not self.unit or not self.amount:
            return self.env._("no number yet")
        try:
            due = self._count(at, company)
        except UserError as error:
            return str(error)
        except WorkingTimeError:
            return self.env._("beyond the years whose working hours are known")
        zone = self.env.context.get("tz") or False  # False: that of the user
        return format_datetime(self.env, due, tz=zone, dt_format=MOMENT)

    def _word_preview(self, words):
        """Return a preview with what has to happen first, if that is not receipt."""
        if self.start_event == "received" or not self.start_event or not self.amount:
            return words
        events = dict(self._fields["start_event"]._description_selection(self.env))
        words = {"event": events[self.start_event], "due": words}
        if self.backward:
            return self.env._("%(due)s, if it is for now: “%(event)s”", **words)
        return self.env._("%(due)s, if it happens now: “%(event)s”", **words)

    def _count(self, at, company):
        """Return when the limit ends that starts at a moment, and start nothing."""
        work = ELAPSED
        if self._needs_calendar():
            calendar = self.calendar_id or company.resource_calendar_id
            versions = self.env["complaint.calendar.version"]
            work = versions._preview_working_time(calendar, company)
        return replay([Event("started", at)], self._get_limit(), work).deadline
