# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The translation templates in the repository are what the code says now."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from .repository import ADDONS, translation_file

HOW = (
    "{addon}.pot is not what the code says. Refresh it with\n"
    "    ./sandbox odoo i18n export -d <database> {addon}\n"
    "on a database where the addon is installed and up to date, then translate the new "
    "terms in zh_CN.po.\nNew in the code: {new}\nNo longer in the code: {gone}"
)


@tagged("standard", "post_install")
class TestTranslationExport(TransactionCase):
    """Exports the terms of each addon and holds them against its template."""

    def _exported_terms(self, addon):
        """Return the terms of an addon as Odoo finds them in code and records."""
        module = self.env["ir.module.module"].search([("name", "=", addon)])
        self.assertEqual(module.state, "installed", f"{addon} has to be installed")
        buffer = io.BytesIO()
        trans_export(False, [addon], buffer, "po", self.env)
        return {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}

    def test_templates_are_up_to_date(self):
        """No term of the code is missing from a template, none is left over in it."""
        for addon in ADDONS:
            with self.subTest(addon=addon):
                template = translation_file(addon, f"{addon}.pot")
                written = {entry.msgid for entry in template}
                exported = self._exported_terms(addon)
                new, gone = sorted(exported - written), sorted(written - exported)
                self.assertFalse(
                    new or gone, HOW.format(addon=addon, new=new, gone=gone)
                )
