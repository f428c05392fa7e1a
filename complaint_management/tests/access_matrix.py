# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who may do what on which model, and the tests that are generated from it.

The letters stand for read, write, create and unlink. An employee's role without an
entry in a row has the rights of `internal`, who has no role at all; any other role
without an entry, and a row without entries, mean no rights.
"""

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}

# Looked up by everybody who works with complaints, changed by administrators alone.
CONFIGURATION = {
    "user": "r",
    "user_all": "r",
    "manager": "r",
    "administrator": "rwcu",
}

# Shown on the case, which also opens to employees without a role who are named in it.
SHOWN_ON_CASE = CONFIGURATION | {"internal": "r"}
# The case's own rules say which ones: everybody reads those where he or she is named.
PART_OF_CASE = {
    "internal": "r",
    "user": "rwcu",
    "user_all": "rwcu",
    "manager": "rwcu",
    "administrator": "rwcu",
}
# Also shown to the customer, field by field; see test_portal_whitelist.py.
SHOWN_TO_CUSTOMER = PART_OF_CASE | {"portal": "r"}
# Written by the case's own actions alone.
LOG_OF_CASE = dict.fromkeys(PART_OF_CASE, "r")
# A dialog: each sees the own answers, the step behind it checks who may.
DIALOG = dict.fromkeys(CONFIGURATION, "rwc")
NOBODY = {}

ACCESS_MATRIX = {
    "complaint.approval": LOG_OF_CASE,
    # An approver, and who stands in, may be an employee without a role.
    "complaint.approval.decide": DIALOG | {"internal": "rwc"},
    "complaint.approval.delegation": DIALOG | {"internal": "rwc"},
    "complaint.approval.limit": CONFIGURATION,
    "complaint.calendar.exception": CONFIGURATION,
    "complaint.calendar.version": dict.fromkeys(CONFIGURATION, "r"),
    "complaint.cap.lock": NOBODY,
    "complaint.case": {
        "internal": "r",
        "user": "rwc",
        "user_all": "rwc",
        "manager": "rwcu",
        "administrator": "rwcu",
        "portal": "r",
    },
    "complaint.case.access": NOBODY,
    "complaint.case.ask": DIALOG,
    "complaint.case.hand_over": DIALOG,
    "complaint.case.line": SHOWN_TO_CUSTOMER,
    "complaint.case.merge": DIALOG,
    "complaint.case.reassign": DIALOG,
    "complaint.case.report_up": DIALOG,
    "complaint.case.tell": DIALOG,
    "complaint.case.transition": LOG_OF_CASE,
    "complaint.category": CONFIGURATION,
    "complaint.channel": CONFIGURATION,
    "complaint.clock": LOG_OF_CASE,
    "complaint.clock.change": DIALOG,
    "complaint.policy.preview": DIALOG,
    "complaint.clock.event": LOG_OF_CASE,
    "complaint.clock.recount": {"administrator": "rwc"},
    "complaint.clock.recount.line": {"administrator": "rwc"},
    "complaint.defect": CONFIGURATION,
    "complaint.escalation": LOG_OF_CASE,
    # Who is told may be an employee without a role.
    "complaint.escalation.acknowledge": DIALOG | {"internal": "rwc"},
    "complaint.evidence": SHOWN_TO_CUSTOMER,
    "complaint.followup": dict.fromkeys(PART_OF_CASE, "rwc") | {"internal": "r"},
    "complaint.handover": LOG_OF_CASE,
    # The receiver of a hand-over may be an employee without a role.
    "complaint.handover.reply": DIALOG | {"internal": "rwc"},
    "complaint.identity": NOBODY,
    "complaint.identity.log": {"administrator": "r"},
    "complaint.identity.show": {"identity": "rc"},
    "complaint.investigation": PART_OF_CASE,
    "complaint.mark": SHOWN_ON_CASE,
    "complaint.notice": LOG_OF_CASE,
    "complaint.milestone": CONFIGURATION,
    "complaint.policy": CONFIGURATION,
    "complaint.principal": NOBODY,
    "complaint.reason": CONFIGURATION,
    "complaint.settlement": SHOWN_TO_CUSTOMER,
    "complaint.settlement.line": SHOWN_TO_CUSTOMER,
    "complaint.step": CONFIGURATION,
    "complaint.tag": SHOWN_ON_CASE,
    "complaint.team": CONFIGURATION,
}


def merge_access_matrix(matrix, additions):
    """Return `matrix` with further models and further roles.

    :param dict matrix: rows of an addon this one depends on
    :param dict additions: rows of own models, and on known models those of own roles
    :rtype: dict
    """
    return {
        model: matrix.get(model, {}) | additions.get(model, {})
        for model in [*matrix, *additions]
    }


class AccessMatrixMixin:
    """Compare the access rights in the registry with an expected table.

    Put it before the common class of the addon, whose roles it walks through::

        class TestAccessMatrix(AccessMatrixMixin, ComplaintQualityCommon):
            access_addons = ("complaint_management", "complaint_quality")
            access_matrix = merge_access_matrix(ACCESS_MATRIX, {...})

    Not a test case itself, so that no runner collects it where it is imported.
    """

    # Addons whose models the table has to cover.
    access_addons = ("complaint_management",)
    access_matrix = ACCESS_MATRIX

    def _get_addon_models(self):
        """Return the models that the addons define, without abstract ones."""
        return {
            name
            for name, model in self.env.registry.items()
            if model._original_module in self.access_addons and not model._abstract
        }

    def test_each_model_has_a_row(self):
        """A model without a row, or a row without a model, is an open question."""
        self.assertEqual(self._get_addon_models(), set(self.access_matrix))

    def test_each_role_has_exactly_its_operations(self):
        """No role can do more or less on a model than the table says."""
        for model, row in self.access_matrix.items():
            for role, user in self.role_users.items():
                with self.subTest(model=model, role=role):
                    Model = self.env[model].with_user(user)
                    granted = [
                        letter
                        for letter, operation in OPERATIONS.items()
                        if Model.has_access(operation)
                    ]
                    least = row.get("internal", "") if user._is_internal() else ""
                    self.assertEqual("".join(granted), row.get(role, least))

    def test_each_access_right_names_a_group(self):
        """Rights are never given to everybody, portal and public users included."""
        rights = self.env["ir.model.access"].search(
            [
                ("model_id.model", "in", list(self._get_addon_models())),
                ("group_id", "=", False),
            ]
        )
        self.assertFalse(rights.mapped("name"))

    def test_each_model_with_a_company_has_a_company_rule(self):
        """Records of a company stay in it for every role: the rule has no group."""
        with_company = {
            name
            for name in self._get_addon_models()
            if "company_id" in self.env[name]._fields
        }
        rules = self.env["ir.rule"].search(
            [("groups", "=", False), ("domain_force", "like", "company_id")]
        )
        self.assertFalse(with_company - set(rules.mapped("model_id.model")))
