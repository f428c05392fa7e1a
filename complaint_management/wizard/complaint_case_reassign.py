# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintCaseReassign(models.TransientModel):
    """Ask who handles the chosen complaints from now on, or all of somebody's.

    Opened from a list it takes the chosen ones; without any it takes what a leaving
    handler has open.
    """

    _name = "complaint.case.reassign"
    _description = "Reassign Complaints"

    case_ids = fields.Many2many("complaint.case", string="Complaints")
    from_user_id = fields.Many2one(
        "res.users",
        string="Who Leaves",
        domain=[("share", "=", False)],
        context={"active_test": False},
        help="All open complaints of this handler that you see are reassigned, and "
        "the answers that are out with him or her are asked of the new handler.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="New Handler",
        domain=[("share", "=", False)],
    )
    team_id = fields.Many2one(
        "complaint.team",
        string="New Team",
        help="Without a new handler, the team’s way of assigning chooses one for each.",
    )
    case_count = fields.Integer(
        compute="_compute_case_count",
        string="How Many",
        help="Complaints that get another handler or team.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_ids", "from_user_id")
    def _compute_case_count(self):
        for dialog in self:
            dialog.case_count = len(dialog._get_cases())

    # === ACTION METHODS === #

    def action_reassign(self):
        """Reassign them all, or none.

        :raise UserError: when nothing is to be reassigned, or to nobody
        """
        self.ensure_one()
        cases = self._get_cases()
        relayed = self._get_relayed_cases()
        if not cases and not relayed:
            raise UserError(self.env._("There is nothing to reassign."))
        if self.from_user_id:
            (cases | relayed)._ensure_supervisor()
        if relayed and not self.user_id:
            raise UserError(
                self.env._(
                    "%s has to answer hand-overs: choose the person who answers them.",
                    self.from_user_id.name,
                )
            )
        if cases:
            cases._reassign(self.user_id, self.team_id)
        relayed._forward_handovers(self.from_user_id, self.user_id)
        return {"type": "ir.actions.act_window_close"}

    # === BUSINESS METHODS === #

    def _get_cases(self):
        """Return the complaints that get another handler."""
        self.ensure_one()
        if not self.from_user_id:
            return self.case_ids
        return self.case_ids.search(
            [("user_id", "=", self.from_user_id.id), ("is_open", "=", True)]
        )

    def _get_relayed_cases(self):
        """Return the complaints in which the leaving one is asked for an answer."""
        if not self.from_user_id:
            return self.case_ids.browse()
        relays = self.env["complaint.handover"].search(
            [
                ("to_user_id", "=", self.from_user_id.id),
                ("state", "in", ("sent", "received")),
            ]
        )
        return relays.case_id
