# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CONCLUSIONS = [
    ("confirmed", "Confirmed"),
    ("not_confirmed", "Not confirmed"),
    ("undetermined", "Undetermined"),
    ("misunderstanding", "Misunderstanding"),
    ("malicious", "Malicious"),
]
PARTIES = [
    ("department", "Department"),
    ("supplier", "Supplier"),
    ("carrier", "Carrier"),
    ("dealer", "Dealer"),
    ("customer", "Use by the customer"),
    ("none", "Nobody"),
]


class ComplaintInvestigation(models.Model):
    """What was found out, by whom and how; with a thread of its own."""

    _name = "complaint.investigation"
    _description = "Complaint Investigation"
    _inherit = ["complaint.case.child.mixin", "complaint.thread.mixin"]
    _order = "case_id, id"
    _mail_post_access = "read"

    #: Fields that only the actions write.
    _step_fields = frozenset({"state", "done_at", "done_by_id"})

    case_id = fields.Many2one(
        "complaint.case", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            ("preliminary", "Preliminary"),
            ("in_depth", "In depth"),
            ("none", "No investigation"),
        ],
        required=True,
        default="preliminary",
        help="Preliminary: is it true, who is affected? In depth: needed when that "
        "leaves cause or party open. No investigation: say why.",
    )
    state = fields.Selection(
        [("running", "Running"), ("done", "Done")],
        required=True,
        default="running",
        readonly=True,
        copy=False,
        tracking=True,
    )
    lead_id = fields.Many2one("res.users")
    member_ids = fields.Many2many(
        "res.users", "complaint_investigation_member_rel", string="Team"
    )
    department_ids = fields.Many2many("hr.department", string="Departments")
    # Methods
    by_site_visit = fields.Boolean(string="Site Visit")
    by_product_test = fields.Boolean(string="Product Test")
    by_documents = fields.Boolean(string="Document Review")
    by_interview = fields.Boolean(string="Interview")
    by_records = fields.Boolean(
        string="Records", help="Records of production, quality control, transport."
    )
    # Result
    finding = fields.Text(
        copy=False, help="What was found, in writing. Needed to finish."
    )
    conclusion = fields.Selection(CONCLUSIONS, copy=False, tracking=True)
    responsible_party = fields.Selection(PARTIES, copy=False)
    responsible_department_id = fields.Many2one("hr.department", copy=False)
    responsible_partner_id = fields.Many2one("res.partner", copy=False)
    justification = fields.Text(
        string="Why None Is Needed",
        copy=False,
        help="Needed when nothing is investigated.",
    )
    earlier_id = fields.Many2one(
        "complaint.investigation",
        string="Earlier Investigation",
        copy=False,
        help="The investigation of a like case that this one leans on.",
    )
    done_at = fields.Datetime(string="Finished On", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", string="Finished By", readonly=True, copy=False
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.display_name = f"{record.case_id.name} · {kinds.get(record.kind)}"

    # === CONSTRAINT METHODS === #

    @api.constrains("lead_id", "member_ids", "case_id")
    def _check_people(self):
        # Barred is barred, seen or not.
        for record in self.sudo():
            barred = record.case_id.respondent_user_ids
            found = (record.lead_id | record.member_ids) & barred
            if found:
                raise ValidationError(
                    self.env._(
                        "%s is the respondent and can't investigate.", found[0].name
                    )
                )
            company = record.case_id.company_id
            for user in record.lead_id | record.member_ids:
                if not user._is_internal() or company not in user.company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s can't open complaints of %(company)s.",
                            user=user.name,
                            company=company.name,
                        )
                    )

    @api.constrains("earlier_id")
    def _check_earlier(self):
        if self._has_cycle("earlier_id"):
            raise ValidationError(self.env._("An investigation can't lean on itself."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Open the case to those who investigate it."""
        records = super().create(vals_list)
        records.case_id._name_investigators()
        return records

    def write(self, vals):
        """Refuse a finish by hand, and changes of a finished one."""
        if not self._holds_step_token():
            if self._step_fields.intersection(vals):
                raise UserError(self.env._("Use the button to finish it."))
            technical = {"message_main_attachment_id", "message_follower_ids"}
            if any(record.state == "done" for record in self) and set(vals) - technical:
                raise UserError(
                    self.env._(
                        "A finished investigation stays as it is. Start another."
                    )
                )
        result = super().write(vals)
        if {"lead_id", "member_ids"}.intersection(vals):
            self.case_id._name_investigators()
            self.case_id._shut_out()
        return result

    def unlink(self):
        """Let go of those who investigated nothing else of the case."""
        cases = self.case_id
        result = super().unlink()
        cases._name_investigators()
        cases._shut_out()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(record.state == "done" for record in self):
            raise UserError(self.env._("A finished investigation is never deleted."))

    # === ACTION METHODS === #

    def action_finish(self):
        """Finish the investigation with finding and conclusion.

        :raise UserError: when something is missing, or when it goes against a
            respondent who was neither heard nor waived the hearing in writing
        """
        self.check_access("write")
        for record in self:
            record.case_id._ensure_unlocked()
            record._ensure_complete()
        for case, records in self.grouped("case_id").items():
            records._with_step_token().write(
                {
                    "state": "done",
                    "done_at": fields.Datetime.now(),
                    "done_by_id": self.env.uid,
                }
            )
            case._complaint_event("investigated")
        return True

    # === BUSINESS METHODS === #

    def _ensure_complete(self):
        self.ensure_one()
        if self.state == "done":
            raise UserError(self.env._("This investigation is already finished."))
        names = (
            ["justification", "conclusion"]
            if self.kind == "none"
            else ["finding", "conclusion"]
        )
        empty = [name for name in names if not self[name]]
        if empty:
            labels = [self._fields[n]._description_string(self.env) for n in empty]
            raise UserError(
                self.env._("Please fill in %(fields)s first.", fields=", ".join(labels))
            )
        case = self.case_id
        heard = case.evidence_ids.filtered(lambda e: e.kind in ("statement", "minutes"))
        if (
            case._has_respondent()
            and self.conclusion == "confirmed"
            and not heard
            and not case.respondent_waiver
        ):
            raise UserError(
                self.env._(
                    "The respondent of %s has not been heard: register the statement "
                    "or the minutes as evidence, or the written waiver.",
                    case.display_name,
                )
            )
