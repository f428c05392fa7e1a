# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintCategory(ComplaintCommon):
    """The tree of categories: paths, names, loops, companies, inheritance.

    Goods 货物
    └── Bag 袋
        └── Seam 焊缝
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.goods = cls._create_category(name="Goods", code="test_goods")
        cls.bag = cls._create_category(name="Bag", parent_id=cls.goods.id)
        cls.seam = cls._create_category(name="Seam", parent_id=cls.bag.id)
        for category, name in (
            (cls.goods, "货物"),
            (cls.bag, "袋"),
            (cls.seam, "焊缝"),
        ):
            category.update_field_translations("name", {"zh_CN": name})

    def _name_search(self, text, lang="en_US"):
        """Return what somebody finds who types a text in a language."""
        Category = self.env["complaint.category"].with_user(self.user_named)
        found = Category.with_context(lang=lang).name_search(text)
        return self.env["complaint.category"].browse(row[0] for row in found)

    # === PATHS === #

    def test_display_name_is_the_path(self):
        """A category shows with what is above it."""
        self.assertEqual(self.seam.display_name, "Goods / Bag / Seam")

    def test_display_name_follows_language_of_user(self):
        """A Chinese user reads the whole path in Chinese."""
        seam = self.seam.with_user(self.user_named).with_context(lang="zh_CN")
        self.assertEqual(seam.display_name, "货物 / 袋 / 焊缝")

    def test_display_name_alone_on_request(self):
        """Where the place in the tree is plain, the name alone is shown."""
        seam = self.seam.with_context(hierarchical_naming=False)
        self.assertEqual(seam.display_name, "Seam")

    def test_renamed_parent_shows_in_paths(self):
        """Who renames a category sees it at once in the paths below it."""
        self.assertEqual(self.seam.display_name, "Goods / Bag / Seam")
        self.bag.name = "Pouch"
        self.assertEqual(self.seam.display_name, "Goods / Pouch / Seam")
        self.assertEqual(self.seam.complete_name, "Goods / Pouch / Seam")

    def test_translated_parent_shows_in_paths(self):
        """A new translation of a parent is in the paths below it."""
        seam = self.seam.with_context(lang="zh_CN")
        self.assertEqual(seam.display_name, "货物 / 袋 / 焊缝")
        self.bag.with_context(lang="zh_CN").name = "软袋"
        self.assertEqual(seam.display_name, "货物 / 软袋 / 焊缝")

    def test_stored_path_is_in_the_source_language(self):
        """The order of a list does not change with the language of the last writer."""
        self.bag.with_context(lang="zh_CN").name = "软袋"
        self.assertEqual(self.seam.complete_name, "Goods / Bag / Seam")

    def test_moved_category_takes_what_is_below_along(self):
        """Moving a category changes the paths below it."""
        self.bag.parent_id = False
        self.assertEqual(self.seam.complete_name, "Bag / Seam")

    # === SEARCH === #

    def test_found_by_path_as_it_is_shown(self):
        """Typing a path, or part of it, finds the category."""
        for text in ("Goods / Bag / Seam", "goods / bag / se", "Bag / Seam"):
            with self.subTest(text=text):
                self.assertEqual(self._name_search(text), self.seam)

    def test_found_by_path_in_language_of_user(self):
        """A Chinese path is found as well."""
        self.assertEqual(self._name_search("货物 / 袋 / 焊缝", "zh_CN"), self.seam)

    def test_found_by_exact_path(self):
        """A file to import names a category by its path, in any language."""
        Category = self.env["complaint.category"]
        for lang, path in (("en_US", "Goods / Bag"), ("zh_CN", "货物 / 袋")):
            with self.subTest(lang=lang):
                found = Category.with_context(lang=lang).name_search(path, operator="=")
                self.assertEqual([row[0] for row in found], self.bag.ids)

    def test_found_by_code(self):
        """The code finds the category in every language."""
        self.assertEqual(self._name_search("test_goods", "zh_CN"), self.goods)

    def test_search_that_excludes_a_path(self):
        """What has a text in its path can be left out."""
        Category = self.env["complaint.category"]
        tree = self.goods + self.bag + self.seam
        domain = [("id", "in", tree.ids), ("display_name", "not ilike", "bag")]
        self.assertEqual(Category.search(domain), self.goods)

    # === LOOPS === #

    def test_category_below_itself_refused(self):
        """A category cannot be above itself, at whatever distance."""
        for parent in (self.goods, self.bag, self.seam):
            with self.subTest(parent=parent.name), self.assertRaises(UserError):
                self.goods.parent_id = parent

    def test_form_shows_a_loop_without_hanging(self):
        """A loop on the screen is refused on saving, not before."""
        Category = self.env["complaint.category"].with_user(self.user_administrator)
        view = "complaint_management.complaint_category_view_form"
        form = Form(Category.browse(self.goods.id), view=view)
        form.parent_id = self.seam
        with self.assertRaises(UserError):
            form.save()

    # === NAMES === #

    @mute_logger("odoo.sql_db")
    def test_name_taken_below_the_same_parent(self):
        """Two categories below one parent cannot have one name."""
        with self.assertRaises(IntegrityError):
            self._create_category(name="Bag", parent_id=self.goods.id)

    def test_name_free_below_another_parent(self):
        """The same name at another place of the tree is another category."""
        bag = self._create_category(name="Bag", parent_id=self.bag.id)
        self.assertEqual(bag.display_name, "Goods / Bag / Bag")

    def test_name_taken_in_language_of_user(self):
        """Two categories at one place cannot read the same in Chinese."""
        Category = self.env["complaint.category"].with_context(lang="zh_CN")
        with self.assertRaisesRegex(ValidationError, "货物"):
            Category.create({"name": "货物"})

    @mute_logger("odoo.sql_db")
    def test_code_taken_once(self):
        """Other systems mean one category by a code."""
        with self.assertRaises(IntegrityError):
            self._create_category(name="Other Goods", code="test_goods")

    def test_codes_may_be_left_out(self):
        """Several categories can be without a code."""
        categories = self._create_category(name="One", code="")
        categories += self._create_category(name="Two", code="")
        self.assertEqual(len(categories.exists()), 2)

    def test_copy_stays_at_its_place(self):
        """A copy has a name of its own, no code, and nothing below it."""
        self.assertRecordValues(
            self.bag.copy(),
            [
                {
                    "name": "Bag (copy)",
                    "parent_id": self.goods.id,
                    "code": False,
                    "child_ids": [],
                }
            ],
        )

    # === INHERITANCE === #

    def test_inherited_from_the_nearest_that_has_it(self):
        """What a category leaves open is taken from the nearest one above it."""
        self.goods.note = "All goods"
        self.assertEqual(self.seam._get_inherited("note"), "All goods")
        self.bag.note = "All bags"
        self.assertEqual(self.seam._get_inherited("note"), "All bags")
        self.assertEqual(self.goods._get_inherited("note"), "All goods")

    def test_ticked_above_is_ticked_below(self):
        """Complaints below a confidential category are confidential."""
        self.assertFalse(self.seam._get_inherited("confidential"))
        self.goods.confidential = True
        self.assertTrue(self.seam._get_inherited("confidential"))

    def test_set_nowhere_is_empty(self):
        """What is set neither here nor above is empty in the way of its type."""
        self.assertIs(self.seam._get_inherited("note"), False)
        self.assertFalse(self.seam._get_inherited("company_id"))

    # === COMPANIES === #

    def test_shared_category_below_one_of_a_company_refused(self):
        """Nobody's path leads through a category that he or she can't see."""
        own = self._create_category(name="Own", company_id=self.company.id)
        for company in (self.env["res.company"], self.company_other):
            with self.subTest(company=company.name), self.assertRaises(UserError):
                self._create_category(
                    name="Below", parent_id=own.id, company_id=company.id
                )

    def test_own_category_below_a_shared_one(self):
        """A company refines the shared tree for itself."""
        own = self._create_category(
            name="Own", parent_id=self.bag.id, company_id=self.company.id
        )
        self.assertEqual(own.display_name, "Goods / Bag / Own")

    def test_parent_of_shared_categories_stays_shared(self):
        """A company cannot take a parent for itself while others use it."""
        self.seam.active = False
        with self.assertRaises(UserError):
            self.bag.company_id = self.company

    # === LIFE === #

    @mute_logger("odoo.sql_db")
    def test_delete_refused_while_something_is_below(self):
        """Deleting a category never deletes others silently."""
        with self.assertRaises(IntegrityError):
            self.goods.unlink()

    def test_delete_of_a_whole_branch(self):
        """A branch can be deleted together."""
        branch = self.goods + self.bag + self.seam
        branch.with_user(self.user_administrator).unlink()
        self.assertFalse(branch.exists())

    def test_form_asks_for_name_only(self):
        """An administrator fills in a name and saves; the rest has a default."""
        Category = self.env["complaint.category"].with_user(self.user_administrator)
        view = "complaint_management.complaint_category_view_form"
        with Form(Category, view=view) as form:
            form.name = "Packaging"
        self.assertRecordValues(
            form.record,
            [
                {
                    "display_name": "Packaging",
                    "active": True,
                    "company_id": False,
                    "confidential": False,
                    "product_sheet": False,
                }
            ],
        )
