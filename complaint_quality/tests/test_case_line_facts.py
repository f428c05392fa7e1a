# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestCaseLineFacts(ExposureCommon):
    """What the lot says of the goods, what the cartons hint at, and norms."""

    def test_goods_say_when_their_lot_was_made_and_expires(self):
        """The handler sees both, without rights on the warehouse."""
        now = fields.Datetime.now()
        self.lot.expiration_date = now + timedelta(days=10)
        case = self._complain(self.lot, 3, user_id=self.user_named.id)
        line = case.line_ids.with_user(self.user_named)
        self.assertEqual(line.lot_made_on, now.date())
        self.assertEqual(line.lot_expires_at, self.lot.expiration_date)
        self.assertFalse(line.lot_was_expired)
        self.lot.expiration_date = now - timedelta(days=10)
        self.env.invalidate_all()
        self.assertTrue(line.lot_was_expired)

    def test_when_a_lot_was_made_has_one_home(self):
        """The file of the lot says it, for the goods, the panel and the measure."""
        self.lot.production_date = "2026-01-10"
        case = self._complain(self.lot, 3)
        made = case.line_ids.lot_made_on
        Action = self.env["complaint.corrective.action"]
        self.assertEqual(str(made), "2026-01-10")
        self.assertEqual(self._get_panel(self.lot)["lot"]["made_on"], made)
        self.assertEqual(Action._get_lot_dates(self.lot), {self.lot.id: made})

    def test_goods_without_lot_say_nothing(self):
        """No lot, no dates."""
        case = self._create_case(
            line_ids=[(0, 0, {"product_id": self.product.id, "quantity": 1})]
        )
        self.assertFalse(case.line_ids.lot_made_on)
        self.assertFalse(case.line_ids.lot_was_expired)

    def test_many_pieces_in_one_or_two_cartons_point_to_transport(self):
        """Spread over many cartons, or only few pieces, they do not."""
        for quantity, affected, total, expected in (
            (12, 2, 40, True),
            (5, 1, 2, True),
            (4, 1, 40, False),
            (12, 3, 40, False),
            (12, 2, 2, False),
            (12, 0, 40, False),
            (12, 2, 0, False),
        ):
            line = {"cartons_affected": affected, "cartons_total": total}
            case = self._complain(self.lot, quantity, line=line)
            with self.subTest(quantity=quantity, affected=affected, total=total):
                self.assertEqual(case.line_ids.points_to_transport, expected)

    def test_norm_is_taken_from_the_parent_defect(self):
        """A place of a defect has the norm of the defect, unless it has its own."""
        child = self._create_defect(name="At the port", parent_id=self.defect.id)
        self.assertEqual(child._get_norm_owner(), self.defect)
        child.norm_ppm = 20
        self.assertEqual(child._get_norm_owner(), child)
        loose = self._create_defect(name="Smear")
        self.assertEqual(loose._get_norm_owner(), loose)

    def test_norms_of_the_bags_are_shipped(self):
        """Three leaks in ten thousand; twenty particles in ten samples."""
        prefix = "complaint_management.complaint_defect"
        port = self.env.ref(f"{prefix}_leak_port")
        self.assertEqual(port._get_norm_owner().norm_ppm, 300)
        coring = self.env.ref(f"{prefix}_stopper_coring")
        self.assertEqual(coring._get_allowed_count(10), 20)
        self.assertEqual(coring._get_allowed_count(5), 10)
        self.assertIsNone(port._get_allowed_count(10))

    @mute_logger("odoo.sql_db")
    def test_impossible_norms_are_refused(self):
        """A norm is not negative, and particles are counted in samples."""
        for values in ({"norm_ppm": -1}, {"norm_count": 20}, {"norm_samples": -1}):
            with self.subTest(**values), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    self._create_defect(name="Odd", **values)
