# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResCompany(models.Model):
    """A company's own register of complaints and its settings."""

    _inherit = "res.company"

    complaint_lookalike_days = fields.Integer(
        string="Look-alikes Within",
        default=90,
        help="Days in which earlier complaints count as look-alikes.",
    )

    # === BUSINESS METHODS === #

    def _get_complaint_sequence(self):
        """Return the sequence of the company's complaints, made on first use.

        Note: `self.ensure_one()`

        :rtype: recordset of `ir.sequence`
        """
        self.ensure_one()
        Sequence = self.env["ir.sequence"].sudo()  # users have no rights on sequences
        sequence = Sequence.search(
            [("code", "=", "complaint.case"), ("company_id", "=", self.id)], limit=1
        )
        return sequence or Sequence.create(
            {
                "name": self.env._("Complaints of %s", self.name),
                "code": "complaint.case",
                "company_id": self.id,
                "prefix": "C/%(range_year)s/",
                "padding": 5,
                "use_date_range": True,
            }
        )
