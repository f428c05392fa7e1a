# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintCaseDocumentMixin(models.AbstractModel):
    """The documents a complaint is about, and the way from the case to its links.

    One document leads to the others and to the customer. Only what is still empty is
    filled in, and only where there is no choice.
    """

    _name = "complaint.case.document.mixin"
    _description = "Complaint Documents"

    sale_order_id = fields.Many2one(
        "sale.order",
        compute="_compute_sale_order_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="Fills in the customer, and delivery and invoice if there is one of each.",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        compute="_compute_picking_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        domain=[("picking_type_code", "=", "outgoing")],
        help="Fills in the customer, the order, and the invoice if there is one.",
    )
    invoice_id = fields.Many2one(
        "account.move",
        compute="_compute_invoice_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        domain=[("move_type", "=", "out_invoice")],
        help="Fills in the customer, the order, and the delivery if there is one.",
    )
    summary = fields.Char(
        compute="_compute_summary",
        help="The case in one line: who complains, and about what.",
    )
    lot_count = fields.Integer(compute="_compute_lot_count", string="Lots")
    merged_count = fields.Integer(
        compute="_compute_merged_count",
        help="How many cases this one goes on for.",
    )

    # === COMPUTE METHODS === #

    @api.depends("picking_id", "invoice_id")
    def _compute_sale_order_id(self):
        for case in self:
            case.sale_order_id = case.sale_order_id or case._find_order()

    @api.depends("sale_order_id", "invoice_id")
    def _compute_picking_id(self):
        for case in self:
            case.picking_id = case.picking_id or case._find_delivery()

    @api.depends("sale_order_id", "picking_id")
    def _compute_invoice_id(self):
        for case in self:
            case.invoice_id = case.invoice_id or case._find_invoice()

    @api.depends("sale_order_id", "picking_id", "invoice_id")
    def _compute_party(self):
        """Fill in customer and contact; a confidential case never names them."""
        for case in self:
            addressee = case._find_addressee()
            if case.confidential:
                addressee = addressee.browse()
            found = addressee._prepare_complaint_party()
            case.partner_id = case.partner_id or found.get("partner_id")
            customer = case.partner_id.commercial_partner_id
            if customer.id != found.get("partner_id"):
                found = {}
            case.contact_id = case.contact_id or found.get("contact_id")

    @api.depends(
        "partner_id",
        "complainant_type",
        "contact_ward",
        "line_ids.display_name",
        "line_ids.quantity",
        "line_ids.product_uom_id",
    )
    def _compute_summary(self):
        types = dict(self._fields["complainant_type"]._description_selection(self.env))
        for case in self:
            # The name of a customer is on the case for all who may open it.
            who = case.partner_id.sudo().display_name or types[case.complainant_type]
            parts = [who, case.contact_ward]
            # What one line needs is read for all, which are shown next.
            lines = case.line_ids
            for line in lines[:1].with_prefetch(lines._ids):
                unit = line.product_uom_id.name
                parts.append(f"{line.display_name} × {line.quantity:g} {unit or ''}")
            more = len(lines) - 1
            if more > 0:
                parts.append(self.env._("%s more", more))
            case.summary = " · ".join(part.strip() for part in parts if part)

    @api.depends("line_ids.lot_id")
    def _compute_lot_count(self):
        for case in self:
            case.lot_count = len(case.line_ids.lot_id)

    @api.depends("merged_ids")
    def _compute_merged_count(self):
        groups = self.env["complaint.case"]._read_group(
            [("merged_into_id", "in", self.ids)], ["merged_into_id"], ["__count"]
        )
        counts = {case.id: count for case, count in groups}
        for case in self:
            case.merged_count = counts.get(case._origin.id, 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("sale_order_id", "picking_id", "invoice_id", "partner_id")
    def _check_documents_of_customer(self):
        # Who may not read a document is told of a wrong one, too.
        for case in self.sudo():
            if not case.partner_id:
                continue
            company = case.partner_id.commercial_partner_id
            for document in (case.sale_order_id, case.picking_id, case.invoice_id):
                partner = document.partner_id.commercial_partner_id
                if partner and partner != company:
                    raise ValidationError(
                        self.env._(
                            "%(document)s belongs to %(other)s, not to %(customer)s.",
                            document=document.display_name,
                            other=partner.display_name,
                            customer=company.display_name,
                        )
                    )

    # === ACTION METHODS === #

    def action_view_order(self):
        """Open the order."""
        return self._action_view(self.sale_order_id, self.env._("Order"))

    def action_view_delivery(self):
        """Open the delivery."""
        return self._action_view(self.picking_id, self.env._("Delivery"))

    def action_view_invoice(self):
        """Open the invoice."""
        return self._action_view(self.invoice_id, self.env._("Invoice"))

    def action_view_customer(self):
        """Open the customer."""
        return self._action_view(self.partner_id, self.env._("Customer"))

    def action_view_lots(self):
        """Open the lots of the goods complained about."""
        return self._action_view(self.line_ids.lot_id, self.env._("Lots"))

    def action_view_look_alikes(self):
        """Open the cases that look like this one."""
        return self._action_view(self.look_alike_ids, self.env._("Looks Like"))

    def action_view_merged(self):
        """Open the cases that were merged into this one."""
        return self._action_view(self.merged_ids, self.env._("Merged Cases"))

    # === BUSINESS METHODS === #

    def _action_view(self, records, name):
        """Return the action that opens records: the form of one, the list of many."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": records._name,
            "domain": [("id", "in", records.ids)],
            "views": [(False, "list"), (False, "form")],
            "context": {"create": False},
        }
        if len(records) == 1:
            action.update(views=[(False, "form")], res_id=records.id)
        return action

    # Whoever registers a complaint need not have rights on the documents; the name of
    # a document, and whose it is, is all that comes from them.

    def _find_order(self):
        """Return the order that delivery or invoice belong to, if it is one."""
        case_sudo = self.sudo()  # see above
        order = case_sudo.picking_id.sale_id
        order = order or case_sudo.invoice_id.line_ids.sale_line_ids.order_id
        return self._only(order)

    def _find_delivery(self):
        """Return the delivery of the order, if one was done and no other."""
        case_sudo = self.sudo()  # see above
        order = case_sudo.sale_order_id or self._find_order()
        return self._only(
            order.picking_ids.filtered(
                lambda p: p.state == "done" and p.picking_type_code == "outgoing"
            )
        )

    def _find_invoice(self):
        """Return the posted invoice of the order, if there is one and no other."""
        case_sudo = self.sudo()  # see above
        order = case_sudo.sale_order_id or self._find_order()
        return self._only(
            order.invoice_ids.filtered(
                lambda m: m.state == "posted" and m.move_type == "out_invoice"
            )
        )

    def _find_addressee(self):
        """Return whom the documents are addressed to, the order first."""
        case_sudo = self.sudo()  # see above
        order = case_sudo.sale_order_id or self._find_order()
        return (
            order.partner_id
            or case_sudo.invoice_id.partner_id
            or case_sudo.picking_id.partner_id
        )

    @api.model
    def _only(self, records):
        return records if len(records) == 1 else records.browse()
