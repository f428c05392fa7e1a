# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models

GROUP_USER = "complaint_management.complaint_management_group_user"


class ComplaintApprovalStartMixin(models.AbstractModel):
    """What the app opens with: where something waits for who opens it.

    Note: on approvals, as whoever is asked to approve needs no role in complaints.
    """

    _name = "complaint.approval.start.mixin"
    _description = "Start of the App"

    # === GETTERS === #

    @api.model
    def _get_start_action(self):
        """Return the first list on which something waits for the user.

        With nothing waiting, it is the open complaints for who has a role in them,
        the empty list of approvals for anybody else.
        """
        read = self.env["ir.actions.act_window"]._for_xml_id
        for xmlid, domain in self._get_start_lists():
            action = read(xmlid)
            if self.env[action["res_model"]].search_count(domain, limit=1):
                return action
        if not self.env.user.has_group(GROUP_USER):
            return read("complaint_management.complaint_approval_action")
        action = read("complaint_management.complaint_case_action")
        return {**action, "context": {"search_default_filter_open": 1}}

    @api.model
    def _get_start_lists(self):
        """Return the lists of the app with what waits on them, most urgent first.

        :return: pairs of an action's external id and the domain of its first filters
        """
        uid = self.env.uid
        approvals, escalations = (
            (
                "complaint_management.complaint_approval_action",
                [("state", "=", "asked"), ("is_mine", "=", True)],
            ),
            (
                "complaint_management.complaint_escalation_action",
                [("user_id", "=", uid), ("is_open", "=", True)],
            ),
        )
        if not self.env.user.has_group(GROUP_USER):
            return [approvals, escalations]
        mine = ["|", ("user_id", "=", uid), ("holder_id", "=", uid)]
        to_my_team = ["|", ("to_team_id.member_ids", "in", [uid])]
        to_my_team += [("to_team_id.leader_id", "=", uid)]
        to_me = ["|", ("to_user_id", "=", uid), "&", ("to_user_id", "=", False)]
        return [
            approvals,
            (
                "complaint_management.complaint_case_action",
                [("is_open", "=", True), *mine],
            ),
            escalations,
            (
                "complaint_management.complaint_handover_action",
                [("state", "in", ("sent", "received")), *to_me, *to_my_team],
            ),
        ]
