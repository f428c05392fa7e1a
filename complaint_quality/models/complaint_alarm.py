# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import ALARM_ACTIVITY

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
        "complaint.late.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _description = "Lot Alarm"
    _order = "state desc, id desc"
    _rec_name = "lot_id"
    _check_company_auto = True
    #: What people write; everything else is found or written by steps.
    _open_fields = frozenset({"user_id", "decision_reason"})
    _step_fields = frozenset(
        {"state", "decided_by_id", "decided_at", "facts_key"}
        | {"due_date", "raised_to_id"}
    )

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
    due_date = fields.Date(
        string="Decide Until",
        readonly=True,
        copy=False,
        help="Afterwards the next superior of who decides is told.",
    )
    raised_to_id = fields.Many2one(
        "res.users",
        string="Reported To",
        readonly=True,
        copy=False,
        help="Who was told that it was not decided in time.",
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
        before = {alarm: alarm.user_id for alarm in self}
        result = super().write(vals)
        if not self._holds_step_token():
            for alarm in self:
                if alarm.user_id != before[alarm]:
                    alarm._ensure_decider()
                    alarm._ask(alarm.user_id, before[alarm])
        return result

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
        self.sudo().activity_unlink([ALARM_ACTIVITY])

    def _ensure_decider(self):
        """Refuse to assign it to somebody who can't decide.

        :raise UserError: naming the user
        """
        # Whose groups and companies these are need not be the user's to read.
        user, company = self.user_id.sudo(), self.company_id
        group = "complaint_quality.complaint_quality_group_user"
        if user and not (user.has_group(group) and company in user.company_ids):
            raise UserError(
                self.env._(
                    "%(user)s is not of quality in %(company)s and can't decide.",
                    user=user.name,
                    company=company.name,
                )
            )

    def _ask(self, user, before=None):
        """Put them on the list of who decides, and off that of who did until now.

        Note: all of them until the same day.
        """
        # Others' activities go as well.
        alarms = self.sudo().with_context(mail_activity_quick_update=True)
        if before:
            alarms.activity_unlink([ALARM_ACTIVITY], user_id=before.id)
        if user:
            alarms.with_context(lang=user.lang).activity_schedule(
                ALARM_ACTIVITY, date_deadline=self[:1].due_date, user_id=user.id
            )

    @api.model
    def _raise_late(self):
        """Tell the next superior of quality of what was not decided in time, once.

        Note: in superuser mode
        """
        # Alarms that are older than the time to decide have it from now on.
        undated = self.search([("state", "=", "open"), ("due_date", "=", False)])
        undated._with_step_token()._set_due_date()
        domain = [("is_late", "=", True), ("raised_to_id", "=", False)]
        for alarm in self.search(domain):
            superior = alarm._get_superior()
            if superior:
                alarm._with_step_token().write({"raised_to_id": superior.id})
                alarm._ask(superior)

    def _get_superior(self):
        """Return who of quality stands next above who decides.

        Without one on the reporting line: a manager of quality in the company.

        Note: `self.ensure_one()`, in superuser mode
        """
        company, user = self.company_id, self.user_id
        line = user and self.env["hr.employee"]._complaint_line_of_users(
            user, company, user.browse()
        )
        group = "complaint_quality.complaint_quality_group_user"
        for step in line or ():
            if not step.skipped and step.user.has_group(group):
                return step.user
        managers = self.env.ref("complaint_quality.complaint_quality_group_manager")
        return managers.all_user_ids.filtered(
            lambda one: one.active and company in one.company_ids and one != user
        ).sorted("id")[:1]

    @api.model
    def _cron_find(self):
        """Search all companies for lots that are surely worse than they should be."""
        self._find()
        # The search is the company's, not that of who starts it.
        self.sudo()._raise_late()
