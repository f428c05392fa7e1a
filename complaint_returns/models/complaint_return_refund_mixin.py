# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

from ..return_life import ON_THE_WAY

ACTIVITY = "complaint_returns.mail_act_complaint_case_refund"


class ComplaintReturnRefundMixin(models.AbstractModel):
    """Who owes a refund is told when its goods are there, and what was accepted.

    Note: all methods in superuser mode, from the steps.
    """

    _name = "complaint.return.refund.mixin"
    _description = "Refunds of a Return"

    warning = fields.Char(
        compute="_compute_warning",
        help="Goods of this return came back in Inventory, without it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "line_ids.quantity")
    @api.depends_context("lang")
    def _compute_warning(self):
        # Quantities of goods alone; who handles them need not read transfers.
        returns = self.sudo()
        coming = returns.filtered(lambda record: record.state in ON_THE_WAY)
        Allowance = self.env["complaint.return.allowance"].sudo()  # as above
        moves = coming.line_ids.move_id
        left = Allowance._get_left(moves) if moves else {}
        for record, record_sudo in zip(self, returns, strict=True):
            words = [
                record_sudo._get_left_words(line, left[line.move_id, line.lot_id])
                for line in record_sudo.line_ids
                if record_sudo in coming
                and left.get((line.move_id, line.lot_id), 0.0) < 0
            ]
            record.warning = "; ".join(words) or False

    # === BUSINESS METHODS === #

    def _get_left_words(self, line, left):
        """Return how much of announced goods can still come.

        :param line: record of `complaint.return.line`
        :param float left: what is left of the delivery, negative when too little
        :rtype: str
        """
        return self.env._(
            "%(goods)s: %(announced)g announced on %(number)s, of which %(left)g can "
            "still come: the others are back already.",
            goods=line.display_name,
            announced=line.quantity,
            number=self.name,
            left=max(line.quantity + left, 0.0),
        )

    def _book_receipt(self):
        """Tell that goods of a refund came."""
        result = super()._book_receipt()
        self._tell_refunds(self.env._("Goods of a refund came, to be inspected"))
        return result

    def _effect_tell(self):
        """Tell how many of them were accepted."""
        result = super()._effect_tell()
        self._tell_refunds(self.env._("Goods of a refund were inspected"))
        return result

    def _tell_refunds(self, summary):
        """Put refunds that wait for these goods on the list of who makes them.

        :param str summary: what happened
        """
        self.ensure_one()
        lines = self.line_ids.case_line_id.settlement_line_ids.filtered(
            lambda line: (
                not line.done_at
                and line.settlement_id.state in ("accepted", "executing")
                and line._is_tied_to_goods()
            )
        )
        lines.invalidate_recordset(["goods_state", "goods_words"])
        case = self.case_id.with_context(mail_activity_quick_update=True)
        for line in lines:
            user = line.responsible_id or case.team_id.leader_id or case.create_uid
            words = f"{line.display_name}: {line.goods_words}"
            # One for each person: what was told on arrival is brought up to date.
            known = case.activity_ids.filtered(
                lambda a, user=user: (
                    a.user_id == user and a.activity_type_id == self.env.ref(ACTIVITY)
                )
            )[:1]
            if known:
                known.write({"summary": summary, "note": words})
            elif user.active and user not in case.respondent_user_ids:
                case.activity_schedule(
                    ACTIVITY,
                    date_deadline=fields.Date.context_today(self),
                    user_id=user.id,
                    summary=summary,
                    note=words,
                )
