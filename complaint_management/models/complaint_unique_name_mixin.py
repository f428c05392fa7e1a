# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ComplaintUniqueNameMixin(models.AbstractModel):
    """Translated name that is taken once within a scope, and can be archived.

    Two guards keep names unique: :meth:`_check_name` on what the user reads, and in
    each model an index on the source term, which also holds against two users at
    once. A plain unique(name) would compare all translations at once: the same source
    term with and without a translation would be two names.
    """

    _name = "complaint.unique.name.mixin"
    _description = "Unique Name in Each Language"

    # Fields within whose values a name is taken once; the index has to name the same.
    _name_scope = ("company_id",)

    name = fields.Char(
        required=True,
        translate=True,
        # The copy gets a name of its own; see `copy_data`.
        copy=False,
    )
    active = fields.Boolean(
        default=True,
        help="What is archived stays where it is used but is no longer offered.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains(lambda self: ("name", *self._name_scope))
    def _check_name(self):
        """Refuse two names of one scope that read the same in the user's language."""
        scope = (*self._name_scope, "name")
        taken = set(
            self.with_context(active_test=False)._read_group(
                [("name", "in", self.mapped("name"))],
                scope,
                having=[("__count", ">", 1)],
            )
        )
        for record in self:
            if tuple(record[field_name] for field_name in scope) in taken:
                raise ValidationError(
                    self.env._(
                        "The name “%(name)s” is already used. Look among the archived "
                        "ones, too.",
                        name=record.name,
                    )
                )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        """Keep what came with an addon: it can be archived.

        An update would bring it back, or fail where its name is used again by then.
        """
        # Who deletes need not be allowed to read external ids.
        shipped = (
            self.env["ir.model.data"]
            .sudo()
            .search(
                [
                    ("model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("module", "in", list(self.env["ir.module.module"]._installed())),
                ],
                limit=1,
            )
        )
        if shipped:
            raise UserError(
                self.env._(
                    "“%(name)s” came with the app and cannot be deleted. Archive it "
                    "to have it no longer offered.",
                    name=self.browse(shipped.res_id).display_name,
                )
            )

    def copy_data(self, default=None):
        """Name each copy after its original, as names are unique."""
        vals_list = super().copy_data(default=default)
        for record, vals in zip(self, vals_list, strict=True):
            vals.setdefault("name", self.env._("%s (copy)", record.name))
        return vals_list
