# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

ACTIVITY = "complaint_returns.mail_act_complaint_case_refund"


class ComplaintReturnRefundMixin(models.AbstractModel):
    """Who owes a refund is told when its goods are there, and what was accepted.

    Note: all methods in superuser mode, from the steps.
    """

    _name = "complaint.return.refund.mixin"
    _description = "Refunds of a Return"

    # === BUSINESS METHODS === #

    def _book_receipt(self, counted=None):
        """Tell that goods of a refund came."""
        result = super()._book_receipt(counted)
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
