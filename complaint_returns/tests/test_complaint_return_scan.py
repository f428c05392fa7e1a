# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import Form, tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnScan(ComplaintReturnCommon):
    """Slips, labels and lots under the scanner; one lot in two packages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(
            cls._create_return(
                cls._return_line(quantity=4, class_id=cls.class_cash.id),
                cls._return_line(quantity=6),
            ),
            "authorised",
        )
        cls.goods = cls.record.with_user(cls.user_warehouse)

    def _scan(self, *codes):
        view = "complaint_returns.complaint_return_view_form_goods"
        with Form(self.goods, view=view) as form:
            for code in codes:
                form.scan = code
        return self.goods.line_ids.mapped("quantity_counted")

    def test_many_of_a_lot_fill_one_line_after_the_other(self):
        """What is more than announced stays with the last one; undo goes back."""
        self.assertEqual(self._scan("7*2602A"), [4, 3])
        self.assertEqual(self._scan("-4*2602A"), [3, 0])
        self.assertEqual(self._scan("9*2602A"), [4, 8])

    def test_label_opens_a_package(self):
        """From then on its class is counted, until the slip is scanned."""
        self.assertEqual(self._scan(f"{self.record.name}/C", "2*2602A"), [0, 2])
        self.assertEqual(
            self._scan(f"{self.record.name}/B", "2602A", self.record.name, "2602A"),
            [2, 2],
        )

    def test_label_of_another_return_is_told(self):
        """A parcel on the wrong heap is not counted here."""
        other = self._create_return(self._return_line(self.lot_b, 1))
        with self.assertRefused("another return"):
            self.goods._open_package(f"{other.name}/C")
        self.assertFalse(self.goods._open_package("2602A"))
        self.goods.scan_class = "B"
        with self.assertRefused("not on this return"):
            self.goods._count_scan("2602B")

    def test_slip_and_label_find_the_return(self):
        """Whatever is scanned into the search of the list."""
        Return = self.env["complaint.return"].with_user(self.user_warehouse)
        for code in (self.record.name, f"{self.record.name}/B"):
            found = Return.search([("slip_code", "ilike", code)])
            self.assertEqual(found, self.record)
        self.assertEqual(self.goods.slip_code, self.record.name)
