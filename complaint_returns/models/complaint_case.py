# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: Nobody plans a delivery further ahead.
MAX_DAYS = 365
#: A wish that nobody decided upon ends with the complaint; a merge may be undone.
ENDED_STATES = ("not_accepted", "closed", "withdrawn")


class ComplaintCase(models.Model):
    """Goods of the complaint that come back, and others in their place."""

    _inherit = "complaint.case"

    replacement_ids = fields.One2many(
        "complaint.replacement", "case_id", string="Replacements"
    )
    return_ids = fields.One2many("complaint.return", "case_id", string="Returns")
    next_step = fields.Selection(
        selection_add=[("goods", "Wait for the goods that come back, then refund them")]
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Give up what a customer wished for, when the complaint ends undecided."""
        if vals.get("state") in ENDED_STATES and self._holds_step_token():
            # Who ends the complaint answers the wish as well.
            wishes = self.sudo().replacement_ids.filtered(
                lambda wish: (
                    wish.on_portal
                    and wish.state == "draft"
                    and not wish.settlement_line_id
                )
            )
            wishes._with_step_token()._take_step("cancel")
        return super().write(vals)

    # === COMPUTE METHODS === #

    @api.depends("state")
    def _compute_next_step(self):
        result = super()._compute_next_step()
        executing = self.filtered(lambda case: case.next_step == "follow_up")
        if executing.ids:
            # What has to be done is shown to everybody who sees the case.
            promises = self.env["complaint.settlement.line"].sudo()
            waiting = promises.search(
                [
                    ("case_id", "in", executing.ids),
                    ("settlement_id.state", "=", "executing"),
                    ("kind", "=", "refund"),
                    ("done_at", "=", False),
                ]
            ).filtered(lambda line: line.goods_state in ("wait", "part"))
            (executing & waiting.case_id.with_env(self.env)).next_step = "goods"
        return result

    # === ACTION METHODS === #

    def action_create_return(self):
        """Draft a return of the goods complained about, and open it.

        What is known fills itself in: the deliveries, their lots, the defects.
        """
        self.ensure_one()
        self.check_access("write")
        self._ensure_unlocked()
        record = self.env["complaint.return"].create(
            {
                "case_id": self.id,
                "line_ids": [
                    Command.create(values)
                    for line in self.line_ids.filtered("product_id")
                    for values in self._prepare_return_lines(line)
                ],
            }
        )
        return self.action_view_returns() | {
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": record.id,
        }

    def action_view_returns(self):
        """Show the returns of the complaint."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_returns.complaint_return_action"
        )
        return action | {
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }

    def action_view_replacements(self):
        """Show the replacements of the complaint; a new one takes over its goods."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_returns.complaint_replacement_action"
        )
        return action | {
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }

    # === BUSINESS METHODS === #

    def _refunds_after_return(self):
        """Whether refunds wait for the goods, also where no return was made.

        Note: in superuser mode, `self.ensure_one()`

        :rtype: bool
        """
        return (
            self.company_id.complaint_refund_after_return
            or self.category_id._refunds_after_return()
        )

    def _ensure_unlocked(self):
        """Let goods be counted and inspected whatever became of the complaint."""
        if self.env["complaint.return"]._holds_entry():
            return None
        return super()._ensure_unlocked()

    def _prepare_return_lines(self, line):
        """Return the values of the lines that bring complained goods back.

        Quantities are taken from the deliveries as far as these reach, lot by lot, the
        lot complained about alone where it is known; a kit comes back as what was
        delivered of it, in proportion. The rest comes without delivery.

        :param line: record of `complaint.case.line`
        :rtype: list of dict
        """
        uom = line.product_uom_id or line.product_id.uom_id
        wanted = uom._compute_quantity(line.quantity, line.product_id.uom_id)
        common = {
            "case_line_id": line.id,
            "defect_id": line.defect_id.id,
            "drug_name": line.drug_name,
            "used": line.used_on_patient,
        }
        # Who handles complaints need not read deliveries.
        moves = line.sudo()._get_return_moves()
        left = self.env["complaint.return.allowance"].sudo()._get_left(moves)  # same
        values = []
        shares = line.sudo()._get_kit_shares(moves) if moves else {}  # as above
        for product, share in (shares or {line.product_id: 1.0}).items():
            rest = wanted * share
            for (move, lot), quantity in left.items():
                other = line.lot_id and lot != line.lot_id
                if move.product_id != product or (other and line.product_id == product):
                    continue
                part = min(rest, quantity)
                if product.uom_id.compare(part, 0.0) > 0:
                    goods = {"product_id": product.id, "lot_id": lot.id}
                    goods |= {"move_id": move.id, "quantity": part}
                    values.append(common | goods)
                    rest -= part
            if product.uom_id.compare(rest, 0.0) > 0:
                lot = (
                    line.lot_id if line.product_id == product else line.lot_id.browse()
                )
                goods = {"product_id": product.id, "lot_id": lot.id, "quantity": rest}
                if not lot and product == line.product_id:
                    goods["lot_text"] = line.lot_text
                values.append(common | goods)
        return values

    # === PORTAL === #

    def _portal_replace(self, token, key, wanted_date=None, note=None):
        """Ask for a replacement of all that goes back, for a day.

        The handler decides and asks for it: the customer's wish promises nothing. The
        time limit of asking runs from now on.

        :param str token: the key of the link, or None for who is logged in
        :param str key: the key of the form
        :param str wanted_date: as the form sends it, YYYY-MM-DD
        :param str note: what the customer says about it
        :raise AccessError: when the case is not the visitor's
        :raise UserError: when nothing goes back, it was asked for already, or the day
            is none, over, or too far ahead
        """
        case = self._portal_begin(token, key)
        if not case:
            return
        note = case._portal_clean(note)
        goods = case._portal_get_replaceable()
        if not goods:
            raise UserError(
                self.env._(
                    "A replacement was asked for already, or nothing goes back. Please "
                    "write to us."
                )
            )
        date = case._portal_read_date(wanted_date)
        # That it is the customer's wish is written by this step alone.
        wishes = case.replacement_ids.browse()._with_step_token()
        wishes.create(
            [
                {
                    "case_id": case.id,
                    "product_id": product.id,
                    "quantity": quantity,
                    "wanted_date": date,
                    "on_portal": True,
                }
                for product, quantity in goods.items()
            ]
        )
        said = self.env._(
            "I would like a replacement on %s.", format_date(self.env, date)
        )
        case._portal_post(token, self, said, note)
        case._portal_ask_handler(
            lambda env: env._("The customer asks for a replacement"), note or None
        )

    def _portal_get_replaceable(self):
        """Return what a replacement may be asked for: what goes back, by product.

        Nothing, once one was asked for, by whomever.

        :return: quantities in the product's unit by `product.product`
        :rtype: dict
        """
        self.ensure_one()
        wished = self.replacement_ids.filtered(lambda r: r.state != "cancelled")
        if wished or not self.is_open:
            return {}
        lines = self.return_ids.filtered(
            lambda r: r.state not in ("draft", "cancelled")
        ).line_ids
        goods = {}
        for line in lines.filtered(lambda line: line.product_id.type == "consu"):
            # What is there counts as it came, and so does what nobody announced.
            came = line.unannounced or line.return_id.received_at
            quantity = line.quantity_received if came else line.quantity
            goods[line.product_id] = goods.get(line.product_id, 0.0) + quantity
        return {
            product: quantity
            for product, quantity in goods.items()
            if product.uom_id.compare(quantity, 0.0) > 0
        }

    def _portal_read_date(self, text):
        """Return the day that was typed.

        :raise UserError: when it is none, over, or too far ahead
        """
        try:
            date = fields.Date.to_date((text or "").strip() or None)
        except ValueError:
            date = None
        if not date:
            raise UserError(self.env._("Please say on which day you need it."))
        today = self._portal_get_today()
        if date < today:
            raise UserError(self.env._("This day is over. Please choose another one."))
        if date > fields.Date.add(today, days=MAX_DAYS):
            raise UserError(self.env._("Please choose a day within one year."))
        return date

    def _portal_get_today(self):
        """Return which day it is where the company works."""
        zone = self.company_id.resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def _portal_prepare_page(self):
        values = super()._portal_prepare_page()
        today = self._portal_get_today()
        return values | {
            # Drafts of returns stay ours.
            "returns": self.return_ids.filtered(
                lambda r: r.state in ("authorised", "collected")
            ),
            "replaceable": self._portal_get_replaceable(),
            "wishes": self.replacement_ids.filtered(
                lambda r: (
                    r.wanted_date
                    and r.state != "cancelled"
                    and (self.is_open or r.state != "draft")
                )
            ),
            "replace_first": today,
            "replace_last": fields.Date.add(today, days=MAX_DAYS),
            "replace_days": self.company_id.complaint_replacement_days,
        }
