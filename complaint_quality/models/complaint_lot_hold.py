# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

ARRIVED = "complaint_quality.mail_act_complaint_held_lot_arrived"


class ComplaintLotHold(models.Model):
    """A lot that must not leave, until a second person releases it.

    Holding moves what the company has in stock to its quarantine location, by real
    transfers; what arrives later may only go there, too. Each company holds its own
    stock.
    """

    _name = "complaint.lot.hold"
    _inherit = [
        "complaint.quality.step.mixin",
        "complaint.lot.hold.move.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _description = "Held Lot"
    _order = "id desc"
    _rec_name = "lot_id"
    _check_company_auto = True
    #: What is written while the lot is held; everything else stays as it was.
    _open_fields = frozenset({"release_reason"})
    _step_fields = frozenset(
        {"state", "held_by_id", "held_at", "released_by_id", "released_at"}
        | {"picking_ids"}
    )

    # Product
    lot_id = fields.Many2one(
        "stock.lot", required=True, check_company=True, ondelete="restrict", index=True
    )
    product_id = fields.Many2one(related="lot_id.product_id")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose stock is held. Another company that has the lot holds its own.",
    )

    # Dates and people
    state = fields.Selection(
        [("held", "Held"), ("released", "Released")],
        default="held",
        required=True,
        copy=False,
    )
    reason = fields.Text(required=True, help="Why the lot must not leave.")
    held_by_id = fields.Many2one(
        "res.users", default=lambda self: self.env.uid, required=True, copy=False
    )
    held_at = fields.Datetime(default=fields.Datetime.now, required=True, copy=False)
    release_reason = fields.Text(
        copy=False,
        help="Why the lot may leave again. Written by who releases it, which can't be "
        "who held it.",
    )
    released_by_id = fields.Many2one("res.users", copy=False)
    released_at = fields.Datetime(copy=False)

    # Links
    picking_ids = fields.Many2many(
        "stock.picking",
        string="Transfers",
        copy=False,
        help="What was moved to the quarantine location, and back from it.",
    )
    quantity_held = fields.Float(
        compute="_compute_quantities",
        digits="Product Unit",
        string="In Quarantine",
        help="How much of the lot lies in the quarantine location.",
    )
    quantity_outside = fields.Float(
        compute="_compute_quantities",
        digits="Product Unit",
        string="Still Outside",
        help="What arrived after the lot was held, or is on its way between two "
        "places. It can't be delivered, used or put elsewhere.",
    )

    _held_uniq = models.UniqueIndex(
        "(lot_id, company_id) WHERE state = 'held'", "This lot is already held."
    )

    # === COMPUTE METHODS === #

    @api.depends("lot_id", "company_id", "state")
    def _compute_quantities(self):
        for hold in self:
            quants = hold._get_quants()
            inside = quants.filtered(
                lambda quant, hold=hold: hold._is_quarantine(quant.location_id)
            )
            hold.quantity_held = sum(inside.mapped("quantity"))
            hold.quantity_outside = sum((quants - inside).mapped("quantity"))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Hold the lots: what is in stock goes to quarantine at once.

        :raise AccessError: if the user is no manager of quality
        :raise UserError: if the company has no quarantine location
        """
        self._ensure_quality("manager")
        holds = super().create(vals_list)
        for hold in holds:
            hold.lot_id.check_access("read")
            hold._move_to_quarantine()
            hold._log_on_lot(self.env._("Held by %(user)s: %(reason)s"), hold.reason)
        return holds

    def write(self, vals):
        """Refuse to change what was held, why and by whom."""
        if not self._holds_step_token():
            if not self._open_fields.issuperset(vals):
                self._ensure_not_guarded(vals)
                raise UserError(
                    self.env._(
                        "A held lot is released, and held anew. Nothing changes."
                    )
                )
            if any(hold.state != "held" for hold in self):
                raise UserError(self.env._("The lot is released already."))
        return super().write(vals)

    # === ACTION METHODS === #

    def action_release(self):
        """Let the lot leave again; what lay in quarantine goes back to its place.

        :raise AccessError: if the user is no manager of quality
        :raise UserError: if he or she held it, or wrote no reason
        """
        self._ensure_quality("manager")
        self.check_access("write")
        for hold in self:
            hold._ensure_may_release()
            hold._with_step_token().write(
                {
                    "state": "released",
                    "released_by_id": self.env.uid,
                    "released_at": fields.Datetime.now(),
                }
            )
            hold._move_back()
            hold._forget_arrivals()
            hold._log_on_lot(
                self.env._("Released by %(user)s: %(reason)s"), hold.release_reason
            )

    def action_hold_rest(self):
        """Move to quarantine what arrived since the lot was held.

        :raise AccessError: if the user is not of quality
        :raise UserError: if the lot was released
        """
        self._ensure_quality()
        self.check_access("read")
        for hold in self:
            if hold.state != "held":
                raise UserError(self.env._("The lot is released already."))
            hold._move_to_quarantine()
            hold._forget_arrivals()

    def action_view_pickings(self):
        """Open the transfers to the quarantine location and back."""
        self.ensure_one()
        self.check_access("read")
        domain = [("id", "in", self.picking_ids.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfers"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": domain,
        }

    # === BUSINESS METHODS === #

    def _ensure_may_release(self):
        """Refuse a release that is no second opinion.

        Note: `self.ensure_one()` from :meth:`action_release`
        """
        if self.state != "held":
            raise UserError(self.env._("The lot is released already."))
        if self.env.user == self.held_by_id or self.env.su:
            raise UserError(
                self.env._("Somebody else releases a lot than who held it.")
            )
        if not (self.release_reason or "").strip():
            raise UserError(self.env._("Write why the lot may leave again."))

    def _tell_of_arrival(self):
        """Ask who looks after the lot to hold what has just arrived of it, once.

        Note: in superuser mode
        """
        for hold in self:
            user = hold._get_watcher()
            if user and not hold.activity_search([ARRIVED]):
                hold.with_context(
                    mail_activity_quick_update=True, lang=user.lang
                ).activity_schedule(ARRIVED, user_id=user.id)

    def _get_watcher(self):
        """Return who looks after the held lot: who held it, else who gets alarms.

        Note: `self.ensure_one()`
        """
        user, company = self.held_by_id, self.company_id
        group = "complaint_quality.complaint_quality_group_manager"
        if user.active and company in user.company_ids and user.has_group(group):
            return user
        return company._get_complaint_alarm_user()

    def _forget_arrivals(self):
        """Take back what was asked: nothing waits any more."""
        # The activity may be somebody else's.
        self.sudo().activity_unlink([ARRIVED])

    def _refuse_to_leave(self):
        """Say that the lot can't leave, and why.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "Lot %(lot)s is held and can't leave: %(reason)s\n"
                "A manager of quality releases it.",
                lot=self.lot_id.name,
                reason=self.reason,
            )
        )

    def _refuse_to_unarrive(self):
        """Say that what is there of the lot is not corrected like this.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "Lot %(lot)s is held, so what is there of it is not taken back: "
                "%(reason)s\nCorrect a wrong count by an inventory adjustment, or have "
                "a manager of quality release the lot first.",
                lot=self.lot_id.name,
                reason=self.reason,
            )
        )

    def _log_on_lot(self, template, reason):
        """Tell on the lot what happened, for those who handle it."""
        text = template % {"user": self.env.user.name, "reason": reason}
        # Who decides on a lot need not have rights on its file.
        self.lot_id.sudo()._message_log(body=text)
