# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestTagMulticompany(ComplaintCommon):
    """Tags of one company are invisible to the other, shared ones are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag_shared = cls._create_tag(name="Cold shared")
        cls.tag_own = cls._create_tag(name="Cold own", company_id=cls.company_other.id)
        cls.tag_foreign = cls._create_tag(
            name="Cold foreign", company_id=cls.company.id
        )
        cls.visible = cls.tag_own + cls.tag_shared
        cls.domain = [("id", "in", (cls.visible + cls.tag_foreign).ids)]
        cls.other_tags = cls.env["complaint.tag"].with_user(cls.user_other_company)

    def test_search_blind_to_other_company(self):
        """A search finds own and shared tags only."""
        self.assertEqual(self.other_tags.search(self.domain), self.visible)

    def test_name_search_blind_to_other_company(self):
        """Suggestions while typing come from own and shared tags only."""
        found = [tag_id for tag_id, _name in self.other_tags.name_search("Cold")]
        self.assertEqual(found, self.visible.ids)

    def test_groups_blind_to_other_company(self):
        """Grouping a list reveals neither the other company nor how much it has."""
        groups = self.other_tags.formatted_read_group(
            self.domain, ["company_id"], ["__count"]
        )
        found = {group["company_id"] and group["company_id"][0] for group in groups}
        self.assertEqual(found, {self.company_other.id, False})

    def test_export_blind_to_other_company(self):
        """An export of all tags contains own and shared ones only."""
        exported = self.other_tags.search(self.domain).export_data(["name"])
        self.assertEqual(exported["datas"], [["Cold own"], ["Cold shared"]])

    def test_export_of_foreign_tag_blocked(self):
        """Asking for a known id of the other company gives nothing away."""
        with self.assertRaises(AccessError):
            self.tag_foreign.with_user(self.user_other_company).export_data(["name"])

    def test_write_on_foreign_tag_blocked(self):
        """An administrator changes no tag of a company that is not his or hers."""
        with self.assertRaises(AccessError):
            self.tag_foreign.with_user(self.user_other_company).name = "Mine"

    def test_create_in_foreign_company_blocked(self):
        """An administrator adds no tag to a company that is not his or hers."""
        with self.assertRaises(AccessError):
            self.other_tags.create({"name": "Mine", "company_id": self.company.id})

    def test_foreign_name_reveals_nothing(self):
        """A name used by the other company is free, as if it were not there."""
        tag = self.other_tags.create(
            {"name": "Cold foreign", "company_id": self.company_other.id}
        )
        self.assertEqual(tag.name, self.tag_foreign.name)

    def test_company_switched_off_hides_its_tags(self):
        """Of two companies, only those switched on in the web client count."""
        self.user_named.company_ids += self.company_other
        tags = self.env["complaint.tag"].with_user(self.user_named)
        only_other = tags.with_context(allowed_company_ids=self.company_other.ids)
        self.assertEqual(only_other.search(self.domain), self.visible)


@tagged("post_install", "-at_install")
class TestConfigurationMulticompany(ComplaintCommon):
    """Configuration of one company is invisible to the other, shared one is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_other
        cls.factories = (
            cls._create_category,
            cls._create_defect,
            cls._create_mark,
            cls._create_reason,
        )
        # Of each model one that is shared, one foreign and one own.
        cls.triples = [
            [
                factory(company_id=company_id, name="Seen by whom")
                for company_id in (False, *companies.ids)
            ]
            for factory in cls.factories
        ]

    def test_search_blind_to_other_company(self):
        """A search finds own and shared records only, by name as by id."""
        for shared, foreign, own in self.triples:
            with self.subTest(model=shared._name):
                Model = shared.with_user(self.user_other_company).browse()
                found = Model.search([("id", "in", (shared + foreign + own).ids)])
                self.assertEqual(set(found), set(shared + own))
                found = Model.name_search("Seen by whom")
                self.assertEqual({row[0] for row in found}, set((shared + own).ids))

    def test_foreign_record_out_of_reach(self):
        """The administrator of another company neither reads nor changes it."""
        for _shared, foreign, _own in self.triples:
            with self.subTest(model=foreign._name):
                foreign = foreign.with_user(self.user_other_company)
                with self.assertRaises(AccessError):
                    foreign.read(["name"])
                with self.assertRaises(AccessError):
                    foreign.name = "Mine"
                with self.assertRaises(AccessError):
                    foreign.unlink()

    def test_create_in_foreign_company_blocked(self):
        """An administrator adds nothing to a company that is not his or hers."""
        for _shared, foreign, _own in self.triples:
            with self.subTest(model=foreign._name):
                values = foreign.copy_data({"name": "Mine"})
                with self.assertRaises(AccessError):
                    foreign.with_user(self.user_other_company).create(values)
