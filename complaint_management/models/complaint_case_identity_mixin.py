# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

COMPLAINANT_TYPES = [
    ("consumer", "Consumer"),
    ("business", "Business customer"),
    ("employee", "Employee"),
    ("regulator", "Regulator"),
    ("anonymous", "Anonymous"),
]
#: What is typed on the case and kept apart from it.
IDENTITY_FIELDS = {
    "complainant_name": "name",
    "complainant_phone": "phone",
    "complainant_email": "email_from",
    "complainant_address": "address",
}


class ComplaintCaseIdentityMixin(models.AbstractModel):
    """Who complains: a known customer on the case, anybody else kept apart.

    What is typed into the `complainant_…` fields goes straight to a
    `complaint.identity` and is never shown again on the case.
    """

    _name = "complaint.case.identity.mixin"
    _description = "Complainant"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_party",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="A customer on file. Left empty on confidential complaints and for "
        "consumers whose data is kept apart.",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Commercial Entity",
        store=True,
        index="btree_not_null",
        help="Look-alikes are searched among all contacts of this customer.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        compute="_compute_party",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="The person at the customer who complains.",
    )
    contact_ward = fields.Char(
        string="Ward", help="Ward or department of a business customer."
    )
    complainant_type = fields.Selection(
        COMPLAINANT_TYPES,
        required=True,
        default="business",
        help="An anonymous complaint needs no data on who complains.",
    )
    complainant_label = fields.Char(
        compute="_compute_complainant_label",
        store=True,
        string="Complainant",
        help="How the complainant is called here; without personal data where these "
        "are kept apart.",
    )
    complainant_text = fields.Char(
        compute="_compute_complainant_text",
        string="Complainant in Words",
        help="The same, in the language of who looks.",
    )
    complainant_name = fields.Char(
        compute="_compute_complainant_data",
        readonly=False,
        copy=False,
        string="Full Name",
        help="Kept apart from the case when saved; opened only with the privilege "
        "Complainant identity, and each time is logged.",
    )
    complainant_phone = fields.Char(
        compute="_compute_complainant_data",
        readonly=False,
        copy=False,
        string="Phone",
        help="Kept apart from the case when saved.",
    )
    complainant_email = fields.Char(
        compute="_compute_complainant_data",
        readonly=False,
        copy=False,
        string="Email",
        help="Kept apart from the case when saved.",
    )
    complainant_address = fields.Char(
        compute="_compute_complainant_data",
        readonly=False,
        copy=False,
        string="Address",
        help="Kept apart from the case when saved.",
    )
    identity_id = fields.Many2one(
        "complaint.identity",
        compute="_compute_identity_id",
        compute_sudo=True,
        groups=fields.NO_ACCESS,
    )
    has_identity = fields.Boolean(
        compute="_compute_identity_id",
        compute_sudo=True,
        string="Data Kept Apart",
        help="Name, phone or address of the complainant are on file.",
    )
    identity_verified = fields.Boolean(
        copy=False, help="The complainant's identity was checked."
    )
    identity_verified_how = fields.Char(
        string="Verified By",
        copy=False,
        help="How the identity was checked, such as a call back or an order number.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id", "complainant_type", "name")
    def _compute_complainant_label(self):
        types = dict(COMPLAINANT_TYPES)
        for case in self:
            case.complainant_label = (
                # A plain user may not see every contact.
                case.partner_id.sudo().display_name
                or f"{types[case.complainant_type or 'anonymous']} · {case.name}"
            )

    @api.depends("complainant_label", "partner_id", "complainant_type", "name")
    @api.depends_context("lang")
    def _compute_complainant_text(self):
        types = dict(self._fields["complainant_type"]._description_selection(self.env))
        for case in self:
            case.complainant_text = (
                case.complainant_label
                if case.partner_id or not case.complainant_type
                else f"{types[case.complainant_type]} · {case.name}"
            )

    def _compute_complainant_data(self):
        """Show nothing: what was typed is not on the case any more."""
        self.complainant_name = False
        self.complainant_phone = False
        self.complainant_email = False
        self.complainant_address = False

    def _compute_identity_id(self):
        rows = self.env["complaint.identity"].search([("case_id", "in", self.ids)])
        by_case = {row.case_id.id: row for row in rows}
        for case in self:
            case.identity_id = by_case.get(case.id)
            case.has_identity = bool(case.identity_id)

    # === CONSTRAINT METHODS === #

    @api.constrains("confidential", "partner_id", "contact_id")
    def _check_confidential_has_no_partner(self):
        for case in self:
            if case.confidential and (case.partner_id or case.contact_id):
                raise ValidationError(
                    self.env._(
                        "A confidential complaint names no customer or contact. Enter "
                        "who complains as complainant's data, which is kept apart."
                    )
                )

    @api.constrains("contact_id", "partner_id")
    def _check_contact_of_customer(self):
        # A plain user may not see every contact.
        for case in self.sudo():
            contact, partner = case.contact_id, case.partner_id
            if (
                contact
                and partner
                and contact.commercial_partner_id != partner.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(contact)s is no contact of %(customer)s.",
                        contact=contact.display_name,
                        customer=partner.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Keep apart what must not stand on the case."""
        apart = [self._pop_identity_values(vals) for vals in vals_list]
        cases = super().create([row[0] for row in apart])
        for case, (_vals, identity) in zip(cases, apart, strict=True):
            if identity:
                case._save_identity(identity)
        return cases

    def write(self, vals):
        """Keep apart what must not stand on the case, and move what did."""
        vals, identity = self._pop_identity_values(vals)
        if "confidential" in vals and not vals["confidential"]:
            self.filtered("confidential")._ensure_may_open()
        turning = self._is_turning_confidential(vals)
        if turning:
            self.check_access("write")
            self._ensure_not_shut_out()
            known = self.filtered("partner_id")
            for case in known:
                case._save_identity(case._prepare_identity_from_partner())
            known._forget_partner()
            vals = {**vals, "partner_id": False, "contact_id": False}
        result = super().write(vals) if vals else True
        if identity:
            self.check_access("write")
            self._ensure_unlocked()
            for case in self:
                case._save_identity(identity)
        return result

    @api.model
    def _pop_identity_values(self, vals):
        """Split values into those of the case and those kept apart."""
        identity = {
            target: vals[source]
            for source, target in IDENTITY_FIELDS.items()
            if vals.get(source)
        }
        rest = {name: vals[name] for name in vals if name not in IDENTITY_FIELDS}
        return rest, identity

    def _prepare_identity_from_partner(self):
        """Return what is kept apart when a case turns confidential."""
        # A plain user may not see every contact.
        person = (self.contact_id or self.partner_id).sudo()
        return {
            "name": person.display_name,
            "phone": person.phone,
            "email_from": person.email,
            "address": person.contact_address_inline,
        }

    @api.model
    def _is_turning_confidential(self, vals):
        """Whether these values make a case confidential, by hand or by category."""
        if "confidential" in vals:
            return bool(vals["confidential"])
        category = self.env["complaint.category"].browse(vals.get("category_id") or [])
        return (
            # A confidential category may be hidden.
            bool(category.sudo()._get_inherited("confidential")) if category else False
        )

    def _ensure_may_open(self):
        """Let only managers and the team's leader open a confidential case to others.

        :raise UserError: while its category is confidential
        """
        if not self:
            return
        self.check_access("write")
        self._ensure_supervisor()
        for case in self:
            category = case.category_id.sudo()  # a confidential one may be hidden
            if category and category._get_inherited("confidential"):
                raise UserError(
                    self.env._(
                        "Complaints of the category %s are always confidential. "
                        "Choose another category first.",
                        category.display_name,
                    )
                )

    def _ensure_not_shut_out(self):
        """Refuse to shut a case before the nose of who does it.

        :raise UserError: when the user sees the case without being named in it
        """
        if self.env.su:
            return
        for case in self.filtered(lambda case: not case.confidential):
            if not case._is_named(self.env.user):
                raise UserError(
                    self.env._(
                        "A confidential complaint opens only to those named in it, "
                        "and you are not named in %s. Ask its handler, or handle it "
                        "yourself first.",
                        case.display_name,
                    )
                )

    def _forget_partner(self):
        """Take the customer out of the thread: from its followers and its log."""
        # Followers and log are not the user's to change.
        for case in self.sudo():
            case.message_unsubscribe((case.partner_id | case.contact_id).ids)
            case.settlement_ids._forget_signature()
            # Nobody has rights on tracked changes.
            changes = self.env["mail.tracking.value"].sudo()
            changes.search(
                [
                    ("field_id.name", "in", ("partner_id", "contact_id")),
                    ("mail_message_id.model", "=", self._name),
                    ("mail_message_id.res_id", "=", case.id),
                ]
            ).unlink()

    def _mail_track(self, tracked_fields, initial_values):
        """Log nothing of the customer of a confidential case, its removal included."""
        if self.confidential:
            tracked_fields = {
                name: field
                for name, field in tracked_fields.items()
                if name not in ("partner_id", "contact_id")
            }
        return super()._mail_track(tracked_fields, initial_values)

    def _save_identity(self, values):
        # Nobody has rights on identities; this is the door they come in by.
        self.env["complaint.identity"].sudo()._claim(self).write(values)
        self.invalidate_recordset(["identity_id", "has_identity"])

    # === ACTION METHODS === #

    def action_open_identity(self):
        """Show who complains, and log that it was shown.

        :raise AccessError: without the privilege *Complainant identity*, or without
            right to read the case
        """
        self.ensure_one()
        self.check_access("read")
        group = "complaint_management.complaint_management_group_identity"
        if not self.env.user.has_group(group):
            raise AccessError(
                self.env._(
                    "Only the privilege “Complainant identity” opens who complains."
                )
            )
        # The checks are done above.
        identity = self.sudo().identity_id
        # Nobody may write the log.
        self.env["complaint.identity.log"].sudo().create(
            {"case_id": self.id, "user_id": self.env.uid, "at": fields.Datetime.now()}
        )
        shown = self.env["complaint.identity.show"].create(
            {
                "case_id": self.id,
                "name": identity.name,
                "phone": identity.phone,
                "email": identity.email_from,
                "address": identity.address,
                "signed_name": identity.signed_name,
                "signature": identity.signature,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complainant of %s", self.name),
            "res_model": shown._name,
            "res_id": shown.id,
            "view_mode": "form",
            "target": "new",
        }

    # === BUSINESS METHODS === #

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # What is shown is no column: sorted by what is kept, the same for all.
        if field_name == "complainant_text":
            field_name = "complainant_label"
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _is_complainant_known(self):
        """Whether the case says who complains, or that nobody wants to."""
        self.ensure_one()
        return bool(
            self.partner_id or self.complainant_type == "anonymous" or self.has_identity
        )
