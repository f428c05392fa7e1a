# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..return_life import STEPS


class ComplaintReturnStepMixin(models.AbstractModel):
    """The steps of a return, their guards, and who may take them.

    A state never comes in by `create()` or `write()`: :meth:`_take_step` takes a row of
    ``return_life.STEPS``. Of two who take a step at once, the second one's update
    fails to serialize; Odoo repeats the call, which then finds the step taken.
    """

    _name = "complaint.return.step.mixin"
    _description = "Steps of a Return"

    # === ACTION METHODS === #

    def action_authorise(self):
        """Let the goods come back: transfers are made, labels can be printed.

        :raise UserError: when something is missing, refused in principle, or more than
            was delivered
        """
        return self._take_step("authorise")

    def action_collect(self):
        """Record that the packages are on their way."""
        return self._take_step("collect")

    def action_receive(self):
        """Take in what was counted; what was announced and did not come is told."""
        return self._take_step("receive")

    def action_count_all(self):
        """Count everything as announced, to correct what differs."""
        self._ensure_may_take(handler=False)
        # What nobody announced was counted when it was added.
        for line in self.line_ids.filtered(lambda line: not line.unannounced):
            # The warehouse has no rights on transfers: whether it still comes.
            gone = line.sudo()._is_cancelled()
            line.quantity_counted = 0.0 if gone else line.quantity
        return True

    def action_inspect(self):
        """Finish the inspection; what differs is told to the handler."""
        return self._take_step("inspect")

    def action_dispose(self):
        """Bring each quantity where its disposition says.

        The return is finished when nothing is left undecided.
        """
        self._ensure_may_take(handler=False)
        for record in self:
            if record.state != "inspected":
                record._raise_not_open()
        # Stock moves need rights the role does without; checked above.
        self.sudo()._dispose()
        done = self.filtered(lambda r: all(r.item_ids.mapped("disposed_at")))
        return done._take_step("dispose")

    def action_cancel(self):
        """Give up a return that did not come.

        :raise UserError: when the goods are there already
        """
        return self._take_step("cancel")

    # === BUSINESS METHODS === #

    def _take_step(self, step):
        """Take one step of the table for each return, or none at all.

        :param str step: a key of ``return_life.STEPS``
        :raise AccessError: if the user may not take it
        :raise UserError: if the step is not open to a return, or a guard refuses
        """
        row = STEPS[step]
        if not self:
            return True
        self._ensure_may_take(row.handler)
        # Transfers and the file of the case need rights the roles do without.
        returns = self.sudo()._with_step_token()
        for record in returns:
            if record.state not in row.sources:
                record._raise_not_open()
            if row.handler:
                record.case_id.with_env(self.env)._ensure_unlocked()
            for guard in row.guards:
                getattr(record, guard)()
        returns.write({"state": row.target, **self._prepare_step_values(step)})
        # The second one of two fails here, before any goods move.
        returns.flush_recordset()
        if row.effect:
            for record in returns:
                getattr(record, row.effect)()
        if row.event:
            for record in returns:
                record._tell_event(row.event)
        return True

    def _tell_event(self, code):
        """Tell the time limits of the complaint, with the time it happened."""
        at = self.visited_at if code == "visited" else self.received_at
        self.case_id._complaint_event(code, at)

    def _prepare_step_values(self, step):
        now, user = fields.Datetime.now(), self.env.uid
        return {
            "authorise": {"authorised_at": now, "authorised_by_id": user},
            "collect": {"collected_at": now},
            "receive": {"received_at": now, "received_by_id": user},
            "inspect": {"inspected_at": now, "inspected_by_id": user},
            "dispose": {"disposed_at": now},
        }.get(step, {})

    def _ensure_may_take(self, handler):
        """Refuse steps of returns to who has no part in them.

        :param bool handler: whether only those who handle the complaint may
        """
        self.check_access("write")
        if self.env.su:
            return
        if not handler and self.env.user.has_group(
            "complaint_returns.complaint_returns_group_warehouse"
        ):
            return
        if self._is_seen_as_goods():
            raise AccessError(
                self.env._("Only those who handle the complaint may do this.")
            )
        # The role of the warehouse opens the return, not the complaint.
        self.sudo().case_id.with_env(self.env).check_access("write")

    def _raise_not_open(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "Return %(number)s is “%(state)s”: this step is not open to it. "
                "Somebody may have taken it a moment ago; reload the page.",
                number=self.name,
                state=states[self.state],
            )
        )

    # === GUARDS === #

    def _guard_lines(self):
        """Each line says which goods, how many, and of which class."""
        if not self.line_ids:
            raise UserError(self.env._("Which goods come back? Add them first."))
        if not self.warehouse_id:
            raise UserError(self.env._("Choose the warehouse they come back to."))
        for line in self.line_ids:
            missing = line._get_missing()
            if missing:
                raise UserError(
                    self.env._(
                        "%(goods)s: %(missing)s is missing.",
                        goods=line.display_name,
                        missing=missing,
                    )
                )

    def _guard_refusals(self):
        """What is refused in principle comes back only when a manager allowed it."""
        refused = [
            f"{line.display_name}: {reason}"
            for line in self.line_ids
            if not line.exception_by_id
            for reason in line._get_refusals()
        ]
        if refused:
            raise UserError(
                self.env._(
                    "These are not taken back, unless a complaint manager allows it:\n"
                    "%s",
                    "\n".join(refused),
                )
            )

    def _guard_transfers(self):
        """Inventory did not cancel what was authorised here."""
        if not self.picking_ids.filtered(lambda p: p.state != "cancel"):
            raise UserError(
                self.env._(
                    "The transfer of %s was cancelled in Inventory. Cancel this return "
                    "and authorise a new one.",
                    self.name,
                )
            )
        for line in self.line_ids:
            if line.quantity_counted and line._is_cancelled():
                raise UserError(
                    self.env._(
                        "%s: its transfer was cancelled in Inventory. Count none of it "
                        "here, and add what came by Not Announced.",
                        line.display_name,
                    )
                )

    def _guard_counted(self):
        """Something was counted."""
        if not any(self.line_ids.mapped("quantity_counted")):
            raise UserError(self.env._("Nothing was counted yet. Scan the goods."))

    def _guard_inspected(self):
        """Each quantity has a condition; what is refused has a photo and a word."""
        for item in self.item_ids:
            if not item.condition:
                raise UserError(
                    self.env._("%s: in which condition is it?", item.display_name)
                )
            if item.refused and not (item.photo_ids and item.note):
                raise UserError(
                    self.env._(
                        "%s is refused: add a photo and say why.", item.display_name
                    )
                )
        self.item_ids._ensure_labels_masked()

    def _guard_disposed(self):
        """Nothing is left undecided."""
        left = self.item_ids.filtered(lambda item: not item.disposed_at)[:1]
        if left:
            raise UserError(self.env._("%s: where does it go?", left.display_name))

    # === MAIL === #

    @api.model
    def _get_activity_type(self):
        return "complaint_returns.mail_act_complaint_case_return"

    def _tell_handler(self, differences):
        """Tell who handles the complaint what differs from what was announced.

        Note: in superuser mode, from the steps.

        :param differences: list of str, without any person
        """
        self.ensure_one()
        if not differences:
            return
        case = self.case_id
        user = case.user_id or case.team_id.leader_id or case.create_uid
        case.activity_schedule(
            self._get_activity_type(),
            user_id=user.id,
            summary=self.env._("%s differs from what was announced", self.name),
            note="; ".join(differences),
        )
