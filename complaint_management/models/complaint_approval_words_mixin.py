# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models


class ComplaintApprovalWordsMixin(models.AbstractModel):
    """Position and limit as they were when asked, in the language of who reads them.

    The words of that moment are kept beside them, in the language of who asked, and
    stand wherever it is not certain what they would be in another one.
    """

    _name = "complaint.approval.words.mixin"
    _description = "Position and Limit in Words"

    position = fields.Char(readonly=True, help="The approver's, when asked.")
    job_id = fields.Many2one(
        "hr.job",
        string="Position Held",
        readonly=True,
        ondelete="set null",
        help="The approver's position, when asked.",
    )
    limit = fields.Char(readonly=True, help="The approver's limit, when asked.")
    limit_terms = fields.Json(
        readonly=True, help="How far the limit went when asked, and in which currency."
    )

    position_text = fields.Char(
        compute="_compute_words",
        string="Position in Words",
        help="The approver's, when asked.",
    )
    limit_text = fields.Char(
        compute="_compute_words",
        string="Authority",
        help="Up to which amount the approver decides; as it was when asked.",
    )

    # === COMPUTE METHODS === #

    @api.depends("position", "job_id.name", "limit", "limit_terms")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            row.position_text = row._say_position()
            row.limit_text = row._say_limit()

    # === BUSINESS METHODS === #

    def _say_position(self):
        """Return the name of the position; as it was, where it was renamed since.

        :rtype: str
        """
        self.ensure_one()
        # Names of positions are shown to who may see the decision.
        job = self.sudo().job_id
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        # Read as a field, so that a list of them costs what one costs.
        names = {job.with_context(lang=code).name for code in codes}
        return job.name if self.position in names else self.position or ""

    def _say_limit(self):
        """Return in words how far the limit went.

        :rtype: str
        """
        self.ensure_one()
        if not self.limit_terms:
            return self.limit or ""
        return self.env["complaint.approval.limit"]._say_terms(self.limit_terms)
