# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..life import EVENTS, LOCKED_STATES, OPEN_STATES, STATES, STEPS

#: Held only by this module: a client sends JSON and can't forge an object.
_STEP_TOKEN = object()
_TOKEN_KEY = "complaint_step_token"


class ComplaintCaseStateMixin(models.AbstractModel):
    """The state of a complaint and the only way to change it.

    A state never comes in by `create()` or `write()`, server code and superuser
    included: :meth:`_transition` takes one of the steps of ``life.STEPS``,
    checks its guards, writes the log and tells the clocks.
    """

    _name = "complaint.case.state.mixin"
    _inherit = ["complaint.guard.mixin"]
    _description = "Complaint State"

    #: Fields that only the steps write.
    _step_fields = frozenset(
        {
            "state",
            "state_before",
            "name",
            "merged_into_id",
            "closed_at",
            "closed_by_id",
            "next_deadline",
            "binding_clock_id",
            "reported_back_at",
            "notice_asked",
            "notice_asked_at",
            "stuck_at",
            "reported_to_id",
        }
    )
    #: Fields of a locked case that may still change: they belong to no decision.
    _unlocked_fields = frozenset(
        {
            "tag_ids",
            "reopen_reason",
            "access_token",
            "message_main_attachment_id",
            "message_follower_ids",
            "message_partner_ids",
            "message_ids",
            "activity_ids",
            "activity_user_id",
            "activity_type_id",
            "activity_date_deadline",
            "activity_summary",
            "website_message_ids",
        }
    )

    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="new",
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_state",
        help="Where the complaint stands. Only the steps change it.",
    )
    state_before = fields.Selection(
        STATES,
        readonly=True,
        copy=False,
        help="The state to go back to when the information is there, or when the "
        "merge is undone.",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open",
        store=True,
        precompute=True,
        string="Open",
        help="Not closed, withdrawn, merged or refused.",
    )
    transition_ids = fields.One2many(
        "complaint.case.transition",
        "case_id",
        string="Log of States",
        readonly=True,
        copy=False,
    )
    closed_at = fields.Datetime(
        string="Closed On",
        readonly=True,
        copy=False,
        help="When the case left the open states for the last time.",
    )
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    # === COMPUTE METHODS === #

    @api.model
    def _group_expand_state(self, states, domain):
        """Put the columns of a board in the order of a complaint's life."""
        return [code for code, _label in STATES if code in states]

    @api.depends("state")
    def _compute_is_open(self):
        for case in self:
            case.is_open = case.state in OPEN_STATES

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start every case as new, whatever the caller or the context says."""
        for vals in vals_list:
            # The number was drawn a moment ago, whatever the caller gave.
            self._ensure_not_guarded({k: vals[k] for k in vals if k != "name"})
        fixed = [{**vals, **self._prepare_step_values()} for vals in vals_list]
        cases = super().create(fixed)
        cases._log_transition("create", dict.fromkeys(cases.ids, False))
        cases._tell_receipt()
        return cases

    def write(self, vals):
        """Refuse a state by hand, and any change of a locked file."""
        if not self._holds_step_token():
            # Told first: it would be refused in an open case as well.
            self._ensure_not_guarded(vals)
            if not self._unlocked_fields.issuperset(vals):
                self._ensure_unlocked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if any(case.state != "new" for case in self):
            raise UserError(
                self.env._(
                    "A registered complaint is never deleted. Withdraw it, merge it "
                    "into another one, or close it as unfounded."
                )
            )

    def _prepare_step_values(self):
        """Return the values that every new case starts with.

        They are set here, not left to defaults, which a client's context can replace.
        """
        return {
            "state": "new",
            "state_before": False,
            "merged_into_id": False,
            "closed_at": False,
            "closed_by_id": False,
            "next_deadline": False,
        }

    def _ensure_unlocked(self):
        """Refuse changes to the file of a case that is closed.

        Called for the case itself and for every record that belongs to it.

        :raise UserError: naming the first locked case and the way to open it again
        """
        # Superuser: a locked case counts, seen or not.
        locked = self.sudo().filtered(lambda case: case.state in LOCKED_STATES)[:1]
        if locked and not self._holds_step_token():
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Complaint %(number)s is locked (%(state)s). Reopen it first.",
                    number=locked.name,
                    state=states[locked.state],
                )
            )

    @api.model
    def _holds_step_token(self):
        return self.env.context.get(_TOKEN_KEY) is _STEP_TOKEN

    def _with_step_token(self):
        """Return the records with leave to write what only steps may write."""
        return self.with_context(**{_TOKEN_KEY: _STEP_TOKEN})

    # === BUSINESS METHODS === #

    def _transition(self, step, reason=None, values=None):
        """Take one step of the table for each case, or none at all.

        Of two users who take a step at once, the second one's update fails to
        serialize; Odoo repeats the call, which then finds the step taken and refuses.

        :param str step: a key of ``life.STEPS``
        :param str reason: free text for the log
        :param dict values: further step fields to write along
        :raise AccessError: if the user may not write one of the cases
        :raise UserError: if the step is not open to the case, or a guard refuses
        """
        row = STEPS[step]
        if not self:
            return True
        self.check_access("write")
        before = {case.id: case.state for case in self}
        for case in self:
            case._ensure_step_open(step)
            for guard in row.guards:
                getattr(case, guard)()
        for target, cases in self.grouped(
            lambda case: row.target or case.state_before
        ).items():
            cases._write_step(target, row, values or {})
        self._log_transition(step, before, reason)
        if row.event:
            self._complaint_event(row.event)
        return True

    def _write_step(self, target, row, values):
        closes = target in LOCKED_STATES
        for case in self._with_step_token():
            case.write(
                {
                    "state": target,
                    "state_before": case._get_state_to_remember(target),
                    "closed_at": fields.Datetime.now() if closes else False,
                    "closed_by_id": self.env.uid if closes else False,
                    **values,
                }
            )

    def _get_state_to_remember(self, target):
        """Return the state to come back to from the target, or False.

        A case that was merged while it waited for information waits again when the
        merge is undone: where it stood before that is only in the log.
        """
        if target not in ("need_info", "merged"):
            return False
        if self.state != "merged":
            return self.state
        asked = self.transition_ids.filtered(lambda row: row.step == "request_info")
        return asked[-1:].state_from

    def _ensure_step_open(self, step):
        self.ensure_one()
        if self.state not in STEPS[step].sources:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Complaint %(number)s is “%(state)s”: this step is not open to "
                    "it. Somebody may have taken it a moment ago; reload the page.",
                    number=self.display_name,
                    state=states[self.state],
                )
            )

    def _log_transition(self, step, before, reason=None):
        """Write who took a step, and when, in one go."""
        now = fields.Datetime.now()
        # Nobody has rights on the log: only steps write it.
        self.env["complaint.case.transition"].sudo().create(
            [
                {
                    "case_id": case.id,
                    "step": step,
                    "state_from": before[case.id],
                    "state_to": case.state,
                    "at": now,
                    "user_id": self.env.uid,
                    "reason": reason,
                }
                for case in self
            ]
        )

    def _tell_receipt(self):
        """Tell when new cases were received, and when the company became aware."""
        for code, name in (("received", "received_at"), ("aware", "aware_at")):
            for at, cases in self.filtered(name).grouped(name).items():
                cases._complaint_event(code, at)

    def _complaint_event(self, code, at=None, subject=None):
        """Tell that something happened which may start or reach a time limit.

        The only way to start or reach a milestone; whoever makes something happen
        calls it. Here it checks its arguments; extend it with `super()`.

        :param str code: one of ``life.EVENTS``
        :param datetime at: when it happened, UTC; now if left out
        :param recordset subject: what it happened to, the case itself if left out
        :return: the moment it happened, UTC
        :rtype: datetime
        :raise ValueError: on an unknown code
        """
        if code not in EVENTS:
            raise ValueError(f"unknown complaint event {code!r}")
        return at or fields.Datetime.now()
