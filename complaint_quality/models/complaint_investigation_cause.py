# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ComplaintInvestigationCause(models.Model):
    """One answer to “why?”: of the defect itself, or of nobody having noticed it.

    An answer that explains another stands below it; the last one is the root.
    """

    _name = "complaint.investigation.cause"
    _description = "Investigation Cause"
    _inherit = ["complaint.case.child.mixin"]
    _order = "investigation_id, chain desc, parent_path, id"
    _parent_store = True

    _owner_field = "investigation_id"

    investigation_id = fields.Many2one(
        "complaint.investigation", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="investigation_id.case_id", store=True, index=True, precompute=True
    )
    chain = fields.Selection(
        [("occurrence", "Occurrence"), ("escape", "Escape")],
        required=True,
        default="occurrence",
        help="Occurrence: why it happened. Escape: why it was not found in time.",
    )
    factor = fields.Selection(
        [
            ("man", "Man"),
            ("machine", "Machine"),
            ("material", "Material"),
            ("method", "Method"),
            ("measurement", "Measurement"),
            ("environment", "Environment"),
        ],
        help="One of the six Ms.",
    )
    name = fields.Char(string="Because", required=True, help="The answer to “why?”.")
    parent_id = fields.Many2one(
        "complaint.investigation.cause",
        string="Explains",
        ondelete="cascade",
        index=True,
        domain="[('investigation_id', '=', investigation_id), ('chain', '=', chain)]",
        help="The answer that this one explains; empty for the first why.",
    )
    child_ids = fields.One2many(
        "complaint.investigation.cause", "parent_id", string="Explained By"
    )
    parent_path = fields.Char(index=True, export_string_translation=False)
    level = fields.Integer(
        compute="_compute_level", string="Why No.", help="How often “why?” was asked."
    )
    is_root = fields.Boolean(
        string="Root", help="Proven to be where it starts; what has to be removed."
    )

    # === COMPUTE METHODS === #

    @api.depends("parent_path", "parent_id")
    def _compute_level(self):
        for cause in self:
            path = cause.parent_path or cause.parent_id.parent_path or ""
            cause.level = path.count("/") + (not cause.parent_path)

    # === CONSTRAINT METHODS === #

    @api.constrains("parent_id", "chain", "investigation_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A cause can't explain itself."))
        for cause in self:
            parent = cause.parent_id
            if parent and (parent.investigation_id, parent.chain) != (
                cause.investigation_id,
                cause.chain,
            ):
                raise ValidationError(
                    self.env._("A cause explains one of the same chain.")
                )

    @api.constrains("is_root", "parent_id")
    def _check_root(self):
        for cause in self | self.parent_id:
            if cause.is_root and cause.child_ids:
                raise ValidationError(
                    self.env._("“%s” is explained further: it is no root.", cause.name)
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Leave a finished investigation as it is."""
        causes = super().create(vals_list)
        causes._ensure_running()
        return causes

    def write(self, vals):
        """Leave a finished investigation as it is."""
        self._ensure_running()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finished(self):
        self._ensure_running()

    # === BUSINESS METHODS === #

    def _ensure_running(self):
        if "done" in self.investigation_id.mapped("state"):
            raise UserError(
                self.env._("A finished investigation stays as it is. Start another.")
            )
