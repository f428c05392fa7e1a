# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SEPARATOR = " / "


class ComplaintTreeMixin(models.AbstractModel):
    """Tree of names in which a record takes what it leaves open from its parents.

    The model that inherits defines `parent_id` and `child_ids`, which lead to itself;
    the former with `check_company`, so that nobody hangs below what he or she can't
    see.
    """

    _name = "complaint.tree.mixin"
    _inherit = "complaint.unique.name.mixin"
    _description = "Tree of Names"
    _parent_store = True
    _order = "sequence, complete_name, id"
    _rec_names_search = ["name", "code", "complete_name"]
    _check_company_auto = True
    _name_scope = ("company_id", "parent_id")

    # Identity
    code = fields.Char(
        copy=False,
        help="Name for other systems and for imports, the same in every language. Each "
        "company can use a code once.",
    )
    complete_name = fields.Char(
        compute="_compute_complete_name",
        recursive=True,
        store=True,
        help="Path from the top of the tree, in the source language.",
    )
    sequence = fields.Integer(default=100)
    company_id = fields.Many2one(
        "res.company",
        # What belonged to a deleted company must not become everybody's.
        ondelete="cascade",
        index="btree_not_null",
        help="Only this company sees it. Leave empty to share it with all.",
    )

    # Links
    parent_path = fields.Char(index=True, export_string_translation=False)

    _name_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(parent_id, 0), (name->>'en_US'))",
        "This name is already used at this place of the tree. Look among the archived "
        "ones, too.",
    )
    _code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), code) WHERE code <> ''",
        "This code is already used. Look among the archived ones, too.",
    )

    # === COMPUTE METHODS === #

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        # A stored value is one for all users, so it can't follow their languages.
        for record in self.with_context(lang="en_US"):
            names = [record.parent_id.complete_name, record.name]
            record.complete_name = SEPARATOR.join(filter(None, names))

    @api.depends("complete_name")
    @api.depends_context("lang", "hierarchical_naming")
    def _compute_display_name(self):
        """Show the path in the language of the user, or the name alone on request."""
        whole = self.env.context.get("hierarchical_naming", True)
        for record in self:
            lineage = record._get_lineage() if whole else record
            names = reversed(lineage.mapped("name"))
            record.display_name = SEPARATOR.join(filter(None, names))

    @api.model
    def _search_display_name(self, operator, value):
        """Also find by a path as it is shown, such as “Quality / Appearance”."""
        domain = Domain(super()._search_display_name(operator, value))
        if operator in Domain.NEGATIVE_OPERATORS:
            return domain
        for path in value if operator == "in" else [value]:
            parent, separator, name = str(path).rpartition(SEPARATOR)
            if separator:
                if operator == "in":
                    parent, name = [parent], [name]
                domain |= Domain("name", operator, name) & Domain(
                    "parent_id.display_name", operator, parent
                )
        return domain

    # === CONSTRAINT METHODS === #

    @api.constrains("parent_id")
    def _check_parent(self):
        """Refuse a loop, in which nothing would be on top."""
        if self._has_cycle():
            raise ValidationError(self.env._("A record cannot be below itself."))

    @api.constrains("company_id")
    def _check_company_of_children(self):
        """Refuse to take a parent away from those who use what is below it."""
        self.with_context(active_test=False).child_ids._check_company(["parent_id"])

    # === GETTERS === #

    def _get_lineage(self):
        """Return the record and what is above it, from the bottom to the top.

        Note: `self.ensure_one()`
        """
        self.ensure_one()
        lineage = record = self
        # A form may show a loop that is refused only when it is saved.
        while record.parent_id and record.parent_id not in lineage:
            record = record.parent_id
            lineage += record
        return lineage

    def _get_inherited(self, field_name):
        """Return the value of a field, or the nearest set one above the record.

        Zero and False count as not set: what is ticked above is ticked below.

        Note: `self.ensure_one()` from :meth:`_get_lineage`

        :param str field_name: a field of the model
        :return: the value as the field returns it, empty when it is set nowhere
        """
        for record in self._get_lineage():
            if record[field_name]:
                return record[field_name]
        return self[field_name]
