# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintCaseMergeMixin(models.AbstractModel):
    """Two cases on one matter: one goes on, the other points to it.

    Nothing moves: what belongs to the merged case stays there and the master shows it
    by union, so that undoing is clearing a link.
    """

    _name = "complaint.case.merge.mixin"
    _description = "Complaint Merge"

    merged_into_id = fields.Many2one(
        "complaint.case",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The case that goes on in place of this one.",
    )
    merged_ids = fields.One2many(
        "complaint.case", "merged_into_id", string="Merged Cases", readonly=True
    )
    all_line_ids = fields.Many2many(
        "complaint.case.line",
        compute="_compute_all_of_merged",
        string="Goods of All",
        help="The goods of this case and of those merged into it.",
    )
    all_evidence_ids = fields.Many2many(
        "complaint.evidence",
        compute="_compute_all_of_merged",
        string="Evidence of All",
        help="The evidence of this case and of those merged into it.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "line_ids", "evidence_ids", "merged_ids.line_ids", "merged_ids.evidence_ids"
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_all_of_merged(self):
        for case in self:
            family = case | case.merged_ids._filtered_access("read")
            case.all_line_ids = family.line_ids
            case.all_evidence_ids = family.evidence_ids

    # === ACTION METHODS === #

    def action_merge(self, master_id=None):
        """Merge these cases into another one, which goes on for all of them.

        Called on the duplicates with the master's id. Called on several cases without
        one, as the list does, the oldest of them is the master.

        :param int master_id: id of the case that goes on
        :return: the master
        :rtype: recordset of `complaint.case`
        :raise UserError: into itself, into a closed or merged case, across companies,
            or between a confidential and an open case
        """
        duplicates = self
        master = self.browse(master_id or []).exists()
        if not master:
            if len(self) < 2:
                raise UserError(
                    self.env._("Choose the case to merge into, or several cases.")
                )
            master = self.sorted("id")[0]
            duplicates -= master
        master.check_access("write")
        for case in duplicates:
            case._ensure_may_merge_into(master)
        # What was merged into a duplicate follows it, so that no chain ever forms.
        # All follow, also those the user does not see.
        followers = duplicates.sudo().merged_ids
        duplicates._transition("merge", master.name, {"merged_into_id": master.id})
        followers._with_step_token().write({"merged_into_id": master.id})
        # Others' activities go as well.
        duplicates.sudo().activity_ids.unlink()
        return master

    def action_unmerge(self):
        """Undo a merge: the case goes on where it stood.

        :raise AccessError: unless the user leads the team or manages complaints
        :raise UserError: when the master has since been closed or its solution told
        """
        self._ensure_supervisor()
        return self._transition("unmerge", values={"merged_into_id": False})

    # === BUSINESS METHODS === #

    def _ensure_may_merge_into(self, master):
        self.ensure_one()
        if self == master:
            problem = self.env._("a case can't be merged into itself")
        elif master in self.merged_ids:
            problem = self.env._("the other case is merged into this one already")
        elif not master.is_open:
            problem = self.env._("the other case is closed or merged itself")
        elif self.company_id != master.company_id:
            problem = self.env._("the two belong to different companies")
        elif self.confidential != master.confidential:
            problem = self.env._("one of the two is confidential")
        else:
            return
        raise UserError(
            self.env._(
                "%(case)s can't be merged into %(master)s: %(problem)s.",
                case=self.display_name,
                master=master.display_name,
                problem=problem,
            )
        )

    def _guard_merge(self):
        """Refuse to merge a case whose own solution is being carried out."""
        if self.settlement_id.state in ("offered", "accepted", "executing", "done"):
            raise UserError(
                self.env._(
                    "%s has a solution that was told to the complainant. Finish it, "
                    "and merge the other case into this one.",
                    self.display_name,
                )
            )

    def _guard_unmerge(self):
        """Refuse to undo a merge on which further work was built."""
        # The master decides, seen or not.
        master = self.sudo().merged_into_id
        told = master.settlement_id.state in (
            "offered",
            "accepted",
            "executing",
            "done",
        )
        if told or not master.is_open:
            raise UserError(
                self.env._(
                    "The merge can't be undone: the solution of %s was already told "
                    "to the complainant for both.",
                    master.display_name,
                )
            )
