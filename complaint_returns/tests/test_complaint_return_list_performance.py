# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from functools import partial

from lxml import etree

from odoo.tests import tagged

from .return_common import ComplaintReturnCommon

MANY = 100
#: How many queries a list may take at any length, and who reads it.
LISTS = {
    "complaint_return_view_list": ("handler", 9),
    "complaint_return_view_list_goods": ("user_warehouse", 8),
    "complaint_return_item_view_list": ("handler", 12),
    "complaint_return_parcel_view_list": ("user_warehouse", 7),
    "complaint_replacement_view_list": ("handler", 11),
}
#: The same of the forms, with any number of lines.
FORMS = {
    "complaint_return_view_form": ("handler", 28),
    "complaint_return_view_form_goods": ("user_warehouse", 16),
}


@tagged("post_install", "-at_install")
class TestReturnListPerformance(ComplaintReturnCommon):
    """What the screens of returns cost does not grow with the rows they show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lots = cls.env["stock.lot"].create(
            [
                {"name": f"L{number:03}", "product_id": cls.product.id}
                for number in range(MANY)
            ]
        )
        delivery = cls._deliver(dict.fromkeys(lots, 2))
        lines = [cls._return_line(lot, 1, move_id=delivery.move_ids.id) for lot in lots]
        cls.one = cls._take_to(cls._create_return(lines[0]), "received")
        cls.many = cls._take_to(cls._create_return(*lines), "received")
        for lot in lots[2:]:
            line = cls._return_line(lot, 1, move_id=False)
            cls._take_to(cls._create_return(line), "authorised")
        cls.env["complaint.return.parcel"].create(
            [
                {"waybill": f"SF-{number}", "product_id": cls.product.id}
                for number in range(MANY)
            ]
        )
        cls.env["complaint.replacement"].with_user(cls.handler).create(
            [
                {
                    "case_id": cls.case.id,
                    "product_id": cls.product.id,
                    "quantity": 1,
                    "wanted_date": "2099-01-05",
                }
            ]
            * MANY
        )

    def _get_specification(self, model, view):
        """Return what the web client reads for a view, the lists in it included."""
        views = model.get_views([(view.id, view.type)])
        arch = etree.fromstring(views["views"][view.type]["arch"])
        return self._specify(arch, model._name, views["models"])

    def _specify(self, node, model, models):
        found = {}
        for child in node:
            name = child.get("name")
            if child.tag != "field" or name not in models[model]["fields"]:
                found |= self._specify(child, model, models)
                continue
            field = models[model]["fields"][name]
            found[name] = {}
            if field["type"] == "many2one":
                found[name] = {"fields": {"display_name": {}}}
            elif field.get("relation"):
                rows = self._specify(child, field["relation"], models)
                found[name] = {"fields": rows or {"display_name": {}}}
        return found

    def _count(self, function):
        """Return the queries of a function, once what stays in memory is there."""
        self.env.flush_all()
        for _round in range(2):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = function()
            queries = self.env.cr.sql_log_count - before
        return queries, found

    def test_lists_cost_the_same_for_many_rows(self):
        """One row or a hundred: the same number of queries."""
        for name, (reader, most) in LISTS.items():
            view = self.env.ref(f"complaint_returns.{name}")
            model = self.env[view.model].with_user(getattr(self, reader))
            names = self._get_specification(model, view)
            counts = []
            for limit in (1, MANY):
                queries, found = self._count(
                    partial(model.web_search_read, [], names, limit=limit)
                )
                self.assertEqual(len(found["records"]), limit, name)
                counts.append(queries)
            with self.subTest(view=name, queries=counts):
                self.assertLessEqual(counts[1], counts[0] + 1)
                self.assertLessEqual(counts[1], most)

    def test_forms_cost_the_same_for_many_lines(self):
        """A return of one lot or of a hundred: the same number of queries."""
        for name, (reader, most) in FORMS.items():
            view = self.env.ref(f"complaint_returns.{name}")
            model = self.env[view.model].with_user(getattr(self, reader))
            names = self._get_specification(model, view)
            self.assertIn("fields", names["line_ids"])
            counts = []
            for one in (self.one, self.many):
                record = model.browse(one.id)
                counts.append(self._count(partial(record.web_read, names))[0])
            with self.subTest(view=name, queries=counts):
                self.assertLessEqual(counts[1], counts[0] + 1)
                self.assertLessEqual(counts[1], most)
