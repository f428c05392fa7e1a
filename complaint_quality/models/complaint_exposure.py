# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.complaint_management.tools import statistics

#: How many complaints the panel lists; the others are behind a button.
LISTED = 40


class ComplaintExposure(models.AbstractModel):
    """Where a lot went: stock, customers, and the lots it was worked into.

    A service without records. What it counts comes from few queries over the indexed
    lines of the lot, never record by record. It sees the companies of the user, and
    follows production by what stock itself keeps: which line consumed which.
    """

    _name = "complaint.exposure"
    _inherit = ["complaint.exposure.query.mixin"]
    _description = "Exposure of a Lot"

    # === ACTION METHODS === #

    @api.model
    @api.readonly
    def get_panel(self, lot_id):
        """Return what the panel of one lot shows.

        Complaints are counted over all; listed are those that the user may see.
        Quantities are in the unit of the product.

        :param int lot_id: the lot
        :rtype: dict
        :raise AccessError: if the user is not of quality, or may not read the lot
        """
        lot = self._get_lot(lot_id)
        depths = self._get_depths(lot)
        facts = self._get_lot_facts(list(depths))
        moves = self._get_moves(list(depths))
        stock = self._get_stock(list(depths))
        claims = self._get_claims(list(depths))
        scope = self._get_scope(lot, moves)
        delivered = sum(move["delivered"] for move in moves if move["lot_id"] in scope)
        counted = [claim for claim in claims if claim["lot_id"] in scope]
        own = [place for place in stock if place["lot_id"] == lot.id]
        return {
            "lot": facts[lot.id] | self._get_state(lot),
            "on_hand": self._sum(own, "quantity", usage="internal"),
            "reserved": self._sum(own, "reserved", usage="internal"),
            "in_transit": self._sum(own, "quantity", usage="transit"),
            "delivered": delivered,
            "returned": sum(
                move["returned"] for move in moves if move["lot_id"] in scope
            ),
            "by_contents": lot.id not in scope,
            "case_count": len({claim["case_id"] for claim in claims}),
            "affected": sum(claim["quantity"] for claim in counted),
            "locations": [place | facts[place["lot_id"]] for place in stock],
            "customers": self._get_customers(moves, claims, facts),
            "lots": self._get_contents(lot, depths, facts, stock, moves),
            "rates": self._get_rates(counted, delivered),
            "elsewhere": len({row["case_id"] for row in claims if row["elsewhere"]}),
            "cases": self._get_cases(list(depths)),
        } | self._get_actions(list(depths))

    # === BUSINESS METHODS === #

    def _get_lot(self, lot_id):
        """Return a lot, if it is for the user to look into."""
        if not self.env.user.has_group(
            "complaint_quality.complaint_quality_group_user"
        ):
            raise AccessError(self.env._("Only users of Quality see where a lot went."))
        lot = self.env["stock.lot"].browse(lot_id).exists()
        lot.check_access("read")
        lot.ensure_one()
        self.env.flush_all()
        return lot

    def _get_receivers(self, lots):
        """Return who received lots, as such or worked into others.

        :return: quantities and documents for each customer and lot
        :rtype: list[dict]
        """
        for name in ("stock.move.line", "stock.move", "stock.picking"):
            self.env[name].flush_model()
        return [
            move
            for move in self._get_moves(list(self._get_depths(lots)))
            if move["delivered"]
        ]

    def _get_depths(self, lots):
        """Return the lots and those they were worked into, with the number of steps.

        Each lot is visited once, so that a lot that is worked into itself, as with
        rework, ends nowhere.

        :rtype: dict[int, int]
        """
        children = defaultdict(list)
        for source_id, lot_id in self.env.execute_query(self._edges_query(lots.ids)):
            children[source_id].append(lot_id)
        depths = dict.fromkeys(lots.ids, 0)
        todo = list(lots.ids)
        while todo:
            reached = []
            for source_id in todo:
                for lot_id in children[source_id]:
                    if lot_id not in depths:
                        depths[lot_id] = depths[source_id] + 1
                        reached.append(lot_id)
            todo = reached
        return depths

    def _get_lot_facts(self, lot_ids):
        return {
            row["lot_id"]: row
            for row in self.env.execute_query_dict(self._lots_query(lot_ids))
        }

    def _get_moves(self, lot_ids):
        return self.env.execute_query_dict(self._moves_query(lot_ids))

    def _get_stock(self, lot_ids):
        return self.env.execute_query_dict(self._stock_query(lot_ids))

    def _get_claims(self, lot_ids):
        return self.env.execute_query_dict(self._claims_query(lot_ids))

    def _get_state(self, lot):
        """Return what else is to be known of a lot. To be extended.

        :rtype: dict
        """
        hold = lot.complaint_hold_id
        group = "complaint_quality.complaint_quality_group_manager"
        return {
            "id": lot.id,
            "held_at": hold.held_at,
            "held_by": hold.held_by_id.name,
            "may_hold": self.env.user.has_group(group),
        }

    @api.model
    def _get_scope(self, lot, moves):
        """Return whose deliveries the rate counts: the lot's, or those it went into."""
        sent = {move["lot_id"] for move in moves if move["delivered"]}
        return {lot.id} if lot.id in sent or not sent else sent

    @api.model
    def _sum(self, rows, name, **values):
        wanted = values.items()
        return sum(row[name] for row in rows if wanted <= row.items())

    def _get_customers(self, moves, claims, facts):
        """Return a row for each customer and lot, those with complaints first."""
        cases, told = defaultdict(set), self._get_told(claims)
        affected = defaultdict(float)
        for claim in claims:
            key = (claim["partner_id"], claim["lot_id"])
            cases[key].add(claim["case_id"])
            affected[key] += claim["quantity"]
        rows = []
        for move in moves:
            if not move["delivered"] and not move["returned"]:
                continue
            key = (move["partner_id"], move["lot_id"])
            rows.append(
                {name: move[name] for name in move if name != "made_at"}
                | {"lot": facts[move["lot_id"]]["name"]}
                | {"case_count": len(cases[key]), "affected": affected[key]}
                | {"told_at": told.get(move["partner_id"], False)}
            )
        return sorted(rows, key=lambda row: (-row["affected"], -row["delivered"]))

    def _get_contents(self, lot, depths, facts, stock, moves):
        """Return the lots that another one was worked into."""
        return [
            facts[lot_id]
            | {
                "depth": depth,
                "on_hand": self._sum(stock, "quantity", lot_id=lot_id),
                "delivered": self._sum(moves, "delivered", lot_id=lot_id),
            }
            for lot_id, depth in depths.items()
            if lot_id != lot.id
        ]

    def _get_rates(self, claims, delivered):
        """Return faults per million delivered for each defect, against its norm."""
        # archived ones still have complaints
        defects = self.env["complaint.defect"].with_context(active_test=False)
        defects.search_fetch([], ["name", "parent_id", *self._get_norm_fields()])
        found = defaultdict(lambda: {"cases": set(), "affected": 0.0})
        for claim in claims:
            defect = defects.browse(claim["defect_id"] or [])
            group = found[self._get_rate_group(defect)]
            group["cases"].add(claim["case_id"])
            group["affected"] += claim["quantity"]
        rows = [
            {
                "defect_id": defect.id,
                "defect": defect.display_name or self.env._("No defect named"),
                "case_count": len(group["cases"]),
                "affected": group["affected"],
            }
            | self._get_rate(defect, group["affected"], delivered)
            for defect, group in found.items()
        ]
        return sorted(rows, key=lambda row: -row["affected"])

    @api.model
    def _get_rate(self, defect, affected, delivered):
        """Return a rate with its limits and whether it is surely above its norm."""
        norm = self._get_norm(defect)
        if not delivered:
            return {"ppm": False, "low": False, "high": False} | {
                "norm": norm,
                "above": False,
            }
        rate = statistics.ppm(affected, delivered)
        return rate._asdict() | {"norm": norm, "above": bool(norm) and rate.low > norm}

    # === GETTERS === #

    @api.model
    def _get_norm_fields(self):
        return ["norm_ppm"]

    @api.model
    def _get_rate_group(self, defect):
        """Return the defect that a complaint is counted under: the one with the norm.

        :param defect: one defect, or none
        """
        return defect and defect._get_norm_owner()

    @api.model
    def _get_norm(self, defect):
        """Return how many per million are allowed, zero where nothing is said."""
        return defect.norm_ppm

    def _get_cases(self, lot_ids):
        """Return the complaints on lots that the user may see, the latest first."""
        Case = self.env["complaint.case"]
        states = dict(Case._fields["state"]._description_selection(self.env))
        cases = Case.search_fetch(
            [("line_ids.lot_id", "in", lot_ids)],
            ["name", "state", "received_at", "complainant_text"],
            order="received_at desc, id desc",
            limit=LISTED,
        )
        return [
            {
                "id": case.id,
                "name": case.name or self.env._("New"),
                "state": states[case.state],
                "received_at": case.received_at,
                "complainant": case.complainant_text,
            }
            for case in cases
        ]

    def _get_actions(self, lot_ids):
        """Return how many actions on lots are open, and those that the user may see.

        :rtype: dict
        """
        found = self.env.execute_query(self._actions_query(lot_ids))
        Action = self.env["complaint.corrective.action"]
        kinds = dict(Action._fields["kind"]._description_selection(self.env))
        states = dict(Action._fields["state"]._description_selection(self.env))
        actions = found and Action.search_fetch(
            [("id", "in", [id_ for (id_,) in found])],
            ["name", "kind", "state", "user_id", "due_date"],
            limit=LISTED,
        )
        return {
            "action_count": len(found),
            "actions": [
                {
                    "id": action.id,
                    "name": action.name,
                    "kind": kinds[action.kind],
                    "state": states[action.state],
                    # Who is responsible for what one may see may be known.
                    "user": action.user_id.sudo().name,
                    "due_date": action.due_date,
                }
                for action in actions
            ],
        }

    def _get_told(self, claims):
        """Return when each customer was last told something on these complaints."""
        own = [claim for claim in claims if not claim["elsewhere"]]
        case_ids = list({claim["case_id"] for claim in own})
        return dict(self.env.execute_query(self._told_query(case_ids)))
