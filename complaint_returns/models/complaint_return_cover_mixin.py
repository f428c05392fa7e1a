# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models
from odoo.exceptions import UserError

from ..tools.photo import read_areas

#: What reading raises where a client sent something else than photos and areas.
_NO_PHOTOS = (TypeError, KeyError, AttributeError, ValueError, OverflowError)


class ComplaintReturnCoverMixin(models.AbstractModel):
    """Where labels on photos are covered, by who may inspect the goods."""

    _name = "complaint.return.cover.mixin"
    _description = "Covering of Labels"

    # === ACTION METHODS === #

    def action_open_cover(self):
        """Open the photos one after the other, to paint over what is on the labels.

        :raise UserError: when there is no photo
        """
        self.ensure_one()
        self._ensure_may_cover()
        photos = [
            {"id": photo.id, "title": owner.display_name}
            for owner in self._get_photo_owners()
            for photo in owner._get_own_photos().sorted("id")
            if (photo.mimetype or "").startswith("image/")
        ]
        if not photos:
            raise UserError(self.env._("There is no photo yet."))
        return {
            "type": "ir.actions.client",
            "tag": "complaint_cover_labels",
            "params": {"model": self._name, "id": self.id, "photos": photos},
        }

    def action_cover_labels(self, photos):
        """Paint over areas of photos for good: nothing uncovered is left.

        Goods all of whose photos were looked at have their labels covered from then on.

        :param list photos: those looked at: their `id`, and the `areas` to paint over,
            each left, top, width and height as fractions of the picture
        :raise AccessError: for who may not inspect the goods
        :raise UserError: when a photo is none of these goods, or an area is none
        """
        self.ensure_one()
        self._ensure_may_cover()
        areas = self._read_photos(photos)
        left = dict(areas)
        for owner in self._get_photo_owners():
            own = owner._get_own_photos()
            seen = {photo: left.pop(photo) for photo in own if photo in left}
            owner._cover_photos(seen)
            if seen and not owner.photo_ids - own.browse([p.id for p in seen]):
                owner._tick_labels_masked()
        if left:
            raise UserError(self.env._("This photo is not one of these goods."))
        self._log_cover(sum(map(bool, areas.values())))
        return True

    # === BUSINESS METHODS === #

    def _ensure_may_cover(self):
        """Refuse who may not inspect these goods."""
        self.check_access("write")

    def _get_photo_owners(self):
        """Return the records whose photos are covered here."""
        return self

    def _get_covered_case(self):
        """Return the complaint whose file says that labels were covered."""
        return self.env["complaint.case"]

    def _log_cover(self, count):
        """Say in the file of the complaint who covered something on photos."""
        # The warehouse has no rights on the file; whether it may cover was checked.
        case = self.sudo()._get_covered_case()
        if case and count:
            case._message_log(
                body=self.env._(
                    "%(goods)s: labels were covered for good, on %(count)s photos.",
                    goods=self.display_name,
                    count=count,
                )
            )

    def _read_photos(self, photos):
        """Return what a client sent, checked.

        :rtype: dict of areas by `ir.attachment`
        """
        try:
            areas = {
                int(photo["id"]): read_areas(photo.get("areas", [])) for photo in photos
            }
        except _NO_PHOTOS as error:
            raise UserError(
                self.env._("Draw each box inside the photo, and send it again.")
            ) from error
        return {self.env["ir.attachment"].browse(key): areas[key] for key in areas}
