# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class ComplaintEscalation(models.Model):
    """Somebody was told of a complaint: who, when, why, and who was passed over.

    Read by whoever sees the complaint; written by the addon alone.
    """

    _name = "complaint.escalation"
    _description = "Complaint Escalation"
    _inherit = ["complaint.rule.mixin", "complaint.ledger.mixin"]
    _order = "raised_at desc, id desc"

    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    kind = fields.Selection(
        [
            ("limit", "Time limit"),
            ("handover", "Hand-over"),
            ("mark", "Special case"),
            ("hand", "Reported by hand"),
        ],
        required=True,
        readonly=True,
        string="Because Of",
    )
    clock_id = fields.Many2one(
        "complaint.clock",
        string="Time Limit",
        readonly=True,
        index="btree_not_null",
        # Clocks are deleted with spam alone.
        ondelete="cascade",
    )
    step_id = fields.Many2one("complaint.step", readonly=True, ondelete="restrict")
    handover_id = fields.Many2one(
        "complaint.handover", readonly=True, ondelete="cascade"
    )
    mark_id = fields.Many2one(
        "complaint.mark", string="Special Case", readonly=True, ondelete="restrict"
    )
    cycle = fields.Integer(required=True, readonly=True, default=1)
    level = fields.Integer(
        required=True,
        readonly=True,
        default=1,
        help="1 for the first one who was told, then counted up.",
    )
    user_id = fields.Many2one(
        "res.users", string="Told", readonly=True, help="Empty when nobody is left."
    )
    raised_at = fields.Datetime(string="Told On", required=True, readonly=True)
    skipped = fields.Text(
        string="Passed Over", readonly=True, help="Who, and for what reason."
    )
    reason = fields.Text(string="Why", readonly=True)
    acknowledged_at = fields.Datetime(string="Taken On", readonly=True)
    acknowledged_until = fields.Datetime(
        string="Takes Care Until",
        readonly=True,
        help="Nobody further is told until then.",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open",
        search="_search_is_open",
        string="Open",
        help="The complaint is open, and so is the time limit or the hand-over.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    # The mail
    to_mail = fields.Boolean(readonly=True, help="Goes into the next mail.")
    mailed_at = fields.Datetime(readonly=True)

    # Nothing is raised twice, whoever runs at the same time.
    _step_uniq = models.UniqueIndex(
        "(clock_id, step_id, cycle, level, COALESCE(user_id, 0)) "
        "WHERE clock_id IS NOT NULL",
        "This was raised already.",
    )
    _handover_uniq = models.UniqueIndex(
        "(handover_id, level, COALESCE(user_id, 0)) WHERE handover_id IS NOT NULL",
        "This was raised already.",
    )
    _mark_uniq = models.UniqueIndex(
        "(case_id, mark_id, COALESCE(user_id, 0)) WHERE mark_id IS NOT NULL",
        "This was raised already.",
    )
    _to_mail_idx = models.Index("(user_id) WHERE to_mail IS TRUE")
    _mailed_idx = models.Index("(user_id, mailed_at) WHERE mailed_at IS NOT NULL")
    _user_idx = models.Index("(user_id, raised_at)")

    # === COMPUTE METHODS === #

    @api.depends("case_id.is_open", "clock_id.state", "handover_id.state")
    def _compute_is_open(self):
        for row in self:
            row.is_open = bool(
                row.case_id.is_open
                and (not row.clock_id or row.clock_id.state in ("running", "paused"))
                and (
                    not row.handover_id or row.handover_id.state in ("sent", "received")
                )
            )

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        clock = Domain("clock_id", "=", False) | Domain(
            "clock_id.state", "in", ("running", "paused")
        )
        relay = Domain("handover_id", "=", False) | Domain(
            "handover_id.state", "in", ("sent", "received")
        )
        found = Domain("case_id.is_open", "=", True) & clock & relay
        return found if True in value else ~found

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for row in self:
            row.is_mine = row.user_id == self.env.user

    @api.depends("case_id.name", "clock_id.milestone_id.name")
    def _compute_display_name(self):
        for row in self:
            limit = row.clock_id.milestone_id.name
            row.display_name = " · ".join(filter(None, (row.case_id.name, limit)))

    # === ACTION METHODS === #

    def action_acknowledge(self, until):
        """Take care of it until a moment; nobody further is told before.

        Unsolved by then, it goes on upward.

        :param until: the moment, UTC
        :raise AccessError: for what others were told
        :raise UserError: for a moment that is over or too late, or what has ended
        """
        self.check_access("read")
        until = fields.Datetime.to_datetime(until)
        now = fields.Datetime.now()
        if not until or until <= now:
            raise UserError(self.env._("Until when? Choose a moment to come."))
        for row in self:
            if row.user_id != self.env.user:
                raise AccessError(
                    self.env._("Only who was told can say that he or she takes care.")
                )
            if not row.is_open:
                raise UserError(self.env._("%s has ended already.", row.display_name))
            row._ensure_not_too_late(until, now)
        # Nobody has rights to write what was told; the checks are done.
        rows = self.sudo()._with_token()
        rows.acknowledged_until = until
        # Doing so again gives no more time.
        rows.filtered(lambda row: not row.acknowledged_at).acknowledged_at = now
        rows.clock_id._hold(until)
        rows.handover_id._hold_escalation(until)
        rows._log_acknowledged(until)
        return True

    def action_open_case(self):
        """Open the complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    @api.model
    def _get_locked_message(self):
        return self.env._("What was raised is written by the app alone.")

    def _log_acknowledged(self, until):
        shown = self.env["ir.qweb.field.datetime"].value_to_html
        for row in self:
            row.case_id._message_log(
                body=self.env._(
                    "%(user)s takes care until %(until)s.",
                    user=row.user_id.name,
                    until=shown(until, {}),
                )
            )
