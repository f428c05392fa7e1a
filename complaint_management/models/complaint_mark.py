# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintMark(models.Model):
    """Special case that has to be raised at once, and to whom.

    Until somebody chooses a position or a person, that is the top of the reporting
    line, as nobody knows the positions of a company in advance.
    """

    _name = "complaint.mark"
    _inherit = "complaint.unique.name.mixin"
    _description = "Special-Case Mark"
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    # Identity
    code = fields.Char(
        copy=False,
        help="Name for other systems and for imports, the same in every language. Each "
        "company can use a code once.",
    )
    sequence = fields.Integer(default=100)
    note = fields.Text(
        translate=True,
        help="When to set the mark and what to heed. Shown to those who choose it.",
    )
    company_id = fields.Many2one(
        "res.company",
        # A mark of a deleted company must not become a mark for everybody.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees the mark. Leave empty to share it with all.",
    )

    # People
    target_kind = fields.Selection(
        selection=[
            ("top", "Top of the reporting line"),
            ("job", "Job position"),
            ("user", "User"),
        ],
        string="Raise To",
        default="top",
        required=True,
        help="Who is told when the mark is set on a complaint.",
    )
    target_job_id = fields.Many2one(
        "hr.job",
        string="Job Position",
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])] if company_id else []",
        help="Whoever holds the position, above the handler in the reporting line.",
    )
    target_user_id = fields.Many2one(
        "res.users",
        string="User",
        ondelete="restrict",
        domain="[('share', '=', False)]"
        " + ([('company_ids', 'in', [company_id])] if company_id else [])",
        help="This person, wherever the complaint is.",
    )

    # UI only
    color = fields.Integer(help="Color of the mark in lists and on cards.")

    _name_company_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), (name->>'en_US'))",
        "A mark with this name already exists. Look among the archived ones, too.",
    )
    _code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), code) WHERE code <> ''",
        "A mark with this code already exists. Look among the archived ones, too.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("target_kind", "target_job_id", "target_user_id", "company_id")
    def _check_target(self):
        """Refuse a mark that would be raised to nobody, or to somebody outside."""
        for mark in self:
            if mark.target_kind == "job":
                mark._check_target_job()
            elif mark.target_kind == "user":
                mark._check_target_user()

    def _check_target_job(self):
        if not self.target_job_id:
            raise ValidationError(
                self.env._("Choose the job position for “%s”.", self.name)
            )
        if self.company_id and self.target_job_id.company_id not in (
            self.env["res.company"],
            self.company_id,
        ):
            raise ValidationError(
                self.env._(
                    "“%(job)s” is a job position of another company than “%(mark)s”.",
                    job=self.target_job_id.name,
                    mark=self.name,
                )
            )

    def _check_target_user(self):
        if not self.target_user_id:
            raise ValidationError(self.env._("Choose the user for “%s”.", self.name))
        if self.target_user_id.share or (
            self.company_id and self.company_id not in self.target_user_id.company_ids
        ):
            raise ValidationError(
                self.env._(
                    "%(user)s does not work in the company and cannot be told of "
                    "“%(mark)s”.",
                    user=self.target_user_id.name,
                    mark=self.name,
                )
            )
