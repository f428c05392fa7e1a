# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError


class ComplaintSampleCustody(models.Model):
    """One link of the chain of custody. The steps of the sample add it for ever."""

    _name = "complaint.sample.custody"
    _description = "Custody of a Sample"
    _inherit = [
        "complaint.portal.read.mixin",
        "complaint.rule.mixin",
        "complaint.ledger.mixin",
    ]
    _order = "id"

    sample_id = fields.Many2one(
        "complaint.sample", required=True, ondelete="restrict", index=True
    )
    case_id = fields.Many2one(
        related="sample_id.case_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("received", "Received"),
            ("handed_over", "Handed over"),
            ("confirmed", "Receipt confirmed"),
            ("returned", "Given back"),
            ("used_up", "Used up"),
            ("disposed", "Disposed of"),
            ("missing", "Missing"),
        ],
        string="What Happened",
        required=True,
    )
    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="Said By", required=True)
    from_user_id = fields.Many2one("res.users", string="From")
    from_name = fields.Char(string="From Outside")
    to_user_id = fields.Many2one("res.users", string="To")
    to_name = fields.Char(string="To Outside")
    place = fields.Char()
    seal = fields.Char(string="Seal Number")
    why = fields.Text()

    # === CRUD METHODS === #

    def write(self, vals):
        """Refuse to change what was noted, by whomever."""
        if vals:
            raise AccessError(self._get_locked_message())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self._get_locked_message())

    # === BUSINESS METHODS === #

    @api.model
    def _get_locked_message(self):
        return self.env._(
            "The chain of custody grows by the buttons of the sample. What stands in "
            "it is never changed or deleted."
        )
