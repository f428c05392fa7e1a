# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestTagPerformance(ComplaintCommon):
    """What the list of tags costs does not depend on how many there are."""

    # The tags, then the names of their companies.
    LIST_QUERIES = 2

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_named.company_ids += cls.company_other

    def _create_tags(self, count):
        return self.env["complaint.tag"].create(
            [
                {
                    "name": f"Tag {index:03}",
                    "company_id": (self.company + self.company_other)[index % 2].id,
                }
                for index in range(count)
            ]
        )

    def _read_list(self, tags):
        """Read what the list view shows, as the lowest role that may."""
        return (
            self.env["complaint.tag"]
            .with_user(self.user_named)
            .with_context(allowed_company_ids=(self.company + self.company_other).ids)
            .web_search_read(
                [("id", "in", tags.ids)],
                {
                    "name": {},
                    "color": {},
                    "company_id": {"fields": {"display_name": {}}},
                },
                limit=200,
            )
        )

    def _assert_list_queries(self, count):
        tags = self._create_tags(count)
        self._read_list(tags)
        self.env.invalidate_all()
        with self.assertQueryCount(self.LIST_QUERIES):
            result = self._read_list(tags)
        self.assertEqual(len(result["records"]), count)

    def test_list_queries_for_one_tag(self):
        """A list of one tag takes the expected queries."""
        self._assert_list_queries(1)

    def test_list_queries_for_many_tags(self):
        """A list of a hundred tags of two companies takes no query more."""
        self._assert_list_queries(100)


@tagged("post_install", "-at_install")
class TestCategoryPerformance(ComplaintCommon):
    """What the list of categories costs does not depend on how many there are."""

    # The categories, their names, then the parents level by level.
    LIST_QUERIES = 4

    def _assert_list_queries(self, count):
        Category = self.env["complaint.category"]
        top = self._create_category(name="Top")
        middle = self._create_category(name="Middle", parent_id=top.id)
        categories = Category.create(
            [
                {"name": f"Category {index:03}", "parent_id": middle.id}
                for index in range(count)
            ]
        )
        Category = Category.with_user(self.user_named)
        arguments = [("id", "in", categories.ids)], {"display_name": {}, "code": {}}
        Category.web_search_read(*arguments)
        self.env.invalidate_all()
        with self.assertQueryCount(self.LIST_QUERIES):
            result = Category.web_search_read(*arguments, limit=200)
        names = {record["display_name"] for record in result["records"]}
        self.assertEqual(len(names), count)
        self.assertIn("Top / Middle / Category 000", names)

    def test_list_queries_for_one_category(self):
        """A list of one category takes the expected queries."""
        self._assert_list_queries(1)

    def test_list_queries_for_many_categories(self):
        """A list of a hundred categories takes no query more."""
        self._assert_list_queries(100)
