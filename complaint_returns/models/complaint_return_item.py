# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..return_life import CONDITIONS, DISPOSITIONS


class ComplaintReturnItem(models.Model):
    """Goods that are there: what the inspection saw, and where they end.

    Their quantities always add up to what was received: making one smaller leaves the
    rest as goods of their own.
    """

    _name = "complaint.return.item"
    _inherit = ["complaint.return.photo.mixin", "complaint.return.goods.mixin"]
    _description = "Returned Goods"
    _order = "return_id, line_id, id"
    _rec_names_search = ["product_id"]

    _owner_field = "return_id"
    #: Fields that only the steps write.
    _step_fields = frozenset(
        {"line_id", "product_id", "lot_id", "disposed_at", "disposed_by_id"}
        | {"move_id", "picking_id", "scrap_id", "repair_id"}
    )
    _goods_fields = frozenset(
        {"display_name", "return_id", "case_id", "company_id", "line_id"}
        | {"product_id", "lot_id", "product_uom_id", "class_declared_id", "defect_id"}
        | {"used", "disposed_at", "disposed_by_id", "state", "received_at", "days"}
    )
    _goods_entries = frozenset(
        {"quantity", "class_id", "condition", "lot_read", "refused", "note"}
        | {"photo_ids", "labels_masked", "disposition"}
    )

    return_id = fields.Many2one(
        "complaint.return", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="return_id.case_id",
        string="Complaint",
        store=True,
        index=True,
        precompute=True,
    )
    company_id = fields.Many2one(
        related="return_id.company_id", store=True, precompute=True
    )
    state = fields.Selection(related="return_id.state")
    received_at = fields.Datetime(related="return_id.received_at", store=True)
    line_id = fields.Many2one(
        "complaint.return.line",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True
    )
    lot_id = fields.Many2one("stock.lot", readonly=True, index="btree_not_null")
    quantity = fields.Float(
        digits="Product Unit",
        help="Make it smaller to part the goods: the rest becomes a row of its own.",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    # Inspection
    class_declared_id = fields.Many2one(
        related="line_id.class_id", store=True, string="Declared Class"
    )
    class_id = fields.Many2one(
        "complaint.return.class",
        index="btree_not_null",
        help="As the inspection sees it; what was declared is kept beside it.",
    )
    defect_id = fields.Many2one(related="line_id.defect_id", store=True)
    used = fields.Boolean(related="line_id.used")
    condition = fields.Selection(CONDITIONS, help="What the inspection saw.")
    lot_read = fields.Char(
        help="Only where another lot stands on the goods than on the list.",
    )
    refused = fields.Boolean(help="Not what is taken back; needs a photo and a word.")
    note = fields.Char(help="What else was seen; no personal data.")
    photo_ids = fields.Many2many(
        "ir.attachment", "complaint_return_item_photo_rel", string="Photos"
    )
    labels_masked = fields.Boolean(
        string="Labels Covered",
        copy=False,
        help="Nothing on the photos says who the patient is; asked for with photos. "
        "Another photo asks for it again.",
    )
    # Disposition
    disposition = fields.Selection(DISPOSITIONS, help="Where the goods end.")
    disposed_at = fields.Datetime(readonly=True, copy=False)
    disposed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    days = fields.Integer(
        compute="_compute_days",
        store=True,
        aggregator="avg",
        help="Calendar days from receipt to disposition.",
    )
    # Links
    move_id = fields.Many2one("stock.move", readonly=True, copy=False)
    picking_id = fields.Many2one("stock.picking", readonly=True, copy=False)
    scrap_id = fields.Many2one("stock.scrap", readonly=True, copy=False)
    repair_id = fields.Many2one("repair.order", readonly=True, copy=False)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A quantity must be positive."
    )

    # === COMPUTE METHODS === #

    @api.depends("line_id.display_name")
    def _compute_display_name(self):
        for item in self:
            item.display_name = item.line_id.display_name

    @api.depends("received_at", "disposed_at")
    def _compute_days(self):
        for item in self:
            ends = item.disposed_at and item.received_at
            item.days = (item.disposed_at - item.received_at).days if ends else 0

    def _read_group_select(self, aggregate_spec, query):
        """Leave out of the average what is not disposed of yet."""
        if aggregate_spec != "days:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "AVG(%s) FILTER (WHERE %s IS NOT NULL)",
            self._field_to_sql(self._table, "days", query),
            self._field_to_sql(self._table, "disposed_at", query),
        )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse goods that did not come in by a transfer."""
        if not self._holds_step_token():
            raise UserError(self.env._("Goods come in by receiving a return."))
        return super().create(vals_list)

    def write(self, vals):
        """Part the goods when the quantity is made smaller; keep what is decided."""
        if self._holds_step_token() or not self._goods_entries.intersection(vals):
            return super().write(vals)
        for item in self:
            item._ensure_may_enter(vals)
            if "quantity" in vals and vals["quantity"] != item.quantity:
                item._part(vals["quantity"])
        photos = {item: item.photo_ids for item in self} if "photo_ids" in vals else {}
        result = super().write({k: v for k, v in vals.items() if k != "quantity"})
        for item, before in photos.items():
            if item.photo_ids - before and "labels_masked" not in vals:
                item.labels_masked = False
            item._ensure_refusal_shown()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("What was received stays on the list."))

    # === BUSINESS METHODS === #

    def _ensure_may_enter(self, vals):
        """Refuse to change what was seen after the inspection, and what is done."""
        state = self.sudo().return_id.state  # whether it is open, seen or not
        if self.disposed_at:
            raise UserError(
                self.env._("%s: this is done and stays as it is.", self.display_name)
            )
        late = set(vals) - {"disposition", "quantity", "note"}
        late -= {"photo_ids", "labels_masked"}
        if state not in ("received", "inspected") or (state == "inspected" and late):
            raise UserError(
                self.env._("The inspection of %s is closed.", self.display_name)
            )

    @api.autovacuum
    def _gc_discarded_photos(self):
        """Delete what was uploaded and never saved."""
        self._delete_discarded_photos()

    def _get_alike(self):
        """Cover the same photo of all goods of the complaint."""
        return self.case_id.return_ids.item_ids

    def _tick_labels_masked(self):
        """Note that all photos were looked at, also once the goods are gone."""
        # Whether the user may was checked; what is done is written by steps alone.
        self.sudo()._with_step_token().labels_masked = True

    def _part(self, quantity):
        """Keep a smaller quantity here; the rest becomes a row of its own."""
        self.ensure_one()
        uom = self.product_uom_id
        rest = self.quantity - quantity
        if uom.compare(quantity, 0.0) <= 0 or uom.compare(rest, 0.0) < 0:
            raise UserError(
                self.env._(
                    "%(goods)s: %(quantity)g were received. Part them into smaller "
                    "quantities; more can only be received.",
                    goods=self.display_name,
                    quantity=self.quantity,
                )
            )
        # Rows are made by steps alone; whether the user may change it was checked.
        item = self.sudo()._with_step_token()
        item.copy({"quantity": rest, "photo_ids": False, "refused": False})
        item.quantity = quantity

    def _ensure_labels_masked(self):
        """Refuse to go on while a photo may say who the patient is."""
        for item in self:
            if item.photo_ids and not item.labels_masked:
                raise UserError(
                    self.env._(
                        "%s: may a patient's data be read on a photo? Press Cover "
                        "Labels and paint over it, or tick Labels Covered where "
                        "nothing is to be covered.",
                        item.display_name,
                    )
                )

    def _keeps_photos(self):
        """Whether the photos prove what was decided upon."""
        return bool(self.disposed_at or (self.refused and self.state != "received"))

    def _ensure_refusal_shown(self):
        """Refuse to take away the last photo of what was refused at the inspection."""
        if self.state != "received" and self.refused and not self.photo_ids:
            raise UserError(
                self.env._("%s was refused: one photo stays.", self.display_name)
            )

    def _get_differences(self):
        """Return what the inspection found otherwise than it was declared.

        :rtype: list of str
        """
        self.ensure_one()
        found = []
        name = self.display_name
        if self.class_declared_id and self.class_id != self.class_declared_id:
            found.append(
                self.env._(
                    "%(goods)s: class %(seen)s, declared %(declared)s",
                    goods=name,
                    seen=self.class_id.name or "–",
                    declared=self.class_declared_id.name,
                )
            )
        if self._has_other_lot():
            found.append(
                self.env._("%(goods)s: lot read %(lot)s", goods=name, lot=self.lot_read)
            )
        if self.refused:
            found.append(
                self.env._("%(goods)s: refused, %(why)s", goods=name, why=self.note)
            )
        return found

    def _prepare_move_line_values(self, move):
        """Return the values of the line by which a move takes these goods of a lot."""
        return {
            "move_id": move.id,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "lot_id": self.lot_id.id,
            "quantity": sum(self.mapped("quantity")),
        }

    def _ensure_may_restock(self):
        """Refuse to sell again what is used, refused, unclear, expired, unreleased."""
        now = fields.Datetime.now()
        for item in self:
            expires = item.lot_id.expiration_date
            if expires and expires < now:
                raise UserError(
                    self.env._(
                        "%s has expired: it does not go back into stock.",
                        item.display_name,
                    )
                )
            good = item.condition == "intact" and not (item.used or item.refused)
            if not good or item._has_other_lot():
                raise UserError(
                    self.env._(
                        "%s: only intact, unused goods whose lot is clear go back into "
                        "stock.",
                        item.display_name,
                    )
                )
        # Asked of all lots first: mostly none is held.
        if not self.lot_id._complaint_release_required():
            return
        for lot in self.lot_id:
            if lot._complaint_release_required():
                raise UserError(
                    self.env._(
                        "Lot %s has to be released before it goes back into stock.",
                        lot.name,
                    )
                )

    def _has_other_lot(self):
        return bool(self.lot_read) and self.lot_read.strip() != self.lot_id.name
