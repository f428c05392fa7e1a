# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintChannel(ComplaintCommon):
    """Channels: one name and one code for all companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.fair = cls._create_channel(name="Trade fair", code="trade_fair")
        cls.fair.update_field_translations("name", {"zh_CN": "展会"})

    @mute_logger("odoo.sql_db")
    def test_code_taken_once(self):
        """Software that asks for a channel by its code gets one."""
        with self.assertRaises(IntegrityError):
            self._create_channel(name="Another fair", code="trade_fair")

    @mute_logger("odoo.sql_db")
    def test_code_taken_by_archived_channel(self):
        """An archived channel keeps its code, so that it can come back."""
        self.fair.action_archive()
        with self.assertRaises(IntegrityError):
            self._create_channel(name="Another fair", code="trade_fair")

    def test_codes_may_be_left_out(self):
        """Channels that only people choose need no code."""
        channels = self._create_channel(name="Fax", code=False)
        channels += self._create_channel(name="Telegram", code="")
        self.assertEqual(len(channels.exists()), 2)

    @mute_logger("odoo.sql_db")
    def test_name_taken_once(self):
        """Two channels cannot have one name."""
        with self.assertRaises(IntegrityError):
            self._create_channel(name="Trade fair")

    def test_name_taken_in_language_of_user(self):
        """Two channels cannot read the same in Chinese."""
        Channel = self.env["complaint.channel"].with_context(lang="zh_CN")
        with self.assertRaisesRegex(ValidationError, "展会"):
            Channel.create({"name": "展会"})

    def test_copy_has_no_code(self):
        """A copy has a name of its own and leaves the code to the original."""
        self.assertRecordValues(
            self.fair.copy(), [{"name": "Trade fair (copy)", "code": False}]
        )

    def test_archived_channels_not_offered(self):
        """An archived channel is no longer suggested."""
        Channel = self.env["complaint.channel"].with_user(self.user_named)
        self.assertTrue(Channel.name_search("trade_fair"))
        self.fair.with_user(self.user_administrator).action_archive()
        self.assertFalse(Channel.name_search("trade_fair"))

    def test_form_asks_for_name_only(self):
        """An administrator fills in a name and saves."""
        Channel = self.env["complaint.channel"].with_user(self.user_administrator)
        view = "complaint_management.complaint_channel_view_form"
        with Form(Channel, view=view) as form:
            form.name = "Fax"
        self.assertRecordValues(form.record, [{"name": "Fax", "active": True}])
