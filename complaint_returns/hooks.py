# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What uninstalling has to tidy up beyond the addon's own tables."""


def uninstall_hook(env):
    """Remove the rows that core keeps in its own tables when our models go.

    Transfers, locations and repairs stay: they are stock, whatever became of the
    return they were made for.
    """
    codes = ["complaint.return", "complaint.replacement"]
    env["ir.sequence"].search([("code", "in", codes)]).unlink()
    types = [
        env.ref(f"complaint_returns.mail_act_complaint_case_{name}").id
        for name in ("return", "refund", "replacement")
    ]
    env["mail.activity"].with_context(active_test=False).search(
        [("activity_type_id", "in", types)]
    ).unlink()
    # Photos go with the goods they show; files have no foreign key to them.
    owners = ["complaint.return.item", "complaint.return.parcel"]
    photos = env["ir.attachment"].search([("res_model", "in", owners)])
    photos._complaint_of_addon().unlink()
    # Limits of what is gone can't be reached any more.
    env["complaint.clock"].search(
        [
            ("res_model", "=", "complaint.replacement"),
            ("state", "in", ("running", "paused")),
        ]
    )._append("cancelled")
    # Core books the foreign keys of fields on its own models without an external id,
    # and so forgets them.
    env["ir.model.constraint"].search(
        [("module.name", "=", "complaint_returns"), ("type", "=", "f")]
    ).unlink()
    env["ir.model.data"].search(
        [
            ("model", "=like", "ir.model.%"),
            "|",
            ("name", "=like", r"%\_complaint\_return%"),
            ("name", "=like", r"%\_complaint\_replacement%"),
            ("module", "!=", "complaint_returns"),
        ]
    ).unlink()
