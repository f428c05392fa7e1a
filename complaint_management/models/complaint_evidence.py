# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

KINDS = [
    ("receipt", "Receipt or invoice"),
    ("contract", "Contract or order record"),
    ("photo", "Photo"),
    ("audio", "Audio"),
    ("video", "Video"),
    ("correspondence", "Messages or letters"),
    ("witness", "Witness"),
    ("report", "Test report"),
    ("stamped", "Stamped copy"),
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

    #: Fields that only the portal writes: what came in there is shown there.
    _step_fields = frozenset({"origin"})
    _portal_fields = frozenset({"case_id", "name", "kind", "received_at", "note"})

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True, help="What it is, without personal data.")
    kind = fields.Selection(KINDS, required=True, default="other")
    origin = fields.Selection(
        [("company", "Recorded by us"), ("portal", "Uploaded on the portal")],
        required=True,
        readonly=True,
        default="company",
        copy=False,
        help="What the complainant uploaded on the portal is shown there again; what "
        "the company recorded is not.",
    )
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
        """Attach new files, and log what is changed after the registration.

        :raise UserError: when a file of a registered complaint would get lost
        """
        before = {record: record._get_facts(vals) for record in self}
        files = {record: record.attachment_ids for record in self}
        result = super().write(vals)
        for record in self.filtered(lambda record: record.case_id.state != "new"):
            if files[record] - record.attachment_ids:
                raise UserError(
                    self.env._(
                        "Files of registered evidence are never taken away; note what "
                        "is wrong."
                    )
                )
            record._log_changes(before[record])
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if any(record.case_id.state != "new" for record in self):
            raise UserError(
                self.env._("Registered evidence is never deleted; note what is wrong.")
            )

    # === BUSINESS METHODS === #

    def _get_facts(self, names):
        """Return some fields as they are shown, but for the files."""
        self.ensure_one()
        return {
            name: self._fields[name].convert_to_export(self[name], self) or ""
            for name in names
            if name in self._fields and name != "attachment_ids"
        }

    def _log_changes(self, before):
        """Note in the thread of the case what was changed, and what stood there.

        :param dict before: what :meth:`_get_facts` said before the change
        """
        now = self._get_facts(before)
        lines = [
            self.env._(
                "%(field)s: “%(old)s” → “%(new)s”",
                field=self._fields[name]._description_string(self.env),
                old=before[name],
                new=now[name],
            )
            for name in before
            if before[name] != now[name]
        ]
        if lines:
            title = self.env._("Evidence “%s” was changed.", self.name)
            self.case_id._message_log(body=plaintext2html("\n".join([title, *lines])))

    def _own_attachments(self):
        for record in self:
            loose = record.attachment_ids.filtered(lambda a: not a.res_id)
            loose.write({"res_model": self._name, "res_id": record.id})
