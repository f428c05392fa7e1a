# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging
import os

import psycopg2

from odoo import api, models

_logger = logging.getLogger(__name__)


class IrAttachment(models.Model):
    """Files whose content has to go at once, not at the next cleaning."""

    _inherit = "ir.attachment"

    # === BUSINESS METHODS === #

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
                cr.execute("LOCK ir_attachment IN SHARE MODE")
                cr.execute(
                    "SELECT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)",
                    [names],
                )
                used = {name for (name,) in cr.fetchall()}
                for name in set(names) - used:
                    os.unlink(self._full_path(name))
        except (OSError, psycopg2.Error) as error:
            _logger.info("Files are left to the daily cleaning: %s", error)
