# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import io
import os
from datetime import timedelta

from PIL import Image, PngImagePlugin

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..hooks import uninstall_hook
from ..tools.photo import cover
from .return_common import ComplaintReturnCommon
from .test_complaint_return_photo import QUARTER, open_picture, picture

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF>'
    "</x:xmpmeta>"
)


@tagged("post_install", "-at_install")
class TestReturnProof(ComplaintReturnCommon):
    """Photos are covered where they are shown, kept as proof, and not kept in vain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(cls._create_return(), "received")
        cls.goods = cls.record.with_user(cls.user_warehouse)
        cls.item = cls.goods.item_ids

    def _add_photo(self, record=None, content=None):
        record = record or self.item
        photo = record.env["ir.attachment"].create(
            {"name": "p.jpg", "raw": content or picture()}
        )
        record.photo_ids = [(4, photo.id)]
        return photo

    def _dispose(self):
        """Refuse and scrap the goods, with their photo."""
        photo = self._add_photo()
        self.item.write(
            {"refused": True, "note": "Cut open", "labels_masked": True}
            | {"condition": "other_defect"}
        )
        self.goods.action_inspect()
        self.item.disposition = "scrap"
        self.goods.action_dispose()
        return photo

    # === WHAT IS SHOWN === #

    def test_turned_as_browsers_turn_it(self):
        """They obey EXIF alone: what else stands in the file turns nothing."""
        for key, value in (
            ("XML:com.adobe.xmp", XMP),
            (
                "Raw profile type exif",
                "\nexif\n      26\n" + "4d4d002a0000000800010112"
                "00030000000100060000"
                "00000000",
            ),
        ):
            info, target = PngImagePlugin.PngInfo(), io.BytesIO()
            info.add_itxt(key, value)
            image = Image.new("RGB", (80, 40), "red")
            image.save(target, "PNG", pnginfo=info)
            with self.subTest(key=key):
                content, _kind = cover(target.getvalue(), [[0, 0, 0.5, 1]])
                covered = open_picture(content)
                self.assertEqual(covered.size, (80, 40))
                self.assertEqual(covered.getpixel((10, 30)), (0, 0, 0))
                self.assertEqual(covered.getpixel((60, 30)), (255, 0, 0))
        for turned in range(2, 9):
            content, _kind = cover(picture(turned=turned), [[0, 0, 1, 1]])
            size = (80, 40) if turned < 5 else (40, 80)
            self.assertEqual(open_picture(content).size, size)

    def test_odd_input_is_refused_with_a_word(self):
        """No number of a photo, and a photo without content."""
        with self.assertRefused("inside the photo"):
            self.goods.action_cover_labels([{"id": float("inf"), "areas": []}])
        photo = self._add_photo()
        photo.raw = False
        with self.assertRefused("cannot be painted on"):
            self.goods.action_cover_labels([{"id": photo.id, "areas": [QUARTER]}])

    def test_a_file_that_is_gone_keeps_no_other(self):
        """Whatever is missing in the file store, the others are deleted."""
        photo = self._add_photo()
        name = photo.sudo().store_fname
        path = photo.sudo()._full_path(name)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL WHERE id = %s", [photo.id]
        )
        self.assertTrue(os.path.exists(path))
        with self.enter_registry_test_mode():
            gone = [f"00/!none{number}" for number in range(20)]
            self.env["ir.attachment"]._complaint_delete_files([*gone, name])
        self.assertFalse(os.path.exists(path))

    # === WHAT NOBODY SAVED === #

    def test_uploads_that_were_discarded_are_deleted(self):
        """After a day, their files included; what was saved stays."""
        parcel = self.env["complaint.return.parcel"].create({"waybill": "SF-1"})
        for record in (self.item, parcel):
            saved = self._add_photo(record).sudo()
            Photo = self.env["ir.attachment"]
            values = {"name": "p.jpg", "res_model": record._name}
            own = Photo.create(
                values | {"res_id": record.id, "raw": picture(color="blue")}
            )
            loose = Photo.create(values | {"raw": picture(color="green")})
            new = Photo.create(values | {"raw": picture(color="grey")})
            path = own._full_path(own.store_fname)
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE ir_attachment SET create_date = %s WHERE id IN %s",
                [
                    fields.Datetime.now() - timedelta(days=2),
                    tuple((saved | own | loose).ids),
                ],
            )
            self.env.invalidate_all()
            record.sudo()._gc_discarded_photos()
            self.assertEqual((saved | own | loose | new).exists(), saved | new)
            self.assertTrue(os.path.exists(path))
            with self.enter_registry_test_mode():
                self.env.cr.postcommit.run()
            self.assertFalse(os.path.exists(path))

    # === PROOF === #

    def test_covering_is_told_in_the_file(self):
        """Who covered, how many; looking alone tells nothing. A parcel as it fits."""
        photo = self._add_photo()
        before = self.case.message_ids
        self.goods.action_cover_labels([{"id": photo.id}])
        self.assertEqual(self.case.message_ids, before)
        self.goods.action_cover_labels([{"id": photo.id, "areas": [QUARTER]}])
        told = self.case.message_ids - before
        self.assertIn("on 1 photos", told.body)
        self.assertIn(self.record.name, told.body)
        self.assertEqual(told.author_id, self.user_warehouse.partner_id)
        parcel = self.item.env["complaint.return.parcel"].create({"waybill": "SF-1"})
        found = self._add_photo(parcel)
        parcel.action_cover_labels([{"id": found.id, "areas": [QUARTER]}])
        self.assertEqual(self.case.message_ids - before, told)
        parcel.return_id = self.record
        parcel.action_cover_labels([{"id": found.id, "areas": [QUARTER]}])
        self.assertIn("SF-1", (self.case.message_ids - before - told).body)

    def test_photo_that_proves_a_decision_stays(self):
        """Neither deleted nor exchanged nor taken elsewhere, whoever asks."""
        photo = self._dispose()
        before = photo.raw
        for user in (self.user_warehouse, self.handler, self.env.ref("base.user_root")):
            mine = photo.with_user(user)
            for act in (
                mine.unlink,
                lambda mine=mine: mine.write({"raw": picture(color="blue")}),
                lambda mine=mine: mine.write({"datas": "QQ=="}),
                lambda mine=mine: mine.write({"res_id": 0}),
                lambda mine=mine: mine.write({"res_model": False}),
            ):
                with self.subTest(user=user.login), self.assertRefused("photos show"):
                    act()
        self.env.invalidate_all()
        self.assertEqual(photo.raw, before)
        # A name that is found later is covered all the same.
        self.goods.action_cover_labels([{"id": photo.id, "areas": [QUARTER]}])
        self.assertNotEqual(photo.raw, before)
        uninstall_hook(self.env)
        self.assertFalse(photo.exists())

    def test_refused_goods_keep_theirs_after_the_inspection(self):
        """Before it they are taken anew; a photo of other goods is free."""
        photo, other = self._add_photo(), self._add_photo()
        self.item.write(
            {"refused": True, "note": "Cut open", "labels_masked": True}
            | {"condition": "other_defect"}
        )
        other.raw = picture(color="blue")
        other.unlink()
        self.goods.action_inspect()
        with self.assertRefused("photos show"):
            photo.unlink()
        with self.assertRaises(UserError):
            self.item.photo_ids = [(2, photo.id)]
        self.assertTrue(photo.exists())

    def test_other_files_cost_no_query(self):
        """The rule asks nothing about files that belong to something else."""
        file = self.env["ir.attachment"].create(
            {"name": "kept", "res_model": "res.partner", "res_id": self.partner.id}
        )
        with self.assertQueryCount(0):
            file._complaint_ensure_no_proof()
