# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging
import os
from contextlib import suppress

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: Held only by this addon: a client sends JSON and can't forge an object.
_OWN = object()
_OWN_KEY = "complaint_photo_own"
_GOODS = "complaint.return.item"
#: What a photo shows, and what it belongs to.
_PROOF_FIELDS = frozenset(
    {"raw", "datas", "db_datas", "type", "url", "res_model", "res_id", "res_field"}
)


class IrAttachment(models.Model):
    """Files whose content has to go at once, not at the next cleaning."""

    _inherit = "ir.attachment"

    # === CRUD METHODS === #

    def write(self, vals):
        """Keep photos of goods as they are, once something was decided upon them."""
        if not _PROOF_FIELDS.isdisjoint(vals):
            self._complaint_ensure_no_proof()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proof(self):
        self._complaint_ensure_no_proof()

    # === BUSINESS METHODS === #

    def _complaint_of_addon(self):
        """Return these as what this addon itself covers or deletes."""
        return self.with_context(**{_OWN_KEY: _OWN})

    def _complaint_ensure_no_proof(self):
        """Refuse to change photos of goods that were refused or disposed of.

        Superusers are refused as well: the door of the chatter deletes as one.

        :raise UserError: naming the goods
        """
        if self.env.context.get(_OWN_KEY) is _OWN:
            return
        # Whose photos they are counts, seen or not.
        photos = self.sudo().filtered(lambda photo: photo.res_model == _GOODS)
        if not photos:
            return
        # As above.
        items = self.env[_GOODS].sudo().browse(set(photos.mapped("res_id")) - {0})
        for item in items.exists():
            if item._keeps_photos() and item.photo_ids & photos:
                raise UserError(
                    self.env._(
                        "%s: the photos show what was decided upon and stay as they "
                        "are. Names on them can be covered.",
                        item.display_name,
                    )
                )

    def _complaint_get_thumbnails(self):
        """Return the small pictures of these that were made for the screen.

        :return: `ir.attachment` in superuser mode: nobody has rights on them
        """
        # Whoever changes a file gets rid of what was made from it.
        return self.sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("res_field", "!=", False),
            ]
        )

    @api.model
    def _complaint_forget_files(self, names):
        """Delete files of the file store after the commit, if nothing refers to them.

        Core marked them for its daily cleaning, which does it where this can't.

        :param names: what stood in `store_fname`
        """
        names = sorted(filter(None, set(names)))
        if names:
            self.env.cr.postcommit.add(lambda: self._complaint_delete_files(names))

    @api.model
    def _complaint_delete_files(self, names):
        """Delete files that no attachment refers to, those of other users included."""
        try:
            with self.env.registry.cursor() as cr:
                # As core's cleaning does: nobody may take up a file meanwhile.
                cr.execute("SET LOCAL lock_timeout TO '2s'")
                # That others write is no error.
                lock = "LOCK ir_attachment IN SHARE MODE"
                cr.execute(lock, log_exceptions=False)
                cr.execute(
                    "SELECT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)",
                    [names],
                )
                used = {name for (name,) in cr.fetchall()}
                for name in sorted(set(names) - used):
                    with suppress(FileNotFoundError):
                        os.unlink(self._full_path(name))
        except (OSError, psycopg2.Error) as error:
            _logger.info("Files are left to the daily cleaning: %s", error)
