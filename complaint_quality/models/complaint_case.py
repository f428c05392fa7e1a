# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError

#: The defect that asks for an adverse reaction sheet.
REACTION = "infusion_reaction"


class ComplaintCase(models.Model):
    """What quality adds to a complaint: lots, actions, known issues, reactions."""

    _inherit = "complaint.case"

    corrective_action_ids = fields.One2many(
        "complaint.corrective.action", "case_id", string="Corrective Actions"
    )
    adverse_reaction_ids = fields.One2many(
        "complaint.adverse.reaction", "case_id", string="Adverse Reaction Sheet"
    )
    known_issue_ids = fields.Many2many(
        "complaint.known.issue",
        "complaint_case_known_issue_rel",
        string="Known Issues Told",
        readonly=True,
        copy=False,
    )
    suggested_issue_ids = fields.Many2many(
        "complaint.known.issue",
        compute="_compute_suggested_issue_ids",
        string="Known Issues",
        groups="complaint_management.complaint_management_group_user",
        help="What is known of such a complaint: found by defect, nature and words.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "line_ids.defect_id", "line_ids.phenomenon", "category_id", "description"
    )
    def _compute_suggested_issue_ids(self):
        Issue = self.env["complaint.known.issue"]
        for case in self:
            words = [case.description, *case.line_ids.mapped("phenomenon")]
            case.suggested_issue_ids = Issue._suggest(
                case.line_ids.defect_id, case.category_id, " ".join(filter(None, words))
            )

    # === ACTION METHODS === #

    def action_view_exposure(self):
        """Open where the lot went, or the list of the lots if there are several.

        :raise UserError: if no lot is named
        """
        self.ensure_one()
        self.check_access("read")
        lots = self.line_ids.lot_id
        if not lots:
            raise UserError(self.env._("Name the lot in the goods first."))
        if len(lots) == 1:
            return lots.action_view_exposure()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.stock_lot_action_quality"
        )
        return action | {"domain": [("id", "in", lots.ids)]}

    def action_view_corrective_actions(self):
        """Show the corrective actions that answer this complaint."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_quality.complaint_corrective_action_action"
        )
        return action | {
            "name": self.env._("Actions of %s", self.name),
            "domain": [("case_ids", "in", self.ids)],
            "context": {"default_case_id": self.id},
        }

    def action_view_samples(self):
        """Show the samples of this complaint, and of what was investigated with it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_sample_action"
        )
        return action | {
            "name": self.env._("Samples of %s", self.name),
            "domain": [
                "|",
                ("case_id", "=", self.id),
                ("investigation_id.covered_case_ids", "in", self.ids),
            ],
            "context": {
                "default_case_id": self.id,
                "default_line_id": self.line_ids.id if len(self.line_ids) == 1 else 0,
            },
        }

    def action_open_reaction(self):
        """Open the adverse reaction sheet, or a new one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_adverse_reaction_action"
        )
        goods = self.line_ids.filtered(lambda line: line.defect_id.code == REACTION)
        goods = goods or self.line_ids
        return action | {
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.adverse_reaction_ids.id,
            "context": {
                "default_case_id": self.id,
                "default_line_id": goods.id if len(goods) == 1 else False,
            },
        }

    def action_view_suggested_issues(self):
        """Show what is known of such complaints, with what to tell and to ask."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "complaint_quality.complaint_known_issue_action"
        )
        return action | {
            "name": self.env._("Known Issues for %s", self.name),
            "domain": [("id", "in", self.suggested_issue_ids.ids)],
            "context": {"complaint_case_id": self.id, "create": False},
        }

    # === BUSINESS METHODS === #

    def _guard_closing(self):
        result = super()._guard_closing()
        self._guard_contained()
        return result

    def _guard_unfounded(self):
        result = super()._guard_unfounded()
        self._guard_contained()
        return result

    def _guard_contained(self):
        """Ask for what was stopped for now to be settled before closing.

        :raise UserError: naming the containment
        """
        # An open containment counts, seen or not.
        waiting = self.env["complaint.corrective.action"].sudo()
        waiting = waiting.search(
            [
                ("case_ids", "in", self.ids),
                ("kind", "=", "containment"),
                ("state", "in", ("open", "completed")),
            ],
            limit=1,
        )
        if waiting:
            raise UserError(
                self.env._(
                    "Containment “%(action)s” of %(number)s is not verified yet: have "
                    "it verified, or give it up with the reason.",
                    action=waiting.name,
                    number=self.display_name,
                )
            )

    def _complaint_sample_taken(self, return_line, quantity):
        # The warehouse that puts goods aside has no rights on samples.
        samples = self.env["complaint.sample"].sudo()
        goods = self.sudo().line_ids.filtered(  # nor on the complaint
            lambda line: (
                line.product_id == return_line.product_id
                and line.lot_id in (return_line.lot_id, return_line.lot_id.browse())
            )
        )
        samples._with_step_token().create(
            {
                "case_id": self.id,
                "kind": "complained",
                "line_id": goods[:1].id,
                "product_id": return_line.product_id.id,
                "lot_id": return_line.lot_id.id,
                "lot_text": return_line.lot_text,
                "quantity": quantity,
                "source": return_line.return_id.display_name,
            }
        )
        return super()._complaint_sample_taken(return_line, quantity)

    def _get_threads(self):
        samples = self.env["complaint.sample"].search([("case_id", "in", self.ids)])
        return [*super()._get_threads(), self.corrective_action_ids, samples]

    @api.model
    def _get_notice_template(self, code):
        if code == "corrective_action":
            name = "complaint_quality.mail_template_complaint_case_corrective_action"
            template = self.env.ref(name, raise_if_not_found=False)
            return template or self.env["mail.template"]
        return super()._get_notice_template(code)

    def _letter_measures(self):
        """Return what the complainant is told of the actions that are done."""
        # The text is written for the complainants.
        actions = self.env["complaint.corrective.action"].sudo()
        only = self.env.context.get("complaint_action_id")
        domain = [
            ("case_ids", "in", self.ids),
            ("state", "=", "verified"),
            ("public_text", "!=", False),
            ("id", "=", only) if only else ("told_case_ids", "not in", self.ids),
        ]
        return actions.search(domain, order="id").mapped("public_text")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"known_issue_ids"}
