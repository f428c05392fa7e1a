# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from pathlib import Path

from odoo.tests import TransactionCase, tagged
from odoo.tools import config


@tagged("post_install", "-at_install")
class TestWorkerFiles(TransactionCase):
    def test_each_database_has_its_own_files(self):
        """No other worker of the run deletes what a test has just attached.

        Odoo deletes the files that its own database does not know after each class.
        """
        name = self.env.cr.dbname
        self.assertEqual(Path(config.filestore(name)).name, name)
