# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..replacement_life import STATES


class ComplaintReplacement(models.Model):
    """Goods delivered in place of those complained about, on the day they are wanted.

    It is asked for some days before that day; who plans it orders a delivery that costs
    nothing and goes the customer's usual way.
    """

    _name = "complaint.replacement"
    _inherit = [
        "complaint.replacement.step.mixin",
        "complaint.replacement.order.mixin",
        "complaint.case.child.mixin",
    ]
    _description = "Replacement"
    _order = "wanted_date, id"
    _check_company_auto = True
    #: Fields that only the steps write.
    _step_fields = frozenset(
        {"name", "state", "settlement_line_id", "asked_at", "asked_by_id"}
        | {"planned_at", "planned_by_id", "done_at", "short_notice", "on_portal"}
    )
    #: What was asked for stays, once it is planned.
    _asked_fields = frozenset(
        {"product_id", "quantity", "wanted_date", "warehouse_id", "address_id"}
    )

    # Identity
    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    settlement_line_id = fields.Many2one(
        "complaint.settlement.line",
        string="Promise",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="What was promised. Empty: the customer asked for it beforehand.",
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        string="Status",
        help="Only the buttons and the delivery change it.",
    )
    on_portal = fields.Boolean(
        string="Customer's Wish",
        readonly=True,
        copy=False,
        help="The customer wrote on the portal when it is wanted.",
    )
    # Goods
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('type', '=', 'consu')]",
        index="btree_not_null",
        help="The same product, or another one in its place.",
    )
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        precompute=True,
        help="In the product's unit.",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    # Delivery
    wanted_date = fields.Date(
        string="Wanted On", copy=False, index=True, help="When the customer wants it."
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Where it is delivered from.",
    )
    address_id = fields.Many2one(
        "res.partner",
        compute="_compute_address_id",
        store=True,
        readonly=False,
        precompute=True,
        string="Deliver To",
        check_company=True,
        help="An address of the customer, or the one of the order. Empty: the "
        "customer's usual one.",
    )
    note = fields.Char(
        string="For Who Plans It", help="What logistics has to know; no personal data."
    )
    # Notice
    ask_by = fields.Datetime(
        string="To Be Asked For By",
        compute="_compute_ask_by",
        help="So many days before the wanted date as the time limit of the complaint "
        "says, else the settings.",
    )
    short_notice = fields.Boolean(
        readonly=True, copy=False, help="It was asked for later than it should be."
    )
    notice_words = fields.Char(
        compute="_compute_notice_words", string="Notice", help="Whether it is short."
    )
    stock_words = fields.Char(
        compute="_compute_stock_words",
        string="In Stock",
        help="Whether there is enough on the wanted date, and when not, when there is.",
    )
    # Dates and people
    planner_id = fields.Many2one(
        "res.users",
        compute="_compute_planner_id",
        store=True,
        readonly=False,
        precompute=True,
        string="Planned By",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who plans it with logistics: as the team says, else the warehouse, else "
        "the company.",
    )
    asked_at = fields.Datetime(readonly=True, copy=False)
    asked_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    planned_at = fields.Datetime(readonly=True, copy=False)
    planned_by_id = fields.Many2one(
        "res.users", string="Delivery Planned By", readonly=True, copy=False
    )
    done_at = fields.Datetime(string="Delivered On", readonly=True, copy=False)
    order_line_ids = fields.One2many(
        "sale.order.line", "complaint_replacement_id", string="Order Lines"
    )

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)", "This number is taken."
    )
    # Whatever happens at once: one replacement for each promise.
    _settlement_line_uniq = models.UniqueIndex(
        "(settlement_line_id) WHERE settlement_line_id IS NOT NULL "
        "AND state != 'cancelled'",
        "This promise has its replacement already.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "A quantity can't be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id")
    def _compute_product_id(self):
        for record in self:
            lines = record.case_id.line_ids
            record.product_id = record.product_id or lines.product_id[:1]

    @api.depends("case_id")
    def _compute_quantity(self):
        for record in self:
            line = record.case_id.line_ids.filtered("product_id")[:1]
            unit = line.product_uom_id or line.product_id.uom_id
            record.quantity = record.quantity or (
                unit._compute_quantity(
                    line.quantity, line.product_id.uom_id, raise_if_failure=False
                )
                if line
                else 0.0
            )

    @api.depends("case_id")
    def _compute_warehouse_id(self):
        # Who handles complaints need not read warehouses and orders.
        Warehouse = self.env["stock.warehouse"].sudo()
        for record in self:
            case = record.case_id.sudo()  # as above
            record.warehouse_id = (
                record.warehouse_id
                or case.sale_order_id.warehouse_id
                or Warehouse.search([("company_id", "=", case.company_id.id)], limit=1)
            )

    @api.depends("case_id")
    def _compute_address_id(self):
        for record in self:
            # Who handles complaints need not read orders.
            order = record.case_id.sudo().sale_order_id
            known = order.partner_id == record.case_id.sudo().partner_id  # as above
            record.address_id = record.address_id or (
                order.partner_shipping_id if known and order else False
            )

    @api.depends("case_id.team_id", "warehouse_id", "company_id")
    def _compute_planner_id(self):
        for record in self.sudo():  # settings the user may not read
            if record.state in ("draft", False):
                record.planner_id = record._find_planner()
            else:
                record.planner_id = record.planner_id

    @api.depends("wanted_date", "company_id", "state")
    def _compute_ask_by(self):
        for record in self:
            record.ask_by = record._get_ask_by() if record.wanted_date else False

    @api.depends("wanted_date", "short_notice", "state")
    @api.depends_context("lang")
    def _compute_notice_words(self):
        for record in self:
            record.notice_words = record._get_notice_words()

    @api.depends("product_id", "quantity", "wanted_date", "warehouse_id", "state")
    @api.depends_context("lang")
    def _compute_stock_words(self):
        for record in self:
            known = record.product_id.is_storable and record.wanted_date
            # Who handles complaints need not have rights on stock.
            record.stock_words = (
                record.sudo()._get_stock_words()
                if known and record.state not in ("done", "cancelled")
                else False
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("address_id", "case_id")
    def _check_address_id(self):
        for record in self.sudo():  # contacts and orders the user may not read
            case, address = record.case_id, record.address_id
            known = case.sale_order_id.partner_shipping_id | case.picking_id.partner_id
            customer = record._get_receiver()
            known |= customer | customer.commercial_partner_id
            above = address
            while above and above not in known:
                above = above.parent_id
            if address and not above:
                raise ValidationError(
                    self.env._(
                        "It is delivered to an address of the customer, or to the "
                        "one of the order."
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start every replacement as a draft, with its number."""
        records = super().create(vals_list)
        for company, group in records.grouped("company_id").items():
            # Whoever makes a replacement has no rights on sequences.
            sequence = company.sudo()._get_complaint_replacement_sequence()
            for record in group:
                record._with_step_token().name = sequence.next_by_id()
        records.filtered("wanted_date")._tell_wanted()
        return records

    def write(self, vals):
        """Keep what is planned; tell the time limits when it is wanted."""
        if self._asked_fields.intersection(vals) and not self._holds_step_token():
            for record in self:
                if record.state not in ("draft", "asked"):
                    raise UserError(
                        self.env._(
                            "%s is planned already. Cancel it and ask for another one.",
                            record.name,
                        )
                    )
        before = {record: record.wanted_date for record in self}
        result = super().write(vals)
        if "wanted_date" in vals:
            self.filtered(
                lambda record: (
                    record.state == "draft" and record.wanted_date != before[record]
                )
            )._tell_wanted()
        return result

    def unlink(self):
        """Take the time limit of a draft along."""
        for record in self:
            record.case_id._cancel_clocks_of(record)
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(record.state != "draft" for record in self):
            raise UserError(self.env._("What was asked for is cancelled, not deleted."))

    # === ACTION METHODS === #

    def action_view_order(self):
        """Open the order it is delivered by; who has no rights on it is told so."""
        self.ensure_one()
        self.check_access("read")
        # Which order it is is for all who see the replacement.
        order = self.sudo().order_line_ids.order_id.with_env(self.env)
        return self.case_id._action_view(order, self.env._("Order"))

    # === BUSINESS METHODS === #

    def _get_wanted_moment(self, at=time(23, 59, 59)):
        """Return a time of the wanted date, as the company's clocks show it, in UTC.

        :param at: what the clock shows; the end of the day, if left out
        :rtype: datetime
        """
        self.ensure_one()
        calendar = self.company_id.sudo().resource_calendar_id  # only its time zone
        zone = ZoneInfo(calendar.tz or "UTC")
        moment = datetime.combine(self.wanted_date, at, tzinfo=zone)
        return moment.astimezone(UTC).replace(tzinfo=None)

    def _get_ask_by(self):
        """Return until when it is to be asked for, UTC.

        :rtype: datetime
        """
        self.ensure_one()
        # Limits bind whoever asks.
        clock = self._origin.case_id.sudo().clock_ids.filtered(
            lambda clock: (
                (clock.res_model, clock.res_id) == (self._name, self._origin.id)
                and clock.state != "cancelled"
                and clock.deadline
            )
        )[-1:]
        days = self.company_id.complaint_replacement_days
        same = self._origin.wanted_date == self.wanted_date
        return (clock.deadline if same else False) or (
            self._get_wanted_moment() - timedelta(days=days)
        )

    def _tell_wanted(self):
        """Tell the time limits when the replacement is wanted, the last word counts."""
        for record in self:
            case = record.case_id
            case._cancel_clocks_of(record)
            if record.wanted_date and case.is_open:
                case._complaint_event(
                    "replacement_wanted", record._get_wanted_moment(), subject=record
                )

    def _find_planner(self):
        """Return who plans it: somebody who handles complaints and is not barred.

        Note: in superuser mode, `self.ensure_one()`

        :rtype: recordset of `res.users`
        """
        case = self.case_id
        group = "complaint_management.complaint_management_group_user"
        for user in (
            case.team_id.complaint_replacement_user_id,
            self.warehouse_id.complaint_replacement_user_id,
            case.company_id.complaint_replacement_user_id,
        ):
            if user.active and user.has_group(group):
                if (
                    case.company_id in user.company_ids
                    and user not in case.respondent_user_ids
                ):
                    return user
        return case.user_id or case.team_id.leader_id
