# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.complaint_management.const import NOTICE_WAYS


class ComplaintCorrectiveActionTell(models.TransientModel):
    """Look at what the complainants are told of an action, and tell them.

    Each gets the letter in the own language; complaints that the user may not change
    are left to their handlers.
    """

    _name = "complaint.corrective.action.tell"
    _description = "Tell of a Corrective Action"

    action_id = fields.Many2one(
        "complaint.corrective.action", required=True, ondelete="cascade"
    )
    case_ids = fields.Many2many(
        "complaint.case",
        "complaint_corrective_action_tell_case_rel",
        string="Complaints",
        compute="_compute_case_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    via = fields.Selection(NOTICE_WAYS, string="How", required=True, default="email")
    no_address_count = fields.Integer(
        compute="_compute_preview", string="Without an Address"
    )
    left_count = fields.Integer(
        compute="_compute_preview",
        string="For Others",
        help="Complaints that somebody else has to tell: you may not change them.",
    )
    preview = fields.Html(compute="_compute_preview")

    # === COMPUTE METHODS === #

    @api.depends("action_id")
    def _compute_case_ids(self):
        for wizard in self:
            cases = wizard._get_action()._get_untold_cases()
            wizard.case_ids = cases._filtered_access("write")

    @api.depends("action_id", "case_ids", "via")
    def _compute_preview(self):
        for wizard in self:
            action, cases = wizard._get_action(), wizard._get_cases()
            # How many there are may be known, without which.
            untold = len(action._get_untold_cases())
            wizard.left_count = max(0, untold - len(cases))
            known = cases._get_notice_addresses() if wizard.via == "email" else cases
            wizard.no_address_count = len(cases) - len(known)
            letters = wizard._get_letters(cases)
            shown = {letter["lang"]: letter["body"] for letter in letters.values()}
            wizard.preview = Markup("<hr/>").join(shown.values())

    # === ACTION METHODS === #

    def action_tell(self):
        """Send the letters, or record that it was told.

        :raise UserError: when nobody is left to be told
        """
        self.ensure_one()
        action, cases = self._get_action(), self._get_cases()
        cases &= action._get_untold_cases()
        if not cases:
            raise UserError(self.env._("Nobody is left to be told."))
        told = cases
        if self.via == "email":
            told = self.env["complaint.case"].union(*cases._get_notice_addresses())
            if not told:
                raise UserError(
                    self.env._(
                        "None of these complainants has an e-mail address. Choose how "
                        "you told it."
                    )
                )
        told.with_context(complaint_action_id=action.id)._complaint_notify(
            "corrective_action", self.via
        )
        # Who was told is written by this button alone; the check is done.
        action.sudo()._with_step_token().write(
            {"told_case_ids": [Command.link(case.id) for case in told]}
        )
        return {"type": "ir.actions.act_window_close"}

    # === BUSINESS METHODS === #

    def _get_action(self):
        """Return the action after a check: stored fields are computed as superuser."""
        action = self.action_id._origin.sudo(False)
        action.check_access("read")
        return action

    def _get_cases(self):
        """Return the chosen complaints after a check.

        :raise AccessError: if the user may not write one of them
        """
        cases = self.case_ids._origin.sudo(False)
        cases.check_access("write")
        return cases

    def _get_letters(self, cases):
        context = {"complaint_action_id": self.action_id._origin.id}
        return cases.with_context(**context)._write_letters("corrective_action")
