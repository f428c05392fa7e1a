# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import base64
import io
import os
from unittest.mock import patch

from PIL import Image, ImageChops

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..hooks import uninstall_hook
from ..tools.photo import cover, read_areas
from .return_common import ComplaintReturnCommon

#: Left, top, width and height: the upper left quarter.
QUARTER = [0, 0, 0.5, 0.5]
DESCRIPTION, ORIENTATION = 0x010E, 0x0112


def picture(kind="JPEG", size=(80, 40), color="red", turned=None, words=None):
    """Return a file with a picture, with words and direction as of a camera."""
    image, target = Image.new("RGB", size, color), io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[ORIENTATION] = turned
    if words:
        exif[DESCRIPTION] = words
    image.save(target, kind, exif=exif)
    return target.getvalue()


def open_picture(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@tagged("post_install", "-at_install")
class TestReturnPhoto(ComplaintReturnCommon):
    """Labels on photos are covered in the pixels, and nothing else of them is left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(cls._create_return(), "received")
        cls.goods = cls.record.with_user(cls.user_warehouse)
        cls.item = cls.goods.item_ids

    def _add_photo(self, item=None, content=None, name="zhang-bed-12.jpg"):
        """Attach a photo as the widget does, by who inspects."""
        item = item or self.item
        photo = item.env["ir.attachment"].create(
            {"name": name, "raw": content or picture(words="Zhang, bed 12")}
        )
        item.photo_ids = [(4, photo.id)]
        return photo

    def _cover(self, photo, *areas, record=None):
        rows = [{"id": photo.id, "areas": list(areas or [QUARTER])}]
        return (record or self.goods).action_cover_labels(rows)

    def _commit(self):
        """Do what follows a commit, on the cursor of the test."""
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()

    def _get_path(self, photo):
        photo = photo.sudo()
        return photo._full_path(photo.store_fname)

    def test_pixels_are_gone_and_the_others_stay(self):
        """A quarter is black, the rest as it was; the name of the file is neutral."""
        photo = self._add_photo()
        self._cover(photo)
        image = open_picture(photo.raw).convert("RGB")
        self.assertEqual(image.size, (80, 40))
        for point in ((0, 0), (20, 10), (36, 16)):
            self.assertLess(max(image.getpixel(point)), 30, point)
        for point in ((60, 10), (20, 32), (79, 39)):
            red, green, blue = image.getpixel(point)
            self.assertTrue(red > 225 and max(green, blue) < 30, point)
        self.assertEqual(photo.name, f"photo-{photo.id}.jpg")
        self.assertTrue(self.item.labels_masked)

    def test_nothing_that_a_camera_wrote_is_left(self):
        """No words, no place, no device; drawn on upright, as it is shown."""
        photo = self._add_photo(content=picture(turned=6, words="Zhang, bed 12"))
        self.assertIn(b"Zhang", photo.raw)
        self._cover(photo, [0, 0, 1, 0.25])
        self.assertNotIn(b"Zhang", photo.raw)
        image = open_picture(photo.raw)
        self.assertFalse(dict(image.getexif()))
        # On its side it was 80 to 40; shown upright, its upper quarter is covered.
        self.assertEqual(image.size, (40, 80))
        self.assertLess(max(image.convert("RGB").getpixel((20, 8))), 30)
        self.assertGreater(image.convert("RGB").getpixel((20, 40))[0], 225)

    def test_no_uncovered_original_is_left_anywhere(self):
        """Neither file, copy among the goods, small picture, nor one taken off."""
        content = picture()
        photo = self._add_photo(content=content)
        self.item.quantity = 4
        other = self.goods.item_ids - self.item
        copied = self._add_photo(other, content)
        self.env.flush_all()
        photo.sudo().thumbnail = base64.b64encode(content)
        path, checksum = self._get_path(photo), photo.checksum
        self.assertTrue(os.path.exists(path))
        self._cover(photo)
        self.assertEqual(copied.raw, photo.raw)
        self.assertFalse(photo.sudo().thumbnail)
        every = self.env["ir.attachment"].search(
            [("checksum", "=", checksum), ("id", "!=", 0)]
            + ["|", ("res_field", "=", False), ("res_field", "!=", False)]
        )
        self.assertFalse(every)
        self._commit()
        self.assertFalse(os.path.exists(path))
        self.assertTrue(os.path.exists(self._get_path(photo)))

    def test_file_that_something_else_shows_stays(self):
        """The same picture as evidence of another record keeps its file."""
        photo = self._add_photo()
        kept = self.env["ir.attachment"].create(
            {"name": "logo.jpg", "raw": photo.raw, "res_model": "res.partner"}
            | {"res_id": self.partner.id}
        )
        before, path = kept.raw, self._get_path(kept)
        self._cover(photo)
        self._commit()
        self.assertTrue(os.path.exists(path))
        self.env.invalidate_all()
        self.assertEqual(kept.raw, before)

    def test_photo_taken_off_is_deleted_with_its_file(self):
        """Who takes a photo anew leaves no uncovered one behind."""
        photo = self._add_photo()
        path = self._get_path(photo)
        self.item.photo_ids = [(3, photo.id)]
        self.assertFalse(photo.exists())
        self._commit()
        self.assertFalse(os.path.exists(path))

    def test_what_is_no_area_is_refused(self):
        """Whatever a client sends: a clear error, and the photo is as it was."""
        photo = self._add_photo()
        before = photo.raw
        for area in (
            [0, 0, 0, 0.5],
            [0, 0, 1.2, 0.5],
            [-0.1, 0, 0.5, 0.5],
            [0.8, 0, 0.5, 0.5],
            [0, 0, float("nan"), 0.5],
            [0, 0, float("inf"), 0.5],
            [0, 0, True, 0.5],
            [0, 0, "1", 0.5],
            [0, 0, 0.5],
            {"left": 0},
            None,
            5,
        ):
            with self.subTest(area=area), self.assertRefused("inside the photo"):
                self._cover(photo, area)
        for rows in (None, 5, [5], [{}], [{"id": "x"}], [{"id": None}], {"id": 1}):
            with self.subTest(rows=rows), self.assertRefused("inside the photo"):
                self.goods.action_cover_labels(rows)
        with self.assertRefused("inside the photo"):
            self._cover(photo, *[QUARTER] * 101)
        self.assertEqual(photo.raw, before)
        self.assertFalse(self.item.labels_masked)

    def test_what_is_no_picture_is_refused(self):
        """A text under the name of a picture, and one that is too large."""
        photo = self._add_photo(content=b"Not a picture", name="p.png")
        with self.assertRefused("cannot be painted on"):
            self._cover(photo)
        with patch("odoo.addons.complaint_returns.tools.photo.IMAGE_MAX_RESOLUTION", 9):
            with self.assertRaises(ValueError):
                cover(picture(), [QUARTER])

    def test_only_photos_of_these_goods_are_covered(self):
        """A file that was linked by its number is nobody's to paint on."""
        other = self._take_to(
            self._create_return(self._return_line(self.lot_b, 1)), "received"
        )
        far = self._add_photo(other.with_user(self.user_warehouse).item_ids)
        logo = self.env["ir.attachment"].create(
            {"name": "logo.jpg", "raw": picture(), "res_model": "res.partner"}
            | {"res_id": self.partner.id, "public": True}
        )
        self.item.sudo().photo_ids = [(4, logo.id)]
        for photo in (far, logo, logo.browse(10**9)):
            before = photo.exists().raw
            with self.subTest(photo=photo.id), self.assertRefused("not one of these"):
                self._cover(photo)
            self.env.invalidate_all()
            self.assertEqual(photo.exists().raw, before)

    def test_who_inspects_covers_and_nobody_else(self):
        """Warehouse and handler do; an employee, another company, a customer do not."""
        photo = self._add_photo()
        far = self._create_user(
            "far",
            "warehouse",
            company_id=self.company_other.id,
            company_ids=[(6, 0, self.company_other.ids)],
        )
        for user in (self.user_internal, self.user_portal, far):
            record = self.record.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._cover(photo, record=record)
                with self.assertRaises(AccessError):
                    record.action_open_cover()
        action = self.record.with_user(self.handler).action_open_cover()
        self.assertEqual([p["id"] for p in action["params"]["photos"]], photo.ids)
        self._cover(photo, record=self.record.with_user(self.handler))
        self.assertLess(max(open_picture(photo.raw).getpixel((5, 5))), 30)

    def test_photo_is_seen_by_who_sees_the_goods(self):
        """Not by who uploaded it alone, and by nobody who does not see the goods."""
        photo = self._add_photo()
        loose = self.item.env["ir.attachment"].create({"name": "p", "raw": picture()})
        parcel = self.item.env["complaint.return.parcel"].create(
            {"waybill": "SF-1", "photo_ids": [(4, loose.id)]}
        )
        self.assertEqual(parcel.photo_ids, loose)
        for file in (photo, loose):
            self.assertTrue(file.with_user(self.handler).has_access("read"))
            self.assertFalse(file.with_user(self.user_internal).has_access("read"))
        self._cover(loose, record=parcel.with_user(self.handler))
        self.assertLess(max(open_picture(loose.raw).getpixel((5, 5))), 30)

    def test_another_photo_asks_for_it_again(self):
        """What was ticked for one photo does not hold for the next, to the very end."""
        photo = self._add_photo()
        second = self._add_photo(content=picture(color="blue"))
        self._cover(photo)
        self.assertFalse(self.item.labels_masked, "The second one was not looked at")
        rows = [{"id": photo.id}, {"id": second.id, "areas": [QUARTER]}]
        self.goods.action_cover_labels(rows)
        self.item.condition = "as_reported"
        self.goods.action_inspect()
        self._add_photo(content=picture(color="green"))
        self.item.disposition = "scrap"
        with self.assertRefused("Cover Labels"):
            self.goods.action_dispose()
        self.item.labels_masked = True
        self.goods.action_dispose()
        # A name that is found later is covered all the same.
        self._cover(second, [0.5, 0, 0.5, 1])
        self.assertLess(max(open_picture(second.raw).getpixel((70, 30))), 30)

    def test_refusal_keeps_its_photo(self):
        """After the inspection, the last photo of refused goods is not taken off."""
        photo = self._add_photo()
        self.item.write(
            {"refused": True, "note": "Cut open", "labels_masked": True}
            | {"condition": "other_defect"}
        )
        self.goods.action_inspect()
        with self.assertRefused("one photo stays"):
            self.item.photo_ids = [(3, photo.id)]
        self.assertTrue(photo.exists())

    def test_without_photos_nothing_opens(self):
        """It says so instead of showing an empty dialog."""
        with self.assertRaises(UserError):
            self.goods.action_open_cover()

    def test_uninstalling_takes_the_photos_along(self):
        """Patients' data do not stay behind without the goods they belong to."""
        photo = self._add_photo()
        other = self.env["ir.attachment"].create(
            {"name": "kept", "res_model": "res.partner", "res_id": self.partner.id}
        )
        uninstall_hook(self.env)
        self.assertFalse(photo.exists())
        self.assertTrue(other.exists())

    def test_kinds_of_pictures(self):
        """Seen through, moving, grey, in few colors: flat pixels come out."""
        transparent, target = Image.new("RGBA", (40, 40), (255, 0, 0, 0)), io.BytesIO()
        transparent.save(target, "PNG")
        content, kind = cover(target.getvalue(), [])
        image = open_picture(content)
        self.assertEqual((kind, image.mode), ("PNG", "RGB"))
        self.assertEqual(image.getpixel((3, 3)), (255, 255, 255))
        frames, target = [Image.new("P", (40, 40), n) for n in (1, 2)], io.BytesIO()
        frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
        image = open_picture(cover(target.getvalue(), [QUARTER])[0])
        self.assertEqual(getattr(image, "n_frames", 1), 1)
        content, _kind = cover(picture("PNG", color="blue"), read_areas([QUARTER]))
        black = ImageChops.invert(open_picture(content)).crop((0, 0, 40, 20))
        self.assertEqual(black.getcolors(), [(800, (255, 255, 255))])
        blue = open_picture(content).crop((40, 0, 80, 40))
        self.assertEqual(blue.getcolors(), [(1600, (0, 0, 255))])
