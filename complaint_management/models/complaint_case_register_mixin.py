# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..const import SEVERITIES

#: How far back the earlier complaints of a customer are counted, in days.
RECENT_DAYS = 90
#: In the context of the register screen; elsewhere nothing fills itself in.
REGISTER_KEY = "complaint_register"
#: What makes the button New of a view lead to the register screen.
NEW_LEADS_TO_REGISTER = {
    "form": ("js_class", "complaint_case_form"),
    "kanban": ("on_create", "complaint_management.complaint_case_action_register"),
    "list": ("js_class", "complaint_case_list"),
}


class ComplaintCaseRegisterMixin(models.AbstractModel):
    """What the register screen needs beside the case: hints, shortcuts, buttons."""

    _name = "complaint.case.register.mixin"
    _description = "Complaint Registration"

    recent_case_count = fields.Integer(
        compute="_compute_recent_case_count",
        string="Complaints in 90 Days",
        help="Complaints of this customer in the last 90 days, as far as you may "
        "open them.",
    )
    severity_definition = fields.Char(
        compute="_compute_severity_definition",
        help="What the chosen severity means.",
    )
    category_note = fields.Text(
        compute="_compute_category_note",
        string="Belongs Here",
        help="Which complaints belong in this category.",
    )
    product_sheet = fields.Boolean(
        compute="_compute_product_sheet",
        help="The complaint is about goods: what was seen, where, which drug was "
        "added, use on a patient and cartons are asked for.",
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        compute="_compute_photo_ids",
        inverse="_inverse_photo_ids",
        string="Photos",
        help="Become evidence of the case.",
    )
    guessed_order_id = fields.Many2one(
        "sale.order",
        store=False,
        help="The order that was filled in because no other fits. It gives way to a "
        "better guess, where an order that was chosen stays.",
    )
    contact_person = fields.Char(
        compute="_compute_contact_person",
        help="Whom the complainant asks for: the handler, else the team, else who "
        "registered the complaint.",
    )

    # === COMPUTE METHODS === #

    @api.depends("commercial_partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_recent_case_count(self):
        customers = self.commercial_partner_id
        groups = self._read_group(
            [
                ("commercial_partner_id", "in", customers.ids),
                ("received_at", ">=", self._get_recent_since()),
                ("id", "not in", self._origin.ids),
            ],
            ["commercial_partner_id"],
            ["__count"],
        )
        counts = {customer.id: count for customer, count in groups}
        for case in self:
            case.recent_case_count = counts.get(case.commercial_partner_id.id, 0)

    @api.model
    def _get_recent_since(self):
        return fields.Datetime.now() - timedelta(days=RECENT_DAYS)

    @api.depends("severity")
    @api.depends_context("lang")
    def _compute_severity_definition(self):
        # The definitions are translated once, as the help of the choice.
        text = self._fields["severity"]._description_help(self.env) or ""
        codes = [code for code, _label in SEVERITIES]
        definitions = dict(zip(codes, text.split("\n"), strict=False))
        for case in self:
            case.severity_definition = definitions.get(case.severity)

    @api.depends("category_id.note")
    def _compute_category_note(self):
        for case in self:
            case.category_note = case.category_id.note

    @api.depends("category_id", "line_ids.product_id")
    def _compute_product_sheet(self):
        for case in self:
            category = case.category_id
            case.product_sheet = (
                category._get_inherited("product_sheet")
                if category
                else case.line_ids.product_id
            )

    @api.depends("evidence_ids.attachment_ids", "evidence_ids.kind")
    def _compute_photo_ids(self):
        for case in self:
            photos = case.evidence_ids.filtered(lambda e: e.kind == "photo")
            case.photo_ids = photos.attachment_ids

    def _inverse_photo_ids(self):
        """Register new photos as one piece of evidence; none is taken away."""
        self.env["complaint.evidence"].create(
            [
                {
                    "case_id": case.id,
                    "kind": "photo",
                    "name": self.env._("Photo sent with the complaint"),
                    "attachment_ids": [Command.set(photos.ids)],
                }
                for case in self
                if (photos := case.photo_ids - case.evidence_ids.attachment_ids)
            ]
        )

    @api.depends("user_id", "team_id", "create_uid")
    def _compute_contact_person(self):
        for case in self:
            # The name of who is responsible is told to every complainant.
            case_sudo = case.sudo()
            case.contact_person = (
                case_sudo.user_id.name
                or case_sudo.team_id.name
                or case_sudo.create_uid.name
            )

    # === ONCHANGE METHODS === #

    @api.onchange("partner_id")
    def _onchange_partner_id_register(self):
        """Take a person at a company as its contact; drop what was another's."""
        if not self.env.context.get(REGISTER_KEY) or not self.partner_id:
            return
        party = self.partner_id._prepare_complaint_party()
        self.complainant_type = party["complainant_type"]
        self.partner_id = party["partner_id"]
        if party["contact_id"]:
            self.contact_id = party["contact_id"]
        customer = self.partner_id.commercial_partner_id
        if self.contact_id.commercial_partner_id != customer:
            self.contact_id = False
        for name in ("sale_order_id", "picking_id", "invoice_id"):
            # Whose a document is may be known without a right to read it.
            owner = self.sudo()[name].partner_id.commercial_partner_id
            if owner and owner != customer:
                self[name] = False

    @api.onchange("partner_id", "line_ids")
    def _onchange_guess_order(self):
        """Fill in the order if only one of the customer fits the goods."""
        if not self.env.context.get(REGISTER_KEY):
            return
        if self.sale_order_id and self.sale_order_id != self.guessed_order_id:
            return
        order = self._guess_order()
        if order != self.guessed_order_id:
            self.picking_id = self.invoice_id = False
        self.guessed_order_id = self.sale_order_id = order

    # === CRUD METHODS === #

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Lead the button New of each view to the register screen."""
        arch, view = super()._get_view(view_id, view_type, **options)
        name, value = NEW_LEADS_TO_REGISTER.get(view_type, (None, None))
        if name and not arch.get(name):
            arch.set(name, value)
        return arch, view

    @api.model
    def default_get(self, fields):
        """Start on the phone, where most complaints are registered by hand."""
        defaults = super().default_get(fields)
        if self.env.context.get(REGISTER_KEY) and "channel_id" in fields:
            Channel = self.env["complaint.channel"]
            phone = Channel.search([("code", "=", "phone")], limit=1)
            defaults.setdefault("channel_id", phone.id)
        return defaults

    # === ACTION METHODS === #

    def action_register_and_acknowledge(self):
        """Register the complaint from the register screen and go on from there.

        :raise UserError: when the complainant or the description is missing
        """
        self.ensure_one()
        self.action_register()
        return self._get_next_action_after_register()

    def action_solve_now(self):
        """Close a simple complaint that was solved on the phone, and show it.

        :raise UserError: with a mark, money or a lot, and when conclusion, remedy or
            consent is missing
        """
        self.ensure_one()
        self.action_close_at_first_contact()
        return self._get_action_open_case()

    def action_save_draft(self):
        """Show a complaint that is to be registered later."""
        self.ensure_one()
        self.check_access("write")
        return self._get_action_open_case()

    # === BUSINESS METHODS === #

    def _get_next_action_after_register(self):
        """Return where the register screen leads to: the case, with its number.

        To be overridden, such as to acknowledge the receipt to the complainant.

        :rtype: dict
        """
        return self._get_action_open_case()

    def _get_action_open_case(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_management.complaint_case_action"
        )
        # The client hands on its own context, which the case has no use for.
        context = {REGISTER_KEY: False, "active_id": False, "active_ids": []}
        return action | {
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": context,
        }

    def _guess_order(self):
        """Return the only confirmed order of the customer with the goods, if any.

        :rtype: recordset of `sale.order`
        """
        # A plain user need not have rights on orders to name one of the customer's.
        Order = self.env["sale.order"].sudo()
        products = self.line_ids.product_id
        if not self.commercial_partner_id or not products:
            return Order
        domain = [
            ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
            ("company_id", "=", (self.company_id or self.env.company).id),
            ("state", "=", "sale"),
            ("order_line.product_id", "in", products.ids),
        ]
        if lots := self.line_ids.lot_id:
            domain.append(("picking_ids.move_line_ids.lot_id", "in", lots.ids))
        return self._only(Order.search(domain, limit=2)).with_env(self.env)
