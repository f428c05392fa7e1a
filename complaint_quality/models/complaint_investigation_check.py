# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintInvestigationCheck(models.Model):
    """One record that was looked at: what it says, with the file."""

    _name = "complaint.investigation.check"
    _description = "Investigation Record"
    _inherit = ["complaint.case.child.mixin"]
    _order = "investigation_id, id"

    _owner_field = "investigation_id"

    investigation_id = fields.Many2one(
        "complaint.investigation", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="investigation_id.case_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("retained_sample", "Retained sample"),
            ("production", "Production record"),
            ("qc", "Quality control record"),
            ("transport", "Transport record"),
            ("use", "Use at the customer"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    result = fields.Selection(
        [
            ("in_order", "In order"),
            ("deviation", "Deviation"),
            ("missing", "Not there"),
        ],
        help="What the record says. Not there: it is lost, was never made, or nobody "
        "hands it out.",
    )
    note = fields.Text(help="What was seen, with number and date of the record.")
    user_id = fields.Many2one(
        "res.users", string="Checked By", default=lambda self: self._default_user_id()
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", "complaint_investigation_check_attachment_rel", string="Files"
    )

    def _default_user_id(self):
        return self.env.user

    # === COMPUTE METHODS === #

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for check in self:
            check.display_name = kinds.get(check.kind)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Attach the files to the record, so that they are seen by whom sees it."""
        checks = super().create(vals_list)
        checks._ensure_running()
        checks._own_attachments()
        return checks

    def write(self, vals):
        """Leave a finished investigation as it is."""
        self._ensure_running()
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finished(self):
        self._ensure_running()

    # === BUSINESS METHODS === #

    def _ensure_running(self):
        if "done" in self.investigation_id.mapped("state"):
            raise UserError(
                self.env._("A finished investigation stays as it is. Start another.")
            )

    def _own_attachments(self):
        for check in self:
            loose = check.attachment_ids.filtered(lambda a: not a.res_id)
            loose.write({"res_model": self._name, "res_id": check.id})
