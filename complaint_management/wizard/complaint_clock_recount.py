# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

#: So many limits are counted anew while one waits; more are left to a job.
AT_ONCE = 200


class ComplaintClockRecount(models.TransientModel):
    """Ask which running limits are to be counted anew; nothing changes unasked.

    By the working hours as they are now, or by the new version of their policy. What
    is counted anew is found once more when it is done.
    """

    _name = "complaint.clock.recount"
    _description = "Recalculate Limits"

    policy_id = fields.Many2one(
        "complaint.policy",
        readonly=True,
        help="The new version of the policy; empty: working hours changed.",
    )
    line_ids = fields.One2many(
        "complaint.clock.recount.line", "recount_id", string="Limits"
    )
    count = fields.Integer(
        compute="_compute_count", string="Limits Found", help="That would move."
    )

    # === COMPUTE METHODS === #

    @api.depends("line_ids")
    def _compute_count(self):
        for dialog in self:
            dialog.count = len(dialog.line_ids)

    # === ACTION METHODS === #

    @api.model
    def action_open(self):
        """Show the limits that the working hours as they are now would move."""
        return self._open()

    def action_recount(self):
        """Count the chosen limits anew, many of them by a job.

        :raise UserError: when none is chosen
        """
        self.ensure_one()
        self.check_access("write")
        chosen = self.line_ids.filtered("chosen").clock_id.ids
        if not chosen:
            raise UserError(self.env._("Choose the limits to be recalculated."))
        found = self._find(self.policy_id)
        clocks = self.env["complaint.clock"].sudo()  # found as superuser as well
        for clock, (milestone, version) in found.items():
            if clock.id in chosen:
                clocks |= clock
                # In the name of who asks, with the rights that nobody has.
                clock.with_user(self.env.user).sudo()._ask_recount(version, milestone)
        self._drop_activities()
        if len(clocks) <= AT_ONCE:
            clocks._recount()
            message = self.env._("%s limits were recalculated.", len(clocks))
        else:
            job = "complaint_management.complaint_clock_cron_recount"
            self.env.ref(job)._trigger()
            message = self.env._(
                "%s limits are recalculated one after the other.", len(clocks)
            )
        return self._notify(message)

    # === BUSINESS METHODS === #

    @api.model
    def _open(self, policy=None):
        """Find the limits that would move and show them.

        :param policy: the new version of a policy, else working hours are looked at
        :return: an action: the dialog, or a word that nothing would move
        """
        self.check_access("create")
        policy = policy or self.env["complaint.policy"]
        lines = []
        for clock, (milestone, version) in self._find(policy).items():
            old, new = clock._foresee(version, milestone)
            if new and old != new:
                lines.append(
                    {
                        "clock_id": clock.id,
                        "label": f"{clock.case_id.name} · {clock.milestone_id.name}",
                        "state": clock.state,
                        "old_deadline": old,
                        "new_deadline": new,
                    }
                )
        if not lines:
            return self._notify(
                self.env._("No limit that runs would end at another time.")
            )
        dialog = self.create(
            {
                "policy_id": policy.id,
                "line_ids": [Command.create(values) for values in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self._description_in_words(),
            "res_model": self._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _description_in_words(self):
        return self.env._("Recalculate Limits")

    @api.model
    def _find(self, policy):
        """Return the clocks that may be counted anew, each with limit and hours.

        Not those of complaints about the user.

        :rtype: dict
        """
        Clock, companies = self.env["complaint.clock"], self.env.companies
        if policy:
            found = Clock._find_of_older_versions(policy, companies)
        else:
            found = {
                clock: (clock.milestone_id.browse(), version)
                for clock, version in Clock._find_outdated(companies).items()
            }
        return {
            clock: target
            for clock, target in found.items()
            if self.env.user not in clock.case_id.respondent_user_ids
        }

    def _drop_activities(self):
        """Take it off the lists of those who were asked."""
        # On the lists of other administrators, too.
        self.env["mail.activity"].sudo().search(
            [
                (
                    "activity_type_id",
                    "=",
                    self.env.ref("complaint_management.mail_act_recount").id,
                ),
                ("user_id.company_ids", "in", self.env.companies.ids),
            ]
        ).unlink()

    @api.model
    def _notify(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
