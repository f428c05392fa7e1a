# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Complaints of a customer, those of all its contacts included."""

    _name = "res.partner"
    _inherit = ["res.partner", "complaint.link.mixin"]

    # === COMPUTE METHODS === #

    def _compute_application_statistics_hook(self):
        statistics = super()._compute_application_statistics_hook()
        group = "complaint_management.complaint_management_group_user"
        if self.env.user.has_group(group):
            for partner in self.filtered("complaint_count"):
                statistics[partner.id].append(
                    {
                        "iconClass": "fa-bullhorn",
                        "value": partner.complaint_count,
                        "label": self.env._("Complaints"),
                        "tagClass": "o_tag_color_1",
                    }
                )
        return statistics

    # === BUSINESS METHODS === #

    def _get_complaint_counts(self):
        family = self.with_context(active_test=False).search_fetch(
            [("id", "child_of", self.ids)], ["parent_id"]
        )
        parents = {partner.id: partner.parent_id.id for partner in family}
        # A case counts once for each of them, whether as customer or by its contact.
        pairs = self.env["complaint.case"]._read_group(
            Domain("partner_id", "in", family.ids)
            | Domain("contact_id", "in", family.ids),
            ["partner_id", "contact_id"],
            ["__count"],
        )
        counts = dict.fromkeys(self.ids, 0)
        for partner, contact, count in pairs:
            concerned = set()
            for person in (partner.id, contact.id):
                while person in parents and person not in concerned:
                    concerned.add(person)
                    person = parents[person]
            for person in concerned.intersection(counts):
                counts[person] += count
        return counts

    def _get_complaint_domain(self):
        return [
            "|",
            ("partner_id", "child_of", self.ids),
            ("contact_id", "child_of", self.ids),
        ]

    def _prepare_complaint_defaults(self):
        return {
            **super()._prepare_complaint_defaults(),
            **self._prepare_complaint_party(),
        }

    def _prepare_complaint_party(self):
        """Return who complains, when it is about a document addressed to this partner.

        A person at a company is the contact, the company is the customer.

        :return: values of a `complaint.case`, none without a partner
        :rtype: dict
        """
        customer = self.commercial_partner_id
        if not customer:
            return {}
        is_contact = self != customer and self.type == "contact"
        return {
            "complainant_type": "business" if customer.is_company else "consumer",
            "partner_id": customer.id,
            "contact_id": is_contact and self.id,
        }
