# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import hashlib
import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..const import TOLD_STATES
from ..life import LOCKED_STATES

#: How far a case has come in the eyes of the complainant, by state.
REACHED = {
    "new": 0,
    "registered": 0,
    "accepted": 1,
    "investigating": 2,
    "solution": 3,
    "offered": 3,
    "executing": 4,
    "follow_up": 4,
    "closed": 5,
}
#: How many characters of what was said the list shows where no goods are named.
FIRST_WORDS = 40


class ComplaintCasePortalMixin(models.AbstractModel):
    """What the complainant sees of a complaint, in words made for outsiders.

    The page is rendered in superuser mode, after `_document_check_access`: it shows
    what these methods hand out and nothing else. No name of a state, no holder, no
    mark, nothing of who complains.
    """

    _name = "complaint.case.portal.mixin"
    _description = "Complaint on the Portal"

    portal_form_key = fields.Char(
        groups=fields.NO_ACCESS,
        copy=False,
        help="The last form of the portal that was dealt with; sent twice, it counts "
        "once.",
    )

    # === ACCESS === #

    def _portal_ensure_token(self):
        """Find the key of the customer's link without opening the field to him."""
        if not self.env.su and not self.env.user._is_internal():
            self.check_access("read")
            # The key is no field for customers; it goes into the link to their case.
            return super(ComplaintCasePortalMixin, self.sudo())._portal_ensure_token()
        return super()._portal_ensure_token()

    def _get_share_url(self, *args, **kwargs):
        """Make the link of a customer's own case, see :meth:`_portal_ensure_token`."""
        if not self.env.su and not self.env.user._is_internal():
            self.check_access("read")
            # Core looks at the key before it asks for it.
            return super(ComplaintCasePortalMixin, self.sudo())._get_share_url(
                *args, **kwargs
            )
        return super()._get_share_url(*args, **kwargs)

    def message_post(self, **kwargs):
        """Let customers write by the thread of the page alone.

        The method is open to them over RPC, where they could name another author and
        further recipients. The routes of the thread check, then call it as superuser.

        :raise AccessError: to customers who call it themselves
        """
        if not self.env.su and not self.env.user._is_internal():
            raise AccessError(self.env._("Please write to us on the complaint's page."))
        return super().message_post(**kwargs)

    # === LIST === #

    @api.model
    def _portal_domain(self):
        """Return which cases are the user's own, as the record rule does.

        Said again for employees, who read more than what they complained about.

        :rtype: Domain
        """
        partner = self.env.user.partner_id
        return Domain("partner_id", "=", partner.id) | Domain(
            "contact_id", "=", partner.id
        )

    @api.model
    def _portal_search_domain(self, search, search_in):
        """Return what a typed word is looked for in.

        :param str search: what was typed
        :param str search_in: "number", "product" or anything else for both
        :rtype: Domain
        """
        number = Domain("name", "ilike", search)
        product = Domain.OR(
            Domain(f"line_ids.{name}", "ilike", search)
            for name in ("product_id", "model", "lot_id.name", "lot_text")
        )
        return {"number": number, "product": product}.get(search_in, number | product)

    @api.model
    def _portal_filter_domain(self, filterby):
        """Return the domain of a filter of the list: open, closed, waiting or all.

        :rtype: Domain
        """
        asked = Domain("state", "=", "need_info") | (
            Domain("state", "=", "offered")
            & Domain("settlement_id.state", "=", "offered")
        )
        return {
            "open": Domain("is_open", "=", True),
            "closed": Domain("is_open", "=", False),
            "waiting": asked,
        }.get(filterby, Domain.TRUE)

    @api.model
    def _portal_find(self, domain):
        """Narrow down a domain to the user's own cases.

        :param Domain domain: any condition, on fields closed to the user as well
        :return: an empty recordset in superuser mode, and the domain to search it by
        :rtype: tuple
        """
        own = self._search(self._portal_domain_of_rules(), order="id")
        # Conditions are ours and name fields closed to customers; the records are
        # those that the rules show.
        return self.sudo(), Domain("id", "in", own) & domain

    @api.model
    def _portal_domain_of_rules(self):
        if self.env.user._is_internal():
            return self._portal_domain()
        # The record rule of customers says the same, on fields they may not filter by.
        return Domain.TRUE

    # === PAGE === #

    def _portal_get_steps(self):
        """Return the labels of the progress line, in the language of the page.

        :rtype: list[str]
        """
        return [
            self.env._("Received"),
            self.env._("Accepted"),
            self.env._("Being investigated"),
            self.env._("Our solution"),
            self.env._("Carried out"),
            self.env._("Closed"),
        ]

    def _portal_get_reached(self):
        """Return how many steps of the progress line lie behind the case."""
        self.ensure_one()
        state = self.state
        if state in ("need_info", "merged"):
            state = self.state_before or "registered"
        if state in ("not_accepted", "withdrawn"):
            before = self.transition_ids.sorted("id")[-1:].state_from
            return min(REACHED.get(before, 0), 4)
        return REACHED.get(state, 0)

    def _portal_get_progress(self):
        """Return the progress line: label, date and whether done, current or open.

        :rtype: list[dict]
        """
        self.ensure_one()
        reached, dates = self._portal_get_reached(), {0: self.received_at}
        for row in self.transition_ids.sorted("id"):
            if row.state_to in REACHED:
                dates.setdefault(REACHED[row.state_to], row.at)
        done = reached + (self.state in ("follow_up", "closed"))
        return [
            {
                "label": label,
                "date": dates.get(number) if number <= reached else False,
                "status": "done"
                if number < done
                else ("current" if number == reached else "open"),
            }
            for number, label in enumerate(self._portal_get_steps())
        ]

    def _portal_get_goods(self):
        """Return what it is about, for the list: the goods, else the first words."""
        self.ensure_one()
        lines = self.line_ids
        # A slice would forget the other cases of the list, and ask for each one.
        first = lines[:1].with_prefetch(lines._prefetch_ids)
        words = " ".join((self.description or "").split())
        if len(words) > FIRST_WORDS:
            words = f"{words[:FIRST_WORDS].rstrip()}…"
        return first.product_id.display_name or first.model or words

    def _portal_get_status(self):
        """Return the word for where the case stands, such as on the list.

        :rtype: str
        """
        self.ensure_one()
        ends = {
            "not_accepted": self.env._("Not accepted"),
            "withdrawn": self.env._("Withdrawn"),
            "merged": self.env._("Handled together"),
        }
        return (
            ends.get(self.state)
            or (self._portal_get_steps()[self._portal_get_reached()])
        )

    def _portal_get_turn(self):
        """Return what the complainant is to do: "answer", "offer", "confirm" or False.

        :rtype: str or bool
        """
        self.ensure_one()
        if self.state == "need_info":
            return "answer"
        if self.state == "offered" and self.settlement_id.state == "offered":
            return "offer"
        if self.is_open and self.description and not self.description_confirmed:
            return "confirm"
        return False

    def _portal_get_asked(self):
        """Return what the complainant was asked for last."""
        self.ensure_one()
        rows = self.transition_ids.filtered(lambda row: row.step == "request_info")
        return rows.sorted("id")[-1:].reason

    def _portal_get_wait(self):
        """Return in one sentence what the company does meanwhile.

        :rtype: str
        """
        self.ensure_one()
        if self.state == "offered" and not self.settlement_id:
            return self.env._("You refused our offer. We look for another solution.")
        return {
            "accepted": self.env._("We have accepted your complaint and look into it."),
            "investigating": self.env._("We find out what happened."),
            "solution": self.env._("We prepare a solution for you."),
            "offered": self.env._("Thank you for your answer. We start right away."),
            "executing": self.env._("We carry out what we agreed on."),
            "follow_up": self.env._(
                "What we promised is done. We will ask whether you are satisfied."
            ),
        }.get(
            self.state,
            self.env._("We check your complaint and tell you whether we accept it."),
        )

    def _portal_get_end(self):
        """Return how the case ended, in one sentence; empty while it is open.

        :rtype: str
        """
        self.ensure_one()
        if self.state not in LOCKED_STATES:
            return ""
        return {
            "not_accepted": self.env._("We could not accept this complaint."),
            "withdrawn": self.env._("This complaint was withdrawn."),
            "merged": self.env._(
                "We handle this complaint together with another one on the same matter."
            ),
        }.get(self.state, self.env._("This complaint is closed."))

    def _portal_get_settlement(self):
        """Return the last solution that was told to the complainant, if any."""
        self.ensure_one()
        told = self.settlement_ids.filtered(lambda s: s.state in TOLD_STATES)
        return told.sorted("id")[-1:]

    def _portal_get_evidence(self):
        """Return what the complainant uploaded here."""
        self.ensure_one()
        return self.evidence_ids.filtered(lambda row: row.origin == "portal")

    def _portal_get_text_hash(self):
        """Return a fingerprint of the recorded text, to confirm what was read."""
        self.ensure_one()
        return hashlib.sha256((self.description or "").encode()).hexdigest()

    def _portal_prepare_page(self):
        """Return everything the page of a case shows.

        :rtype: dict
        """
        self.ensure_one()
        handler, settlement = self.user_id, self._portal_get_settlement()
        return {
            "case": self,
            "progress": self._portal_get_progress(),
            "status": self._portal_get_status(),
            "turn": self._portal_get_turn(),
            "may_say_stuck": self._portal_may_say_stuck(),
            "asked": self._portal_get_asked(),
            "wait_text": self._portal_get_wait(),
            "end_text": self._portal_get_end(),
            "settlement": settlement,
            "offer_hash": settlement._get_offer_hash() if settlement else "",
            "evidence": self._portal_get_evidence(),
            "contact_name": handler.name or self.company_id.name,
            "contact_phone": handler.partner_id.phone or self.company_id.phone,
            "contact_email": self.company_id.email,
            "text_hash": self._portal_get_text_hash(),
            "form_key": str(uuid.uuid4()),
        }
