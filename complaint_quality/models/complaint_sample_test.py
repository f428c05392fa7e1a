# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.specification import Limits, add, judge, parse_number, verdict

#: What may still be written when the result is signed, and when it is reviewed.
_OPEN_TO_WRITE = {
    "signed": frozenset({"review_note", "correction_reason"}),
    "reviewed": frozenset({"correction_reason"}),
}


class ComplaintSampleTest(models.Model):
    """One test of a sample: how, against which limits, with which result.

    Whether it passes follows from the results and nothing else. Signed by the tester
    it stays as it is, and another person reviews it; a mistake is put right by a new
    version.
    """

    _name = "complaint.sample.test"
    _description = "Sample Test"
    _inherit = [
        "complaint.sample.test.step.mixin",
        "complaint.quality.step.mixin",
        "complaint.case.child.mixin",
    ]
    _order = "sample_id desc, id"

    _owner_field = "sample_id"
    #: Fields that only the buttons write.
    _step_fields = frozenset(
        {"state", "tester_id", "signed_at", "reviewed_at", "reviewed_by_id"}
        | {"version", "previous_id"}
    )

    # What
    sample_id = fields.Many2one(
        "complaint.sample", required=True, ondelete="restrict", index=True
    )
    case_id = fields.Many2one(
        related="sample_id.case_id", store=True, index=True, precompute=True
    )
    investigation_id = fields.Many2one(
        related="sample_id.investigation_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    product_id = fields.Many2one(related="sample_id.product_id")
    lot_id = fields.Many2one(related="sample_id.lot_id")
    sample_kind = fields.Selection(related="sample_id.kind", string="Kind of Sample")
    name = fields.Char(
        string="What Is Tested", required=True, help="The characteristic: leak, pH …"
    )
    defect_id = fields.Many2one(
        "complaint.defect",
        compute="_compute_defect_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Its norm is proposed as the specification.",
    )
    # How
    method = fields.Char(
        string="Test Method", help="The method, or number and chapter of the standard."
    )
    instrument = fields.Char(help="With what it was measured, with its number.")
    rule = fields.Selection(
        [
            ("each", "Each specimen within the limits"),
            ("total", "All specimens together within the limits"),
            ("words", "Each specimen passes or fails by what is seen"),
        ],
        compute="_compute_specification",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    specimen_count = fields.Integer(
        string="Specimens",
        compute="_compute_specimen_count",
        store=True,
        readonly=False,
        precompute=True,
        help="How many pieces are tested.",
    )
    specification = fields.Char(
        compute="_compute_specification",
        store=True,
        readonly=False,
        precompute=True,
        help="What is asked for, in words.",
    )
    lower_limit = fields.Char(help="A number; empty for none.")
    lower_inclusive = fields.Boolean(
        string="Lower Limit Itself Passes",
        default=True,
    )
    upper_limit = fields.Char(
        compute="_compute_specification",
        store=True,
        readonly=False,
        precompute=True,
        help="A number; empty for none.",
    )
    upper_inclusive = fields.Boolean(string="Upper Limit Itself Passes", default=True)
    unit = fields.Char(
        compute="_compute_specification",
        store=True,
        readonly=False,
        precompute=True,
    )
    accepted_count = fields.Integer(
        string="Specimens That May Fail",
        compute="_compute_specification",
        store=True,
        readonly=False,
        precompute=True,
    )
    # Result
    value_ids = fields.One2many(
        "complaint.sample.test.value", "test_id", string="Results", copy=True
    )
    outcome = fields.Selection(
        [("pass", "Passes"), ("fail", "Fails")],
        string="Verdict",
        compute="_compute_outcome",
        store=True,
        copy=False,
        help="Follows from the results and the limits; nobody sets it.",
    )
    failed_count = fields.Integer(
        string="Failing", compute="_compute_outcome", store=True, copy=False
    )
    result_text = fields.Char(string="Result", compute="_compute_result_text")
    remark = fields.Text(help="What else was seen.")
    attachment_ids = fields.Many2many(
        "ir.attachment", "complaint_sample_test_attachment_rel", string="Files"
    )
    # Who and when
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "In Test"),
            ("signed", "Signed"),
            ("reviewed", "Reviewed"),
            ("superseded", "Replaced"),
            ("cancelled", "Given Up"),
        ],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        index=True,
    )
    tester_id = fields.Many2one("res.users", readonly=True, copy=False)
    tested_at = fields.Datetime(string="Tested On", copy=False)
    signed_at = fields.Datetime(readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reviewed_at = fields.Datetime(readonly=True, copy=False)
    review_note = fields.Text(
        copy=False,
        help="What the reviewer says to it; needed when it fails. Never the tester's.",
    )
    cancel_reason = fields.Text(
        string="Why It Is Given Up", copy=False, help="Needed to give it up."
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "complaint.sample.test",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    correction_reason = fields.Text(
        string="What Is Wrong",
        copy=False,
        help="Needed to put a signed result right by a new version.",
    )

    _specimens_plausible = models.Constraint(
        "CHECK (specimen_count > 0 AND accepted_count >= 0 "
        "AND accepted_count < specimen_count)",
        "At least one specimen is tested, and not all of them may fail.",
    )

    # === COMPUTE METHODS === #

    @api.depends("sample_id")
    def _compute_defect_id(self):
        for test in self:
            test.defect_id = test.defect_id or test.sample_id.line_id.defect_id

    @api.depends("defect_id")
    def _compute_specimen_count(self):
        for test in self:
            count = test.defect_id._get_norm_samples()
            test.specimen_count = count or test.specimen_count or 1

    @api.depends("defect_id", "specimen_count")
    def _compute_specification(self):
        """Propose what the norm of the defect asks for."""
        for test in self:
            norm = test.defect_id._get_test_norm(test.specimen_count)
            test.rule = norm.get("rule") or test.rule or "each"
            test.upper_limit = norm.get("upper_limit", test.upper_limit)
            test.unit = norm.get("unit", test.unit)
            test.accepted_count = norm.get("accepted_count", test.accepted_count)
            test.specification = norm.get("specification", test.specification)

    @api.depends(
        "rule",
        "lower_limit",
        "lower_inclusive",
        "upper_limit",
        "upper_inclusive",
        "accepted_count",
        "specimen_count",
        "value_ids.reading",
        "value_ids.observed",
    )
    def _compute_outcome(self):
        for test in self:
            values = test.value_ids
            results = [test._judge_value(value) for value in values]
            results += [None] * (test.specimen_count - len(values))
            test.failed_count = results.count("fail")
            if test.rule == "total":
                readings = [value._get_reading() for value in values]
                whole = len(readings) >= test.specimen_count and None not in readings
                limits = test._get_limits()
                test.outcome = whole and limits and judge(add(readings), limits)
            else:
                test.outcome = verdict(results, test.accepted_count)

    @api.depends("outcome", "rule", "specimen_count", "failed_count", "state")
    @api.depends_context("lang")
    def _compute_result_text(self):
        words = dict(self._fields["outcome"]._description_selection(self.env))
        for test in self:
            text = test.outcome and words[test.outcome]
            if text and test.rule == "total":
                total = add([v._get_reading() for v in test.value_ids])
                number = total.high if total.low is None else total.low
                sign = "<" if total.low is None else ">" if total.high is None else ""
                text = self.env._(
                    "%(passes)s: %(total)s in %(specimens)s",
                    passes=text,
                    total=" ".join(filter(None, [f"{sign}{number}", test.unit])),
                    specimens=test.specimen_count,
                )
            elif text:
                text = self.env._(
                    "%(passes)s: %(good)s of %(specimens)s in order",
                    passes=text,
                    good=test.specimen_count - test.failed_count,
                    specimens=test.specimen_count,
                )
            test.result_text = text

    @api.depends("name", "version")
    def _compute_display_name(self):
        for test in self:
            again = test.version > 1 and self.env._("version %s", test.version)
            test.display_name = f"{test.name} ({again})" if again else test.name

    # === CONSTRAINT METHODS === #

    @api.constrains("lower_limit", "upper_limit")
    def _check_limits(self):
        for test in self:
            limits = test._get_limits()
            if (
                limits
                and None not in limits[:2]
                and (
                    limits.lower > limits.upper
                    or (
                        limits.lower == limits.upper
                        and not (test.lower_inclusive and test.upper_inclusive)
                    )
                )
            ):
                raise ValidationError(
                    self.env._("No value lies between these limits of “%s”.", test.name)
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Attach the files, so that they are seen by whom sees the test."""
        tests = super().create(vals_list)
        tests._ensure_investigated()
        tests._own_attachments()
        return tests

    def write(self, vals):
        """Leave a signed result as it is."""
        if not self._holds_step_token():
            for test in self:
                test._ensure_open_to_write(vals)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A test is never deleted. Give it up instead."))

    # === BUSINESS METHODS === #

    def _ensure_open_to_write(self, vals):
        """Refuse to change what is signed; the reviewer's word is not the tester's."""
        allowed = _OPEN_TO_WRITE.get(self.state)
        if self.state in ("superseded", "cancelled"):
            allowed = frozenset()
        if allowed is not None and set(vals) - allowed:
            raise UserError(
                self.env._(
                    "“%s” is signed and stays as it is. Put it right by a new version.",
                    self.name,
                )
            )
        if vals.get("review_note") and self.tester_id == self.env.user:
            raise UserError(self.env._("Somebody else reviews it than who tested."))

    def _ensure_investigated(self):
        """Refuse to add tests to what is finished."""
        for test in self:
            if test.investigation_id.sudo().state == "done":  # seen or not
                raise UserError(
                    self.env._(
                        "A finished investigation stays as it is. Start another."
                    )
                )

    def _own_attachments(self):
        for test in self:
            loose = test.attachment_ids.filtered(lambda a: not a.res_id)
            loose.write({"res_model": self._name, "res_id": test.id})

    # === GETTERS === #

    def _get_limits(self):
        """Return the limits, None when there are none.

        :raise ValidationError: if one is no number
        """
        numbers = {}
        for side in ("lower", "upper"):
            text = (self[f"{side}_limit"] or "").strip()
            try:
                numbers[side] = parse_number(text) if text else None
            except ValueError as error:
                raise ValidationError(
                    self.env._("“%s” is no number: write it like 0.25.", text)
                ) from error
        if set(numbers.values()) == {None}:
            return None
        return Limits(
            numbers["lower"],
            numbers["upper"],
            self.lower_inclusive,
            self.upper_inclusive,
        )

    def _judge_value(self, value):
        """Return how one specimen did: `pass`, `fail` or None."""
        if self.rule == "words":
            return value.observed or None
        reading, limits = value._get_reading(), self._get_limits()
        if reading is None or not limits or self.rule == "total":
            return None
        return judge(reading, limits)
