# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class ResCompany(models.Model):
    """A company's own register of returns."""

    _inherit = "res.company"

    # === BUSINESS METHODS === #

    def _get_complaint_return_sequence(self):
        """Return the sequence of the company's returns, made on first use.

        Note: in superuser mode, `self.ensure_one()`

        :rtype: recordset of `ir.sequence`
        """
        self.ensure_one()
        Sequence = self.env["ir.sequence"]
        domain = [("code", "=", "complaint.return"), ("company_id", "=", self.id)]
        sequence = Sequence.search(domain, limit=1)
        if sequence:
            return sequence
        self._claim_complaint_register()
        return Sequence.create(
            {
                "name": self.env._("Returns of %s", self.name),
                "code": "complaint.return",
                "company_id": self.id,
                "prefix": "RC/%(range_year)s/",
                "padding": 5,
                "use_date_range": True,
            }
        )
