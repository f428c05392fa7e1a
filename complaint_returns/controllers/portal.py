# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class ComplaintReturnPortal(CustomerPortal):
    """The customer's way to the slip and the labels of the packages."""

    @http.route(
        "/my/complaints/<int:case_id>/returns/<int:return_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def portal_complaint_return_slip(self, case_id, return_id, access_token=None):
        """Hand out the slip of a return that was authorised."""
        try:
            case_sudo = self._document_check_access(
                "complaint.case", case_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        record = case_sudo.return_ids.filtered(
            lambda r: r.id == return_id and r.state in ("authorised", "collected")
        )
        if not record:
            return request.redirect("/my")
        return self._show_report(
            record, "pdf", "complaint_returns.complaint_return_action_slip"
        )
