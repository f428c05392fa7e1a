# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models

from .complaint_case_register_mixin import REGISTER_KEY


class ComplaintLinkMixin(models.AbstractModel):
    """What a complaint can be about: complaints are counted on it and start from it.

    A concrete model says by :attr:`_complaint_path` how complaints point to it, and by
    :meth:`_prepare_complaint_defaults` what a new one takes from it.
    """

    _name = "complaint.link.mixin"
    _description = "Subject of Complaints"

    #: Whose path it is: the complaint, or the goods complained about.
    _complaint_path_model = "complaint.case"
    #: Path of many2one fields from there to this model.
    _complaint_path = None

    complaint_count = fields.Integer(
        string="Complaints",
        compute="_compute_complaint_count",
        groups="complaint_management.complaint_management_group_user",
        help="Complaints about it, as far as you may open them.",
    )

    # === COMPUTE METHODS === #

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_complaint_count(self):
        counts = self._get_complaint_counts()
        for record in self:
            record.complaint_count = counts.get(record._origin.id, 0)

    # === ACTION METHODS === #

    def action_view_complaints(self):
        """Open the complaints about these records, or the only one there is."""
        domain = self._get_complaint_domain()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_management.complaint_case_action"
        )
        action["domain"] = domain
        action["context"] = self._get_complaint_context() if len(self) == 1 else {}
        cases = self.env["complaint.case"].search(domain, limit=2)
        if len(cases) == 1:
            action.update(views=[(False, "form")], view_mode="form", res_id=cases.id)
        return action

    def action_complain(self):
        """Start a complaint about this record; what is known of it is filled in.

        :raise AccessError: if the user may not read it, or not register complaints
        """
        self.ensure_one()
        self.check_access("read")
        self.env["complaint.case"].check_access("create")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_management.complaint_case_action_register"
        )
        action["name"] = self.env._("New Complaint")
        action["context"] = self._get_complaint_context() | {REGISTER_KEY: True}
        return action

    # === BUSINESS METHODS === #

    def _get_complaint_counts(self):
        """Return how many complaints there are about each record, in one query.

        Complaints that the user may not read do not count.

        :return: counts by id; records without a complaint may be left out
        :rtype: dict[int, int]
        """
        if not self.ids:
            return {}
        on_case = self._complaint_path_model == "complaint.case"
        groups = self.env[self._complaint_path_model]._read_group(
            [(self._complaint_path, "in", self.ids)],
            [self._complaint_path],
            ["__count" if on_case else "case_id:count_distinct"],
        )
        return {record.id: count for record, count in groups}

    def _get_complaint_domain(self):
        """Return which complaints are about these records.

        :return: a domain that a client understands
        :rtype: list
        """
        path = self._complaint_path
        if self._complaint_path_model == "complaint.case.line":
            path = f"line_ids.{path}"
        return [(path, "in", self.ids)]

    def _get_complaint_context(self):
        values = self._prepare_complaint_defaults()
        return {f"default_{name}": value for name, value in values.items()}

    def _prepare_complaint_defaults(self):
        """Return what a new complaint about this record begins with.

        To be overridden.

        :rtype: dict
        """
        self.ensure_one()
        company = self.company_id
        return {"company_id": company.id} if company else {}
