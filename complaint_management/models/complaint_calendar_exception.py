# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintCalendarException(models.Model):
    """A date on which a calendar does not follow its weekly hours.

    Working hours of core have weekdays and no dates, so a Saturday that makes up for a
    holiday cannot be said there. What is said here counts for the limits of complaints;
    core's own planning does not know of it.
    """

    _name = "complaint.calendar.exception"
    _inherit = ["complaint.hours.mixin"]
    _description = "Calendar Exception"
    _order = "date desc, id"
    _check_company_auto = True

    name = fields.Char(
        string="Reason",
        required=True,
        help="What people read as the reason, such as the name of the holiday.",
    )
    date = fields.Date(
        required=True,
        help="The day, where the calendar is. Limits that already run keep the hours "
        "of days that are over.",
    )
    kind = fields.Selection(
        selection=[
            ("works_like", "Works like a weekday"),
            ("closed", "Day off"),
        ],
        required=True,
        default="closed",
        help="Works like a weekday: for a make-up day, which has the hours of that "
        "weekday. Day off: nobody works. Either stands, whatever time off covers "
        "the day.",
    )
    weekday = fields.Selection(
        selection=[
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        help="The weekday whose hours a make-up day has.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        check_company=True,
        # Without its calendar it must not become an exception of all.
        ondelete="cascade",
        index="btree_not_null",
        help="Only these working hours. Leave empty for all; what is said for some "
        "comes before what is said for all.",
    )
    company_id = fields.Many2one(
        "res.company",
        ondelete="cascade",
        index="btree_not_null",
        default=lambda self: self.env.company,
        help="Only this company. Leave empty to share it with all.",
    )

    _date_uniq = models.UniqueIndex(
        "(date, COALESCE(calendar_id, 0), COALESCE(company_id, 0))",
        "There already is an exception for this day and these working hours.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("kind", "weekday")
    def _check_weekday(self):
        """Refuse a make-up day that works like no weekday."""
        for exception in self:
            if exception.kind == "works_like" and not exception.weekday:
                raise ValidationError(
                    self.env._(
                        "Choose the weekday that %(date)s works like.",
                        date=fields.Date.to_string(exception.date),
                    )
                )

    # === BUSINESS METHODS === #

    @api.model
    def _get_weekdays(self, calendar, company):
        """Return the exceptions of a calendar in a company.

        The nearest word counts: that of the calendar before that for all, that of the
        company before what is shared.

        :return: by date, the weekday it works like, None if it is closed
        :rtype: dict
        """
        # Whoever starts a limit need not be allowed to look the calendar up.
        exceptions = self.sudo().search(
            [
                ("calendar_id", "in", [False, calendar.id]),
                ("company_id", "in", [False, company.id]),
            ],
        )
        exceptions = exceptions.sorted(
            lambda each: (bool(each.calendar_id), bool(each.company_id))
        )
        return {
            each.date: int(each.weekday) if each.kind == "works_like" else None
            for each in exceptions
        }
