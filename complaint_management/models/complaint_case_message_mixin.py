# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext


class ComplaintCaseMessageMixin(models.AbstractModel):
    """A message written on something else, such as an order, becomes a complaint."""

    _name = "complaint.case.message.mixin"
    _description = "Complaint From a Message"

    source_message_id = fields.Many2one(
        "mail.message",
        string="Written in",
        copy=False,
        index="btree_not_null",
        help="The message that the complaint was made of.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Copy the files of the message, if who registers may read it."""
        cases = super().create(vals_list)
        for case in cases.filtered("source_message_id"):
            message = case.source_message_id
            message.check_access("read")
            message.attachment_ids.check_access("read")
            # Copied as superuser after the checks: they belong to the case now.
            for file in message.attachment_ids.sudo():
                file.copy({"res_model": case._name, "res_id": case.id})
        return cases

    # === ACTION METHODS === #

    @api.model
    def action_complain_about_message(self, message_id=None):
        """Open a new complaint with text, author and files of a message.

        :param int message_id: id of a `mail.message` on a record
        :raise AccessError: without rights to register complaints or read the message
        :raise UserError: when the message is gone
        """
        self.check_access("create")
        message = self.env["mail.message"].browse(message_id or []).exists()
        if not message:
            raise UserError(self.env._("The message was deleted."))
        message.check_access("read")
        text = html2plaintext(message.body or "").strip()
        parts = [part for part in (message.subject, text) if part]
        # A plain user may not see every contact.
        author = message.author_id.sudo()
        values = {"description": "\n\n".join(parts), "source_message_id": message.id}
        if author.partner_share and author.commercial_partner_id.is_company:
            values.update(author._prepare_complaint_party())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New complaint"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "current",
            "context": {f"default_{name}": value for name, value in values.items()},
        }
