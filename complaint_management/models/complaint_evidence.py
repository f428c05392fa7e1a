# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("receipt", "Receipt or invoice"),
    ("contract", "Contract or order record"),
    ("photo", "Photo"),
    ("audio", "Audio"),
    ("video", "Video"),
    ("correspondence", "Messages or letters"),
    ("witness", "Witness"),
    ("report", "Test report"),
    ("sample", "Sample"),
    ("statement", "Respondent's statement and defence"),
    ("minutes", "Hearing minutes"),
    ("other", "Other"),
]


class ComplaintEvidence(models.Model):
    """One piece of evidence: what, from whom, when, and who has kept it since."""

    _name = "complaint.evidence"
    _description = "Complaint Evidence"
    _inherit = ["complaint.case.child.mixin"]
    _order = "received_at, id"

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True, help="What it is, without personal data.")
    kind = fields.Selection(KINDS, required=True, default="other")
    source = fields.Char(string="From", help="Who gave it.")
    received_at = fields.Datetime(required=True, default=fields.Datetime.now)
    received_by_id = fields.Many2one(
        "res.users", default=lambda self: self._default_received_by_id()
    )
    custody = fields.Text(
        help="Where it is kept, and through whose hands it went, with dates."
    )
    as_delivered = fields.Boolean(
        help="Kept in the state it was delivered in, not opened or cut."
    )
    answer_due_at = fields.Datetime(
        help="Until when a statement can be given, for a hearing."
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", "complaint_evidence_attachment_rel", string="Files"
    )
    note = fields.Text()

    def _default_received_by_id(self):
        return self.env.user

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Attach the files to the evidence, so that they are seen by whom sees it."""
        records = super().create(vals_list)
        records._own_attachments()
        return records

    def write(self, vals):
        """Attach new files to the evidence."""
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if any(record.case_id.state != "new" for record in self):
            raise UserError(
                self.env._("Registered evidence is never deleted; note what is wrong.")
            )

    def _own_attachments(self):
        for record in self:
            loose = record.attachment_ids.filtered(lambda a: not a.res_id)
            loose.write({"res_model": self._name, "res_id": record.id})
