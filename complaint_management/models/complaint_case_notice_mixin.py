# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, fields, models
from odoo.tools import email_normalize, format_date, formataddr

from ..const import NOTICE_CODES, NOTICE_WAYS
from ..life import NOTICE_EVENTS, RECEIPTS

#: What a step has to be told as; None: what was to be told before is out of date.
TO_TELL = {
    "register": "registered",
    "request_info": "info_requested",
    "accept": "accepted",
    "reject": "not_accepted",
    "refer": "not_accepted",
    "offer": "offered",
    "close": "closed",
    "close_unfounded": "closed",
    "close_at_first_contact": "closed",
    "withdraw": None,
    "merge": None,
    "unmerge": None,
    "reopen": None,
}
TOLD = ("queued", "sent", "logged")
FRAME = "complaint_management.complaint_notice_frame"
TEMPLATE = "complaint_management.mail_template_complaint_case_%s"


class ComplaintCaseNoticeMixin(models.AbstractModel):
    """What the complainant is told, what is still to be told, and the way it goes.

    The complainant follows nothing. Each message goes to an explicit address, read in
    superuser mode, that stands on the outgoing mail alone.
    """

    _name = "complaint.case.notice.mixin"
    _description = "Complaint Notices"

    complainant_lang = fields.Selection(
        selection="_get_complainant_langs",
        string="Language",
        compute="_compute_complainant_lang",
        store=True,
        readonly=False,
        precompute=True,
        help="The language in which the complainant is written to.",
    )
    notice_ids = fields.One2many(
        "complaint.notice", "case_id", string="Told", readonly=True, copy=False
    )
    last_notice_id = fields.Many2one(
        "complaint.notice", compute="_compute_last_notice_id", string="Last Told"
    )
    notice_due = fields.Selection(
        NOTICE_CODES,
        compute="_compute_notice_due",
        store=True,
        compute_sudo=True,
        string="To Be Told",
        help="The last step the complainant has not been told of.",
    )
    told_line = fields.Char(compute="_compute_last_notice_id")
    notice_asked = fields.Selection(
        NOTICE_CODES,
        readonly=True,
        copy=False,
        help="What has to be told although no step was taken, such as a delay.",
    )
    notice_asked_at = fields.Datetime(
        readonly=True, copy=False, help="Since when that has to be told."
    )

    # === COMPUTE METHODS === #

    @api.model
    def _get_complainant_langs(self):
        return self.env["res.lang"].get_installed()

    @api.depends("partner_id", "contact_id", "company_id")
    def _compute_complainant_lang(self):
        active = dict(self._get_complainant_langs())
        for case in self:
            case_sudo = case.sudo()  # a plain user may not see every contact
            person = case_sudo.contact_id or case_sudo.partner_id
            wanted = (
                person.lang,
                case.complainant_lang,
                case_sudo.company_id.partner_id.lang,
                self.env.lang,
            )
            case.complainant_lang = next((w for w in wanted if w in active), False)

    @api.depends("notice_ids.state")
    @api.depends_context("lang", "tz")
    def _compute_last_notice_id(self):
        for case in self:
            # The form shows them all, so that they are read anyway.
            notice = case._origin.notice_ids.sorted("id")[-1:]
            case.last_notice_id = notice
            case.told_line = case._format_notice(notice) if notice else False

    @api.depends(
        "complainant_type",
        "partner_id",
        "transition_ids",
        "reported_back_at",
        "notice_asked_at",
        "notice_ids.state",
    )
    def _compute_notice_due(self):
        for case in self:
            code, since = case._get_last_to_tell()
            told = case.notice_ids.filtered(
                lambda n, code=code, since=since: (
                    n.code == code and n.state in TOLD and n.at >= since
                )
            )
            case.notice_due = False if told else code

    def _get_last_to_tell(self):
        """Return what the complainant has to know now, and since when.

        :return: a key of ``NOTICE_CODES`` and a moment, or twice False
        :rtype: tuple
        """
        self.ensure_one()
        code, since = False, False
        answered = False
        if self.complainant_type == "anonymous" and not self.partner_id:
            return code, since
        for row in self.transition_ids.sorted("id", reverse=True):
            answered = answered or row.step == "resume"
            if row.step == "request_info" and answered:
                continue
            if row.step in TO_TELL:
                code, since = TO_TELL[row.step] or False, row.at
                break
        for other, at in (
            ("reported_back", self.reported_back_at),
            (self.notice_asked, self.notice_asked_at),
        ):
            if at and (not since or at >= since) and self.is_open:
                code, since = other, at
        return code, since if code else False

    def _format_notice(self, notice):
        labels = {
            name: dict(notice._fields[name]._description_selection(self.env))
            for name in ("code", "via", "state", "failure")
        }
        local = fields.Datetime.context_timestamp(self, notice.at)
        when = format_date(self.env, local.date())
        parts = [labels["code"][notice.code], labels["via"][notice.via], when]
        if notice.state in ("queued", "failed"):
            parts.append(labels["state"][notice.state])
        if notice.failure:
            parts.append(labels["failure"][notice.failure])
        return " · ".join(parts)

    # === ACTION METHODS === #

    def action_tell(self):
        """Open the dialog that tells the complainant what is due, or writes freely."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_management.complaint_case_tell_action"
        )
        action["context"] = {
            "default_case_id": self.id,
            "default_code": self.notice_due or "free",
        }
        return action

    # === BUSINESS METHODS === #

    def _complaint_notify(self, code, via="email", letter=None, attachments=None):
        """Tell the complainants of these cases something, or record that it was told.

        A mail is put into the queue and leaves after the commit. Without an address
        the notice is kept as failed, so that nobody believes it was told.

        :param str code: a key of ``NOTICE_CODES``
        :param str via: a key of ``NOTICE_WAYS``; anything but `email` only records
        :param dict letter: `lang`, `subject` and `body` instead of the template's
        :param attachments: files to send along, that the user may read
        :return: the notices, one for each case
        :rtype: recordset of `complaint.notice`
        :raise AccessError: if the user may not write one of the cases
        :raise ValueError: on an unknown code or way
        """
        if code not in dict(NOTICE_CODES) or via not in dict(NOTICE_WAYS):
            raise ValueError(f"unknown notice {code!r} by {via!r}")
        self.check_access("write")
        files = attachments or self.env["ir.attachment"]
        files.check_access("read")
        letters = dict.fromkeys(self, letter) if letter else self._write_letters(code)
        addresses = self._get_notice_addresses() if via == "email" else {}
        now = fields.Datetime.now()
        rows = []
        for case in self:
            state = "queued" if addresses.get(case) else "failed"
            rows.append(
                {
                    "case_id": case.id,
                    "code": code,
                    "at": now,
                    "user_id": self.env.uid,
                    "via": via,
                    "lang": letters[case]["lang"],
                    "subject": letters[case]["subject"],
                    "body": letters[case]["body"],
                    "attachment_ids": [Command.set(files.ids)],
                    "state": state if via == "email" else "logged",
                    "failure": via == "email" and state == "failed" and "no_address",
                }
            )
        # Nobody has rights to write notices: they are what was told.
        notices = self.env["complaint.notice"].sudo()._with_step_token().create(rows)
        notices.filtered(lambda n: n.state == "queued")._queue_mails(addresses)
        told = notices.filtered(lambda n: n.state in TOLD).case_id.with_env(self.env)
        reply = () if code in RECEIPTS else ("replied",)
        for event in (*NOTICE_EVENTS.get(code, ()), *reply, "told"):
            told._complaint_event(event, now)
        return notices.sudo(False)

    def _ask_notice(self, code):
        """Ask for something to be told that no step of the complaint asks for.

        It stands on the complaint until it is told, or the next step has to be.

        :param str code: a key of ``NOTICE_CODES``
        """
        # What has to be told is written by what happens to the complaint alone.
        self.sudo()._with_step_token().write(
            {"notice_asked": code, "notice_asked_at": fields.Datetime.now()}
        )

    def _write_letters(self, code, lang=None):
        """Return language, subject and body of a template, by case.

        Written in superuser mode: the templates, which only those who may edit
        templates change, name handlers and goods that not every user may read.

        :param str code: a key of ``NOTICE_CODES``
        :param str lang: instead of each complainant's own
        :rtype: dict
        """
        # See above.
        template = self._get_notice_template(code)
        letters = {}
        for own, cases in self.grouped("complainant_lang").items():
            use = lang or own or self.env.lang
            subjects, bodies = {}, {}
            if template and code != "free":
                # Chosen by code, not by the user; see above.
                render = template.sudo()._render_field
                subjects = render("subject", cases.ids, set_lang=use)
                bodies = render("body_html", cases.ids, set_lang=use)
            for case in cases:
                letters[case] = {
                    "lang": use,
                    "subject": subjects.get(case.id) or f"[{case.name}]",
                    "body": bodies.get(case.id) or "",
                }
        return letters

    @api.model
    def _get_notice_template(self, code):
        """Return the template of a notice; addons with notices of their own extend it.

        :param str code: a key of ``NOTICE_CODES``
        :rtype: recordset of `mail.template`, empty when there is none
        """
        template = self.env.ref(TEMPLATE % code, raise_if_not_found=False)
        return template or self.env["mail.template"]

    def _get_notice_addresses(self):
        """Return where each complainant is written to, for the cases with an address.

        Kept apart: the bare address. On file: the contact's, else the customer's.

        :rtype: dict
        """
        addresses = {}
        # Nobody has rights on identities.
        for case, case_sudo in zip(self, self.sudo(), strict=True):
            people = case_sudo.contact_id | case_sudo.partner_id
            person = people.filtered("email_normalized")[:1]
            if case_sudo.confidential or not person:
                address = email_normalize(case_sudo.identity_id.email_from or "")
            else:
                address = formataddr((person.name, person.email_normalized))
            if address:
                addresses[case] = address
        return addresses

    def _notice_bounced(self):
        """Mark the last mail as not told; called in superuser mode by the gateway."""
        for case in self:
            mails = case.notice_ids.filtered(
                lambda n: n.via == "email" and n.state in ("queued", "sent")
            )
            mails.sorted("id")[-1:]._mark_failed("bounced")

    # What the templates write; in the language of the letter.

    def _letter_contact(self):
        """Return who answers questions: the handler, else the team or the company."""
        return self.user_id.name or self.team_id.name or self.company_id.name

    def _letter_label(self, field_name, record=None):
        """Return the label of a selection, in the language of the letter."""
        record = record or self
        labels = dict(record._fields[field_name]._description_selection(self.env))
        return labels.get(record[field_name], "")

    def _letter_expected(self):
        """Return the day by which the next step is expected, or an empty text."""
        deadline = self.next_deadline
        ahead = deadline and deadline > fields.Datetime.now()
        return format_date(self.env, deadline) if ahead else ""

    def _letter_more_time(self):
        """Return why more time is needed, and until when, or two empty texts.

        :return: the advice of the reason of the last extension, and a day
        :rtype: tuple
        """
        rows = self.clock_ids.event_ids.filtered(
            lambda row: row.kind == "extended" and row.clock_id.milestone_id.promised
        )
        row = rows.sorted("id")[-1:]
        deadline = row.clock_id.deadline
        reason = row.reason_id
        why = reason.advice or reason.name or ""
        return why, format_date(self.env, deadline) if deadline else ""

    def _letter_missed(self):
        """Return the promised day that is not kept, or an empty text."""
        rows = self.clock_ids.event_ids.filtered(lambda row: row.kind == "missed")
        deadline = rows.sorted("id")[-1:].clock_id.deadline
        return format_date(self.env, deadline) if deadline else ""

    def _letter_finding(self):
        """Return the finding, where it tells nothing of a person."""
        told = not self.confidential and not self._has_respondent()
        return self.investigation_id.finding or "" if told else ""

    def _frame_letter(self, body):
        """Return what the mail shows around a letter: the company and the link.

        The link has the complainant's key in it and is on the outgoing mail alone.

        :param Markup body: the letter
        """
        self.ensure_one()
        values = {
            "case": self,
            "body": body,
            "url": self.get_base_url() + self.get_portal_url(),
        }
        return self.env["ir.qweb"]._render(FRAME, values, minimal_qcontext=True)
