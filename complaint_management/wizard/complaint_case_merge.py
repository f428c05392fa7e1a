# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintCaseMerge(models.TransientModel):
    """Ask which case goes on; the cases check and merge themselves.

    Opened on several cases, the oldest of them is proposed. Opened on one, the user
    chooses the other.
    """

    _name = "complaint.case.merge"
    _description = "Merge Complaints"

    case_ids = fields.Many2many(
        "complaint.case",
        "complaint_case_merge_rel",
        string="Complaints",
        default=lambda self: self._default_case_ids(),
    )
    chosen_among = fields.Boolean(
        compute="_compute_chosen_among",
        help="Several complaints were selected; the one that goes on is among them.",
    )
    master_id = fields.Many2one(
        "complaint.case",
        string="Goes On",
        compute="_compute_master_id",
        store=True,
        readonly=False,
        required=True,
        ondelete="cascade",
        help="The other ones point to it; nothing of them is lost.",
    )

    def _default_case_ids(self):
        if self.env.context.get("active_model") != "complaint.case":
            return self.env["complaint.case"]
        return self.env["complaint.case"].browse(self.env.context.get("active_ids", []))

    # === COMPUTE METHODS === #

    @api.depends("case_ids")
    def _compute_chosen_among(self):
        for merge in self:
            merge.chosen_among = len(merge.case_ids) > 1

    @api.depends("case_ids")
    def _compute_master_id(self):
        for merge in self:
            cases = merge.case_ids._origin
            if merge.master_id not in cases:
                merge.master_id = cases.sorted("id")[:1] if len(cases) > 1 else False

    # === ACTION METHODS === #

    def action_merge(self):
        """Merge into the chosen case and open it."""
        self.ensure_one()
        master = self.master_id
        (self.case_ids - master or master).action_merge(master.id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": master.id,
            "views": [(False, "form")],
        }
