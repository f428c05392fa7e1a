# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ComplaintLotHoldMoveMixin(models.AbstractModel):
    """The stock moves of a hold: to the quarantine location, and back.

    They are made as superuser, after the checks of who calls: who decides on a lot
    need not have rights on the warehouse.
    """

    _name = "complaint.lot.hold.move.mixin"
    _description = "Stock Moves of a Hold"

    # === BUSINESS METHODS === #

    def _move_to_quarantine(self):
        """Move what is in stock to quarantine, out of the transfers that wait for it.

        These transfers take other lots instead, as far as there are any. What is
        between two places is left until it arrives.

        Note: `self.ensure_one()`
        """
        self.ensure_one()
        quarantine = self._get_quarantine()
        robbed = self._take_from_transfers()
        lines = [
            {
                "location_id": quant.location_id.id,
                "location_dest_id": quarantine.id,
                "quantity": quant.quantity,
                "package_id": quant.package_id.id,
                "result_package_id": self._get_whole_package(quant).id,
                "owner_id": quant.owner_id.id,
            }
            for quant in self._get_quants()
            if quant.quantity > 0
            and quant.location_id.usage == "internal"
            and not self._is_quarantine(quant.location_id)
        ]
        self._transfer(lines)
        # picked by hand, they would not be reserved anew
        robbed.picked = False
        robbed.filtered(
            lambda move: move.state not in ("done", "cancel")
        )._action_assign()

    def _move_back(self):
        """Move what this hold put into quarantine back to where it lay.

        What was scrapped there in the meantime, or put there by somebody else, is left.

        Note: `self.ensure_one()`
        """
        self.ensure_one()
        # The transfers are not the user's to read.
        done = self.sudo().picking_ids.move_line_ids.filtered(
            lambda line: line.state == "done"
        )
        # the quarantine location may be another one by now
        places = done.location_dest_id
        free = {
            quant: quant.quantity - quant.reserved_quantity
            for quant in self._get_quants()
            if any(
                quant.location_id.parent_path.startswith(place.parent_path)
                for place in places
            )
        }
        lines = []
        for line in done.filtered(lambda line: line.location_id not in places):
            lines += self._prepare_way_back(line, free)
        self._transfer(lines)

    def _prepare_way_back(self, line, free):
        """Return the values of what goes back to where a line took it from.

        :param line: a line that went to quarantine
        :param dict free: how much of each quant may go back; what is taken is deducted
        :rtype: list[dict]
        """
        quants = [quant for quant in free if quant.owner_id == line.owner_id]
        # what is still in its package first
        quants.sort(key=lambda quant: quant.package_id != line.result_package_id)
        missing, lines = line.quantity_product_uom, []
        place = line.location_id
        if not place.active:
            place = place.warehouse_id.lot_stock_id or place
        for quant in quants:
            quantity = min(missing, free[quant])
            if quantity <= 0:
                continue
            missing -= quantity
            free[quant] -= quantity
            whole = quantity == quant.quantity
            lines.append(
                {
                    "location_id": quant.location_id.id,
                    "location_dest_id": place.id,
                    "quantity": quantity,
                    "package_id": quant.package_id.id,
                    "result_package_id": whole and self._get_whole_package(quant).id,
                    "owner_id": quant.owner_id.id,
                }
            )
        return lines

    def _take_from_transfers(self):
        """Take the lot out of what is reserved or picked; return the moves."""
        lines = self._get_sudo_env()["stock.move.line"].search(
            [
                ("lot_id", "=", self.lot_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "not in", ("done", "cancel", "draft")),
                ("location_id.usage", "=", "internal"),
            ]
        )
        lines = lines.filtered(
            lambda line: not self._is_quarantine(line.location_dest_id)
        )
        moves = lines.move_id
        for picking in moves.picking_id:
            picking._message_log(
                body=self.env._(
                    "Lot %(lot)s is held and was taken out of this transfer.",
                    lot=self.lot_id.name,
                )
            )
        lines.unlink()
        return moves

    def _transfer(self, lines):
        """Make and do one transfer for each warehouse.

        :param list lines: values of move lines, without product and lot
        """
        by_warehouse = {}
        for line in lines:
            by_warehouse.setdefault(self._get_warehouse(line), []).append(line)
        for warehouse, values_list in by_warehouse.items():
            picking = self._get_sudo_env()["stock.picking"].create(
                self._prepare_picking_values(warehouse, values_list)
            )
            # made with their move, which had no picking by then
            picking.move_ids.move_line_ids.picking_id = picking
            picking.move_ids._action_confirm(merge=False)
            picking.move_ids.picked = True
            picking._action_done()
            self._with_step_token().sudo().write(  # picking is not the user's to read
                {"picking_ids": [Command.link(picking.id)]}
            )

    def _prepare_picking_values(self, warehouse, lines):
        product = self.lot_id.sudo().product_id  # not the user's to read, maybe
        return {
            "picking_type_id": warehouse.int_type_id.id,
            "location_id": lines[0]["location_id"],
            "location_dest_id": lines[0]["location_dest_id"],
            "company_id": self.company_id.id,
            "origin": self.env._("Hold of %(lot)s", lot=self.lot_id.name),
            "move_ids": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom": product.uom_id.id,
                        "product_uom_qty": line["quantity"],
                        "location_id": line["location_id"],
                        "location_dest_id": line["location_dest_id"],
                        "company_id": self.company_id.id,
                        "move_line_ids": [
                            Command.create(
                                line
                                | {
                                    "product_id": product.id,
                                    "product_uom_id": product.uom_id.id,
                                    "lot_id": self.lot_id.id,
                                    "company_id": self.company_id.id,
                                }
                            )
                        ],
                    }
                )
                for line in lines
            ],
        }

    # === GETTERS === #

    @api.model
    def _get_held_query(self, company):
        """Return the SQL of the ids of the lots that a company holds, for domains."""
        # Who reserves goods need not have rights on what quality decides.
        holds = self.sudo()._search(
            [("company_id", "=", company.id), ("state", "=", "held")]
        )
        return holds.subselect(SQL.identifier(self._table, "lot_id"))

    def _get_sudo_env(self):
        """Return the environment of the moves: the superuser's, of this company."""
        # See the docstring of the class.
        return self.sudo().with_company(self.company_id).env

    def _get_quants(self):
        """Return the stock of the lot in this company, what is in transit included.

        :rtype: recordset of `stock.quant`, as superuser
        """
        return self._get_sudo_env()["stock.quant"].search(
            [
                ("lot_id", "=", self.lot_id.id),
                ("company_id", "=", self.company_id.id),
                ("location_id.usage", "in", ("internal", "transit")),
                ("quantity", "!=", 0),
            ]
        )

    def _get_quarantine(self):
        """Return the quarantine location of the company.

        :raise UserError: if none is chosen
        """
        quarantine = self._get_sudo_env().company.complaint_quarantine_location_id
        if not quarantine:
            raise UserError(
                self.env._(
                    "Choose a quarantine location for %(company)s under Settings, "
                    "Complaints first.",
                    company=self.company_id.name,
                )
            )
        return quarantine

    def _is_quarantine(self, location):
        """Whether a place is the quarantine location or inside it."""
        quarantine = self._get_sudo_env().company.complaint_quarantine_location_id
        # Places are not everybody's to read.
        path = location.sudo().parent_path or ""
        return bool(quarantine) and path.startswith(quarantine.parent_path)

    def _is_barred(self, source, target):
        """Whether the hold keeps goods from going from one place to another.

        They go to quarantine or to scrap, and they arrive. What is in transit may come
        in, but neither scrap nor what a supplier sends directly goes to a customer.
        """
        if source == target or target.usage == "inventory":
            return False
        if self._is_quarantine(target):
            return False
        if source.usage == "internal":
            return True
        if target.usage == "internal":
            return False
        if target.usage == "transit":
            return source.usage == "transit"
        # what customers send elsewhere is not our stock
        return source.usage != "customer" or target.usage == "production"

    def _is_arrival(self, source, target):
        """Whether goods come from outside into the own stock, or into quarantine."""
        if self._is_quarantine(target):
            return not self._is_quarantine(source)
        own = ("internal", "transit")
        return target.usage in own and source.usage not in own

    def _is_news(self, source, target):
        """Whether goods arrive where they wait for somebody to hold them, too."""
        arrived = target.usage == "internal" and source.usage != "internal"
        return arrived and not self._is_quarantine(target)

    def _get_warehouse(self, line):
        location = self._get_sudo_env()["stock.location"].browse(
            [line["location_id"], line["location_dest_id"]]
        )
        return location.warehouse_id[:1] or self._get_sudo_env()[
            "stock.warehouse"
        ].search([("company_id", "=", self.company_id.id)], limit=1)

    @api.model
    def _get_whole_package(self, quant):
        """Return the package of a quant if nothing else is in it: it moves as such."""
        package = quant.package_id
        return package if package.quant_ids == quant else package.browse()
