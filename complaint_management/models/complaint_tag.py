# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from random import randint

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintTag(models.Model):
    """Free label that groups complaints across categories.

    A tag without a company is shared by all companies. Names are translated, so two
    guards keep them unique: the index on the source term, which also holds against
    two users at once, and :meth:`_check_name` on what the user reads.
    """

    _name = "complaint.tag"
    _description = "Complaint Tag"
    _order = "name, id"

    def _default_color(self):
        return randint(1, 11)

    # Identity
    name = fields.Char(
        required=True,
        translate=True,
        # The copy gets a name of its own; see `copy_data`.
        copy=False,
        help="What the complaints with this tag have in common. Each company can use "
        "a name once.",
    )
    active = fields.Boolean(
        default=True,
        help="An archived tag stays on its complaints but is no longer offered.",
    )
    company_id = fields.Many2one(
        "res.company",
        # A tag of a deleted company must not become a tag for everybody.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees the tag. Leave empty to share it with all.",
    )

    # UI only
    color = fields.Integer(
        default=lambda self: self._default_color(),
        help="Color of the label in lists and on cards. Tags without a color are "
        "not shown on cards.",
    )

    # A plain unique(name) would compare all translations at once: the same source
    # term with and without a translation would be two names.
    _name_company_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), (name->>'en_US'))",
        "A tag with this name already exists. Look among the archived ones, too.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("name", "company_id")
    def _check_name(self):
        """Refuse two tags of one company that read the same in the user's language."""
        groups = self.with_context(active_test=False)._read_group(
            [
                ("name", "in", self.mapped("name")),
                ("company_id", "in", [*self.company_id.ids, False]),
            ],
            ["company_id", "name"],
            having=[("__count", ">", 1)],
        )
        taken = {(company, name) for company, name in groups}
        for tag in self:
            if (tag.company_id, tag.name) in taken:
                raise ValidationError(
                    self.env._(
                        "The tag “%(name)s” already exists. Look among the archived "
                        "ones, too.",
                        name=tag.name,
                    )
                )

    # === CRUD METHODS === #

    def copy_data(self, default=None):
        """Name each copy after its original, as names are unique."""
        vals_list = super().copy_data(default=default)
        for tag, vals in zip(self, vals_list, strict=True):
            vals.setdefault("name", self.env._("%s (copy)", tag.name))
        return vals_list
