# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnClass(ComplaintReturnCommon):
    """What goods are sorted into."""

    def test_copy_has_a_code_of_its_own(self):
        """The code stands on the labels; two classes never share it."""
        self.assertNotEqual(self.class_cash.copy().code, self.class_cash.code)

    def test_shipped_classes_are_archived_not_deleted(self):
        """An update would bring them back."""
        with self.assertRaises(UserError):
            self.class_other.unlink()

    def test_one_package_for_each_class(self):
        """The label carries the number of the return and the code of the class."""
        record = self._create_return(
            self._return_line(quantity=2),
            self._return_line(quantity=1, class_id=self.class_cash.id),
            self._return_line(self.lot_b, 3, class_id=self.class_cash.id, used=True),
        )
        found = [(p["name"], p["quantity"], p["used"]) for p in record._get_packages()]
        name = record.name
        self.assertEqual(found, [(f"{name}/C", 2, False), (f"{name}/B", 4, True)])
