# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.photo import cover


class ComplaintReturnPhotoMixin(models.AbstractModel):
    """Photos of goods: they belong to the record, and go when they are taken off.

    A photo whose labels were covered has no uncovered one beside it: the pixels, the
    file and its copies among the goods of the complaint are replaced.
    """

    _name = "complaint.return.photo.mixin"
    _description = "Photos of Returned Goods"

    # === CRUD METHODS === #

    def write(self, vals):
        """Own the photos that come, and delete those that are taken off."""
        if "photo_ids" not in vals:
            return super().write(vals)
        before = {record: record.photo_ids for record in self}
        result = super().write(vals)
        for record, photos in before.items():
            record._own_photos()
            record._delete_photos(photos.exists() - record.photo_ids)
        return result

    # === BUSINESS METHODS === #

    def _own_photos(self):
        """Let whoever sees the goods see the photos, not only who took them."""
        for record in self:
            loose = record.photo_ids.filtered(lambda photo: not photo.res_id)
            loose.write({"res_model": self._name, "res_id": record.id})

    def _get_own_photos(self):
        """Return the photos that belong here and nowhere else."""
        self.ensure_one()
        return self.photo_ids.filtered(self._owns_photo)

    def _owns_photo(self, photo):
        return (photo.res_model, photo.res_id) == (self._name, self.id)

    def _delete_photos(self, photos):
        """Delete photos that belong here, the files included."""
        self._delete_files(photos.filtered(self._owns_photo))

    def _delete_files(self, photos):
        files = photos._complaint_get_thumbnails() | photos
        # Where a file lies is not for users to see.
        names = files.sudo().mapped("store_fname")
        photos.unlink()
        self.env["ir.attachment"]._complaint_forget_files(names)

    def _delete_discarded_photos(self):
        """Delete what was uploaded for goods and never saved with them.

        An upload is a file of its own before its row is saved: discarded, nobody sees
        it, and what is on its labels would stay for ever. A day is left for saving.

        Note: in superuser mode, from the daily cleaning
        """
        field = self._fields["photo_ids"]
        photos = self.env["ir.attachment"]
        photos.flush_model()
        self.flush_model(["photo_ids"])
        found = self.env.execute_query(
            SQL(
                "SELECT a.id FROM ir_attachment a"
                " WHERE a.res_model = %s AND a.res_field IS NULL"
                " AND a.create_date < %s AND NOT EXISTS"
                " (SELECT FROM %s rel WHERE rel.%s = a.id)",
                self._name,
                fields.Datetime.now() - timedelta(days=1),
                SQL.identifier(field.relation),
                SQL.identifier(field.column2),
            )
        )
        self._delete_files(photos.browse([row[0] for row in found]))

    def _get_alike(self):
        """Return the records among which the same photo is covered as well."""
        return self

    def _cover_photos(self, areas):
        """Paint over areas of photos, for good.

        :param dict areas: by photo, as `tools.photo.read_areas` returns them
        :raise UserError: when a photo is not of these goods, or no picture
        """
        self.ensure_one()
        own = self._get_own_photos()
        for photo, parts in areas.items():
            if photo not in own:
                raise UserError(self.env._("This photo is not one of these goods."))
            photo.check_access("write")
            if parts:
                self._cover_photo(photo, parts)

    def _cover_photo(self, photo, parts):
        try:
            content, kind = cover(photo.raw or b"", parts)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%s cannot be painted on. Take it as a PNG or JPEG picture of at "
                    "most 50 megapixels.",
                    photo.name,
                )
            ) from error
        # Copies are replaced wherever they are among these goods, seen or not.
        alike = self.sudo()._get_alike()
        photo_sudo = photo.sudo()  # as above; the user may write it
        photos = photo_sudo | photo_sudo.search(
            [
                ("checksum", "=", photo.checksum),
                ("res_model", "=", self._name),
                ("res_id", "in", alike.ids),
            ]
        )
        thumbnails = photos._complaint_get_thumbnails()
        names = (photos | thumbnails).mapped("store_fname")
        thumbnails.unlink()
        for copy in photos._complaint_of_addon():
            # The name given by a camera or a person may tell something, too.
            name = f"photo-{copy.id}.{'png' if kind == 'PNG' else 'jpg'}"
            mimetype = f"image/{kind.lower()}"
            copy.write({"name": name, "mimetype": mimetype, "raw": content})
        photos._complaint_forget_files(names)
