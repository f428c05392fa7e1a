# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access_matrix import AccessMatrixMixin
from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixMixin, ComplaintCommon):
    """The table of roles and operations for the models of this addon."""


@tagged("post_install", "-at_install")
class TestTagAccessRights(ComplaintCommon):
    """The operations themselves: the lowest role that may, the highest that may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls._create_tag(name="Cold chain")

    def test_read_allowed_for_named_user(self):
        """The lowest complaint role reads tags, to choose from them."""
        tag = self.tag.with_user(self.user_named)
        self.assertEqual(tag.read(["name"]), [{"id": tag.id, "name": "Cold chain"}])

    def test_read_allowed_for_internal_user(self):
        """Someone without a role reads tags, to open a case he or she is named in."""
        tag = self.tag.with_user(self.user_internal)
        self.assertEqual(tag.display_name, "Cold chain")

    def test_read_blocked_for_portal_user(self):
        """A customer does not see how complaints are labelled."""
        with self.assertRaises(AccessError):
            self.tag.with_user(self.user_portal).read(["name"])

    def test_create_allowed_for_administrator(self):
        """An administrator of complaints adds tags."""
        tag = (
            self.env["complaint.tag"]
            .with_user(self.user_administrator)
            .create({"name": "Recycled carton"})
        )
        self.assertEqual(tag.create_uid, self.user_administrator)

    def test_create_blocked_for_manager(self):
        """A manager uses the tags but does not add any."""
        with self.assertRaises(AccessError):
            self.env["complaint.tag"].with_user(self.user_manager).create(
                {"name": "Recycled carton"}
            )

    def test_write_allowed_for_administrator(self):
        """An administrator of complaints renames tags."""
        self.tag.with_user(self.user_administrator).name = "Cold chain broken"
        self.assertEqual(self.tag.name, "Cold chain broken")

    def test_write_blocked_for_manager(self):
        """A manager does not rename tags."""
        with self.assertRaises(AccessError):
            self.tag.with_user(self.user_manager).name = "Cold chain broken"

    def test_unlink_allowed_for_administrator(self):
        """An administrator of complaints deletes tags."""
        self.tag.with_user(self.user_administrator).unlink()
        self.assertFalse(self.tag.exists())

    def test_unlink_blocked_for_manager(self):
        """A manager does not delete tags."""
        with self.assertRaises(AccessError):
            self.tag.with_user(self.user_manager).unlink()


@tagged("post_install", "-at_install")
class TestConfigurationAccessRights(ComplaintCommon):
    """The other configuration follows the tags: users read, administrators set up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = [
            cls._create_category(),
            cls._create_channel(),
            cls._create_defect(),
            cls._create_mark(),
            cls._create_reason(),
        ]

    def test_read_allowed_for_named_user(self):
        """The lowest complaint role reads the configuration, to choose from it."""
        for record in self.records:
            with self.subTest(model=record._name):
                record = record.with_user(self.user_named)
                self.assertEqual(record.display_name, record.name)

    def test_read_blocked_for_others(self):
        """Neither employees without a role nor customers read the configuration.

        Marks are shown on the case, to employees as well.
        """
        for record in self.records:
            blind = self.user_portal
            if record._name != "complaint.mark":
                blind += self.user_internal
            for user in blind:
                with self.subTest(model=record._name, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["name"])

    def test_write_and_delete_allowed_for_administrator(self):
        """An administrator of complaints changes and deletes configuration."""
        for record in self.records:
            with self.subTest(model=record._name):
                record = record.with_user(self.user_administrator)
                record.name = "Changed"
                self.assertEqual(record.copy().name, "Changed (copy)")
                record.unlink()
                self.assertFalse(record.exists())

    def test_write_blocked_for_manager(self):
        """A manager uses the configuration but does not change it."""
        for record in self.records:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_manager).name = "Changed"

    def test_delete_blocked_for_manager(self):
        """A manager does not delete configuration."""
        for record in self.records:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_manager).unlink()
