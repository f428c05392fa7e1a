# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintSampleMove(models.TransientModel):
    """Ask who gets a sample, or how it ends; the sample checks and takes the step.

    Open to every employee: who has a sample need not have a role in complaints.
    """

    _name = "complaint.sample.move"
    _description = "Move a Sample"

    sample_id = fields.Many2one("complaint.sample", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="sample_id.company_id")
    step = fields.Selection(
        [
            ("hand_over", "Hand Over"),
            ("give_back", "Give Back"),
            ("use_up", "Used Up"),
            ("dispose", "Dispose Of"),
            ("miss", "Missing"),
        ],
        required=True,
        default="hand_over",
        string="What Happens",
    )
    to_user_id = fields.Many2one(
        "res.users", string="To", help="A colleague, who confirms that it came."
    )
    to_name = fields.Char(
        string="To Outside", help="A laboratory, a carrier, the complainant."
    )
    seal = fields.Char(string="Seal Number")
    place = fields.Char(help="Shelf, room, refrigerator.")
    why = fields.Text(help="What for, or what happened.")

    # === ACTION METHODS === #

    def action_confirm(self):
        """Take the step."""
        self.ensure_one()
        sample = self.sample_id
        if self.step == "hand_over":
            sample._hand_over(
                self.to_user_id, self.why, self.to_name, self.seal, self.place
            )
        else:
            sample._end(self.step, self.why, self.to_name)
        return {"type": "ir.actions.act_window_close"}
