# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


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

    # === BUSINESS METHODS === #

    def _say_position(self):
        """Return the name of the position; as it was, where it was renamed since.

        :rtype: str
        """
        self.ensure_one()
        # Names of positions are shown to who may see the decision.
        job = self.sudo().job_id
        names = job._fields["name"]._get_stored_translations(job) if job else {}
        return job.name if self.position in names.values() else self.position or ""

    def _say_limit(self):
        """Return in words how far the limit went.

        :rtype: str
        """
        self.ensure_one()
        if not self.limit_terms:
            return self.limit or ""
        return self.env["complaint.approval.limit"]._say_terms(self.limit_terms)
