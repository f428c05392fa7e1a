# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
class TestGoodsUnit(ComplaintCaseCommon):
    """What is complained about can be counted in the unit of the product."""

    def _complain(self, unit, **values):
        line = {"product_id": self.product.id, "product_uom_id": unit.id, **values}
        return self._create_case(line_ids=[Command.create(line)])

    def test_dozens_of_pieces(self):
        """A unit of the same kind is taken as it is."""
        case = self._complain(self.env.ref("uom.product_uom_dozen"))
        self.assertEqual(case.line_ids.product_uom_id.name, "Dozens")

    def test_kilograms_of_pieces_are_refused(self):
        """How many that are, nobody knows; nor after another product is chosen."""
        kilogram = self.env.ref("uom.product_uom_kgm")
        with self.assertRaisesRegex(ValidationError, "can't be converted"):
            self._complain(kilogram)
        powder = self._create_product(name="Powder", uom_id=kilogram.id)
        gram = self.env.ref("uom.product_uom_gram")
        case = self._complain(gram, product_id=powder.id)
        with self.assertRaisesRegex(ValidationError, "can't be converted"):
            case.line_ids.product_id = self.product

    def test_goods_without_a_product_have_any_unit(self):
        """What is not on file is counted as the complainant does."""
        kilogram = self.env.ref("uom.product_uom_kgm")
        case = self._complain(kilogram, product_id=False, model="Powder, loose")
        self.assertEqual(case.line_ids.product_uom_id, kilogram)
