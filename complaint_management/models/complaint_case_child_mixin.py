# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.exceptions import UserError


def _iter_parts(value, depth=0):
    """Yield ids and values of what a client sends for a relation, commands or not."""
    if isinstance(value, list | tuple):
        for part in value[1:] if depth == 1 else value:
            yield from _iter_parts(part, depth + 1)
    else:
        yield value


class ComplaintCaseChildMixin(models.AbstractModel):
    """What belongs to one case: locked with it, seen by whom sees the case.

    Each concrete model has a `case_id` and the record rules of the case, prefixed.
    """

    _name = "complaint.case.child.mixin"
    _inherit = [
        "complaint.portal.read.mixin",
        "complaint.guard.mixin",
        "complaint.case.part.mixin",
    ]
    _description = "Part of a Complaint"

    #: What the record is part of, for ever: nothing moves to another complaint.
    _owner_field = "case_id"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add anything to a locked file, or to one that is not seen."""
        for vals in vals_list:
            self._ensure_not_guarded(vals)
        self._ensure_owners_seen(vals_list)
        records = super().create(vals_list)
        records.case_id._ensure_unlocked()
        return records

    def write(self, vals):
        """Refuse to change anything of a locked file."""
        if self._owner_field in vals:
            self._ensure_stays(vals[self._owner_field])
        self.case_id._ensure_unlocked()
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Compute nothing for a form out of a complaint that is not seen."""
        self._ensure_links_seen(self, values)
        return super().onchange(values, field_names, fields_spec)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self.case_id._ensure_unlocked()

    # === BUSINESS METHODS === #

    @api.model
    def _ensure_owners_seen(self, vals_list):
        """Refuse a blind guess before a constraint tells what is in the case.

        Whoever registers a case with its parts is named in it only afterwards.
        """
        default = self.env.context.get(f"default_{self._owner_field}")
        Owner = self[self._owner_field]
        ids = set()
        for vals in vals_list:
            owner = vals.get(self._owner_field) or default
            # A form that is not saved yet sends False, or what changed of its owner.
            if isinstance(owner, dict):
                self._ensure_links_seen(Owner, owner)
                ids.update(Owner.browse(owner.get("id")).ids)
            else:
                ids.add(owner)
        owners = Owner.browse(filter(None, ids))
        # Who made a record may be asked before it is read.
        owners.sudo().filtered(
            lambda owner: owner.create_uid != self.env.user
        ).with_env(self.env).check_access("read")

    @api.model
    def _ensure_links_seen(self, records, values):
        """Refuse a draft made of parts of complaints that are not seen.

        :param records: of the model of the draft
        :param dict values: what a client says is in it, with what belongs to it
        :raise AccessError: when it names, at whatever depth, what is not seen
        """
        owner_field = getattr(records, "_owner_field", None)
        if owner_field:
            records._ensure_owners_seen([values])
        for name, value in values.items():
            field = records._fields.get(name)
            if not field or not field.relational or name == owner_field:
                continue
            linked = self.env[field.comodel_name]
            if not hasattr(linked, "_owner_field"):
                continue
            ids = set()
            for part in _iter_parts(value):
                if isinstance(part, dict):
                    self._ensure_links_seen(linked, part)
                    part = part.get("id")
                if str(part).isdecimal():
                    ids.add(int(part))
            linked.browse(ids - {0}).check_access("read")

    def _ensure_stays(self, owner_id):
        """Refuse to move a record, which would carry it past the rules of the case."""
        if any(record[self._owner_field].id != owner_id for record in self):
            raise UserError(
                self.env._("What belongs to a complaint is not moved to another one.")
            )

    def _with_step_token(self):
        """Return the records with leave to write what only steps may write."""
        return self.with_env(self.env["complaint.case"]._with_step_token().env)

    def _holds_step_token(self):
        return self.env["complaint.case"]._holds_step_token()
