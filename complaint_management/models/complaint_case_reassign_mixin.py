# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError


class ComplaintCaseReassignMixin(models.AbstractModel):
    """Giving many complaints to another handler, such as when somebody leaves."""

    _name = "complaint.case.reassign.mixin"
    _description = "Reassigning Complaints"

    # === BUSINESS METHODS === #

    def _reassign(self, user=None, team=None):
        """Give the cases another handler, another team, or both.

        With a team and no user, the handler is chosen as the team does it; where it
        assigns by hand, the cases wait for somebody of the team.

        :param user: the new handler, a `res.users`
        :param team: the new team, a `complaint.team`
        :raise UserError: with neither of them
        """
        if not user and not team:
            raise UserError(self.env._("To whom? Choose a handler or a team."))
        values = {"team_id": team.id} if team else {}
        if user:
            self.write({**values, "user_id": user.id})
            return
        self.write({**values, "user_id": False})
        for case in self:
            if handler := team._get_next_handler(case):
                case.user_id = handler

    def _forward_handovers(self, leaving, user):
        """Ask somebody else for the answers that are out with a person who leaves.

        The old hand-over ends, the new one has its sender, its task and its limit.

        :param leaving: the `res.users` who has them
        :param user: the `res.users` who gets them
        """
        out = self.handover_ids.filtered(
            lambda relay: (
                relay.to_user_id == leaving and relay.state in ("sent", "received")
            )
        )
        for relay in out:
            relay.case_id._ensure_may_receive(user)
            relay._forward(user)
