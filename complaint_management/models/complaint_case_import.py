# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

TEMPLATE = "/complaint_management/static/xls/complaint_case.xlsx"


class ComplaintCase(models.Model):
    """Bulk registration from a spreadsheet, on Odoo's own import screen.

    What the screen can't know is checked here while its *Test* runs: that a row can be
    registered, and that no complaint of another system comes in twice.
    """

    _inherit = "complaint.case"

    @api.model
    def get_import_templates(self):
        """Offer the template; its headings are the same in every language."""
        label = self.env._("Import Template for Complaints")
        return [{"label": label, "template": TEMPLATE}]

    # === CRUD METHODS === #

    @api.model
    def load(self, fields, data):
        """Refuse a file that would bring in a complaint twice, row by row.

        :return: as core, with one message for each row that doubles another one
        :rtype: dict
        :raise AccessError: unless the user may register complaints
        """
        # Told at once, where core would answer with a message on the first row.
        self.check_access("create")
        if not self.env.context.get("import_file"):
            return super().load(fields, data)
        doubles = self._find_import_doubles(fields, data)
        with self.env.cr.savepoint() as savepoint:
            result = super().load(fields, data)
            if doubles:
                savepoint.rollback()
                result["ids"] = False
        result["messages"] = doubles + self._drop_stray_messages(result["messages"])
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """Take only rows from a spreadsheet that can be registered as they are."""
        if not self.env.context.get("import_file"):
            return super().create(vals_list)
        vals_list = [self._prepare_import_values(vals) for vals in vals_list]
        for vals in vals_list:
            self._ensure_import_values(vals)
        cases = super().create(vals_list)
        for case in cases:
            case._guard_registration()
        return cases

    def write(self, vals):
        """Add no goods to a complaint that has some, when a file comes in again."""
        if self.env.context.get("import_file") and self._adds_lines(vals):
            with_goods = self.filtered("line_ids")[:1]
            if with_goods:
                raise UserError(
                    self.env._(
                        "%s has its goods already. Leave their columns out, or say by "
                        "line_ids/id which of them a row is about.",
                        with_goods.name,
                    )
                )
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _find_import_doubles(self, fields, data):
        """Return a message for each row whose external reference is taken.

        A row that names the complaint by its external id changes that complaint and
        doubles nothing.

        :rtype: list[dict]
        """
        if "external_ref" not in fields or {"id", ".id"}.intersection(fields):
            return []
        column = fields.index("external_ref")
        rows = defaultdict(list)
        for number, row in enumerate(data):
            if row[column]:
                rows[str(row[column]).strip()].append(number)
        # A number that is taken is taken, whoever may read the complaint.
        known = self.sudo().search(
            [
                ("external_ref", "in", list(rows)),
                ("company_id", "=", self.env.company.id),
            ]
        )
        readable = known.with_env(self.env)._filtered_access("read")
        names = {
            case.external_ref: case.name if case in readable else self.env._("hidden")
            for case in known
        }
        messages = []
        for reference, numbers in rows.items():
            if reference in names:
                text = self.env._(
                    "%(reference)s is registered already (%(number)s). Take the row "
                    "out of the file.",
                    reference=reference,
                    number=names[reference],
                )
                messages += [self._import_message(n, text) for n in numbers]
            else:
                text = self.env._(
                    "External reference %s stands in more than one row.", reference
                )
                messages += [self._import_message(n, text) for n in numbers[1:]]
        return sorted(messages, key=lambda message: message["record"])

    @api.model
    def _import_message(self, number, text):
        """Return a message on one row, as the import screen shows it."""
        return {
            "type": "error",
            "message": text,
            "record": number,
            "rows": {"from": number, "to": number},
            "field": "external_ref",
        }

    @api.model
    def _drop_stray_messages(self, messages):
        """Leave out what only follows from another message.

        A cell that is not understood stays empty, which is a fault of its own. After a
        batch failed, core goes on row by row, but keeps the message of the batch, on
        the first row, beside that of the row it belongs to.

        :rtype: list[dict]
        """
        misread = {m["record"] for m in messages if m.get("field") and "record" in m}
        messages = [
            m for m in messages if m.get("field") or m.get("record") not in misread
        ]
        if messages and any(
            messages[0]["message"] == other["message"] for other in messages[1:]
        ):
            return messages[1:]
        return messages

    @api.model
    def _prepare_import_values(self, vals):
        """Return the values of a row; an empty cell leaves a choice at its default.

        :rtype: dict
        """
        vals = self._drop_empty_cells(self, vals)
        if vals.get("line_ids"):
            vals["line_ids"] = [
                (*command[:2], self._drop_empty_cells(self.line_ids, command[2]))
                if command[0] == Command.CREATE
                else command
                for command in vals["line_ids"]
            ]
        return vals

    @api.model
    def _drop_empty_cells(self, model, vals):
        return {
            name: value
            for name, value in vals.items()
            if value is not False or not model._fields[name].default
        }

    @api.model
    def _ensure_import_values(self, vals):
        """Refuse a row in words before the database refuses it in numbers."""
        if not (vals.get("description") or "").strip():
            raise ValidationError(
                self.env._("The description is missing: what happened?")
            )
        for command in vals.get("line_ids") or ():
            if command[0] == Command.CREATE and command[2].get("quantity", 1) <= 0:
                raise ValidationError(
                    self.env._("The quantity complained about must be positive.")
                )

    @api.model
    def _adds_lines(self, vals):
        commands = vals.get("line_ids") or ()
        return any(command[0] == Command.CREATE for command in commands)
