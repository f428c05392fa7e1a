# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.specification import parse_reading


class ComplaintSampleTestValue(models.Model):
    """What was measured or seen on one specimen."""

    _name = "complaint.sample.test.value"
    _description = "Result of a Specimen"
    _inherit = ["complaint.case.child.mixin"]
    _order = "test_id, number, id"

    _owner_field = "test_id"

    test_id = fields.Many2one(
        "complaint.sample.test", required=True, ondelete="cascade", index=True
    )
    case_id = fields.Many2one(
        related="test_id.case_id", store=True, index=True, precompute=True
    )
    rule = fields.Selection(related="test_id.rule")
    number = fields.Integer(string="Specimen", required=True, default=1)
    reading = fields.Char(help="A number, or one behind < or >, like <0.25.")
    observed = fields.Selection(
        [("pass", "In order"), ("fail", "Not in order")], string="Seen"
    )
    outcome = fields.Selection(
        [("pass", "Passes"), ("fail", "Fails")],
        string="Verdict",
        compute="_compute_outcome",
    )
    note = fields.Char(string="What Was Seen")

    _number_uniq = models.Constraint(
        "UNIQUE (test_id, number)", "Each specimen has one result."
    )
    _number_positive = models.Constraint(
        "CHECK (number > 0)", "Specimens are counted from 1."
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "reading",
        "observed",
        "test_id.rule",
        "test_id.lower_limit",
        "test_id.lower_inclusive",
        "test_id.upper_limit",
        "test_id.upper_inclusive",
    )
    def _compute_outcome(self):
        for value in self:
            value.outcome = value.test_id._judge_value(value)

    @api.depends("number")
    def _compute_display_name(self):
        for value in self:
            value.display_name = self.env._("Specimen %s", value.number)

    # === CONSTRAINT METHODS === #

    @api.constrains("number", "test_id")
    def _check_number(self):
        for value in self:
            if value.number > value.test_id.specimen_count:
                raise ValidationError(
                    self.env._(
                        "“%(test)s” has only %(count)s specimens.",
                        test=value.test_id.name,
                        count=value.test_id.specimen_count,
                    )
                )

    @api.constrains("reading")
    def _check_reading(self):
        for value in self:
            value._get_reading()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Leave a signed test as it is."""
        self._ensure_owners_seen(vals_list)
        tests = self.test_id.browse({vals.get("test_id") for vals in vals_list})
        tests._ensure_results_open()
        return super().create(vals_list)

    def write(self, vals):
        """Leave a signed test as it is."""
        self.test_id._ensure_results_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.test_id._ensure_results_open()

    # === GETTERS === #

    def _get_reading(self):
        """Return what was read, None when nothing was.

        :raise ValidationError: if it is no number
        """
        text = (self.reading or "").strip()
        if not text:
            return None
        try:
            return parse_reading(text)
        except ValueError as error:
            raise ValidationError(
                self.env._("“%s” is no number: write it like 0.25 or <0.25.", text)
            ) from error
