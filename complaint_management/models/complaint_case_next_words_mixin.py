# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Of an opinion, enough to know what is meant.
_WORDS = 120


class ComplaintCaseNextWordsMixin(models.AbstractModel):
    """What is to be done next, in words, while a settlement is decided on or answered.

    Whoever may read the case may read its settlement and approvals: their rules are
    the same. All cases are looked at together.
    """

    _name = "complaint.case.next.words.mixin"
    _description = "Next Step in Words"

    next_text = fields.Char(
        compute="_compute_next_text",
        string="Next",
        help="What is to be done now, and by whom while somebody has to approve.",
    )
    next_is_mine = fields.Boolean(
        compute="_compute_next_text", help="You are asked to decide on the settlement."
    )

    # === COMPUTE METHODS === #

    @api.depends("next_step", "settlement_ids.state")
    @api.depends_context("lang", "uid")
    def _compute_next_text(self):
        tasks = dict(self._fields["next_step"]._description_selection(self.env))
        rounds, rows = self._get_decided_settlements()
        late = self._get_answered_too_late()
        for case in self:
            settlement = rounds.get(case._origin.id)
            row = rows.get(settlement and settlement.id)
            words = False
            if settlement and case.state == "solution":
                words = case._say_decision(settlement, row)
            elif settlement and case.state == "offered":
                words = case._say_answer(settlement, case._origin.id in late)
            case.next_text = words or tasks.get(case.next_step)
            case.next_is_mine = bool(
                row
                and (settlement.state, row.state) == ("to_approve", "asked")
                and row.is_mine
            )

    # === ACTION METHODS === #

    def action_open_decision(self):
        """Open the request that the user is asked to decide on.

        :raise UserError: when the user is not asked
        """
        self.ensure_one()
        self.check_access("read")
        if not self.settlement_id:
            raise UserError(self.env._("You are not asked to decide on this."))
        return self.settlement_id.action_open_decision()

    # === BUSINESS METHODS === #

    def _get_decided_settlements(self):
        """Return the last round of each case that it is about, and its last decision.

        :return: settlements by the id of the case, approvals by that of the settlement
        :rtype: tuple[dict, dict]
        """
        cases = self.filtered(lambda case: case.state in ("solution", "offered"))
        if not cases.ids:
            return {}, {}
        # See the docstring of the class.
        Settlement = self.env["complaint.settlement"].sudo()
        domain = [("case_id", "in", cases.ids)]
        found = Settlement.search_fetch(domain, order="id")
        rounds = {settlement.case_id.id: settlement for settlement in found}
        decided = [s.id for s in rounds.values() if s.revision]
        if not decided:
            return rounds, {}
        rows = self.env["complaint.approval"].sudo()  # as above
        rows = rows.search_fetch(
            [
                ("settlement_id", "in", decided),
                ("state", "in", ("asked", "sent_back", "refused")),
            ],
            order="round, id",
        )
        return rounds, {row.settlement_id.id: row for row in rows}

    def _get_answered_too_late(self):
        """Return the ids of the cases whose time to answer an offer has run out."""
        cases = self.filtered(lambda case: case.state == "offered")
        if not cases.ids:
            return set()
        # The limit is for all to see who see the case.
        clocks = self.env["complaint.clock"].sudo()
        clocks = clocks.search_fetch(
            [
                ("case_id", "in", cases.ids),
                ("state", "=", "running"),
                ("deadline", "<=", fields.Datetime.now()),
                ("milestone_id.target_event", "=", "offer_answered"),
            ],
            ["case_id"],
        )
        return set(clocks.case_id.ids)

    def _say_decision(self, settlement, row):
        """Return who decides on a settlement, or what to do with the decision."""
        opinion = " ".join((row.opinion or "").split()) if row else ""
        if len(opinion) > _WORDS:
            opinion = f"{opinion[:_WORDS]}…"
        state = row.state if row else False
        if settlement.state == "to_approve" and state == "asked":
            return self._say_asked(settlement, row)
        if settlement.state == "draft" and state == "sent_back":
            return self.env._("Change the settlement: %s", opinion)
        if settlement.state == "cancelled" and state == "refused":
            return self.env._("Find another solution, this was refused: %s", opinion)
        if settlement.state == "approved":
            return self.env._("Tell the complainant what was approved")
        return False

    def _say_asked(self, settlement, row):
        amount = settlement._say_amount()
        if row.is_mine:
            if not amount:
                return self.env._("Decide on the settlement")
            return self.env._("Decide on %s", amount)
        who = row._say_position() or row.approver_id.name
        if not amount:
            return self.env._("Waits for the decision of %s", who)
        return self.env._(
            "Waits for the decision of %(who)s on %(amount)s", who=who, amount=amount
        )

    def _say_answer(self, settlement, is_late):
        if settlement.state == "accepted":
            return self.env._("Carry out what was agreed")
        if settlement.state == "refused":
            return self.env._("Find another solution, the complainant refused")
        if settlement.state == "offered" and is_late:
            return self.env._("The time to answer is over: ask the complainant again")
        return False
