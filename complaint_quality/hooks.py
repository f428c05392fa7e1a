# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What uninstalling has to tidy up beyond the addon's own tables."""


def uninstall_hook(env):
    """Remove the threads and activities that core keeps when our models go.

    So does it with the external ids of what they take from core's mixins.
    """
    models = [
        "complaint.alarm",
        "complaint.corrective.action",
        "complaint.lot.hold",
        "complaint.sample",
    ]
    env["mail.activity"].with_context(active_test=False).search(
        [("res_model", "in", models)]
    ).unlink()
    env["mail.message"].search([("model", "in", models)]).unlink()
    env["mail.followers"].search([("res_model", "in", models)]).unlink()
    # Core books the foreign keys of fields on its own models without an external id,
    # and so forgets them.
    env["ir.model.constraint"].search(
        [("module.name", "=", "complaint_quality"), ("type", "=", "f")]
    ).unlink()
    env["ir.model.data"].search(
        [
            ("model", "=like", "ir.model.%"),
            "|",
            "|",
            "|",
            ("name", "=like", r"%\_complaint\_lot\_hold%"),
            ("name", "=like", r"%\_complaint\_sample%"),
            ("name", "=like", r"%\_complaint\_alarm%"),
            ("name", "=like", r"%\_complaint\_corrective\_action%"),
            ("module", "not =like", r"complaint\_%"),
        ]
    ).unlink()
