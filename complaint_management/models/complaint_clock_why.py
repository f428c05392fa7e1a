# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models


class ComplaintClock(models.Model):
    """Why a deadline is when it is, in the words of who asks."""

    _inherit = "complaint.clock"

    why = fields.Text(
        compute="_compute_why",
        string="Why This Date",
        help="How the deadline came about, in words.",
    )

    # === COMPUTE METHODS === #

    @api.depends("event_ids", "deadline")
    @api.depends_context("lang", "tz")
    def _compute_why(self):
        for clock in self:
            clock.why = "\n".join(clock._explain())

    # === BUSINESS METHODS === #

    def _explain(self):
        """Return how the deadline came about, line by line."""
        self.ensure_one()
        shown = self.env["ir.qweb.field.datetime"].value_to_html
        units = dict(self._fields["unit"]._description_selection(self.env))
        kinds = dict(
            self.env["complaint.clock.event"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        labels = dict(
            self.env["complaint.milestone"]
            ._fields["start_event"]
            ._description_selection(self.env)
        )
        milestone = self.milestone_id
        lines = [
            self.env._(
                "Starts when: %(event)s. Limit: %(amount)g %(unit)s.",
                event=labels[milestone.start_event],
                amount=abs(self.amount),
                unit=units[self.unit].lower(),
            )
        ]
        if self.calendar_version_id:
            # Whoever sees the limit may know what it is counted by.
            hours = self.calendar_version_id.sudo().calendar_id
            lines.append(self.env._("Counted by %s.", hours.name))
        if self.law_style:
            lines.append(self.env._("The day of the start does not count."))
        for row in self.event_ids.sorted("id"):
            reason = row.reason_id.name or labels.get(row.event) or ""
            if row.kind == "rebased" and row.milestone_id:
                # Limits are no secret.
                reason = row.milestone_id.sudo().policy_id.display_name
            lines.append(f"{shown(row.at, {})} {kinds[row.kind]} {reason}".strip())
        policy = self.policy_id.sudo()  # limits are no secret
        lines.append(
            self.env._(
                "Policy: %(name)s, version %(version)s.",
                name=policy.name,
                version=policy.version,
            )
        )
        if self.problem:
            lines.append(self.problem)
        return lines
