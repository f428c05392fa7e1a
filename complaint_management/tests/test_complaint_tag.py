# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintTag(ComplaintCommon):
    """Names, copies and archiving of tags."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.tag = cls._create_tag(name="Cold chain")
        cls.tag.update_field_translations("name", {"zh_CN": "冷链"})

    # === NAMES === #

    @mute_logger("odoo.sql_db")
    def test_name_taken_once_per_company(self):
        """Two shared tags cannot have one name, though only one is translated."""
        with self.assertRaises(IntegrityError):
            self._create_tag(name="Cold chain")

    @mute_logger("odoo.sql_db")
    def test_name_taken_by_archived_tag(self):
        """An archived tag keeps its name, so that it can come back."""
        self.tag.action_archive()
        with self.assertRaises(IntegrityError):
            self._create_tag(name="Cold chain")

    def test_name_free_in_other_company(self):
        """Two companies can use the same name for tags of their own."""
        tags = self._create_tag(name="Dealer", company_id=self.company.id)
        tags += self._create_tag(name="Dealer", company_id=self.company_other.id)
        self.assertEqual(tags.mapped("name"), ["Dealer", "Dealer"])

    def test_name_taken_in_language_of_user(self):
        """Two tags cannot read the same, though their source terms differ."""
        Tag = self.env["complaint.tag"].with_context(lang="zh_CN")
        with self.assertRaisesRegex(ValidationError, "冷链"):
            Tag.create({"name": "冷链"})

    def test_rename_refused_in_language_of_user(self):
        """Translating a tag to the words of another one is refused as well."""
        tag = self._create_tag(name="Cooling")
        with self.assertRaises(ValidationError):
            tag.with_context(lang="zh_CN").name = "冷链"

    def test_old_twins_do_not_block_other_tags(self):
        """Twins that translators made hinder only themselves."""
        twin = self._create_tag(name="Cooling")
        twin.update_field_translations("name", {"zh_CN": "冷链"})
        names = [{"name": "冷链"}, {"name": "漏袋"}]
        for values, company in zip(
            names, self.company + self.company_other, strict=True
        ):
            values["company_id"] = company.id
        tags = self.env["complaint.tag"].with_context(lang="zh_CN").create(names)
        self.assertEqual(tags.mapped("name"), ["冷链", "漏袋"])

    # === COPIES === #

    def test_copy_gets_name_of_its_own(self):
        """Duplicating several tags names each copy after its original."""
        tags = self.tag + self._create_tag(name="Dealer")
        self.assertEqual(
            tags.copy().mapped("name"), ["Cold chain (copy)", "Dealer (copy)"]
        )

    def test_copy_leaves_translations_to_original(self):
        """The copy of a translated tag reads like its original in no language."""
        copy = self.tag.with_context(lang="zh_CN").copy()
        self.assertIn("冷链", copy.name)
        self.assertNotEqual(copy.name, "冷链")
        self.assertEqual(copy.with_context(lang="en_US").name, copy.name)

    # === LIFE === #

    def test_color_chosen_at_creation(self):
        """A new tag has a color, as tags without one are not shown on cards."""
        self.assertIn(self.tag.color, range(1, 12))

    def test_archived_tags_not_offered(self):
        """Archiving takes several tags out of the suggestions at once."""
        tags = self.tag + self._create_tag(name="Cold room")
        Tag = self.env["complaint.tag"].with_user(self.user_named)
        self.assertEqual(len(Tag.name_search("Cold")), 2)
        tags.with_user(self.user_administrator).action_archive()
        self.assertFalse(Tag.name_search("Cold"))

    def test_form_asks_for_name_only(self):
        """An administrator fills in a name and saves; the rest has a default."""
        Tag = self.env["complaint.tag"].with_user(self.user_administrator)
        view = "complaint_management.complaint_tag_view_form"
        with Form(Tag, view=view) as form:
            form.name = "Dealer"
        self.assertRecordValues(
            form.record, [{"name": "Dealer", "active": True, "company_id": False}]
        )

    def test_form_refuses_empty_name(self):
        """A tag without a name is not saved."""
        Tag = self.env["complaint.tag"].with_user(self.user_administrator)
        form = Form(Tag, view="complaint_management.complaint_tag_view_form")
        with self.assertRaisesRegex(AssertionError, "name is a required field"):
            form.save()
