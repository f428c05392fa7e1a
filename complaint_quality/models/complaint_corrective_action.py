# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

#: What may still be written at each state by who may write at all.
_OPEN_TO_WRITE = {
    "completed": frozenset(
        {"verification_note", "public_text", "case_ids", "fix_date"}
        | {"product_ids", "defect_id", "min_shipped"}
    ),
    "verified": frozenset({"public_text", "case_ids"}),
    "cancelled": frozenset(),
}
_UNDECIDED = frozenset({"fix_date", "product_ids", "defect_id", "min_shipped"})
_TECHNICAL = ("message_", "activity_", "website_message_", "has_message")


class ComplaintCorrectiveAction(models.Model):
    """What is done so that it does not go on, or does not happen again.

    It belongs to the complaint that led to it and outlives it: closing the complaint
    does not lock it. Its state changes by the buttons alone.
    """

    _name = "complaint.corrective.action"
    _description = "Corrective Action"
    _inherit = [
        "complaint.corrective.action.step.mixin",
        "complaint.effectiveness.mixin",
        "complaint.portal.read.mixin",
        "complaint.guard.mixin",
        "complaint.case.part.mixin",
        "complaint.late.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "due_date, id"
    _mail_post_access = "read"

    #: Fields that only the buttons write.
    _step_fields = frozenset(
        {"state", "completed_at", "completed_by_id", "completion_note"}
        | {"attachment_ids", "verified_at", "verified_by_id", "told_case_ids"}
        | {"effectiveness", "before_count", "before_shipped", "after_count"}
        | {"after_shipped", "expected_count", "allowed_count", "needed_shipped"}
        | {"measured_at"}
    )

    # What
    name = fields.Char(required=True, help="In a few words, without personal data.")
    kind = fields.Selection(
        [
            ("containment", "Containment"),
            ("corrective", "Corrective"),
            ("preventive", "Preventive"),
        ],
        required=True,
        default="corrective",
        tracking=True,
        help="Containment: stops it for now, such as holding a lot; the complaint "
        "can't be closed before it is verified. Corrective: removes the cause. "
        "Preventive: keeps it from happening elsewhere.",
    )
    description = fields.Text(
        string="What Is Done", required=True, help="What is to be done, and where."
    )
    public_text = fields.Text(
        string="What the Complainants Are Told",
        help="Goes into the letter to the complainants once it is verified.",
    )
    # Why
    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="restrict",
        index=True,
        help="The complaint that led to it.",
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    case_ids = fields.Many2many(
        "complaint.case",
        "complaint_corrective_action_case_rel",
        string="All Complaints",
        help="Every complaint it answers; their complainants are told when it is done.",
    )
    investigation_id = fields.Many2one(
        "complaint.investigation",
        index="btree_not_null",
        domain="[('case_id', 'in', case_ids)]",
        help="The investigation that asked for it.",
    )
    # Who
    department_id = fields.Many2one(
        "hr.department", string="Responsible Department", index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        tracking=True,
        help="Does it, or sees that it is done. Sees this action, not the complaint.",
    )
    due_date = fields.Date(required=True, tracking=True)
    # How it went
    state = fields.Selection(
        [
            ("open", "Open"),
            ("completed", "Completed"),
            ("verified", "Verified"),
            ("cancelled", "Given Up"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        index=True,
        tracking=True,
    )
    completion_note = fields.Text(
        string="What Was Done", readonly=True, copy=False, tracking=True
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "complaint_corrective_action_attachment_rel",
        string="Evidence",
        readonly=True,
        copy=False,
        bypass_search_access=False,
    )
    completed_at = fields.Datetime(string="Completed On", readonly=True, copy=False)
    completed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verification_note = fields.Text(
        string="What Was Checked",
        copy=False,
        help="How it was seen that it is done; needed to verify or to send it back.",
    )
    verified_at = fields.Datetime(string="Verified On", readonly=True, copy=False)
    verified_by_id = fields.Many2one(
        "res.users", string="Verifier", readonly=True, copy=False
    )
    cancel_reason = fields.Text(
        string="Why It Is Given Up", copy=False, help="Needed to give it up."
    )
    told_case_ids = fields.Many2many(
        "complaint.case",
        "complaint_corrective_action_told_rel",
        string="Told",
        readonly=True,
        copy=False,
    )
    untold_count = fields.Integer(
        compute="_compute_untold_count",
        string="To Be Told",
        help="Complainants of its complaints who have not been told yet.",
    )

    _to_measure_idx = models.Index(
        "(measured_at) WHERE state = 'verified' AND effectiveness = 'undecided'"
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "case_ids", "told_case_ids", "public_text")
    def _compute_untold_count(self):
        for action in self:
            # How many there are may be known, without which.
            action.untold_count = len(action._get_untold_cases())

    # === CONSTRAINT METHODS === #

    @api.constrains("user_id", "case_id", "case_ids")
    def _check_people(self):
        # Barred is barred, seen or not.
        for action in self.sudo():
            user, cases = action.user_id, action.case_id | action._get_all_cases()
            if user in cases.respondent_user_ids:
                raise ValidationError(
                    self.env._("%s is the respondent and can't do it.", user.name)
                )
            company = action.case_id.company_id
            if not user._is_internal() or company not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=user.name,
                        company=company.name,
                    )
                )
            if cases.company_id - company:
                raise ValidationError(
                    self.env._("All complaints of an action are of one company.")
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Fill in what the complaint says, start its limits and ask the responsible."""
        for vals in vals_list:
            self._ensure_not_guarded(vals)
        actions = super().create(vals_list)
        for action in actions:
            (action.case_id | action.case_ids).check_access("read")
            action.case_ids = [Command.link(action.case_id.id)]
            action._fill_in_goods()
        actions._start()
        return actions

    def write(self, vals):
        """Refuse what the state does not leave open."""
        if not self._holds_step_token():
            self._ensure_open_to_write(vals)
        if "case_id" in vals and any(a.case_id.id != vals["case_id"] for a in self):
            raise UserError(self.env._("An action stays with the complaint it is for."))
        before = {action: (action.case_ids, action.user_id) for action in self}
        result = super().write(vals)
        for action in self:
            cases, user = before[action]
            (action.case_ids - cases).check_access("read")
            if action.case_id not in action._get_all_cases():
                action.case_ids = [Command.link(action.case_id.id)]
            if user != action.user_id and action.state == "open":
                action._ask_responsible(user)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A corrective action is never deleted. Give it up instead.")
        )

    # === BUSINESS METHODS === #

    def _ensure_open_to_write(self, vals):
        """Refuse to change what was completed or verified.

        :raise UserError: naming the state
        """
        names = {n for n in vals if not n.startswith(_TECHNICAL)}
        for action in self:
            allowed = _OPEN_TO_WRITE.get(action.state)
            if action.state == "verified" and action.effectiveness == "undecided":
                allowed |= _UNDECIDED
            if allowed is not None and names - allowed:
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(name)s” is “%(state)s”: what was agreed and done stays as "
                        "it is.",
                        name=action.name,
                        state=states[action.state],
                    )
                )

    def _fill_in_goods(self):
        """Take products and defect from the complaint, where they are left out."""
        lines = self.case_id.line_ids
        if not self.product_ids:
            self.product_ids = lines.product_id
        if not self.defect_id and len(lines.defect_id) == 1:
            self.defect_id = lines.defect_id

    def _get_untold_cases(self):
        """Return the complaints whose complainants are still to be told, seen or not.

        Anonymous ones can't be told; what has no text is not told at all.
        """
        Case = self.env["complaint.case"]
        if self.state != "verified" or not self.public_text:
            return Case
        # Who is anonymous is asked of all of them; each is checked before it is told.
        cases = self._get_all_cases() - self._get_all_cases("told_case_ids")
        known = cases.filtered(
            lambda case: case.complainant_type != "anonymous" or case.partner_id
        )
        return known.with_env(self.env)

    def _get_all_cases(self, name="case_ids"):
        """Return the linked complaints in superuser mode, seen or not.

        Read from the table: the field may hold what a user saw of them a moment ago.

        :param str name: `case_ids` or `told_case_ids`
        """
        self.flush_recordset([name])
        field = self._fields[name]
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE %s = ANY(%s) ORDER BY 1",
                SQL.identifier(field.column2),
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                self.ids,
            )
        )
        # Barred is barred and told is told, seen or not.
        return self.env["complaint.case"].sudo().browse(id_ for (id_,) in rows)

    def _with_step_token(self):
        """Return the records with leave to write what only steps may write."""
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    def _holds_step_token(self):
        return self.env["complaint.case"]._holds_step_token()

    def _ensure_may_complete(self):
        """Check that the user is responsible, or may change actions.

        :raise AccessError: otherwise
        """
        self.ensure_one()
        self.check_access("read")
        if self.user_id != self.env.user and not self.has_access("write"):
            raise AccessError(
                self.env._(
                    "Only %s or quality can say that it is done.", self.user_id.name
                )
            )
