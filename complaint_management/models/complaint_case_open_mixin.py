# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models

#: Key of the context; a client can send the key, but no :class:`OpenedCases`.
OPENED_KEY = "complaint_opened"
#: Rows of a list within the form that are read with it.
_ROWS = 40


class OpenedCases:
    """Cases that core has just found readable for a user, while they are shown."""

    def __init__(self, env):
        self.ids = set()
        self.reader = self._get_reader(env)

    @staticmethod
    def _get_reader(env):
        return env.uid, env.su, env.context.get("allowed_company_ids")

    def hold(self, cases):
        """Whether all of these were found readable, by whoever asks now."""
        return self.ids.issuperset(cases._ids) and self.reader == self._get_reader(
            cases.env
        )


class ComplaintCaseOpenMixin(models.AbstractModel):
    """Opening a complaint with all its lists, for a few queries whatever it holds.

    What belongs to a case has the rules of the case, prefixed. So while the lists of
    a case are read right after the case itself, the rules are not asked again.
    """

    _name = "complaint.case.open.mixin"
    _description = "Opening a Complaint"

    # === CRUD METHODS === #

    @api.readonly
    def web_read(self, specification):
        """Remember what was found readable until the lists are read, too."""
        if self.env.su or not self.env.user._is_internal():
            # Customers see less of the parts than of the case.
            return super().web_read(specification)
        opened = self.with_context(**{OPENED_KEY: OpenedCases(self.env)})
        return super(ComplaintCaseOpenMixin, opened).web_read(specification)

    def read(self, fields=None, load="_classic_read"):
        """Note which cases core let the user read."""
        result = super().read(fields, load)
        opened = self.env.context.get(OPENED_KEY)
        if isinstance(opened, OpenedCases):
            opened.ids.update(id_ for id_ in self._ids if id_)
        return result

    def _read_format(self, fnames, load="_classic_read"):
        """Read the people in all lists of the cases at once."""
        people = self.env["res.users"]
        for name in fnames:
            if self._is_part(name):
                rows = self[name][:_ROWS]
                for field in rows._fields.values():
                    if field.comodel_name == "res.users" and field.column_type:
                        people |= rows[field.name]
        if people:
            names = {"user_id", "holder_id"}.intersection(fnames)
            for name in names:
                people |= self[name]
            # As core reads the names it shows.
            people.sudo().mapped("name")
        return super()._read_format(fnames, load)

    # === BUSINESS METHODS === #

    @api.model
    def _is_part(self, name):
        """Whether a field lists what belongs to a case, as `case_id` says."""
        field = self._fields[name]
        return field.type == "one2many" and field.inverse_name == "case_id"
