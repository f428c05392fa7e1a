# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.complaint_management.life import LOCKED_STATES

#: The records that an investigation in depth looks at, in this order.
RECORDS = ("retained_sample", "production", "qc", "transport", "use")
#: How far back a like investigation is looked for.
DAYS = 365


class ComplaintInvestigation(models.Model):
    """In depth: a plan, records, causes, and one investigation for many complaints."""

    _inherit = "complaint.investigation"

    plan = fields.Text(copy=False, help="What is to be found out, how and until when.")
    check_ids = fields.One2many(
        "complaint.investigation.check", "investigation_id", string="Checked"
    )
    cause_ids = fields.One2many(
        "complaint.investigation.cause", "investigation_id", string="Causes"
    )
    sample_ids = fields.One2many(
        "complaint.sample", "investigation_id", string="Samples"
    )
    test_ids = fields.One2many(
        "complaint.sample.test",
        "investigation_id",
        string="Tests",
        domain=[("state", "not in", ("superseded", "cancelled"))],
    )
    sample_summary = fields.Text(
        compute="_compute_sample_summary",
        string="Samples Say",
        help="What the reviewed tests of its samples found.",
    )
    covered_case_ids = fields.Many2many(
        "complaint.case",
        "complaint_investigation_covered_rel",
        string="Also Answers",
        copy=False,
        help="Complaints about the same. When this one is finished, each gets the "
        "conclusion, with a reference to it in place of an investigation of its own.",
    )
    statement_ids = fields.Many2many(
        "complaint.evidence",
        compute="_compute_statement_ids",
        string="Statements of the Respondent",
    )
    respondent_waiver = fields.Text(related="case_id.respondent_waiver")
    suggested_earlier_id = fields.Many2one(
        "complaint.investigation",
        compute="_compute_suggested_earlier_id",
        string="Like This One",
        help="The last finished investigation of the same product and defect, on the "
        "same lot if there is one.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.evidence_ids.kind")
    def _compute_statement_ids(self):
        for record in self:
            record.statement_ids = record.case_id.evidence_ids.filtered(
                lambda evidence: evidence.kind in ("statement", "minutes")
            )

    @api.depends("case_id.line_ids", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_suggested_earlier_id(self):
        for record in self:
            record.suggested_earlier_id = (
                record.state == "running" and record._find_earlier()
            )

    def _find_earlier(self):
        """Return the last investigation of the like that the user may see."""
        lines = self.case_id.line_ids
        if not lines.product_id or not lines.defect_id:
            return self.browse()
        since = fields.Datetime.subtract(fields.Datetime.now(), days=DAYS)
        alike = [
            ("case_id.line_ids.product_id", "in", lines.product_id.ids),
            ("case_id.line_ids.defect_id", "in", lines.defect_id.ids),
            ("case_id", "!=", self.case_id.id),
            ("state", "=", "done"),
            ("kind", "!=", "none"),
            ("done_at", ">=", since),
        ]
        order = "done_at DESC, id DESC"
        same_lot = [*alike, ("case_id.line_ids.lot_id", "in", lines.lot_id.ids)]
        return (
            lines.lot_id and self.search(same_lot, order=order, limit=1)
        ) or self.search(alike, order=order, limit=1)

    @api.depends("test_ids.outcome", "test_ids.state")
    @api.depends_context("lang")
    def _compute_sample_summary(self):
        for record in self:
            tests = record.test_ids.filtered(lambda test: test.state == "reviewed")
            record.sample_summary = "\n".join(map(record._describe_test, tests))

    # === CONSTRAINT METHODS === #

    @api.constrains("covered_case_ids", "case_id")
    def _check_covered_cases(self):
        for record in self:
            # Which companies they are of is checked, seen or not.
            covered = record.sudo().covered_case_ids
            if record.case_id in covered:
                raise ValidationError(
                    self.env._("It answers its own complaint anyway.")
                )
            if covered.company_id - record.sudo().case_id.company_id:  # as above
                raise ValidationError(
                    self.env._("An investigation answers complaints of one company.")
                )

    # === ACTION METHODS === #

    def action_add_checks(self):
        """Put the records on the list that are not on it yet."""
        self.check_access("write")
        for record in self:
            missing = [k for k in RECORDS if k not in record.check_ids.mapped("kind")]
            record.check_ids = [Command.create({"kind": kind}) for kind in missing]
            for test in record.test_ids:
                record._tick_checks(test)
        return True

    def action_lean_on_earlier(self):
        """Lean on the like investigation: nothing is investigated again.

        The reason is still to be written down.
        """
        self.ensure_one()
        self.check_access("write")
        earlier = self.suggested_earlier_id
        if not earlier:
            raise UserError(self.env._("There is no like investigation to lean on."))
        self.write(
            {
                "kind": "none",
                "earlier_id": earlier.id,
                "conclusion": earlier.conclusion,
                "responsible_party": earlier.responsible_party,
                "responsible_department_id": earlier.responsible_department_id.id,
                "responsible_partner_id": earlier.responsible_partner_id.id,
            }
        )
        return True

    def action_finish(self):
        """Answer the other complaints about the same, too.

        A confirmed one shows actions taken before to be without effect: they reopen.
        """
        covered = self.covered_case_ids
        covered.check_access("write")
        result = super().action_finish()
        confirmed = self.filtered(lambda record: record.conclusion == "confirmed")
        # Actions of other complaints are looked at, seen or not.
        Action = self.env["complaint.corrective.action"].sudo()
        Action._find_recurrences(confirmed.case_id.with_env(Action.env))
        for record in self:
            for case in record.covered_case_ids:
                # What was withdrawn or closed meanwhile has its end.
                if case.state not in LOCKED_STATES:
                    record._answer_case(case)
        return result

    # === BUSINESS METHODS === #

    def _ensure_complete(self):
        """Ask for the records that nobody has looked at, and for tests under way."""
        result = super()._ensure_complete()
        # A test that is not finished counts, seen or not.
        open_test = self.sudo().test_ids.filtered(lambda t: t.state != "reviewed")[:1]
        if open_test:
            raise UserError(
                self.env._(
                    "“%(test)s” of sample %(sample)s is not signed and reviewed yet: "
                    "finish it, or give it up with the reason.",
                    test=open_test.name,
                    sample=open_test.sample_id.name,
                )
            )
        waiting = self.check_ids.filtered(lambda check: not check.result)
        if waiting:
            raise UserError(
                self.env._(
                    "Not looked at yet: %(checks)s. Say what was found, or that it is "
                    "missing.",
                    checks=", ".join(waiting.mapped("display_name")),
                )
            )
        return result

    def _describe_test(self, test):
        """Return one line on a test: of which sample, what was tested, the result."""
        return f"{test.sample_id._get_label()} – {test.name}: {test.result_text}"

    def _tick_checks(self, test):
        """Note a reviewed test of a retained sample where that record is listed.

        A deviation stays one until somebody says otherwise.

        :param test: a `complaint.sample.test`
        """
        if test.sample_id.kind != "retained" or test.state != "reviewed":
            return
        for check in self.check_ids.filtered(lambda c: c.kind == "retained_sample"):
            line = self._describe_test(test)
            if line in (check.note or ""):
                continue
            values = {"note": "\n".join(filter(None, [check.note, line]))}
            if test.outcome == "fail":
                values["result"] = "deviation"
            elif not check.result:
                values["result"] = "in_order"
            if self.state == "running":
                check.write(values)

    def _answer_case(self, case):
        """Finish an investigation of another complaint that leans on this one.

        :param case: a complaint about the same, that the user may write
        """
        values = {
            "kind": "none",
            "earlier_id": self.id,
            "justification": self.env._(
                "Answered by the investigation of %s.", self.case_id.name
            ),
            "conclusion": self.conclusion,
            "responsible_party": self.responsible_party,
            "responsible_department_id": self.responsible_department_id.id,
            "responsible_partner_id": self.responsible_partner_id.id,
        }
        # One that was only opened is taken up; what somebody found out is not.
        own = case.investigation_ids.filtered(
            lambda i: i.state == "running" and not i.finding
        )[:1]
        if own:
            own.write(values)
        else:
            own = self.create({"case_id": case.id, **values})
        own.action_finish()

    def _get_causes(self, chain):
        """Return the causes of one chain, each behind what it explains.

        :param str chain: `occurrence` or `escape`
        """
        return self.cause_ids.filtered(lambda cause: cause.chain == chain).sorted(
            "parent_path"
        )
