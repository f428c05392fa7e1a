# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ComplaintSettlementPayeeMixin(models.AbstractModel):
    """Who is paid or gets goods where the case names no customer."""

    _name = "complaint.settlement.payee.mixin"
    _description = "Payee of a Settlement"

    payee_id = fields.Many2one(
        "res.partner",
        copy=False,
        index="btree_not_null",
        help="Who is paid or gets the goods where the complaint names no customer. "
        "Accounting and warehouse see this contact. Only the privilege Complainant "
        "identity chooses it.",
    )

    needs_payee = fields.Boolean(
        compute="_compute_needs_payee", export_string_translation=False
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.partner_id", "payee_id", "snapshot")
    def _compute_needs_payee(self):
        for settlement in self:
            named = settlement.case_id.partner_id
            asked = (settlement.snapshot or {}).get("content")
            settlement.needs_payee = bool(
                settlement.payee_id
                or not named
                or (asked and settlement._is_named_later(asked))
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let only who may see complainants choose who is paid, defaults included."""
        settlements = super().create(vals_list)
        if settlements.payee_id:
            self._ensure_may_choose_payee()
            settlements._ensure_payee_is_no_party()
        return settlements

    def write(self, vals):
        """Let only who may see complainants choose who is paid, and log it."""
        if "payee_id" in vals:
            self._ensure_may_choose_payee()
        result = super().write(vals)
        if "payee_id" in vals:
            self._ensure_payee_is_no_party()
            for settlement in self:
                settlement.case_id._message_log(
                    body=self.env._("The payee of the settlement was chosen.")
                )
        return result

    # === ACTION METHODS === #

    def action_make_payee(self):
        """Make a contact that is named by the number of the case, and nothing else.

        :raise AccessError: without the privilege *Complainant identity*
        """
        self.check_access("write")
        for settlement in self:
            settlement.case_id._ensure_unlocked()
            settlement._ensure_may_choose_payee()
            if not settlement._get_payee():
                settlement.payee_id = settlement._make_payee()
        return True

    # === BUSINESS METHODS === #

    def _ensure_may_choose_payee(self):
        group = "complaint_management.complaint_management_group_identity"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(
                self.env._(
                    "Only the privilege “Complainant identity” chooses who is paid."
                )
            )

    def _ensure_payee_is_no_party(self):
        """Let nobody who proposes, decides, handles or is accused be paid."""
        for settlement in self.sudo():  # people and approvals seen or not
            approvals = settlement.approval_ids
            people = settlement._get_barred_users() | self.env.user
            people |= approvals.approver_id | approvals.decided_by_id
            own = people.partner_id.commercial_partner_id
            own -= settlement.company_id.partner_id
            payee = settlement.payee_id
            if payee in people.partner_id or payee.commercial_partner_id in own:
                raise UserError(
                    self.env._("Nobody who has a part in the complaint is paid by it.")
                )

    def _is_named_later(self, asked):
        """Whether the case names a customer where approval knew of none any more.

        :param dict asked: the content that was approved
        :rtype: bool
        """
        # Which contact it is; the user may not see every one.
        partner, then = self.case_id.sudo().partner_id, asked.get("partner")
        if not partner or "partner" not in asked or then == partner.id:
            return False
        # Customers on file twice are merged; the one that was approved is gone then.
        return not then or not partner.browse(then).exists()

    def _ensure_named_is_confirmed(self):
        """Refuse to pay who was named after approval, unless chosen as the payee.

        The approvals stay: they were given to whoever complained, and only who may see
        complainants says who that is.

        Note: in superuser mode.

        :raise UserError: saying who confirms it, and how
        """
        customer = self.case_id.partner_id
        if self.payee_id.commercial_partner_id != customer.commercial_partner_id:
            raise UserError(
                self.env._(
                    "%(case)s did not name %(customer)s yet when it was approved. "
                    "Somebody with the privilege “Complainant identity” confirms who "
                    "is paid: on the settlement, choose %(customer)s as payee. The "
                    "approvals stay as they are.",
                    case=self.case_id.name,
                    customer=customer.display_name,
                )
            )

    def _get_known_payees(self):
        """Return whom documents may be made out to: now, or when it was approved.

        Note: in superuser mode.
        """
        asked = (self.snapshot or {}).get("content") or {}
        partners = self.case_id.partner_id | self.payee_id
        then = partners.browse(asked.get("partner") or ()).exists()
        return partners | then

    def _get_paid_partners(self):
        """Return who gets what is promised, and so decides on none of it.

        Note: in superuser mode.
        """
        case = self.case_id
        return case.partner_id | case.contact_id | self.payee_id

    def _make_payee(self):
        """Return the contact of this case, of an earlier round if there is one."""
        known = self.case_id.settlement_ids.payee_id[:1]
        case = self.case_id
        # Who may see complainants need not have rights to make contacts.
        return known or self.env["res.partner"].sudo().create(
            {"name": case.name, "ref": case.name, "company_id": case.company_id.id}
        )

    def _get_payee(self):
        """Return who is paid: the customer of the case, else the payee.

        :return: a `res.partner`, maybe empty
        """
        self.ensure_one()
        # A plain user may not see every contact.
        return self.case_id.sudo().partner_id or self.sudo().payee_id

    def _ensure_payee(self):
        """Return who is paid; make the contact when the user may.

        :raise UserError: when nobody is named, and the user may not make a contact
        """
        self.ensure_one()
        group = "complaint_management.complaint_management_group_identity"
        if not self._get_payee() and self.env.user.has_group(group):
            self.payee_id = self._make_payee()
        payee = self._get_payee()
        if not payee:
            raise UserError(
                self.env._(
                    "%s names no customer. Somebody with the privilege “Complainant "
                    "identity” has to choose the payee on the settlement first.",
                    self.case_id.display_name,
                )
            )
        return payee
