# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintCase(models.Model):
    """The corrective actions of a complaint."""

    _inherit = "complaint.case"

    corrective_action_ids = fields.One2many(
        "complaint.corrective.action", "case_id", string="Corrective Actions"
    )

    # === ACTION METHODS === #

    def action_view_corrective_actions(self):
        """Show the corrective actions that answer this complaint."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_quality.complaint_corrective_action_action"
        )
        return action | {
            "name": self.env._("Actions of %s", self.name),
            "domain": [("case_ids", "in", self.ids)],
            "context": {"default_case_id": self.id},
        }

    # === BUSINESS METHODS === #

    def _guard_closing(self):
        super()._guard_closing()
        self._guard_contained()

    def _guard_unfounded(self):
        super()._guard_unfounded()
        self._guard_contained()

    def _guard_contained(self):
        """Ask for what was stopped for now to be settled before closing.

        :raise UserError: naming the containment
        """
        # An open containment counts, seen or not.
        waiting = self.env["complaint.corrective.action"].sudo()
        waiting = waiting.search(
            [
                ("case_ids", "in", self.ids),
                ("kind", "=", "containment"),
                ("state", "in", ("open", "completed")),
            ],
            limit=1,
        )
        if waiting:
            raise UserError(
                self.env._(
                    "Containment “%(action)s” of %(number)s is not verified yet: have "
                    "it verified, or give it up with the reason.",
                    action=waiting.name,
                    number=self.display_name,
                )
            )

    def _get_threads(self):
        return [*super()._get_threads(), self.corrective_action_ids]

    @api.model
    def _get_notice_template(self, code):
        if code == "corrective_action":
            name = "complaint_quality.mail_template_complaint_case_corrective_action"
            template = self.env.ref(name, raise_if_not_found=False)
            return template or self.env["mail.template"]
        return super()._get_notice_template(code)

    def _letter_measures(self):
        """Return what the complainant is told of the actions that are done."""
        # The text is written for the complainants.
        actions = self.env["complaint.corrective.action"].sudo()
        only = self.env.context.get("complaint_action_id")
        domain = [
            ("case_ids", "in", self.ids),
            ("state", "=", "verified"),
            ("public_text", "!=", False),
            ("id", "=", only) if only else ("told_case_ids", "not in", self.ids),
        ]
        return actions.search(domain, order="id").mapped("public_text")
