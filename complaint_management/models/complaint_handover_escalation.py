# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import api, fields, models


class ComplaintHandover(models.Model):
    """An answer that does not come in time is reported upward, level by level."""

    _inherit = "complaint.handover"
    _due_field = "escalate_at"

    escalate_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the next one above the receiver is told; empty when nobody is.",
    )
    escalation_failures = fields.Integer(readonly=True, copy=False)

    _escalate_idx = models.Index("(escalate_at) WHERE escalate_at IS NOT NULL")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Report a hand-over upward from the moment on that it is due."""
        for vals in vals_list:
            if vals.get("state", "sent") in ("sent", "received"):
                vals["escalate_at"] = vals.get("due_at")
        return super().create(vals_list)

    def write(self, vals):
        """End it with the hand-over, on the lists of those who were told as well."""
        if vals.get("state") not in ("answered", "cancelled"):
            return super().write(vals)
        result = super().write({**vals, "escalate_at": False})
        # Others' activities are not the user's to remove.
        told = self.env["complaint.escalation"].sudo()
        told.search([("handover_id", "in", self.ids)])._drop_activities()
        return result

    # === BUSINESS METHODS === #

    def _do_due(self, now):
        """Tell who is above the receivers of overdue hand-overs."""
        relays = self.sudo()._with_step_token()  # nobody has rights to write relays
        rows = relays.env["complaint.escalation"]
        known, values = {}, []
        for relay in relays:
            told = rows.search([("handover_id", "=", relay.id)])
            users, skipped, why = relay._find_superior(told.user_id, now, known)
            level = max(told.mapped("level"), default=0) + 1
            values += [
                {
                    "kind": "handover",
                    "case_id": relay.case_id.id,
                    "handover_id": relay.id,
                    "level": level,
                    "user_id": user.id,
                    "raised_at": now,
                    "skipped": "\n".join(skipped),
                    "reason": why,
                    "to_mail": bool(user),
                }
                for user in users or [users]
            ]
            hours = relay.case_id.company_id.complaint_handover_hours
            again = now + timedelta(hours=hours) if users and hours else False
            relay.write({"escalate_at": again, "escalation_failures": 0})
        rows.create(values)._announce()

    def _find_superior(self, told, now, known):
        """Return who is above the receiver; see `complaint.case.target.mixin`."""
        case = self.case_id
        case = case.with_context(lang=case.company_id.partner_id.lang)
        receiver = self.to_user_id or self.to_team_id.leader_id
        return case._find_above(receiver, told, now, known)

    def _hold_escalation(self, until):
        """Tell nobody further until a moment, as somebody takes care."""
        for relay in self:
            if relay.state in ("sent", "received"):
                relay.write({"escalate_at": until})

    def _wait_after(self, text, now):
        """Try again later."""
        for relay in self.sudo()._with_step_token():  # see _do_due
            failures = relay.escalation_failures
            if not failures:
                relay.case_id._message_log(
                    body=self.env._(
                        "The late hand-over could not be reported upward and is "
                        "tried again: %s",
                        text,
                    )
                )
            relay.write(
                {
                    "escalate_at": now + self._get_pause(failures),
                    "escalation_failures": failures + 1,
                }
            )
