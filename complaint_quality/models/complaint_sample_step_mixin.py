# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..const import SAMPLE_ENDS

ACTIVITY = "complaint_quality.mail_act_complaint_sample"


class ComplaintSampleStepMixin(models.AbstractModel):
    """The steps of a sample: received, handed on, ended; each noted in the chain."""

    _name = "complaint.sample.step.mixin"
    _inherit = ["complaint.sample.stock.mixin"]
    _description = "Steps of a Sample"

    # === ACTION METHODS === #

    def action_receive(self):
        """Say that it came: the first time, back from outside, or to who is next.

        :raise UserError: if nobody wrote how it was, or it waits for somebody else
        """
        self.check_access("read")
        for sample in self:
            if sample.next_holder_id:
                sample._confirm_receipt()
                continue
            sample._ensure_quality()
            sample.check_access("write")
            back = () if sample.holder_id else ("here", "testing")
            sample._ensure_here("expected", *back)
            sample._ensure_keeper(self.env.user)
            first = sample.state == "expected"
            if first:
                sample._ensure_described()
                sample._take_out_of_stock()
            sample._note(
                "received",
                {
                    "state": "here" if first else sample.state,
                    "received_at": sample.received_at or fields.Datetime.now(),
                    "received_by_id": sample.received_by_id.id or self.env.uid,
                    "holder_id": self.env.uid,
                    "place": False,
                },
                from_name=sample.source if first else sample.place,
                to_user_id=self.env.uid,
            )
        return True

    def action_hand_over(self):
        """Open the dialog that gives it to somebody else."""
        return self._open_move("hand_over")

    def action_give_back(self):
        """Open the dialog that gives it back to whom it came from."""
        return self._open_move("give_back")

    def action_use_up(self):
        """Open the dialog that says that the tests left nothing of it."""
        return self._open_move("use_up")

    def action_dispose(self):
        """Open the dialog that says that it was destroyed."""
        return self._open_move("dispose")

    def action_miss(self):
        """Open the dialog that says that it never came, or is lost."""
        return self._open_move("miss")

    # === BUSINESS METHODS === #

    def _open_move(self, step):
        self.ensure_one()
        self.check_access("read")
        self._ensure_may_give()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_sample_move_action"
        )
        return action | {
            "context": {"default_sample_id": self.id, "default_step": step},
        }

    def _hand_over(self, user, why, name=False, seal=False, place=False):
        """Give the sample to a colleague, who confirms it, or to somebody outside.

        :param user: the `res.users` who gets it, empty for somebody outside
        :param str why: what it is given for
        :param str name: who gets it outside
        :raise AccessError: if somebody else has the sample
        :raise UserError: if something is missing, or the receiver may not have it
        """
        self.ensure_one()
        self._ensure_may_give()
        self._ensure_here("here", "testing")
        self._ensure_why(why)
        if bool(user) == bool((name or "").strip()):
            raise UserError(
                self.env._("Choose a colleague, or write who gets it outside.")
            )
        if user:
            self._ensure_keeper(user)
            if user == self.holder_id:
                raise UserError(self.env._("%s has it already.", user.name))
        values = {"next_holder_id": user.id, "seal": seal or self.seal}
        if name:
            values |= {"holder_id": False, "place": place or name}
        elif place:
            values["place"] = place
        self._note(
            "handed_over",
            values,
            from_user_id=self.holder_id.id,
            to_user_id=user.id,
            to_name=name,
            why=why,
        )
        self._ask_to_confirm()

    def _ask_to_confirm(self):
        """Put it on the list of who was handed the sample, and off that of another."""
        # Others' activities go as well, and the giver need not write to the sample.
        sample = self.sudo()
        sample.activity_unlink([ACTIVITY])
        user = sample.next_holder_id
        if user and user != self.env.user:
            kind = self.env.ref(ACTIVITY, raise_if_not_found=False)
            sample.with_context(
                mail_activity_quick_update=True, lang=user.lang
            ).activity_schedule(
                ACTIVITY,
                date_deadline=kind and kind._get_date_deadline(),
                user_id=user.id,
            )

    def _confirm_receipt(self):
        """Note that who was handed the sample has it."""
        if self.next_holder_id != self.env.user:
            raise UserError(
                self.env._(
                    "%(user)s confirms that %(sample)s came.",
                    user=self.next_holder_id.name,
                    sample=self.name,
                )
            )
        self._ensure_keeper(self.env.user)
        self._note(
            "confirmed",
            {"holder_id": self.env.uid, "next_holder_id": False},
            from_user_id=self.holder_id.id,
            to_user_id=self.env.uid,
        )
        self._ask_to_confirm()

    def _end(self, step, why, name=False):
        """End the sample: given back, used up, disposed of, or missing.

        :param str step: a key of ``SAMPLE_ENDS``
        :raise UserError: if a test of it is not signed, or no reason is given
        """
        self.ensure_one()
        self._ensure_may_give()
        came = ("expected",) if step == "miss" else ()
        self._ensure_here("here", "testing", *came)
        self._ensure_why(why)
        # A running test counts, seen or not.
        running = self.sudo().test_ids.filtered(lambda test: test.state == "running")
        if running and step != "miss":
            raise UserError(
                self.env._("“%s” is still under way with it.", running[0].name)
            )
        self._note(
            SAMPLE_ENDS[step],
            {
                "state": SAMPLE_ENDS[step],
                "holder_id": False,
                "next_holder_id": False,
                "place": False,
                "ended_at": fields.Datetime.now(),
            },
            from_user_id=self.holder_id.id,
            to_name=name,
            why=why,
        )
        self._ask_to_confirm()

    def _note(self, kind, values, **row):
        """Write what changes, and add the row to the chain that says so."""
        self.ensure_one()
        # Who has a sample need not have rights to change it; the callers checked.
        sample = self._with_step_token().sudo()
        sample.write(values)
        sample.env["complaint.sample.custody"].create(
            {
                "sample_id": self.id,
                "kind": kind,
                "user_id": self.env.uid,
                "place": sample.place,
                "seal": sample.seal,
            }
            | row
        )

    # === GUARDS === #

    def _ensure_may_give(self):
        """Let only who has the sample part with it, or who supervises quality.

        :raise AccessError: naming who has it
        """
        self.check_access("read")
        if self.holder_id == self.env.user:
            return
        self._ensure_quality()
        self.check_access("write")
        manager = "complaint_quality.complaint_quality_group_manager"
        if self.holder_id and not self.env.user.has_group(manager):
            raise AccessError(
                self.env._(
                    "%(user)s has %(sample)s and hands it over.",
                    user=self.holder_id.name,
                    sample=self.name,
                )
            )

    def _ensure_here(self, *states):
        """Check where the sample stands.

        :raise UserError: naming the state
        """
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(sample)s is “%(state)s”: that can't be done with it.",
                    sample=self.name,
                    state=labels[self.state],
                )
            )

    def _ensure_keeper(self, user):
        """Check that somebody may have the sample.

        :raise UserError: if it is the respondent, or works for another company
        """
        case = self.case_id.sudo()  # barred is barred, seen or not
        if user in case.respondent_user_ids:
            raise UserError(
                self.env._("%s is the respondent and can't have it.", user.name)
            )
        # Where somebody works is not everybody's to read.
        if not user._is_internal() or case.company_id not in user.sudo().company_ids:
            raise UserError(
                self.env._(
                    "%(user)s does not work for %(company)s.",
                    user=user.name,
                    company=case.company_id.name,
                )
            )

    def _ensure_described(self):
        """Ask for what was found on arrival."""
        if not self.packaging or not (self.condition or "").strip():
            raise UserError(
                self.env._(
                    "Say first how %s was when it came: what state it was in, and "
                    "what was seen.",
                    self.name,
                )
            )

    def _ensure_why(self, why):
        if not (why or "").strip():
            raise UserError(self.env._("Write why."))
