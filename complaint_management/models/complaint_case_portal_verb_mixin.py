# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import hashlib

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq, email_normalize, formataddr, plaintext2html

from ..upload import MAX_FILES, MAX_MEGABYTES, get_kind, get_problem, get_suffix

#: Characters of one typed text.
MAX_TEXT = 5000


class ComplaintCasePortalVerbMixin(models.AbstractModel):
    """What the complainant does on the portal: one method for each verb.

    Each takes the key of the link, for who has no login, and the key of the form. It
    checks both itself, goes on in superuser mode, as customers have no right to write
    anything, and does all or nothing. The form sent twice counts once.
    """

    _name = "complaint.case.portal.verb.mixin"
    _description = "Complaint Answered on the Portal"

    # === VERBS === #

    def _portal_confirm(self, token, key, text_hash=None):
        """Record that the complainant confirms the recorded text, as it was shown.

        :param str token: the key of the link, or None for who is logged in
        :param str key: the key of the form
        :param str text_hash: fingerprint of the text that was read
        :raise AccessError: when the case is not the visitor's
        :raise UserError: when it is closed, or the text was changed meanwhile
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        if text_hash != case._portal_get_text_hash():
            raise UserError(
                self.env._("The text has changed meanwhile. Please read it once more.")
            )
        case.description_confirmed = True
        # Logged, so that it tells nobody anything by mail.
        case._message_log(
            body=self.env._("The recorded text was confirmed on the portal.")
        )

    def _portal_upload(self, token, key, files=(), note=None):
        """Register files as evidence, with what they show.

        :param files: pairs of name and content
        :param str note: what they show
        :raise UserError: naming the file that is not taken, and why; none is then
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        if not files:
            raise UserError(self.env._("Please choose at least one file."))
        evidence = case._portal_register(files, note)
        case._portal_ask_handler(
            lambda env: env._("New files from the complainant"),
            evidence.note,
        )

    def _portal_answer(self, token, key, text=None, files=()):
        """Give the information that was asked for; the case goes on where it stood.

        :param str text: the answer
        :param files: pairs of name and content
        :raise UserError: without text and files, or when nothing is asked any more
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        text = case._portal_clean(text)
        if case.state != "need_info":
            raise UserError(
                self.env._(
                    "We no longer wait for an answer. Please use the messages below, "
                    "or add files."
                )
            )
        if not text and not files:
            raise UserError(self.env._("Please write your answer, or add files."))
        if files:
            case._portal_register(files, text)
        case._portal_post(token, self, text or self.env._("See the files I added."))
        case.action_resume(self.env._("Answered on the portal"))
        case._portal_ask_handler(
            lambda env: env._("The complainant answered"), text or None
        )

    def _portal_accept(
        self,
        token,
        key,
        settlement_id=None,
        offer_hash=None,
        signed_by=None,
        signature=None,
        note=None,
        files=(),
    ):
        """Accept the solution that was told, signed by a typed name.

        :param int settlement_id: the round that was shown
        :param str offer_hash: fingerprint of the offer that was read
        :param str signed_by: the name typed as signature
        :param str signature: the picture drawn as signature, in base64, if any
        :param files: pairs of name and content: the stamped copy, if any
        :raise UserError: without a name, or when the offer does not stand any more
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        settlement = case._portal_ensure_offer(settlement_id)
        settlement._ensure_as_shown(offer_hash)
        signature = settlement._read_signature(signature)
        note = case._portal_clean(note)
        signed_by = " ".join((signed_by or "").split())
        if len(signed_by) < 2 or len(signed_by) > 120:
            raise UserError(self.env._("Please type your name to sign."))
        if files:
            stamped = case._portal_register(files, None, kind="stamped")
            settlement.answer_evidence_id = stamped
        settlement._portal_answer("accepted", signed_by, note, signature, offer_hash)
        case._portal_post(token, self, self.env._("I accept the offer."), note)
        case._portal_ask_handler(lambda env: env._("The offer was accepted"), note)

    def _portal_refuse(self, token, key, settlement_id=None, reason=None, another=None):
        """Refuse the solution that was told, with a reason.

        :param int settlement_id: the round that was shown
        :param str reason: why
        :param bool another: whether another solution is wanted
        :raise UserError: without a reason, or when the offer does not stand any more
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        settlement = case._portal_ensure_offer(settlement_id)
        reason = case._portal_clean(reason)
        if not reason:
            raise UserError(self.env._("Please say why you refuse the offer."))
        settlement._portal_answer("refused", None, reason)
        if another:
            settlement._start_new_round()
        said = self.env._("I refuse the offer.")
        if another:
            said = self.env._("I ask for another solution.")
        case._portal_post(token, self, said, reason)
        case._portal_ask_handler(
            (lambda env: env._("Another solution is asked for"))
            if another
            else (lambda env: env._("The offer was refused")),
            reason,
        )

    def _portal_withdraw(self, token, key, reason=None):
        """Ask to withdraw the complaint; the handler decides what becomes of it.

        :param str reason: why, may be left out
        :raise UserError: when the case is closed
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        reason = case._portal_clean(reason)
        case._portal_post(
            token, self, self.env._("I want to withdraw my complaint."), reason
        )
        case._portal_ask_handler(
            lambda env: env._("The complainant wants to withdraw"), reason
        )

    # === CHECKS === #

    def _portal_begin(self, token, key):
        """Check who is there, and take the case for this one thing.

        Writing the key of the form makes what happens at once happen in turn: the
        second one fails to serialize, Odoo repeats it, and it then finds the form
        dealt with or the case changed.

        :return: the case in superuser mode, or an empty one if the form was dealt with
        :raise AccessError: to employees, and when the case is not the visitor's
        :raise UserError: when the case is closed
        """
        self.ensure_one()
        self._portal_ensure_own(token)
        case = self.sudo()  # checked in the line before
        if key and case.portal_form_key == key:
            return case.browse()
        if not case.is_open:
            raise UserError(
                self.env._(
                    "%s is closed, nothing can be changed here. Please write to us.",
                    case.name,
                )
            )
        case.portal_form_key = key or False
        case.flush_recordset(["portal_form_key"])
        if not key:
            raise UserError(self.env._("Please reload the page and try once more."))
        return case

    def _portal_ensure_own(self, token):
        """Let go on who has the case, by login or by link. Employees never do.

        :raise AccessError: to everybody else
        """
        if self.env.user._is_internal():
            raise AccessError(
                self.env._("Only the complainant can do this, on the portal.")
            )
        if not self.has_access("read") and not self._portal_knows_token(token):
            raise AccessError(self.env._("This complaint is not open to you."))

    def _portal_knows_token(self, token):
        # The key is compared, never told.
        known = self.sudo().access_token
        return bool(token and known and consteq(known, token))

    def _portal_ensure_offer(self, settlement_id):
        """Return the offer if it is still the one that was shown, and open.

        :raise UserError: when it was answered, withdrawn, or replaced
        """
        settlement = self.settlement_id
        current = settlement and settlement.id == settlement_id
        if self.state == "offered" and current and settlement.state == "offered":
            return settlement
        asked = self.settlement_ids.filtered(lambda s: s.id == settlement_id)
        if asked.answered_at:
            raise UserError(
                self.env._("This offer was answered already. Thank you, all is done.")
            )
        raise UserError(
            self.env._("This offer stands no more. Please read the page again.")
        )

    # === HELPERS === #

    def _portal_get_author(self, token, visitor):
        """Return who is speaking: who is logged in, else the customer on file.

        :param visitor: the case as the visitor has it, not in superuser mode
        :return: a `res.partner`, empty where who complains is kept apart
        """
        if not visitor.env.user._is_public() and visitor.has_access("read"):
            return visitor.env.user.partner_id.sudo()  # own data
        return self.contact_id or self.partner_id

    def _portal_post(self, token, visitor, *parts):
        """Post what the complainant says, in his or her name.

        A complainant whose data is kept apart goes by the label of the case.
        """
        author = self._portal_get_author(token, visitor)
        values = {"author_id": author.id}
        if not author:
            address = email_normalize(self.company_id.email) or "noreply@localhost"
            values["email_from"] = formataddr((self.complainant_label, address))
        return self.message_post(
            body=plaintext2html("\n\n".join(part for part in parts if part)),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def _portal_ask_handler(self, get_summary, note=None):
        """Ask the handler, else the leader of the team, to look at it.

        :param get_summary: takes an environment in the language of who is asked
        """
        barred = self.respondent_user_ids
        people = (self.user_id | self.team_id.leader_id).filtered("active") - barred
        for user in people[:1]:
            case = self.with_context(lang=user.lang)
            case.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=get_summary(case.env),
                note=plaintext2html(note) if note else False,
                user_id=user.id,
            )

    def _portal_register(self, files, note, kind=None):
        """Register files as one piece of evidence; those known already are left out.

        Their names stay with who sent them: they may tell a patient's.

        :param files: pairs of name and content
        :raise UserError: naming the file that is not taken, and why
        """
        self._portal_ensure_files(files)
        known = set(self._portal_get_evidence().attachment_ids.mapped("checksum"))
        fresh = []
        for name, content in files:
            checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
            if checksum not in known:
                known.add(checksum)
                fresh.append((name, content))
        if not fresh:
            raise UserError(self.env._("We have these files already."))
        evidence = self.env["complaint.evidence"].with_env(self.env)
        evidence = evidence._with_step_token().create(
            {
                "case_id": self.id,
                "name": self.env._("Files from the complainant"),
                "kind": kind or get_kind([name for name, _content in fresh]),
                "source": self.complainant_label,
                "received_by_id": False,
                "origin": "portal",
                "note": self._portal_clean(note) or False,
            }
        )
        evidence = evidence.with_env(self.env)
        number = len(self._portal_get_evidence().attachment_ids)
        evidence.attachment_ids = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{self.name.replace('/', '-')}-{number + place}."
                    f"{get_suffix(name)}",
                    "raw": content,
                    "res_model": evidence._name,
                    "res_id": evidence.id,
                }
                for place, (name, content) in enumerate(fresh, 1)
            ]
        )
        return evidence

    def _portal_clean(self, text):
        """Return a typed text without blanks around it.

        :raise UserError: when it is too long to be read
        """
        text = (text or "").strip()
        if len(text) > MAX_TEXT:
            raise UserError(
                self.env._("Your text is too long: at most %s characters.", MAX_TEXT)
            )
        return text

    def _portal_ensure_files(self, files):
        if len(files) > MAX_FILES:
            raise UserError(
                self.env._("Please send at most %s files at a time.", MAX_FILES)
            )
        for name, content in files:
            problem = get_problem(name, content)
            if problem:
                raise UserError(self._portal_explain(problem, name))

    def _portal_explain(self, problem, name):
        """Return in words why a file was not taken."""
        return {
            "kind": self.env._(
                "%s was not taken. Send photos, films, sound, PDF, Word, Excel, text.",
                name,
            ),
            "size": self.env._(
                "%(name)s was not taken: it is larger than %(size)s MB.",
                name=name,
                size=MAX_MEGABYTES,
            ),
            "empty": self.env._("%s was not taken: it is empty.", name),
        }.get(
            problem,
            self.env._("%s was not taken: it is not what its name says.", name),
        )
