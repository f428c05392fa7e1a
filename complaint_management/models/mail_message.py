# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import models


class MailMessage(models.Model):
    """A message on a case is addressed to nobody who may not read it.

    Core lets everybody a message is addressed to read it, whatever the record rules
    say, and the mail gateway adds those in To and Cc afterwards.
    """

    _inherit = "mail.message"

    def write(self, vals):
        """Take those off who may not read the case or stand outside of it."""
        result = super().write(vals)
        if vals.get("partner_ids"):
            # Case and recipients may be hidden from who writes.
            for message in self.sudo().filtered(lambda m: m.message_type == "email"):
                if message.model == "complaint.case" and message.res_id:
                    case = message.env[message.model].browse(message.res_id)
                    strangers = case._filter_strangers(message.partner_ids)
                    if strangers:
                        message.partner_ids -= strangers
        return result
