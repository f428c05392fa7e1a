# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintCorrectiveActionComplete(models.TransientModel):
    """Ask what was done; the action checks and takes it.

    Open to every employee: the responsible need not have a role in complaints.
    """

    _name = "complaint.corrective.action.complete"
    _description = "Complete a Corrective Action"

    action_id = fields.Many2one(
        "complaint.corrective.action", required=True, ondelete="cascade"
    )
    description = fields.Text(
        # Not as superuser: the task is for those who may see the action.
        related="action_id.description",
        related_sudo=False,
        string="Agreed",
    )
    note = fields.Text(string="What Was Done", help="And what shows it.")
    attachment_ids = fields.Many2many(
        "ir.attachment", "complaint_corrective_action_complete_rel", string="Files"
    )

    # === ACTION METHODS === #

    def action_complete(self):
        """Record that it is done."""
        self.ensure_one()
        files = self.attachment_ids
        files.check_access("read")
        # Uploaded here by the user, they belong to the action from now on.
        files.sudo().filtered(
            lambda a: a.res_model == self._name and a.create_uid == self.env.user
        ).write({"res_id": False})
        self.action_id._complete(self.note, files)
        return {"type": "ir.actions.act_window_close"}
