# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty, plaintext2html

from ..const import NOTICE_CODES, NOTICE_WAYS


class ComplaintCaseTell(models.TransientModel):
    """Look at what the complainant is told before it goes out, and change it.

    Who is written to is shown by label where the address is kept apart.
    """

    _name = "complaint.case.tell"
    _description = "Tell the Complainant"

    case_id = fields.Many2one(
        "complaint.case", string="Complaint", required=True, ondelete="cascade"
    )
    code = fields.Selection(NOTICE_CODES, string="About", required=True, default="free")
    via = fields.Selection(
        NOTICE_WAYS,
        string="How",
        compute="_compute_via",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="By e-mail it is sent now; any other way only records that you told it.",
    )
    to_label = fields.Char(compute="_compute_to_label", string="To")
    has_address = fields.Boolean(compute="_compute_to_label")
    lang = fields.Selection(
        selection="_get_langs",
        string="Language",
        compute="_compute_lang",
        store=True,
        readonly=False,
        precompute=True,
    )
    subject = fields.Char(
        compute="_compute_letter", store=True, readonly=False, precompute=True
    )
    body = fields.Html(
        string="Text",
        compute="_compute_letter",
        store=True,
        readonly=False,
        precompute=True,
        sanitize_style=True,
    )
    canned_response_id = fields.Many2one(
        "mail.canned.response",
        string="Add a Text",
        help="A canned response; its text is added at the end.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", "complaint_case_tell_attachment_rel", string="Files"
    )

    # === COMPUTE METHODS === #

    @api.model
    def _get_langs(self):
        return self.env["res.lang"].get_installed()

    @api.depends("case_id")
    def _compute_to_label(self):
        for wizard in self:
            case = wizard._get_case()
            wizard.has_address = bool(case and case._get_notice_addresses())
            wizard.to_label = case.complainant_label

    @api.depends("case_id")
    def _compute_via(self):
        for wizard in self:
            wizard.via = "email" if wizard.has_address else "phone"

    @api.depends("case_id")
    def _compute_lang(self):
        for wizard in self:
            wizard.lang = wizard._get_case().complainant_lang

    @api.depends("case_id", "code", "lang")
    def _compute_letter(self):
        for wizard in self:
            case = wizard._get_case()
            letters = case._write_letters(wizard.code, wizard.lang) if case else {}
            letter = letters.get(case, {})
            wizard.subject = letter.get("subject")
            wizard.body = letter.get("body")

    @api.onchange("canned_response_id")
    def _onchange_canned_response_id(self):
        if self.canned_response_id:
            text = plaintext2html(self.canned_response_id.substitution)
            self.body = (self.body or "") + text
            self.canned_response_id = False

    def _get_case(self):
        """Return the case after a check: letters and addresses are read as superuser.

        :raise AccessError: if the user may not write it
        """
        # Stored fields are computed as superuser; the check is for who opened this.
        case = self.case_id._origin.sudo(False)
        case.check_access("write")
        return case

    # === ACTION METHODS === #

    def action_tell(self):
        """Send the letter, or record that it was told."""
        self.ensure_one()
        case = self._get_case()
        if self.via == "email" and not self.has_address:
            raise UserError(
                self.env._(
                    "There is no e-mail address of the complainant. Choose how you "
                    "told it, or add the address to the complaint."
                )
            )
        if self.via == "email" and is_html_empty(self.body):
            raise UserError(self.env._("Please write what you want to tell."))
        files = self.attachment_ids
        files.check_access("read")
        # Uploaded here by the user, they belong to the complaint from now on.
        files.sudo().filtered(
            lambda a: a.res_model == self._name and a.create_uid == self.env.user
        ).write({"res_model": case._name, "res_id": case.id})
        letter = {"lang": self.lang, "subject": self.subject, "body": self.body}
        case._complaint_notify(self.code, self.via, letter, files)
        return {"type": "ir.actions.act_window_close"}
