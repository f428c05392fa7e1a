# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

from ..life import NEXT_STEPS

#: What the button of each step says, on the main road from call to close.
NEXT_ACTIONS = [
    ("register", "Register"),
    ("accept", "Accept"),
    ("resume", "Go On"),
    ("investigate", "Investigate"),
    ("propose", "Go to Solution"),
    ("offer", "Tell the Solution"),
    ("execute", "Carry Out"),
    ("follow_up", "Follow Up"),
    ("close", "Close Complaint"),
]
#: What is to be done before that button can be pressed.
NEXT_TASKS = [
    ("register", "Write down who complains and about what"),
    ("accept", "Decide whether it is accepted, and tell the complainant"),
    ("resume", "Wait for the complainant’s answer"),
    ("investigate", "Start to find out what happened"),
    ("propose", "Write the finding and finish the investigation"),
    ("offer", "Decide what the complainant gets"),
    ("execute", "Record the complainant’s answer"),
    ("follow_up", "Do what was promised"),
    ("close", "Ask whether the complainant is satisfied"),
]


class ComplaintCaseNextMixin(models.AbstractModel):
    """What is to be done next on a complaint, and by whom."""

    _name = "complaint.case.next.mixin"
    _inherit = ["complaint.case.next.words.mixin"]
    _description = "Next Step of a Complaint"

    next_action = fields.Selection(
        NEXT_ACTIONS,
        compute="_compute_next_step",
        help="The next step on the way to closing, as its button says.",
    )
    next_step = fields.Selection(
        NEXT_TASKS,
        compute="_compute_next_step",
        help="What is to be done now before the next step can be taken.",
    )
    next_person = fields.Char(
        compute="_compute_next_person",
        string="Next Is",
        help="Who has to do it: who holds the complaint now.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state")
    def _compute_next_step(self):
        for case in self:
            case.next_action = case.next_step = NEXT_STEPS.get(case.state)

    @api.depends("holder_id", "holder_team_id", "is_open")
    @api.depends_context("lang")
    def _compute_next_person(self):
        for case in self:
            # Who holds a case is shown to everybody who sees the case.
            holder = case.holder_id.sudo().name or case.holder_team_id.sudo().name
            nobody = self.env._("nobody yet: choose a handler or a team")
            case.next_person = (holder or nobody) if case.is_open else False

    # === ACTION METHODS === #

    def action_next_step(self):
        """Take the next step on the main road, each case its own.

        :raise UserError: as the step does, naming what is missing
        """
        for step, cases in self.grouped(
            lambda case: NEXT_STEPS.get(case.state)
        ).items():
            if step:
                getattr(cases, f"action_{step}")()
            else:
                cases._ensure_unlocked()
        return True
