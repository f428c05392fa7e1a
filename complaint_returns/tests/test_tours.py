# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .return_common import ComplaintReturnCommon
from .test_complaint_return_photo import open_picture, picture


@tagged("post_install", "-at_install")
class TestTours(ComplaintReturnCommon, ComplaintHttpCommon):
    """The warehouse in a browser, scanner in hand."""

    def test_scanned_received_and_inspected(self):
        """Scans count, a wrong one is taken back, the goods come in."""
        record = self._take_to(self._create_return(), "authorised")
        self.start_tour(
            f"/odoo/returned-goods/{record.id}",
            "complaint_return_receive_tour",
            login=self.user_warehouse.login,
        )
        self.assertEqual(record.state, "inspected")
        self.assertRecordValues(
            record.item_ids, [{"quantity": 10, "condition": "as_reported"}]
        )

    def test_labels_are_covered_by_finger_and_by_keyboard(self):
        """What is drawn on the screen is gone from the pixels."""
        self._cover_labels()

    def test_labels_are_covered_in_chinese(self):
        """The dialog speaks the language of the user."""
        self._speak_chinese()
        self._cover_labels()

    def test_photo_that_was_not_shown_was_not_looked_at(self):
        """One that the browser can't open is not covered, nor ticked."""
        record = self._take_to(self._create_return(), "received")
        item = record.with_user(self.user_warehouse).item_ids
        broken = picture("PNG")[:40]
        item.photo_ids = [
            (0, 0, {"name": f"{number}.png", "raw": content})
            for number, content in enumerate((picture("PNG"), broken))
        ]
        self.assertEqual(set(item.photo_ids.mapped("mimetype")), {"image/png"})
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_binary"):
            self.start_tour(
                f"/odoo/returned-goods-inspect/{record.id}",
                "complaint_return_cover_broken_tour",
                login=self.user_warehouse.login,
            )
        first = item.photo_ids.sorted("id")[0]
        self.assertEqual(open_picture(first.raw).getpixel((40, 20)), (0, 0, 0))
        self.assertFalse(item.labels_masked)

    def _cover_labels(self):
        record = self._take_to(self._create_return(), "received")
        item = record.with_user(self.user_warehouse).item_ids
        item.photo_ids = [
            (0, 0, {"name": f"{color}.png", "raw": picture("PNG", (80, 40), color)})
            for color in ("red", "blue")
        ]
        self.start_tour(
            f"/odoo/returned-goods-inspect/{record.id}",
            "complaint_return_cover_tour",
            login=self.user_warehouse.login,
        )
        self.assertTrue(item.labels_masked)
        first, second = item.photo_ids.sorted("id")
        image = open_picture(first.raw)
        for point, color in (
            ((2, 2), (0, 0, 0)),
            ((18, 18), (0, 0, 0)),
            ((24, 10), (255, 0, 0)),
            ((60, 10), (255, 0, 0)),
            ((10, 26), (255, 0, 0)),
        ):
            self.assertEqual(image.getpixel(point), color, point)
        # Moved to the lower right corner, and made less high.
        image = open_picture(second.raw)
        for point, color in (
            ((78, 36), (0, 0, 0)),
            ((60, 34), (0, 0, 0)),
            ((50, 36), (0, 0, 255)),
            ((70, 30), (0, 0, 255)),
            ((70, 39), (0, 0, 255)),
        ):
            self.assertEqual(image.getpixel(point), color, point)

    def test_keyboard_alone_leads_from_the_slip_to_the_end(self):
        """Found by its label, counted, inspected, disposed of; nothing is clicked."""
        self._walk_by_keyboard()

    def test_keyboard_alone_leads_to_the_end_in_chinese(self):
        """The keys are the same in every language."""
        self._speak_chinese()
        decide = self.env["complaint.return.decide"].with_context(lang="zh_CN")
        choices = dict(decide.fields_get(["disposition"])["disposition"]["selection"])
        self.assertNotEqual(choices["quarantine"], "Quarantine")
        self._walk_by_keyboard()

    def _speak_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_returns"], ["zh_CN"]
        )
        self.user_warehouse.lang = "zh_CN"

    def _walk_by_keyboard(self):
        self._take_to(self._create_return(self._return_line(quantity=2)), "authorised")
        record = self._take_to(
            self._create_return(self._return_line(quantity=8)), "authorised"
        )
        self.start_tour(
            "/odoo/returned-goods",
            "complaint_return_keyboard_tour",
            login=self.user_warehouse.login,
        )
        self.assertEqual(record.state, "disposed")
        self.assertRecordValues(
            record.item_ids,
            [
                {
                    "quantity": quantity,
                    "lot_id": lot.id,
                    "condition": "as_reported",
                    "disposition": "quarantine",
                }
                for lot, quantity in ((self.lot, 8), (self.lot_b, 1))
            ],
        )
        quarantine = self.warehouse.complaint_quarantine_location_id
        self.assertEqual(self._get_stock(quarantine), 8)
        self.assertEqual(self._get_stock(quarantine, self.lot_b), 1)
