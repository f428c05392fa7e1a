# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .access_matrix import CONFIGURATION, SHOWN_ON_CASE, AccessMatrixMixin
from .common import ComplaintCommon

MODES = ("perm_read", "perm_write", "perm_unlink")


@tagged("post_install", "-at_install")
class TestCaseRules(AccessMatrixMixin, ComplaintCommon):
    """What belongs to a case has the rules of the case, each of them, prefixed.

    The expectations are generated from the registry, so that a new model falls under
    them without a line here.
    """

    def _get_parts(self):
        """Return the models with rights whose records belong to one case."""
        return {
            name
            for name, model in self.env.registry.items()
            if (field := model._fields.get("case_id"))
            and field.comodel_name == "complaint.case"
            and not model._abstract
            and not model._transient
            and self._get_rights(name)
        }

    def _get_rights(self, model):
        return self.env["ir.model.access"].search(
            [
                ("model_id.model", "=", model),
                "|",
                "|",
                ("perm_read", "=", True),
                ("perm_write", "=", True),
                "|",
                ("perm_create", "=", True),
                ("perm_unlink", "=", True),
            ]
        )

    def _is_shown_to(self, group, model):
        return group in self._get_rights(model).group_id

    def _get_rules(self, model):
        return self.env["ir.rule"].search([("model_id.model", "=", model)])

    def _evaluate(self, rule, user, prefix=""):
        """Return what a rule says for a user, with its fields behind a prefix."""
        context = rule.with_user(user).sudo()._eval_context()
        context["user"] = user
        return [
            (prefix + part[0], *part[1:])
            if isinstance(part, tuple) and isinstance(part[0], str)
            else part
            for part in safe_eval(rule.domain_force, context)
        ]

    def _get_rules_missing_on(self, model):
        """Return the names of the rules of the case that a model has no copy of."""
        own = self._get_rules(model)
        missing = []
        customers = self.env.ref("base.group_portal")
        for rule in self._get_rules("complaint.case"):
            if rule.groups == customers and not self._is_shown_to(customers, model):
                continue
            twins = own.filtered(
                lambda other, rule=rule: (
                    other.groups == rule.groups
                    and all(other[mode] == rule[mode] for mode in MODES)
                    and all(
                        self._evaluate(other, user)
                        == self._evaluate(rule, user, prefix="case_id.")
                        for user in (self.user_named, self.user_portal)
                    )
                )
            )
            if not twins:
                missing.append(rule.name)
        return missing

    def test_case_has_rules_for_company_respondent_naming_and_confidence(self):
        """Nobody takes a rule of the case away without a word here."""
        found = {
            (rule.domain_force, ",".join(rule.groups.mapped("name")))
            for rule in self._get_rules("complaint.case")
        }
        named = "[('access_ids.principal_id.is_mine', '=', True)]"
        customers = (
            "['|', ('partner_id', '=', user.partner_id.id), "
            "('contact_id', '=', user.partner_id.id)]"
        )
        employees = self.env.ref("base.group_user").name
        user_all = self.env.ref(
            "complaint_management.complaint_management_group_user_all"
        )
        self.assertEqual(
            found,
            {
                (
                    "[(1, '=', 1)] if user.share else "
                    "[('company_id', 'in', company_ids)]",
                    "",
                ),
                ("['!', ('respondent_user_ids', 'in', [user.id])]", ""),
                (named, employees),
                ("[('confidential', '=', False)]", user_all.name),
                (customers, self.env.ref("base.group_portal").name),
            },
        )

    def test_each_part_of_a_case_has_the_rules_of_the_case(self):
        """Whoever may not open a case reads none of its parts, and the other way."""
        self.assertIn("complaint.evidence", self._get_parts())
        for model in sorted(self._get_parts()):
            with self.subTest(model=model):
                self.assertFalse(self._get_rules_missing_on(model))

    def test_part_without_one_rule_is_found(self):
        """A model that lacks one of the rules does not pass."""
        rule = self.env.ref("complaint_management.complaint_evidence_rule_respondent")
        rule.unlink()
        self.assertEqual(
            self._get_rules_missing_on("complaint.evidence"),
            ["Complaint: never the respondent"],
        )

    def test_part_with_a_weaker_rule_is_found(self):
        """A rule that is there but says something else does not pass."""
        rule = self.env.ref("complaint_management.complaint_evidence_rule_named")
        rule.domain_force = "[(1, '=', 1)]"
        self.assertEqual(
            self._get_rules_missing_on("complaint.evidence"),
            ["Complaint: those named"],
        )

    def test_new_part_without_rules_is_found(self):
        """A model with a case and rights, but without any rule, does not pass."""
        self._get_rules("complaint.evidence").unlink()
        self.assertIn("complaint.evidence", self._get_parts())
        self.assertEqual(
            len(self._get_rules_missing_on("complaint.evidence")),
            len(self._get_rules("complaint.case")),
        )

    def test_rights_without_a_rule_only_on_configuration(self):
        """A model that employees have rights on is opened record by record."""
        without = {
            name
            for name in self._get_addon_models()
            if self._get_rights(name) and not self._get_rules(name)
        }
        configuration = {
            name
            for name, row in self.access_matrix.items()
            if row in (CONFIGURATION, SHOWN_ON_CASE)
        }
        self.assertFalse(without - configuration)

    def test_rules_of_creating_look_at_the_case(self):
        """A part is added to a case one is named in, or has just registered."""
        for model in sorted(self._get_parts()):
            rules = self._get_rules(model).filtered("perm_create")
            with self.subTest(model=model):
                domains = rules.filtered("groups").mapped("domain_force")
                self.assertTrue(domains)
                self.assertFalse([d for d in domains if "case_id." not in d])
