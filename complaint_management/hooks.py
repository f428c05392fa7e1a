# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What uninstalling has to tidy up beyond the addon's own tables."""


def uninstall_hook(env):
    """Remove the rows that core keeps in its own tables when our models go.

    The register's sequences, what was written in the threads, and the external ids of
    what our models take from core's mixins: core books these on the mixin's
    module, which stays.
    """
    models = [name for name in env.registry if name.startswith("complaint.")]
    env["ir.sequence"].search([("code", "=", "complaint.case")]).unlink()
    recount = env.ref("complaint_management.mail_act_recount", False)
    env["mail.activity"].with_context(active_test=False).search(
        [
            "|",
            ("res_model", "in", models),
            ("activity_type_id", "in", recount.ids if recount else []),
        ]
    ).unlink()
    env["mail.message"].search([("model", "in", models)]).unlink()
    # Named, so that files of fields are found, too.
    fields = ["|", ("res_field", "=", False), ("res_field", "!=", False)]
    files = env["ir.attachment"].search([("res_model", "in", models), *fields])
    files.unlink()
    env["mail.followers"].search([("res_model", "in", models)]).unlink()
    # Core books the foreign keys of fields on its own models without an external id,
    # and so forgets them.
    env["ir.model.constraint"].search(
        [("module.name", "=", "complaint_management"), ("type", "=", "f")]
    ).unlink()
    env["ir.model.data"].search(
        [
            ("model", "=like", "ir.model.%"),
            ("name", "=like", r"%\_complaint\_%"),
            ("module", "not =like", r"complaint\_%"),
        ]
    ).unlink()
