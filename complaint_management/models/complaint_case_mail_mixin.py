# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, formataddr, html2plaintext

#: The number of a case in a subject, such as "Re: your call [C/2026/00117]".
NUMBER = re.compile(r"\[([^\[\]\s]{3,40})\]")
#: Longer mails are shortened on the case; the thread keeps them whole.
DESCRIPTION_LIMIT = 20_000
#: A mail older than this came with a wrong date: its arrival counts.
OLDEST_MAIL = timedelta(days=7)
ANSWER_CAME = "complaint_management.mail_act_complaint_case_answer"


class ComplaintCaseMailMixin(models.AbstractModel):
    """Mails that open or continue a complaint, and who never hears of its thread.

    The complainant's address never stands in the case or its thread where the
    complainant is kept apart, and nobody outside the company follows a case: what is
    told to the complainant goes by `_complaint_notify()`.
    """

    _name = "complaint.case.mail.mixin"
    _description = "Complaint Mails"

    previous_case_id = fields.Many2one(
        "complaint.case",
        string="Continues",
        copy=False,
        index="btree_not_null",
        check_company=True,
        help="The closed case that this one was written in answer to.",
    )

    may_mark_spam = fields.Boolean(compute="_compute_may_mark_spam")

    # === COMPUTE METHODS === #

    @api.depends("team_id.leader_id", "state")
    @api.depends_context("uid")
    def _compute_may_mark_spam(self):
        group = "complaint_management.complaint_management_group_manager"
        is_manager = self.env.user.has_group(group)
        # Who is only named reads no teams.
        for case, case_sudo in zip(self, self.sudo(), strict=True):
            leader = case_sudo.team_id.leader_id
            case.may_mark_spam = is_manager or leader == self.env.user

    # === MAIL: IN === #

    @api.model
    @api.private
    def message_new(self, msg_dict, custom_values=None):
        """Open a case of a mail: known customers by address, others kept apart."""
        values = dict(custom_values or {})
        company = self.env["res.company"].browse(values.get("company_id") or [])
        company = company or self.env.company
        team = self.env["complaint.team"].browse(values.get("team_id") or [])
        sender, staff = self._find_sender(msg_dict, company)
        confidential = self._is_turning_confidential(values) or team._is_confidential()
        # Channels are configuration: the one of mails is found by its code.
        channels = self.env["complaint.channel"].sudo()
        values.update(
            company_id=company.id,
            description=self._get_mail_text(msg_dict),
            received_at=self._get_mail_date(msg_dict),
            channel_id=channels.search([("code", "=", "email")], limit=1).id,
        )
        if confidential:
            values.update(
                confidential=True,
                complainant_type="employee" if staff else "consumer",
                **self._prepare_sender_apart(msg_dict),
            )
            staff = staff.browse()
        elif sender and not values.get("partner_id"):
            values.update(sender._prepare_complaint_party())
        elif not staff and not values.get("partner_id"):
            values.setdefault("complainant_type", "consumer")
            values.update(self._prepare_sender_apart(msg_dict))
        # Not in the sender's name: who made the record would tell who complains.
        root = self.env.ref("base.user_root")
        # The gateway registers for whoever wrote.
        cases = self.with_user(root).sudo().with_company(company)
        case = cases.create(values)
        case._name_users(staff, "intake")
        return case

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        """Ask the handler to go on when an answer comes that was waited for.

        The case does not go on by itself: a mail may not say what was asked for.
        """
        result = super().message_update(msg_dict, update_vals)
        if self.state == "need_info" and not (
            msg_dict.get("is_internal") or self._is_from_colleague(msg_dict)
        ):
            self._ask_to_go_on()
        return result

    def message_post(self, **kwargs):
        """Keep the sender of a mail apart where the complainant is kept apart."""
        if kwargs.get("message_type") == "email":
            kwargs.update(self._prepare_masked_sender(kwargs))
        return super().message_post(**kwargs)

    def _ask_to_go_on(self):
        """Schedule one activity for the handler, however many answers come."""
        waiting = self.activity_search([ANSWER_CAME])
        user = self.user_id or self.team_id.leader_id
        if user.active and not waiting:
            self.activity_schedule(ANSWER_CAME, user_id=user.id)

    @api.model
    def _find_by_mail(self, msg_dict, alias):
        """Return the case whose number stands in the subject of a mail to a team.

        Only for the complainant and for colleagues: anybody can guess a number.

        :param dict msg_dict: the parsed mail
        :param alias: the `mail.alias` it came by, if any
        :rtype: recordset of `complaint.case`, at most one
        """
        numbers = NUMBER.findall(msg_dict.get("subject") or "")
        if not alias or not numbers:
            return self.browse()
        team = self.env[alias.alias_parent_model_id.model or "complaint.team"].browse(
            alias.alias_parent_thread_id or []
        )
        if team._name != "complaint.team":
            return self.browse()
        cases = self.search(
            [("name", "in", numbers), ("company_id", "=", team.company_id.id)]
        )
        email = self._normalize_sender(msg_dict)
        _sender, staff = self._find_sender(msg_dict, team.company_id)
        return cases.filtered(
            lambda case: (staff and not case.confidential) or case._is_from(email)
        )[:1]

    @api.model
    def _find_sender(self, msg_dict, company):
        """Return the business customer and the employee that an address belongs to.

        An address of several customers belongs to none of them.

        :param dict msg_dict: the parsed mail
        :param company: the `res.company` of the case
        :return: a `res.partner` or none, a `res.users` or none, as superuser
        :rtype: tuple
        """
        email = self._normalize_sender(msg_dict)
        # The gateway looks for whoever wrote, on file with this company.
        partners = self.env["res.partner"].sudo()
        if not email:
            return partners, partners.user_ids
        partners = partners.search(
            [
                ("email_normalized", "=", email),
                ("company_id", "in", (False, company.id)),
            ],
            limit=50,
        )
        staff = partners.user_ids.filtered(
            lambda user: user.active and user._is_internal()
        )
        customers = partners.filtered(lambda p: p.commercial_partner_id.is_company)
        if staff or len(customers.commercial_partner_id) != 1:
            return partners.browse(), staff[:1]
        people = customers.filtered(lambda p: not p.is_company)
        return (people or customers)[:1], staff

    def _is_from(self, email):
        """Whether an address is the complainant's; asked in superuser mode."""
        self.ensure_one()
        people = self.contact_id | self.partner_id | self.commercial_partner_id
        known = people.mapped("email_normalized")
        return bool(email) and email in [*known, self.identity_id.email_normalized]

    def _is_from_colleague(self, msg_dict):
        """Whether an employee wrote who is not the complainant."""
        self.ensure_one()
        _sender, staff = self._find_sender(msg_dict, self.company_id)
        # Nobody has rights on identities.
        own = self.sudo()._is_from(self._normalize_sender(msg_dict))
        return bool(staff) and not own

    def _prepare_continuation(self):
        """Return the values of a case that goes on where this closed one ended."""
        self.ensure_one()
        return {
            "previous_case_id": self.id,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            "category_id": self.category_id.id,
            "confidential": self.confidential,
            "complainant_type": self.complainant_type,
            "partner_id": self.partner_id.id,
            "contact_id": self.contact_id.id,
        }

    @api.model
    def _prepare_sender_apart(self, msg_dict):
        """Return name and address of a sender, as what `create()` keeps apart."""
        address = msg_dict.get("email_from") or ""
        name, _at, _rest = address.partition("<")
        return {
            "complainant_name": name.strip(' "') if "@" not in name else False,
            "complainant_email": email_normalize(address, strict=False) or address,
        }

    @api.model
    def _get_mail_text(self, msg_dict):
        """Return subject and text of a mail, shortened to what a person reads."""
        text = html2plaintext(msg_dict.get("body") or "").strip()
        subject = (msg_dict.get("subject") or "").strip()
        whole = "\n\n".join(part for part in (subject, text) if part)
        if len(whole) > DESCRIPTION_LIMIT:
            whole = whole[:DESCRIPTION_LIMIT] + "…"
        return whole or self.env._("(a mail without text)")

    @api.model
    def _get_mail_date(self, msg_dict):
        """Return when a mail was sent, UTC; its arrival where that can't be true."""
        now = fields.Datetime.now()
        try:
            sent = fields.Datetime.to_datetime(msg_dict.get("date") or now)
        except ValueError:
            return now
        return sent if now - OLDEST_MAIL <= sent <= now else now

    def _prepare_masked_sender(self, values):
        """Return what replaces the sender in a message, and keep the address apart.

        :param dict values: the arguments of `message_post`
        :rtype: dict
        """
        self.ensure_one()
        masked = {"date": self._get_mail_date(values)}
        email = self._normalize_sender(values)
        # The gateway has no rights on identities, those of merged cases included.
        family_sudo = self.sudo() | self.sudo().merged_ids
        case_sudo = family_sudo.filtered(lambda case: case._is_from(email))[:1]
        case_sudo = case_sudo or self.sudo()  # see above
        if case_sudo.partner_id and not case_sudo.confidential:
            return masked
        if self._is_from_colleague(values):
            return masked
        if not case_sudo.identity_id.email_from:
            case_sudo._save_identity({"email_from": email or values.get("email_from")})
        label = formataddr((case_sudo.complainant_label, case_sudo._get_team_address()))
        return masked | {
            "author_id": False,
            "email_from": label,
            "incoming_email_to": False,
            "incoming_email_cc": False,
        }

    def _message_receive_bounce(self, email, partner):
        """Mark what came back as not told."""
        result = super()._message_receive_bounce(email, partner)
        self._notice_bounced()
        return result

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Count the cases that an address opened by mail, kept apart or not."""
        # Nobody has rights on identities.
        apart = self.env["complaint.identity"].sudo()
        apart = apart.search([("email_normalized", "=", email_from_normalized)])
        return [
            ("channel_id.code", "=", "email"),
            "|",
            "|",
            ("id", "in", apart.case_id.ids),
            ("partner_id.email_normalized", "=", email_from_normalized),
            ("contact_id.email_normalized", "=", email_from_normalized),
        ]

    # === MAIL: OUT === #

    def _filter_strangers(self, partners):
        """Return those of some partners who are no employees that may read the case."""
        # Others' groups are asked for.
        users = partners.sudo().user_ids.filtered(
            lambda user: user._is_internal() and self._is_readable_by(user)
        )
        return partners - users.partner_id

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """Let nobody outside the company follow a case, the complainant least."""
        # Who is an employee is not the user's to know.
        partners = self.env["res.partner"].sudo().browse(partner_ids or [])
        inside = partners.filtered(lambda p: any(u._is_internal() for u in p.user_ids))
        return super()._message_subscribe(inside.ids, subtype_ids, customer_ids)

    def _message_get_suggested_recipients_batch(self, *args, **kwargs):
        """Suggest employees only; the complainant is told by the dialog."""
        found = super()._message_get_suggested_recipients_batch(*args, **kwargs)
        # Who is an employee is not the user's to know.
        partners = self.env["res.partner"].sudo()
        return {
            case: [
                row
                for row in rows
                if any(
                    user._is_internal()
                    for user in partners.browse(row["partner_id"] or []).user_ids
                )
            ]
            for case, rows in found.items()
        }

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Let answers come back to the team's address."""
        cases = self.sudo()  # plain users read no aliases
        by_team = cases.team_id._notify_get_reply_to(default, author_id)
        found = {case.id: by_team.get(case.team_id.id) for case in cases}
        rest = self.filtered(lambda case: not found[case.id])
        if rest or not self:
            found.update(
                super(ComplaintCaseMailMixin, rest)._notify_get_reply_to(
                    default, author_id
                )
            )
        return found

    def _get_team_address(self):
        """Return the bare address that mails about the case come from, or False."""
        case_sudo = self.sudo()  # plain users read no aliases
        company = case_sudo.company_id
        return (
            case_sudo.team_id.alias_email
            or company.catchall_email
            or email_normalize(company.email or "")
            or email_normalize(self.env.user.email or "")
        )

    # === ACTION METHODS === #

    def action_mark_spam(self):
        """Delete what is no complaint, with its thread, before it is registered.

        :raise AccessError: unless the user leads the team or manages complaints
        :raise UserError: when the case is registered already
        """
        self.check_access("write")
        self._ensure_supervisor()
        if any(case.state != "new" for case in self):
            raise UserError(
                self.env._("Only a new complaint can be spam. Withdraw it instead.")
            )
        # A team's leader has no right to delete; the checks are above.
        self.sudo().unlink()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_management.complaint_case_action"
        )
        # No way back to what is deleted.
        return {**action, "target": "main"}
