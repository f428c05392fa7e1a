# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..const import TOLD_STATES
from ..upload import MAX_BYTES, MAX_FILES, MAX_MEGABYTES


class ComplaintPortal(CustomerPortal):
    """The customer's door: what he or she complained about, and what comes of it.

    A page is reached by login or by the key of a link. Employees open it as a preview,
    by their own right to the case and never by a key.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        Case = request.env["complaint.case"]
        for counter, filterby in (
            ("complaint_count", "all"),
            ("complaint_waiting_count", "waiting"),
        ):
            if counter in counters:
                values[counter] = self._count_complaints(Case, filterby)
        return values

    def _count_complaints(self, Case, filterby):
        if not Case.has_access("read"):
            return 0
        found, domain = Case._portal_find(Case._portal_filter_domain(filterby))
        return found.search_count(domain)

    # === LIST === #

    def _get_complaint_sortings(self):
        env = request.env
        return {
            "date": {"label": env._("Newest"), "order": "received_at desc, id desc"},
            "oldest": {"label": env._("Oldest"), "order": "received_at, id"},
            "name": {"label": env._("Number"), "order": "name, id"},
        }

    def _get_complaint_filters(self):
        env = request.env
        return {
            "all": {"label": env._("All")},
            "waiting": {"label": env._("Waiting for you")},
            "open": {"label": env._("Open")},
            "closed": {"label": env._("Closed")},
        }

    def _get_complaint_inputs(self):
        env = request.env
        return {
            "all": {"input": "all", "label": env._("Search in All")},
            "number": {"input": "number", "label": env._("Search in Number")},
            "product": {"input": "product", "label": env._("Search in Product")},
        }

    @http.route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_complaints(
        self, page=1, sortby=None, filterby=None, search=None, search_in=None, **kw
    ):
        """Show the complaints of who is logged in."""
        Case = request.env["complaint.case"]
        sortings = self._get_complaint_sortings()
        filters = self._get_complaint_filters()
        inputs = self._get_complaint_inputs()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search_in = search_in if search_in in inputs else "all"
        domain = Case._portal_filter_domain(filterby)
        if search:
            domain &= Case._portal_search_domain(search, search_in)
        found, domain = Case._portal_find(domain)
        pager = portal_pager(
            url="/my/complaints",
            url_args={
                "sortby": sortby,
                "filterby": filterby,
                "search": search,
                "search_in": search_in,
            },
            total=found.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        cases = found.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        values = self._prepare_portal_layout_values() | {
            "cases": cases,
            "page_name": "complaint",
            "pager": pager,
            "default_url": "/my/complaints",
            "searchbar_sortings": sortings,
            "searchbar_filters": filters,
            "searchbar_inputs": inputs,
            "sortby": sortby,
            "filterby": filterby,
            "search": search,
            "search_in": search_in,
        }
        return request.render("complaint_management.portal_my_complaints", values)

    # === PAGE === #

    def _get_complaint(self, case_id, access_token):
        """Return a case in superuser mode, for who may see it.

        :raise AccessError: to employees who may not read it, whatever key they have
        :raise MissingError: when there is none
        """
        if request.env.user._is_internal():
            access_token = None
        return self._document_check_access("complaint.case", case_id, access_token)

    def _render_complaint(self, case_sudo, access_token, **extra):
        case_sudo = case_sudo.with_context(**request.env.context)
        values = case_sudo._portal_prepare_page() | {
            "page_name": "complaint",
            "is_preview": request.env.user._is_internal(),
            "max_files": MAX_FILES,
            "max_megabytes": MAX_MEGABYTES,
            "typed": {},
            **extra,
        }
        # No history: its links would hand the keys of other cases to a preview.
        values = self._get_page_view_values(
            case_sudo, access_token, values, "my_complaints_history", False
        )
        return request.render("complaint_management.portal_my_complaint", values)

    def _get_complaint_notices(self):
        env = request.env
        return {
            "confirm": env._("Thank you for confirming the text."),
            "upload": env._("Thank you, we have received your files."),
            "answer": env._("Thank you for your answer. We go on with your complaint."),
            "accept": env._("Thank you, you have accepted our offer."),
            "refuse": env._("Your answer has reached us. We will come back to you."),
            "withdraw": env._("Your request has reached us. We will come back to you."),
            "stuck": env._("Thank you for telling us. We have passed it on."),
        }

    @http.route(
        "/my/complaints/<int:case_id>", type="http", auth="public", website=True
    )
    def portal_my_complaint(self, case_id, access_token=None, done=None, **kw):
        """Show one complaint."""
        try:
            case_sudo = self._get_complaint(case_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        notice = self._get_complaint_notices().get(done)
        return self._render_complaint(case_sudo, access_token, notice=notice)

    @http.route(
        "/my/complaints/<int:case_id>/files/<int:attachment_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_complaint_file(self, case_id, attachment_id, access_token=None, **kw):
        """Give back a file that the complainant uploaded, as a download."""
        try:
            case_sudo = self._get_complaint(case_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        files = case_sudo._portal_get_evidence().attachment_ids
        file = files.filtered(lambda attachment: attachment.id == attachment_id)
        if not file:
            return request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file)
        return stream.get_response(as_attachment=True)

    @http.route(
        "/my/complaints/<int:case_id>/letter/<int:settlement_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_complaint_letter(
        self, case_id, settlement_id, access_token=None, **kw
    ):
        """Give the result letter of a solution that was told, as PDF."""
        try:
            case_sudo = self._get_complaint(case_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        told = case_sudo.settlement_ids.filtered(
            lambda s: s.id == settlement_id and s.state in TOLD_STATES
        )
        if not told:
            return request.not_found()
        # Checked above; customers have no rights on reports.
        pdf, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf("complaint_management.report_complaint_letter", told.ids)
        )
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(pdf)),
            ("Content-Disposition", content_disposition(f"{told._letter_name()}.pdf")),
        ]
        return request.make_response(pdf, headers)

    # === VERBS === #

    def _read_complaint_files(self):
        """Return name and content of the uploaded files; of a large one the start."""
        files = []
        for upload in request.httprequest.files.getlist("files"):
            if upload.filename:
                # Odoo rewinds one file of each name when it repeats a request.
                upload.seek(0)
                files.append((upload.filename, upload.read(MAX_BYTES + 1)))
        return files

    def _do_complaint_verb(self, case_id, verb, post, **values):
        """Do one thing on a case and show the page, with what was typed if it failed.

        :param str verb: the name of the method behind ``_portal_``
        :param dict post: what the form sent
        """
        token = post.get("access_token") or None
        try:
            case_sudo = self._get_complaint(case_id, token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        case = request.env["complaint.case"].browse(case_id)
        try:
            with request.env.cr.savepoint():
                getattr(case, f"_portal_{verb}")(token, post.get("form_key"), **values)
        except UserError as error:
            return self._render_complaint(
                case_sudo, token, error=str(error), error_verb=verb, typed=post
            )
        query = {"done": verb} | ({"access_token": token} if token else {})
        return request.redirect_query(case_sudo.access_url, query, code=303)

    @http.route(
        "/my/complaints/<int:case_id>/confirm",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_confirm(self, case_id, text_hash=None, **post):
        """Confirm the recorded text."""
        return self._do_complaint_verb(case_id, "confirm", post, text_hash=text_hash)

    @http.route(
        "/my/complaints/<int:case_id>/upload",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_upload(self, case_id, **post):
        """Upload evidence."""
        files = self._read_complaint_files()
        note = post.get("upload_note")
        return self._do_complaint_verb(case_id, "upload", post, files=files, note=note)

    @http.route(
        "/my/complaints/<int:case_id>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_answer(self, case_id, **post):
        """Give the information that was asked for."""
        files, text = self._read_complaint_files(), post.get("answer")
        return self._do_complaint_verb(case_id, "answer", post, text=text, files=files)

    @http.route(
        "/my/complaints/<int:case_id>/accept",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_accept(self, case_id, **post):
        """Accept the offer, signed."""
        return self._do_complaint_verb(
            case_id,
            "accept",
            post,
            settlement_id=self._to_id(post.get("settlement_id")),
            offer_hash=post.get("offer_hash"),
            signed_by=post.get("signed_by"),
            signature=post.get("signature"),
            note=post.get("accept_note"),
            files=self._read_complaint_files(),
        )

    @http.route(
        "/my/complaints/<int:case_id>/refuse",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_refuse(self, case_id, **post):
        """Refuse the offer."""
        return self._do_complaint_verb(
            case_id,
            "refuse",
            post,
            settlement_id=self._to_id(post.get("settlement_id")),
            reason=post.get("refuse_reason"),
            another=post.get("another") == "1",
        )

    @http.route(
        "/my/complaints/<int:case_id>/withdraw",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_withdraw(self, case_id, **post):
        """Ask to withdraw the complaint."""
        reason = post.get("withdraw_reason")
        return self._do_complaint_verb(case_id, "withdraw", post, reason=reason)

    @http.route(
        "/my/complaints/<int:case_id>/stuck",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_complaint_stuck(self, case_id, **post):
        """Say that nothing happens."""
        reason = post.get("stuck_reason")
        return self._do_complaint_verb(case_id, "stuck", post, reason=reason)

    @staticmethod
    def _to_id(text):
        return int(text) if (text or "").isdecimal() else 0
