# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ResCompany(models.Model):
    """A company's own register of returns."""

    _inherit = "res.company"

    complaint_refund_after_return = fields.Boolean(
        string="Refund Only Against Returned Goods",
        help="Refunds of goods wait until these are back and accepted, also where no "
        "return was made.",
    )
    complaint_replacement_user_id = fields.Many2one(
        "res.users",
        string="Plans Replacements",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Who plans replacements with logistics, where neither the team nor the "
        "warehouse says so. Empty: the handler.",
    )
    complaint_replacement_days = fields.Integer(
        string="Replacements Asked For",
        default=2,
        help="How many days before the wanted date a replacement is asked for. A "
        "shorter notice is accepted with a warning.",
    )

    # === BUSINESS METHODS === #

    def _get_complaint_return_sequence(self):
        """Return the sequence of the company's returns, made on first use.

        Note: in superuser mode, `self.ensure_one()`

        :rtype: recordset of `ir.sequence`
        """
        name = self.env._("Returns of %s", self.name)
        return self._get_complaint_goods_sequence("complaint.return", name, "RC")

    def _get_complaint_replacement_sequence(self):
        """Return the sequence of the company's replacements, as the one of returns.

        :rtype: recordset of `ir.sequence`
        """
        name = self.env._("Replacements of %s", self.name)
        return self._get_complaint_goods_sequence("complaint.replacement", name, "RP")

    def _get_complaint_goods_sequence(self, code, name, prefix):
        """Return a sequence of the company, made on first use."""
        self.ensure_one()
        Sequence = self.env["ir.sequence"]
        domain = [("code", "=", code), ("company_id", "=", self.id)]
        sequence = Sequence.search(domain, limit=1)
        if sequence:
            return sequence
        self._claim_complaint_register()
        return Sequence.create(
            {
                "name": name,
                "code": code,
                "company_id": self.id,
                "prefix": f"{prefix}/%(range_year)s/",
                "padding": 5,
                "use_date_range": True,
            }
        )
