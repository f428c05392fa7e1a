# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("norm", "Above the Norm"),
    ("history", "Above Its Own History"),
]


class ComplaintAlarm(models.Model):
    """A lot of which surely more is complained about than should be.

    Found by the scheduled search, once for the same complaints. It is decided by a
    person: dismissed, it comes back when there are more complaints; confirmed, it
    stands for all that follow.
    """

    _name = "complaint.alarm"
    _inherit = [
        "complaint.quality.step.mixin",
        "complaint.alarm.find.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _description = "Lot Alarm"
    _order = "state desc, id desc"
    _rec_name = "lot_id"
    _check_company_auto = True
    #: What people write; everything else is found or written by steps.
    _open_fields = frozenset({"user_id", "decision_reason"})
    _step_fields = frozenset({"state", "decided_by_id", "decided_at", "facts_key"})

    # Product
    lot_id = fields.Many2one(
        "stock.lot", required=True, readonly=True, ondelete="restrict", index=True
    )
    product_id = fields.Many2one(related="lot_id.product_id")
    defect_id = fields.Many2one(
        "complaint.defect",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The defect whose norm counts. Empty: complaints that name none.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )

    # Figures
    kind = fields.Selection(
        KINDS,
        required=True,
        readonly=True,
        help="Above the norm: surely more pieces per million than the norm of the "
        "defect. Above its own history: surely more complaints than other lots of the "
        "product had.",
    )
    case_count = fields.Integer(string="Complaints", readonly=True)
    affected = fields.Float(
        string="Pieces",
        digits="Product Unit",
        readonly=True,
        help="How many pieces are complained about.",
    )
    delivered = fields.Float(
        digits="Product Unit", readonly=True, help="Out of how many."
    )
    ppm = fields.Float(
        string="Per Million",
        digits=(16, 0),
        readonly=True,
        help="Pieces, or complaints, per million delivered.",
    )
    expected_ppm = fields.Float(
        string="Expected per Million",
        digits=(16, 0),
        readonly=True,
        help="The norm, or what other lots of the product had.",
    )
    facts_key = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Which complaints it is about: the same ones raise no second alarm.",
    )

    # Decision
    state = fields.Selection(
        [("open", "Open"), ("confirmed", "Confirmed"), ("dismissed", "Dismissed")],
        default="open",
        required=True,
        copy=False,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Assigned To", help="Who decides on it."
    )
    decision_reason = fields.Text(copy=False, help="Why it is true, or chance.")
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)

    _facts_uniq = models.UniqueIndex(
        "(facts_key)", "There is an alarm about these complaints already."
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, lot_id, COALESCE(defect_id, 0)) WHERE state = 'open'",
        "There is an open alarm on this lot and defect already.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Let people assign and give reasons, while it is open."""
        if not self._holds_step_token():
            self._ensure_not_guarded(vals)
            if not self._open_fields.issuperset(vals):
                raise UserError(
                    self.env._("The figures of an alarm are counted, not typed.")
                )
            if any(alarm.state != "open" for alarm in self):
                raise UserError(self.env._("The alarm is decided already."))
        return super().write(vals)

    # === ACTION METHODS === #

    def action_confirm(self):
        """Say that it is true: the lot has to be looked after.

        :raise UserError: without a reason, or if it is decided already
        """
        self._decide("confirmed")

    def action_dismiss(self):
        """Say that it is chance, or has a harmless cause.

        :raise UserError: without a reason, or if it is decided already
        """
        self._decide("dismissed")

    def action_view_exposure(self):
        """Open where the lot went."""
        self.ensure_one()
        self.check_access("read")
        return self.lot_id.action_view_exposure()

    def action_hold_lot(self):
        """Open the dialog that holds the lot, or the hold that there is."""
        self.ensure_one()
        self.check_access("read")
        return self.lot_id.action_hold()

    # === BUSINESS METHODS === #

    def _decide(self, state):
        self._ensure_quality()
        self.check_access("write")
        for alarm in self:
            if alarm.state != "open":
                raise UserError(self.env._("The alarm is decided already."))
            if not (alarm.decision_reason or "").strip():
                raise UserError(self.env._("Write the reason of the decision."))
        self._with_step_token().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        # The activity may be somebody else's.
        self.sudo().activity_unlink(["complaint_quality.mail_act_complaint_alarm"])

    @api.model
    def _cron_find(self):
        """Search all companies for lots that are surely worse than they should be."""
        self._find()
