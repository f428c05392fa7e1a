# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintReturnParcel(models.Model):
    """A parcel without slip: what is in it, until somebody knows whose it is."""

    _name = "complaint.return.parcel"
    _inherit = ["complaint.return.photo.mixin", "complaint.return.cover.mixin"]
    _description = "Parcel without Slip"
    _order = "received_at desc, id desc"
    _rec_name = "waybill"
    _check_company_auto = True

    def _default_company_id(self):
        return self.env.company

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self._default_company_id(),
    )
    received_at = fields.Datetime(required=True, default=fields.Datetime.now)
    carrier = fields.Char(help="Who brought it.")
    waybill = fields.Char(help="Number under which the carrier follows it.")
    product_id = fields.Many2one("product.product", check_company=True)
    lot_text = fields.Char(string="Lot as Read")
    quantity = fields.Float(digits="Product Unit", help="In the product's unit.")
    used = fields.Boolean(
        string="Used or Contaminated", help="Shown in red to whoever handles the goods."
    )
    note = fields.Text(help="What else is in or on it; no personal data.")
    photo_ids = fields.Many2many(
        "ir.attachment", "complaint_return_parcel_photo_rel", string="Photos"
    )
    return_id = fields.Many2one(
        "complaint.return",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The return it turned out to belong to. Its goods are counted there.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "A quantity can't be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("waybill", "product_id", "received_at")
    def _compute_display_name(self):
        for parcel in self:
            what = parcel.waybill or parcel.product_id.display_name
            parcel.display_name = what or self.env._("Parcel without slip")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let whoever sees the parcel see its photos."""
        parcels = super().create(vals_list)
        parcels._own_photos()
        return parcels

    def write(self, vals):
        """Keep what was found as it is once the goods were counted elsewhere."""
        if any(parcel.return_id for parcel in self) and set(vals) != {"return_id"}:
            raise UserError(
                self.env._("The parcel belongs to a return now: go on there.")
            )
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.autovacuum
    def _gc_discarded_photos(self):
        """Delete what was uploaded and never saved."""
        self._delete_discarded_photos()

    def _get_covered_case(self):
        """Return the complaint that the parcel turned out to belong to, if any."""
        return self.return_id.case_id

    def _tick_labels_masked(self):
        """Do nothing: a parcel is not inspected, its goods are."""
