# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCategory(models.Model):
    """Categories whose goods are refunded only when they are back."""

    _inherit = "complaint.category"

    refund_after_return = fields.Boolean(
        string="Refund Only Against Returned Goods",
        help="Refunds of goods wait until these are back and accepted, also where no "
        "return was made. Holds for the categories below it as well.",
    )

    # === BUSINESS METHODS === #

    def _refunds_after_return(self):
        """Whether the category or one above it asks for it.

        :rtype: bool
        """
        category = self
        while category and not category.refund_after_return:
            category = category.parent_id
        return bool(category)
