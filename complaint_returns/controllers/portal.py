# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.complaint_management.controllers.portal import ComplaintPortal


class ComplaintReturnPortal(ComplaintPortal):
    """The customer's way to the slip, and to goods in place of those that go back."""

    def _get_complaint_notices(self):
        env = request.env
        return super()._get_complaint_notices() | {
            "replace": env._(
                "Thank you, we have noted your wish. We will come back to you."
            ),
        }

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
            case_sudo = self._get_complaint(case_id, access_token)
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

    @http.route(
        "/my/complaints/<int:case_id>/replace",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_replace(self, case_id, **post):
        """Ask for a replacement of the goods that go back."""
        return self._do_complaint_verb(
            case_id,
            "replace",
            post,
            wanted_date=post.get("wanted_date"),
            note=post.get("replace_note"),
        )
