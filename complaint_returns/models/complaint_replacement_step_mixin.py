# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..replacement_life import STEPS

ACTIVITY = "complaint_returns.mail_act_complaint_case_replacement"


class ComplaintReplacementStepMixin(models.AbstractModel):
    """The steps of a replacement, their guards, and who may take them.

    Of two who take a step at once the later one fails to serialize; Odoo repeats the
    call, which then finds the step taken.
    """

    _name = "complaint.replacement.step.mixin"
    _description = "Steps of a Replacement"

    # === ACTION METHODS === #

    def action_ask(self):
        """Ask who plans replacements for it; a short notice is accepted and kept.

        :raise UserError: when something is missing
        """
        return self._take_step("ask")

    def action_plan(self):
        """Order the delivery, for nothing, for the wanted date: once.

        :raise UserError: when something is missing
        """
        return self._take_step("plan")

    def action_cancel(self):
        """Give it up, with its delivery.

        :raise UserError: when goods have left already
        """
        return self._take_step("cancel")

    # === BUSINESS METHODS === #

    def _take_step(self, step):
        """Take one step of the table for each replacement, or none at all.

        :param str step: a key of ``replacement_life.STEPS``
        :raise AccessError: if the user may not take it
        :raise UserError: if the step is not open to a replacement, or a guard refuses
        """
        row = STEPS[step]
        if row.by_hand:
            self.check_access("write")
            self.case_id.check_access("write")
            self.case_id._ensure_unlocked()
        elif not self.env.su:
            raise AccessError(self.env._("The delivery does that."))
        # Orders and deliveries need rights the roles do without; checked above.
        records = self.sudo()._with_step_token()
        for record in records:
            if record.state not in row.sources:
                record._raise_not_open()
            for guard in row.guards:
                getattr(record, guard)()
        records.write({"state": row.target, **self._prepare_step_values(step)})
        # The second one of two fails here, before anything is ordered.
        records.flush_recordset()
        for record in records if row.effect else ():
            getattr(record, row.effect)()
        return True

    def _prepare_step_values(self, step):
        now, user = fields.Datetime.now(), self.env.uid
        return {
            "ask": {"asked_at": now, "asked_by_id": user},
            "plan": {"planned_at": now, "planned_by_id": user},
            "reopen": {"planned_at": False, "planned_by_id": False},
            "deliver": {"done_at": now},
        }.get(step, {})

    def _raise_not_open(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "Replacement %(number)s is “%(state)s”: this step is not open to it. "
                "Somebody may have taken it a moment ago; reload the page.",
                number=self.name,
                state=states[self.state],
            )
        )

    # === GUARDS === #

    def _guard_goods(self):
        """It says what is delivered, how many, and from where."""
        if (
            not self.product_id
            or self.product_uom_id.compare(self.quantity or 0.0, 0.0) <= 0
        ):
            raise UserError(
                self.env._("%s: which goods are delivered, and how many?", self.name)
            )
        if self.product_id.type != "consu":
            raise UserError(
                self.env._(
                    "%s is not delivered: choose goods.", self.product_id.display_name
                )
            )
        if not self.warehouse_id:
            raise UserError(self.env._("Choose the warehouse it is delivered from."))

    def _guard_wanted(self):
        """It says when it is wanted, and that day is still to come."""
        if not self.wanted_date:
            raise UserError(self.env._("%s: when is it wanted?", self.name))
        if self._get_wanted_moment() < fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(number)s was wanted on %(date)s, which is over. Ask for another "
                    "date.",
                    number=self.name,
                    date=format_date(self.env, self.wanted_date),
                )
            )

    def _guard_receiver(self):
        """Somebody is named who gets it."""
        if self._get_receiver():
            return
        if self.settlement_line_id:
            self.settlement_line_id.settlement_id.with_env(
                # Only the privilege of the user makes a contact.
                self.env(su=False)
            )._ensure_payee()
            return
        raise UserError(
            self.env._(
                "%s names no customer. Promise the replacement in a settlement, where "
                "somebody with the privilege “Complainant identity” chooses who gets "
                "it.",
                self.case_id.display_name,
            )
        )

    def _guard_not_left(self):
        """Nothing of it has left the house."""
        if any(self.order_line_ids.mapped("qty_delivered")):
            raise UserError(self.env._("Part of %s was delivered already.", self.name))

    # === EFFECTS === #

    def _effect_ask(self):
        """Tell the time limits, and who plans it; say what is short."""
        self.short_notice = self.asked_at > self._get_ask_by()
        if self.case_id.is_open:
            self.case_id._complaint_event(
                "replacement_asked", self.asked_at, subject=self
            )
        self._ask_planner()
        self._log(
            self.env._(
                "%(number)s: replacement of %(quantity)g %(goods)s asked for.",
                number=self.name,
                quantity=self.quantity,
                goods=self.product_id.display_name,
            )
        )

    def _effect_plan(self):
        """Order what is left; the activity of who plans it is done.

        Nothing is left where no more is wanted than was delivered: then it is done.
        """
        asked = self.case_id.activity_ids.filtered(self._is_own_activity)
        if asked:
            asked.action_done()
        if self.product_uom_id.compare(self._get_left(), 0.0) <= 0:
            self._take_step("deliver")
            self.settlement_line_id._document_done()
            return
        order = self._make_order()
        self._log(
            self.env._(
                "%(number)s: the replacement is delivered by %(order)s.",
                number=self.name,
                order=order.name,
            )
        )

    def _effect_deliver(self):
        """Say that it was delivered."""
        if self.case_id.is_open:
            self.case_id._complaint_event("replacement_delivered", subject=self)
        self.case_id._message_log(
            body=self.env._("%s: the replacement was delivered.", self.name)
        )

    def _effect_reopen(self):
        """Ask again for what is left, as the delivery was cancelled."""
        words = self.env._(
            "%s: the delivery was cancelled in Sales or Inventory and has to be "
            "planned again.",
            self.name,
        )
        delivered = self._get_delivered()
        if delivered:
            words = self.env._(
                "%(number)s: %(delivered)g of %(wanted)g were delivered. The rest was "
                "cancelled in Sales or Inventory and has to be planned again.",
                number=self.name,
                delivered=delivered,
                wanted=self.quantity,
            )
        self._ask_planner(words if delivered else None)
        self.case_id._message_log(body=words)

    def _tell_given_up(self, order):
        """Tell who plans it that its delivery was given up, and the order was not.

        :param order: the order, which delivers something else as well
        """
        self.ensure_one()
        words = self.env._(
            "%(number)s: the delivery was cancelled in Inventory. Order %(order)s "
            "delivers other goods as well and was left as it is. Once it is cancelled "
            "in Sales, the replacement can be planned again.",
            number=self.name,
            order=order.name,
        )
        self.case_id._message_log(body=words)
        self._ask_planner(words)

    def _effect_cancel(self):
        """Cancel the delivery, the activity and the time limit."""
        orders = self.order_line_ids.order_id.filtered(lambda o: o.state != "cancel")
        orders._action_cancel()
        self.case_id.activity_ids.filtered(self._is_own_activity).unlink()
        self.case_id._cancel_clocks_of(self)
        self.case_id._message_log(
            body=self.env._("%s: the replacement was cancelled.", self.name)
        )

    def _log(self, words):
        """Write on the case what happened, with what is short about it."""
        self.invalidate_recordset(["stock_words"])
        words = [words, self._get_notice_words(), self.stock_words]
        self.case_id._message_log(body=" ".join(filter(None, words)))

    def _get_notice_words(self):
        """Return that it was asked for too late, or False."""
        self.ensure_one()
        late = self.state == "draft" and self.wanted_date
        if not (late and fields.Datetime.now() > self._get_ask_by()):
            late = self.short_notice
        if not late:
            return False
        return self.env._(
            "Short notice: wanted on %(date)s, it should have been asked for by "
            "%(limit)s.",
            date=format_date(self.env, self.wanted_date),
            limit=format_date(self.env, self._get_ask_by()),
        )

    # === ACTIVITY === #

    def _ask_planner(self, words=None):
        """Put it quietly on the list of who plans it, who is named on the case.

        Where stock is short, the handler gets to know as well.

        :param str words: what happened, if anything did
        """
        case = self.case_id
        planner = self.planner_id or case.user_id or case.create_uid
        case._name_users(planner, "planner")
        self.invalidate_recordset(["stock_words"])
        said = [words, self._get_notice_words(), self.stock_words, self.note]
        users = planner
        if self._is_short() and case.user_id.active:
            users |= case.user_id
        for user in users.filtered("active") - case.respondent_user_ids:
            case.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY,
                date_deadline=min(self.wanted_date, self._get_ask_by().date())
                if not self.short_notice
                else fields.Date.context_today(self),
                user_id=user.id,
                summary=self._get_activity_summary(),
                note=" ".join(filter(None, said)),
            )

    def _get_activity_summary(self):
        return self.env._("Plan replacement %s", self.name)

    def _is_own_activity(self, activity):
        return activity.activity_type_id == self.env.ref(ACTIVITY) and self.name in (
            activity.summary or ""
        )
