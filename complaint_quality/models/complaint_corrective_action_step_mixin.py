# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

ACTIVITY = "complaint_quality.mail_act_corrective_action"


class ComplaintCorrectiveActionStepMixin(models.AbstractModel):
    """The steps of a corrective action: done, verified, told, measured, come back."""

    _name = "complaint.corrective.action.step.mixin"
    _description = "Steps of a Corrective Action"

    # === ACTION METHODS === #

    def action_complete(self):
        """Open the dialog in which the responsible says what was done."""
        self._ensure_may_complete()
        return self._open_dialog("complaint_corrective_action_complete_action")

    def action_verify(self):
        """Confirm that it was done as agreed.

        :raise UserError: by who completed it, or when something is missing
        """
        self.check_access("write")
        for action in self:
            action._ensure_state("completed")
            action._ensure_verifier()
            action._ensure_filled(["verification_note"])
            if action.kind == "corrective":
                action._ensure_filled(["public_text"])
        for action in self:
            # As what the buttons write; the checks are done.
            action._with_step_token().write(
                {
                    "state": "verified",
                    "verified_at": fields.Datetime.now(),
                    "verified_by_id": self.env.uid,
                    "fix_date": action.fix_date
                    or fields.Datetime.context_timestamp(
                        action, action.completed_at
                    ).date(),
                    "effectiveness": action.kind != "containment" and "undecided",
                }
            )
            action._ask_to_tell()
        return True

    def action_send_back(self):
        """Give it back to the responsible: it is not done as agreed."""
        self.check_access("write")
        for action in self:
            action._ensure_state("completed")
            action._ensure_filled(["verification_note"])
            action._reopen(action.verification_note)
        return True

    def action_cancel(self):
        """Give it up, with the reason."""
        self.check_access("write")
        for action in self:
            action._ensure_state("open", "completed")
            action._ensure_filled(["cancel_reason"])
        self._with_step_token().write({"state": "cancelled"})
        self.sudo().activity_unlink([ACTIVITY])  # others' activities go as well
        for action in self:
            action.case_id._cancel_clocks_of(action)
        return True

    def action_measure(self):
        """Compare complaints per unit shipped, since the fix and before it."""
        self.check_access("write")
        for action in self:
            action._ensure_state("verified")
            if action.kind == "containment":
                raise UserError(
                    self.env._("A containment holds for now; it is not measured.")
                )
        # Figures are taken over all lots and complaints of the company.
        self.sudo()._measure()
        return True

    def action_tell(self):
        """Open the dialog that tells the complainants that it is done."""
        self.ensure_one()
        self.check_access("read")
        return self._open_dialog("complaint_corrective_action_tell_action")

    # === BUSINESS METHODS === #

    def _open_dialog(self, name):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(f"complaint_quality.{name}")
        return action | {"context": {"default_action_id": self.id}}

    def _ensure_state(self, *states):
        """Check where it stands.

        :raise UserError: naming the state
        """
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” is “%(state)s”: that can't be done to it.",
                    name=self.name,
                    state=labels[self.state],
                )
            )

    def _ensure_filled(self, names):
        """Ask for fields that are still empty.

        :raise UserError: naming them
        """
        empty = [name for name in names if not (self[name] or "").strip()]
        if empty:
            labels = [self._fields[n]._description_string(self.env) for n in empty]
            raise UserError(
                self.env._("Please fill in %(fields)s first.", fields=", ".join(labels))
            )

    def _ensure_verifier(self):
        """Let nobody verify the own work, administrators included.

        :raise UserError: if the user completed it or is responsible for it
        """
        if self.env.user in self.completed_by_id | self.user_id:
            raise UserError(
                self.env._(
                    "“%s” is verified by somebody else than who did it.", self.name
                )
            )

    def _start(self):
        """Start the time limits and ask the responsible."""
        for action in self:
            if action.case_id.is_open:
                action.case_id._complaint_event("action_assigned", subject=action)
            action._ask_responsible()

    def _ask_responsible(self, before=None):
        """Put it on the list of who is responsible, and off the list of another.

        :param before: the user who was responsible until now
        """
        # Others' activities go as well.
        action = self.sudo()
        if before:
            action.activity_unlink([ACTIVITY], user_id=before.id)
        action.activity_schedule(
            ACTIVITY,
            date_deadline=self.due_date,
            summary=self.name,
            user_id=self.user_id.id,
        )

    def _complete(self, note, attachments):
        """Record that it is done.

        :param str note: what was done
        :param attachments: files that show it, which the user may read
        :raise AccessError: unless the user is responsible or belongs to quality
        :raise UserError: without a note and without a file, or at another state
        """
        self._ensure_may_complete()
        self._ensure_state("open")
        if not (note or "").strip() and not attachments:
            raise UserError(
                self.env._("What shows that it is done? Write it down or add a file.")
            )
        attachments.check_access("read")
        # The responsible need not have rights on actions; checked above.
        action = self.sudo()
        attachments.sudo().filtered(  # uploaded in the dialog, by the same user
            lambda a: a.create_uid == self.env.user and not a.res_id
        ).write({"res_model": self._name, "res_id": self.id})
        action._with_step_token().write(
            {
                "state": "completed",
                "completion_note": note,
                "attachment_ids": [Command.link(a.id) for a in attachments],
                "completed_at": fields.Datetime.now(),
                "completed_by_id": self.env.uid,
            }
        )
        action.activity_feedback([ACTIVITY])
        if action.case_id.is_open:
            action.case_id._complaint_event("action_completed", subject=action)

    def _reopen(self, note):
        """Open it again and ask the responsible once more; what was done is kept.

        :param str note: why
        """
        # The figures said what they said; the next fix is measured anew.
        action = self.sudo()
        action._with_step_token().write(
            {
                "state": "open",
                "completed_at": False,
                "completed_by_id": False,
                "verified_at": False,
                "verified_by_id": False,
            }
        )
        action._message_log(body=note)
        action._ask_responsible()
        if action.case_id.is_open:
            action.case_id._complaint_event("action_assigned", subject=action)

    def _ask_to_tell(self):
        """Ask the handlers to tell the complainants."""
        # Whoever verifies need not see every complaint.
        for case in self._get_untold_cases().sudo():
            user = case.user_id
            if user.active and user not in case.respondent_user_ids:
                case.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Tell the complainant what was improved"),
                    user_id=user.id,
                )

    @api.model
    def _find_recurrences(self, cases):
        """Reopen what did not help: a confirmed complaint on a lot made since the fix.

        :param cases: complaints just confirmed, in superuser mode
        :return: the actions that were reopened
        """
        lines = cases.line_ids.filtered(lambda line: line.lot_id and line.product_id)
        made = self._get_lot_dates(lines.lot_id)
        found = self.browse()
        for line in lines:
            actions = self.search(
                [
                    ("state", "=", "verified"),
                    ("kind", "!=", "containment"),
                    ("company_id", "=", line.company_id.id),
                    ("product_ids", "in", line.product_id.ids),
                    ("fix_date", "<=", made[line.lot_id.id]),
                    "|",
                    ("defect_id", "=", False),
                    ("defect_id", "parent_of", line.defect_id.ids),
                ]
            )
            for action in actions - found:
                action._come_back(line)
            found |= actions
        return found

    def _come_back(self, line):
        """Reopen the action, as its defect was seen again on a newer lot."""
        self._with_step_token().write(
            {
                "effectiveness": "not_effective",
                "fix_date": False,
                "case_ids": [Command.link(line.case_id.id)],
                "measured_at": fields.Datetime.now(),
            }
        )
        self._reopen(
            self.env._(
                "It came back: complaint %(case)s on lot %(lot)s, made since the fix.",
                case=line.case_id.name,
                lot=line.lot_id.name,
            )
        )

    def _did_not_help(self):
        """Reopen the action, as the figures are no better than before.

        Note: `self.ensure_one()`, in superuser mode
        """
        figures = self._describe_figures()
        self._with_step_token().write({"fix_date": False})
        self._reopen(self.env._("It did not help. %(figures)s", figures=figures))

    # === CRON === #

    @api.model
    def _cron_measure(self, limit=100):
        """Measure what is undecided, each once a day, the longest waiting first."""
        before = fields.Datetime.subtract(fields.Datetime.now(), hours=20)
        domain = [
            ("state", "=", "verified"),
            ("effectiveness", "=", "undecided"),
            ("product_ids", "!=", False),
            "|",
            ("measured_at", "=", False),
            ("measured_at", "<", before),
        ]
        actions = self.search(domain, limit=limit, order="measured_at, id")
        left = len(actions) if len(actions) < limit else self.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for action in actions:
            action = action.try_lock_for_update().filtered_domain(domain)
            if action:
                action._measure()
            if not self.env["ir.cron"]._commit_progress(1):
                break
