# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import functools

from odoo import models
from odoo.fields import Domain


class ComplaintRuleMixin(models.AbstractModel):
    """Record rules checked by PostgreSQL, in one query for all records.

    Core evaluates the rules on what it first reads into memory: for rules that follow
    a case to those named in it, that is half a dozen queries for each list.
    """

    _name = "complaint.rule.mixin"
    _description = "Rules Checked in One Query"

    def _check_access(self, operation):
        """Give the same answer as core; for reading, by a search."""
        if operation != "read" or not any(self._ids):
            return super()._check_access(operation)
        if refused := super(ComplaintRuleMixin, self.browse())._check_access(operation):
            return self, refused[1]
        Rule = self.env["ir.rule"]
        domain = Rule._compute_domain(self._name, operation)
        if domain.is_true():
            return None
        # A search does not wait for who is just being found to be a respondent.
        self.env["complaint.case"].flush_model(["respondent_user_ids"])
        # The domain is what the user may see.
        model = self.sudo().with_context(active_test=False)
        query = model._search(domain & Domain("id", "in", self.ids))
        # What was deleted meanwhile is missing, not forbidden.
        forbidden = (self - self.browse(query.get_result_ids())).exists()
        if not forbidden:
            return None
        return forbidden, functools.partial(
            Rule._make_access_error, operation, forbidden
        )

    def _open_for(self, operation):
        """Check access as `check_access` does, and read the records along with it.

        One query for what a button asks first anyway: the rules, and the record.

        :param str operation: "read" or "write"
        :raise AccessError: in the words of core
        """
        self.browse().check_access(operation)
        domain = self.env["ir.rule"]._compute_domain(self._name, operation)
        self.env["complaint.case"].flush_model(["respondent_user_ids"])
        # As in _check_access: the domain is what the user may see.
        model = self.sudo().with_context(active_test=False)
        query = model._search(domain & Domain("id", "in", self.ids))
        found = model._fetch_query(query, model._determine_fields_to_fetch(None))
        if self - found.with_env(self.env) or len(self.ids) != len(self):
            self.check_access(operation)
