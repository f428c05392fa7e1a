# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import AccessError, UserError


class ComplaintClock(models.Model):
    """More time: within the bound of the milestone, by the supervisor, in writing."""

    _inherit = "complaint.clock"

    # === ACTION METHODS === #

    def action_extend(self, amount=0, reason_id=None, note=None):
        """Give more time; where the limit was promised, that has to be told.

        The ledger keeps who and why by the list, the thread of the complaint the words.

        :param float amount: how many units more, of the unit of the limit
        :param int reason_id: a `complaint.reason` for extending limits
        :param str note: why, in words
        :raise AccessError: unless the user leads the team or manages complaints, and
            to who would give more time to himself or herself
        :raise UserError: without a reason, or beyond what the milestone allows
        """
        self._ensure_open()
        self.case_id._ensure_supervisor()
        self._ensure_not_own()
        reason = self._ensure_reason(
            reason_id,
            "extension",
            self.env._("Why is more time needed? Choose a reason."),
        )
        if not (note or "").strip():
            raise UserError(
                self.env._("Why is more time needed? Please write it down.")
            )
        if amount <= 0:
            raise UserError(
                self.env._("How much more time? Fill in a positive number.")
            )
        for clock in self:
            clock._ensure_within_bound(amount)
        for unit, clocks in self.grouped("unit").items():
            clocks._append("extended", amount=amount, unit=unit, reason_id=reason.id)
        self._log_words(self.env._("extended"), reason, note)
        # Limits are no secret to who may change them.
        promised = self.filtered(lambda clock: clock.milestone_id.sudo().promised)
        promised.case_id._ask_notice("extended")
        return True

    # === BUSINESS METHODS === #

    def _ensure_not_own(self):
        """Refuse more time for oneself, but to the leader of the team.

        Who handles a complaint, or holds it now, has to ask somebody else; the leader
        of its team has nobody there to ask, and is the supervisor of record.

        :raise AccessError: to everybody else who handles or holds it
        """
        if self.env.su:
            return
        user = self.env.user
        for case in self.case_id:
            if user in case.user_id | case.holder_id and user != case.team_id.leader_id:
                raise AccessError(
                    self.env._(
                        "You work on %s yourself: somebody else has to give you more "
                        "time.",
                        case.display_name,
                    )
                )

    def _ensure_within_bound(self, amount):
        """Check an extension against what the milestone allows.

        :param float amount: how many units more
        :raise UserError: saying what the bound is
        """
        self.ensure_one()
        milestone = self.milestone_id.sudo()  # limits are no secret
        given = self._get_extensions()
        total = sum(given.mapped("amount")) + amount
        if total > milestone.max_extension or len(given) >= milestone.extension_times:
            raise UserError(self._explain_bound())
        if self.law_style and amount != int(amount):
            raise UserError(self.env._("This limit is extended by whole days."))

    def _get_extensions(self):
        """Return the entries of the ledger that gave more time."""
        # All of them count, seen or not.
        return self.sudo().event_ids.filtered(lambda row: row.kind == "extended")

    def _explain_bound(self):
        """Return in words how far the limit may be extended.

        :rtype: str
        """
        self.ensure_one()
        milestone = self.milestone_id.sudo()  # limits are no secret
        if not milestone.max_extension or not milestone.extension_times:
            return self.env._("This limit is never extended: %s.", milestone.name)
        units = dict(self._fields["unit"]._description_selection(self.env))
        given = self._get_extensions()
        return self.env._(
            "“%(limit)s” may be extended %(times)s times, by %(most)g %(unit)s in all. "
            "So far: %(count)s times, %(given)g %(unit)s.",
            limit=milestone.name,
            times=milestone.extension_times,
            most=milestone.max_extension,
            unit=units[self.unit].lower(),
            count=len(given),
            given=sum(given.mapped("amount")),
        )
