# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.clock import Event
from .complaint_milestone import UNIT_LABELS

KINDS = [
    ("started", "Started"),
    ("paused", "Paused"),
    ("resumed", "Resumed"),
    ("extended", "Extended"),
    ("calendar_changed", "Working hours changed"),
    ("rebased", "Counted anew"),
    ("missed", "Missed"),
    ("reached", "Reached"),
    ("cancelled", "Cancelled"),
]


class ComplaintClockEvent(models.Model):
    """One entry of the ledger of a clock. Nobody changes or deletes one, ever.

    What a clock shows follows from its entries, see ``tools/clock.py``. They hold ids
    and codes, no personal text: words stay in the thread of the complaint.
    """

    _name = "complaint.clock.event"
    _description = "Entry of a Clock Ledger"
    _inherit = ["complaint.rule.mixin", "complaint.ledger.mixin"]
    _order = "clock_id, id"

    clock_id = fields.Many2one(
        "complaint.clock", required=True, readonly=True, ondelete="restrict", index=True
    )
    case_id = fields.Many2one(
        "complaint.case", required=True, readonly=True, ondelete="restrict", index=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True, help="When it happened.")
    user_id = fields.Many2one("res.users", required=True, readonly=True, string="By")
    event = fields.Char(
        readonly=True, help="Code of what happened to the complaint, if that caused it."
    )
    reason_id = fields.Many2one(
        "complaint.reason", readonly=True, ondelete="restrict", help="Why, by the list."
    )
    amount = fields.Float(readonly=True)
    unit = fields.Selection(UNIT_LABELS, readonly=True)
    start = fields.Datetime(
        readonly=True, help="What the limit counts from, when it is another moment."
    )
    calendar_version_id = fields.Many2one(
        "complaint.calendar.version",
        readonly=True,
        ondelete="restrict",
        help="The working hours that count from here on.",
    )
    milestone_id = fields.Many2one(
        "complaint.milestone",
        readonly=True,
        ondelete="restrict",
        help="The limit that counts from here on.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Refuse, whoever asks: what happened stays as it happened."""
        if vals:
            raise AccessError(self._get_locked_message())
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _get_locked_message(self):
        return self.env._("The ledger of a clock is written by the clock alone.")

    def _to_events(self):
        """Return the entries as the kernel replays them.

        :rtype: list[Event]
        """
        return [
            Event(
                kind=row.kind,
                at=row.at,
                amount=row.amount,
                unit=row.unit or None,
                start=row.start or None,
                limit=row._get_limit() if row.kind == "rebased" else None,
                calendar=row.calendar_version_id.id or None,
            )
            for row in self
        ]

    def _get_limit(self):
        """Return the limit that counts from an entry on, or None for the same."""
        return self.milestone_id._get_limit() if self.milestone_id else None
