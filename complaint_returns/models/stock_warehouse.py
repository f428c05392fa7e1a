# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class StockWarehouse(models.Model):
    """Where returned goods wait, beside the stock that can be sold."""

    _inherit = "stock.warehouse"

    complaint_return_location_id = fields.Many2one(
        "stock.location",
        string="Returned Goods",
        check_company=True,
        copy=False,
        help="Where returned goods wait for inspection. Made on first use, outside the "
        "stock: nothing there is sold.",
    )
    complaint_quarantine_location_id = fields.Many2one(
        "stock.location",
        string="Quarantine of Returned Goods",
        check_company=True,
        copy=False,
        help="Where returned goods are held back. Made on first use, outside the "
        "stock.",
    )
    complaint_sample_location_id = fields.Many2one(
        "stock.location",
        string="Samples of Returned Goods",
        check_company=True,
        copy=False,
        help="Where samples of returned goods are kept. Made on first use, outside the "
        "stock.",
    )

    complaint_replacement_user_id = fields.Many2one(
        "res.users",
        string="Plans Replacements",
        domain="[('share', '=', False)]",
        help="Who plans replacements that leave from here. Empty: as the company says.",
    )

    # === BUSINESS METHODS === #

    def _get_complaint_location(self, kind):
        """Return a location of returned goods, made on first use.

        Of two who use it first at once, the second one's update fails to serialize.

        :param str kind: "return", "quarantine", "sample" or "stock"
        :rtype: recordset of `stock.location`
        """
        self.ensure_one()
        if kind == "stock":
            return self.lot_stock_id
        field_name = f"complaint_{kind}_location_id"
        if not self[field_name]:
            names = {
                "return": self.env._("Returned Goods"),
                "quarantine": self.env._("Quarantine"),
                "sample": self.env._("Samples"),
            }
            self[field_name] = self.env["stock.location"].create(
                {
                    "name": names[kind],
                    "usage": "internal",
                    "location_id": self.view_location_id.id,
                    "company_id": self.company_id.id,
                }
            )
        return self[field_name]
