# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What uninstalling has to tidy up beyond the addon's own tables."""


def uninstall_hook(env):
    """Remove the rows that core keeps in its own tables when our models go.

    Transfers, locations and repairs stay: they are stock, whatever became of the
    return they were made for.
    """
    env["ir.sequence"].search([("code", "=", "complaint.return")]).unlink()
    env["mail.activity"].search(
        [
            (
                "activity_type_id",
                "=",
                env.ref("complaint_returns.mail_act_complaint_case_return").id,
            )
        ]
    ).unlink()
    # Core books the foreign keys of fields on its own models without an external id,
    # and so forgets them.
    env["ir.model.constraint"].search(
        [("module.name", "=", "complaint_returns"), ("type", "=", "f")]
    ).unlink()
    env["ir.model.data"].search(
        [
            ("model", "=like", "ir.model.%"),
            ("name", "=like", r"%\_complaint\_return%"),
            ("module", "!=", "complaint_returns"),
        ]
    ).unlink()
