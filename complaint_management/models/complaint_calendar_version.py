# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import hashlib
import json
from datetime import date, timedelta
from functools import lru_cache

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, ormcache

from ..tools.working_time import (
    EmptyCalendarError,
    WorkingTime,
    to_moment,
    to_seconds,
)

# How far limits can reach: to the end of that year, counted from now.
YEARS_AHEAD = 3
# How far back the first version knows working hours, for what comes in late.
YEARS_BACK = 2

# Compared with `is`; a client can't send it.
_BY_APP = object()


class ComplaintCalendarVersion(models.Model):
    """Working hours of a calendar as they were known on a day; never changed.

    A limit refers to the version it is counted by. A version says what counts from
    which day on: hours, time off of everybody and exceptions. A newer one repeats what
    the older one says of the days that were over by then, so replacing a version never
    changes how long anything took.
    """

    _name = "complaint.calendar.version"
    _description = "Version of Working Hours"
    _order = "id desc"
    _rec_name = "calendar_id"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        required=True,
        readonly=True,
        # Limits refer to the version.
        ondelete="restrict",
        index=True,
        help="The working hours this is a picture of.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
        help="The company whose time off and exceptions are in it.",
    )
    since = fields.Date(
        required=True,
        readonly=True,
        help="The first day that this version counts differently than the one before.",
    )
    is_current = fields.Boolean(
        string="Current",
        readonly=True,
        help="New limits are counted by this version.",
    )
    is_offered = fields.Boolean(
        string="Recalculation Offered",
        readonly=True,
        help="Administrators were asked whether running limits are counted by it.",
    )
    digest = fields.Char(
        required=True,
        readonly=True,
        help="Checksum of the content (SHA-256); equal content is one version.",
    )
    pieces = fields.Json(
        required=True,
        readonly=True,
        help="From which day on which hours, time off and exceptions count.",
    )

    _current_uniq = models.UniqueIndex(
        "(calendar_id, company_id) WHERE is_current",
        "Working hours have one current version in a company.",
    )
    _digest_uniq = models.UniqueIndex(
        "(calendar_id, company_id, digest)",
        "This version of the working hours is there already.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: versions are made from working hours, see :meth:`_get_version`."""
        self._check_by_app()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse every change, but which version is current and was offered."""
        self._check_by_app()
        if not vals.keys() <= {"is_current", "is_offered"}:
            raise UserError(self._get_locked_message())
        return super().write(vals)

    def _check_by_app(self):
        if self.env.context.get("complaint_version_by") is not _BY_APP:
            raise UserError(self._get_locked_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Keep what limits are or were counted by."""
        raise UserError(self._get_locked_message())

    def _mark_offered(self):
        """Note that administrators were asked, or had nothing to be asked."""
        self.with_context(complaint_version_by=_BY_APP).is_offered = True

    @api.model
    def _get_locked_message(self):
        return self.env._(
            "Versions of working hours are made by the app and never changed. Change "
            "the working hours, their time off or the exceptions."
        )

    # === GETTERS === #

    @api.model
    def _get_version(self, calendar, company):
        """Return the version by which limits that start now are counted.

        A new one is made where working hours, time off of everybody or exceptions say
        something else of today or the days to come than the current one.

        :param calendar: a `resource.calendar` with fixed hours
        :rtype: complaint.calendar.version
        :raise UserError: for flexible hours, and where there are none
        """
        calendar.ensure_one()
        # Nobody may write versions; working hours are no secret within the company.
        self, calendar = self.sudo(), calendar.sudo()
        rules = self._read_rules(calendar, company)
        current = self.search(
            [
                ("calendar_id", "=", calendar.id),
                ("company_id", "=", company.id),
                ("is_current", "=", True),
            ]
        )
        today = self._get_today(calendar)
        if not current:
            first = date(today.year - YEARS_BACK, 1, 1)
            return self._make(calendar, company, first, [rules | {"since": str(first)}])
        pieces = current.pieces
        if _from_day(pieces[-1], today) == _from_day(rules, today):
            return current
        pieces = [piece for piece in pieces if piece["since"] < str(today)]
        if not pieces or _from_day(pieces[-1], today) != _from_day(rules, today):
            pieces.append(rules | {"since": str(today)})
        # Where two do so at once, one of them is done again.
        current.with_context(complaint_version_by=_BY_APP).is_current = False
        current.flush_recordset()
        return self._make(calendar, company, today, pieces)

    def _get_successor(self):
        """Return the version that replaced this one, none where it counts still.

        Working hours that are no good any more replace nothing.
        """
        self.ensure_one()
        try:
            current = self._get_version(self.calendar_id, self.company_id)
        except UserError:
            return self.browse()
        return current - self

    @api.model
    def _make(self, calendar, company, since, pieces):
        """Return the current version with this content, made if it is not there."""
        text = _dump(pieces)
        digest = hashlib.sha256(text.encode()).hexdigest()
        version = self.search(
            [
                ("calendar_id", "=", calendar.id),
                ("company_id", "=", company.id),
                ("digest", "=", digest),
            ]
        )
        if version:
            version.with_context(complaint_version_by=_BY_APP).is_current = True
            return version
        # Made at the same time by somebody else, it is a conflict that Odoo tries
        # again; an error of the unique index is not.
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO complaint_calendar_version
                       (calendar_id, company_id, since, is_current, digest, pieces,
                        create_uid, write_uid, create_date, write_date)
                   VALUES (%s, %s, %s, TRUE, %s, %s, %s, %s,
                           now() at time zone 'UTC', now() at time zone 'UTC')
                   ON CONFLICT DO NOTHING RETURNING id""",
                *(calendar.id, company.id, since, digest, text),
                *(self.env.uid, self.env.uid),
            )
        )
        return self.browse(row[0] for row in rows)

    def _get_working_time(self):
        """Return the working time of the version, for limits of the years to come.

        It is kept in memory, and made from the content alone.

        :rtype: WorkingTime
        """
        self.ensure_one()
        text, tz = self._get_content()
        return _prepare(text, self._get_today_in(tz).year + YEARS_AHEAD)

    @ormcache("self.id")
    def _get_content(self):
        """Return what counts as a text, and the zone; neither ever changes."""
        # Whoever sees the limit may know by which hours it is counted.
        pieces = self.sudo().pieces
        return _dump(pieces), pieces[-1]["tz"]

    @api.model
    def _preview_working_time(self, calendar, company):
        """Return what limits would be counted by today; nothing is made or changed.

        Days that are over are counted by the hours of today.

        :rtype: WorkingTime
        :raise UserError: for flexible hours, and where there are none
        """
        calendar.ensure_one()
        # Working hours are no secret within the company.
        self, calendar = self.sudo(), calendar.sudo()
        year = self._get_today(calendar).year
        since = {"since": str(date(year - YEARS_BACK, 1, 1))}
        rules = self._read_rules(calendar, company)
        return _prepare(_dump([rules | since]), year + YEARS_AHEAD)

    def _get_error(self, error):
        """Return an error of the kernel in words for users.

        :param WorkingTimeError error: what the working time raised
        :rtype: UserError
        """
        # Told to whoever may start the limit.
        version = self.sudo()
        name = version.calendar_id.name
        if isinstance(error, EmptyCalendarError):
            return self._get_empty_error(name)
        return UserError(
            self.env._(
                "The limit lies outside of the years for which “%(calendar)s” is "
                "known: %(since)s to the end of %(until)s.",
                calendar=name,
                since=version.pieces[0]["since"],
                until=self._get_today(version.calendar_id).year + YEARS_AHEAD,
            )
        )

    @api.model
    def _get_empty_error(self, name):
        return UserError(
            self.env._(
                "“%(calendar)s” has no working hours, so no limit in working time "
                "would ever end. Add hours to it or choose other working hours.",
                calendar=name,
            )
        )

    @api.model
    def _get_today(self, calendar):
        """Return the date where the calendar is."""
        return self._get_today_in(calendar.tz)

    @api.model
    def _get_today_in(self, tz):
        """Return the date in a time zone, by its name."""
        now = pytz.utc.localize(fields.Datetime.now())
        return now.astimezone(pytz.timezone(tz)).date()

    # === READING WHAT COUNTS === #

    @api.model
    def _read_rules(self, calendar, company):
        """Return what counts for a calendar now, in the form that is kept."""
        if calendar.flexible_hours:
            raise UserError(
                self.env._(
                    "“%(calendar)s” has flexible hours: nobody knows when an hour of "
                    "it is worked, so no limit can be counted by it. Choose working "
                    "hours with fixed times.",
                    calendar=calendar.name,
                )
            )
        attendances = [
            [
                int(line.dayofweek),
                line.hour_from,
                line.hour_to,
                int(line.week_type) if calendar.two_weeks_calendar else None,
            ]
            for line in calendar.attendance_ids
            if line._is_work_period() and line.hour_from != line.hour_to
        ]
        if not attendances:
            raise self._get_empty_error(calendar.name)
        weekdays = self.env["complaint.calendar.exception"]._get_weekdays(
            calendar, company
        )
        return {
            "tz": calendar.tz,
            "attendances": sorted(attendances, key=str),
            "leaves": self._read_leaves(calendar, company),
            "exceptions": {str(day): like for day, like in sorted(weekdays.items())},
        }

    @api.model
    def _read_leaves(self, calendar, company):
        """Return when nobody works, as core counts it for an employee of the company.

        Core's screens end a day at its last second; that second is no working time.
        """
        leaves = self.env["resource.calendar.leaves"].search(
            [
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
                ("calendar_id", "in", [False, calendar.id]),
                ("company_id", "in", [False, company.id]),
            ]
        )
        return sorted(
            [
                to_seconds(leave.date_from),
                to_seconds(leave.date_to) + (leave.date_to.second == 59),
            ]
            for leave in leaves
        )


def _dump(pieces):
    return json.dumps(pieces, sort_keys=True, separators=(",", ":"))


def _from_day(rules, day):
    """Return rules without what says nothing of a day and the days after it."""
    midnight = pytz.timezone(rules["tz"]).localize(
        fields.Datetime.to_datetime(day), is_dst=False
    )
    now = to_seconds(midnight)
    return {
        "tz": rules["tz"],
        "attendances": rules["attendances"],
        "leaves": [
            [max(since, now), until] for since, until in rules["leaves"] if until > now
        ],
        "exceptions": {
            key: like for key, like in rules["exceptions"].items() if key >= str(day)
        },
    }


@lru_cache(maxsize=64)
def _prepare(text, year):
    """Return working time made from the content of a version, to the end of a year."""
    pieces = json.loads(text)
    ends = [
        date.fromisoformat(piece["since"]) - timedelta(days=1) for piece in pieces[1:]
    ]
    return WorkingTime.from_pieces(
        [
            (
                date.fromisoformat(piece["since"]),
                end,
                pytz.timezone(piece["tz"]),
                piece["attendances"],
                [
                    (to_moment(since), to_moment(until))
                    for since, until in piece["leaves"]
                ],
                {
                    date.fromisoformat(day): like
                    for day, like in piece["exceptions"].items()
                },
            )
            for piece, end in zip(pieces, [*ends, date(year, 12, 31)], strict=True)
        ]
    )
