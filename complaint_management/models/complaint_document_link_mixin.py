# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError


class ComplaintDocumentLinkMixin(models.AbstractModel):
    """A document, or a line of one, that does what was promised to a complainant.

    Only the execution of a promise sets the link: neither values, nor defaults of the
    context or of a user, nor a copy.
    """

    _name = "complaint.document.link.mixin"
    _description = "Document of a Promise"

    complaint_line_id = fields.Many2one(
        "complaint.settlement.line",
        string="Promise",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="What was promised to a complainant and is done by this document.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Link to a promise what its execution makes, and nothing else."""
        if not self.env["complaint.case"]._holds_step_token():
            for vals in vals_list:
                self._ensure_not_linked(vals)
            vals_list = [{**vals, "complaint_line_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to link documents by hand."""
        if not self.env["complaint.case"]._holds_step_token():
            self._ensure_not_linked(vals, self)
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ensure_not_linked(self, vals, records=()):
        given = vals.get("complaint_line_id")
        if given or ("complaint_line_id" in vals and any(records.complaint_line_id)):
            raise AccessError(
                self.env._(
                    "A document is linked to what was promised by its button Execute."
                )
            )
