# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ComplaintReturnScanMixin(models.AbstractModel):
    """What a scanner finds and counts: slips, labels of packages, lots, products.

    The label of a package says which class is counted from then on: a lot may be in
    several packages.
    """

    _name = "complaint.return.scan.mixin"
    _description = "Scanning of a Return"

    slip_code = fields.Char(
        compute="_compute_slip_code",
        search="_search_slip_code",
        string="Slip or Label",
        help="The number on the slip; the label of a package finds its return too.",
    )
    scan = fields.Char(
        store=False,
        help="Scan or type a lot, or a product without lots: it counts one. A minus "
        "in front takes one back; a number and * in front counts as many: 24*2611A. "
        "Scan the label of a package to count what is in it.",
    )
    scan_last = fields.Char(store=False, readonly=True, string="Last Scan")
    scan_class = fields.Char(
        store=False,
        readonly=True,
        string="Package",
        help="Code of the class whose package was scanned; scan the slip to leave it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("name")
    def _compute_slip_code(self):
        for record in self:
            record.slip_code = record.name

    def _search_slip_code(self, operator, value):
        if operator in ("ilike", "like", "=ilike"):
            # On the label, the class follows the number.
            code = (value or "").strip()
            number = code.rpartition("/")[0] if code.count("/") > 2 else code
            return Domain("name", operator, number)
        return Domain("name", operator, value)

    # === ONCHANGE METHODS === #

    @api.onchange("scan")
    def _onchange_scan(self):
        """Count what was scanned, or say what is wrong with it."""
        if not self.scan:
            return None
        code, self.scan = self.scan.strip(), False
        try:
            self.scan_last = self._open_package(code) or self._count_scan(code)
        except UserError as error:
            return {
                "warning": {
                    "title": self.env._("Not counted"),
                    "message": str(error),
                    "type": "notification",
                }
            }
        return None

    # === BUSINESS METHODS === #

    def _open_package(self, code):
        """Count from now on what is in a package, if the code is that of a label.

        :param str code: what the scanner read
        :return: what happened, for the screen; None when it is no label of this return
        :raise UserError: when it is the slip or the label of another return
        """
        if code == self.name:
            self.scan_class = False
            return self.env._("Slip %s: all packages", code)
        number, _slash, kind = code.rpartition("/")
        if number == self.name and kind in self.line_ids.class_id.mapped("code"):
            self.scan_class = kind
            return self.env._("Package %s is open", code)
        prefix = (self.name or "").partition("/")[0]
        if prefix and code.startswith(f"{prefix}/"):
            raise UserError(self.env._("%s is of another return.", code))
        return None

    def _count_scan(self, code):
        """Add what a code says to the counted quantities of its lines.

        Several lines of a lot are filled one after the other; what is more stays with
        the last one.

        :param str code: what the scanner read
        :return: what was counted, for the screen
        :raise UserError: when nothing of this return has the code
        """
        sign = -1 if code.startswith("-") else 1
        times, star, text = code.lstrip("-").rpartition("*")
        if star and not times.isdigit():
            text, times = code.lstrip("-"), ""
        count = int(times or 1)
        lines = self._get_scanned_lines(text)
        if sign < 0:
            lines = lines[::-1]
            if sum(lines.mapped("quantity_counted")) < count:
                raise UserError(self.env._("There is nothing to take back."))
        for line in lines:
            last = line == lines[-1]
            room = line.quantity_counted
            if sign > 0:
                room = count if last else max(line.quantity - room, 0)
            part = min(count, room)
            line.quantity_counted += sign * part
            count -= part
        return self.env._(
            "%(count)+d of %(goods)s: %(total)g counted",
            count=sign * int(times or 1),
            goods=lines[0].display_name,
            total=sum(lines.mapped("quantity_counted")),
        )

    def _get_scanned_lines(self, code):
        """Return the lines of a code, those of the open package alone."""
        lines = self.line_ids.filtered(lambda line: line._has_code(code))
        if not lines:
            raise UserError(
                self.env._(
                    "%(code)s is not on this return. Put it aside and add it as "
                    "goods that were not announced.",
                    code=code,
                )
            )
        if self.scan_class:
            packed = lines.filtered(lambda line: line.class_id.code == self.scan_class)
            if not packed:
                raise UserError(
                    self.env._(
                        "%(code)s was not announced in package %(package)s. Scan the "
                        "slip to count it with the other packages.",
                        code=code,
                        package=self.scan_class,
                    )
                )
            lines = packed
        return lines
