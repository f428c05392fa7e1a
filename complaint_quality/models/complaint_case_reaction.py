# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

#: The defect that asks for a sheet.
REACTION = "infusion_reaction"


class ComplaintCase(models.Model):
    """The adverse reaction sheet of a complaint."""

    _inherit = "complaint.case"

    adverse_reaction_ids = fields.One2many(
        "complaint.adverse.reaction", "case_id", string="Adverse Reaction Sheet"
    )

    # === ACTION METHODS === #

    def action_open_reaction(self):
        """Open the adverse reaction sheet, or a new one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_adverse_reaction_action"
        )
        goods = self.line_ids.filtered(lambda line: line.defect_id.code == REACTION)
        goods = goods or self.line_ids
        return action | {
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.adverse_reaction_ids.id,
            "context": {
                "default_case_id": self.id,
                "default_line_id": goods.id if len(goods) == 1 else False,
            },
        }
