# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: In the order of a list that is grouped by it: the keys sort.
DUES = [
    ("1", "Late"),
    ("2", "Today"),
    ("3", "This Week"),
    ("4", "Later"),
    ("5", "Paused"),
    ("6", "No Date"),
    ("7", "Ended"),
]


class ComplaintClockDueMixin(models.AbstractModel):
    """When a limit is due, as a person plans the week by it."""

    _name = "complaint.clock.due.mixin"
    _description = "When a Limit Is Due"

    due = fields.Selection(
        DUES,
        compute="_compute_due",
        search="_search_due",
        help="Late, today, by Sunday or later, in your time zone.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "deadline")
    @api.depends_context("tz", "uid")
    def _compute_due(self):
        bounds = self._get_due_bounds()
        for clock in self:
            if clock.state == "paused":
                clock.due = "5"
            elif clock.state != "running":
                clock.due = "7"
            elif not clock.deadline:
                clock.due = "6"
            else:
                clock.due = next(
                    (key for key, until in bounds if clock.deadline < until), "4"
                )

    def _search_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_due_domain(key) for key in value)

    # === BUSINESS METHODS === #

    @api.model
    def _get_due_bounds(self):
        """Return until when each of the dated groups reaches, in UTC.

        :rtype: list[tuple]
        """
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return [
            ("1", fields.Datetime.now()),
            ("2", self._day_start(1)),
            ("3", self._day_start(7 - today.weekday())),
        ]

    @api.model
    def _get_due_domain(self, key):
        """Return which clocks a group holds."""
        if key in ("5", "7"):
            states = ["paused"] if key == "5" else ["reached", "cancelled"]
            return Domain("state", "in", states)
        running = Domain("state", "=", "running")
        if key == "6":
            return running & Domain("deadline", "=", False)
        since = False
        for name, until in self._get_due_bounds():
            if name == key:
                before = Domain("deadline", "<", until)
                after = Domain("deadline", ">=", since) if since else Domain.TRUE
                return running & before & after
            since = until
        return running & Domain("deadline", ">=", since) if key == "4" else Domain.FALSE

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Let lists be grouped by when limits are due, late ones first."""
        if groupby_spec != "due":
            return super()._read_group_groupby(alias, groupby_spec, query)
        self._check_field_access(self._fields["due"], "read")
        deadline = self._field_to_sql(alias, "deadline", query)
        dated = [
            SQL("WHEN %s < %s THEN %s", deadline, until, key)
            for key, until in self._get_due_bounds()
        ]
        return SQL(
            "CASE WHEN %(state)s = 'paused' THEN '5' WHEN %(state)s != 'running' "
            "THEN '7' WHEN %(deadline)s IS NULL THEN '6' %(dated)s ELSE '4' END",
            state=self._field_to_sql(alias, "state", query),
            deadline=deadline,
            dated=SQL(" ").join(dated),
        )
