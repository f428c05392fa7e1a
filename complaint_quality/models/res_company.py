# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """What a company decides on quality."""

    _inherit = "res.company"

    complaint_quarantine_location_id = fields.Many2one(
        "stock.location",
        string="Quarantine Location",
        domain="[('usage', '=', 'internal'), ('company_id', '=', id)]",
        help="Held lots are moved there. Deliveries must not take goods from it, so it "
        "lies outside the stock of each warehouse.",
    )

    complaint_alarm_user_id = fields.Many2one(
        "res.users",
        string="Alarms Go To",
        help="Who decides whether a lot is really worse than it should be. Empty: "
        "alarms wait in the list for anybody of quality.",
    )

    complaint_sample_location_id = fields.Many2one(
        "stock.location",
        string="Samples Drawn",
        copy=False,
        domain="[('usage', '=', 'inventory'), ('company_id', '=', id)]",
        help="Where samples go that are taken out of stock: no stock any more. Made on "
        "first use.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("complaint_quarantine_location_id")
    def _check_complaint_quarantine_location(self):
        """Refuse a place from which deliveries would take what is held."""
        for company in self:
            location = company.complaint_quarantine_location_id
            if not location:
                company._ensure_nothing_held()
                continue
            own = location.usage == "internal" and location.company_id == company
            if not own or not location.active:
                raise ValidationError(
                    self.env._(
                        "The quarantine location is a place of your own inside %s.",
                        company.name,
                    )
                )
            # Who changes the settings need not have rights on warehouses.
            warehouses = (
                self.env["stock.warehouse"]
                .sudo()
                .with_context(active_test=False)
                .search([("company_id", "=", company.id)])
            )
            for stock in warehouses.lot_stock_id:
                if location.parent_path.startswith(stock.parent_path):
                    raise ValidationError(
                        self.env._(
                            "Deliveries would take held goods from %(location)s: "
                            "choose a place outside %(stock)s.",
                            location=location.complete_name,
                            stock=stock.complete_name,
                        )
                    )

    # === BUSINESS METHODS === #

    def _ensure_nothing_held(self):
        """Refuse to be without quarantine location while lots are held.

        :raise ValidationError: if there are any
        """
        # Who changes the settings need not know what quality holds.
        Hold = self.env["complaint.lot.hold"].sudo()
        held = [("company_id", "=", self.id), ("state", "=", "held")]
        if Hold.search_count(held, limit=1):
            raise ValidationError(
                self.env._(
                    "%s holds lots in the quarantine location. Choose another one, or "
                    "have the lots released first.",
                    self.name,
                )
            )

    # === GETTERS === #

    def _get_complaint_alarm_user(self):
        """Return who gets alarms, if that one still works here and is of quality.

        Note: `self.ensure_one()`
        """
        self.ensure_one()
        user = self.complaint_alarm_user_id
        group = "complaint_quality.complaint_quality_group_user"
        works = user.active and self in user.company_ids and user.has_group(group)
        return user if works else user.browse()

    def _get_complaint_sample_location(self):
        """Return where samples go that are taken out of stock, made on first use.

        Note: `self.ensure_one()`, in superuser mode
        """
        self.ensure_one()
        if not self.complaint_sample_location_id:
            self.complaint_sample_location_id = self.env["stock.location"].create(
                {
                    "name": self.env._("Samples Drawn"),
                    "usage": "inventory",
                    "company_id": self.id,
                }
            )
        return self.complaint_sample_location_id
