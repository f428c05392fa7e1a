# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's import screen, as its buttons call it, and what a file refers to."""

import csv
import io

from odoo.tests.common import new_test_user

from odoo.addons.complaint_management.tests.common import ComplaintCommon

from .repository import ROOT

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "date_format": "",
    "datetime_format": "",
}
SAMPLE = "complaints_sample.csv"
MISTAKES = "complaints_with_mistakes.csv"
GROUPS = (
    "complaint_management.complaint_management_group_user,"
    "sales_team.group_sale_salesman_all_leads"
)


def content_of(name):
    """Return a file of the folder `data` as it lies there."""
    return (ROOT / "data" / name).read_bytes()


def rows_of(name):
    """Return the rows of a file of the folder `data`, by column."""
    text = content_of(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class ImportCommon(ComplaintCommon):
    """A handler at the import screen, in a database that knows what the sample names.

    Customers, contacts, products, lots and orders are made from the columns of the
    sample itself, so that the test needs no demo data.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = rows_of(SAMPLE)
        cls.handler = new_test_user(cls.env, login="importer", groups=GROUPS)
        cls.customers = cls._make_customers()
        cls.products = cls._make_products()
        cls._make_orders()

    @classmethod
    def _values(cls, *columns):
        """Return what stands in these columns together, each once, none empty."""
        found = dict.fromkeys(tuple(row[c] for c in columns) for row in cls.rows)
        return [values for values in found if all(values)]

    @classmethod
    def _make_customers(cls):
        references = [ref for (ref,) in cls._values("partner_id")]
        customers = {
            ref: cls._create_partner(name=f"Customer {ref}", ref=ref)
            for ref in references
        }
        for email, ref in cls._values("contact_id", "partner_id"):
            cls._create_partner(
                name=f"Contact {email}",
                email=email,
                parent_id=customers[ref].id,
                is_company=False,
            )
        return customers

    @classmethod
    def _make_products(cls):
        products = {
            code: cls._create_product(name=f"Product {code}", default_code=code)
            for (code,) in cls._values("line_ids/product_id")
        }
        for code, lot in cls._values("line_ids/product_id", "line_ids/lot_id"):
            cls._create_lot(products[code], name=lot, company_id=cls.env.company.id)
        return products

    @classmethod
    def _make_orders(cls):
        product = next(iter(cls.products.values()))
        for name, ref in cls._values("sale_order_id", "partner_id"):
            cls.env["sale.order"].create(
                {
                    "name": name,
                    "partner_id": cls.customers[ref].id,
                    "order_line": [(0, 0, {"product_id": product.id})],
                }
            )

    def _import(self, content, dryrun=False, user=None):
        """Press *Test* or *Import* on a file.

        :param bytes content: the file
        :param bool dryrun: *Test*
        :return: what the screen gets
        :rtype: dict
        """
        screen = (
            self.env["base_import.import"]
            .with_user(user or self.handler)
            .create(
                {
                    "res_model": "complaint.case",
                    "file": content,
                    "file_name": "complaints.csv",
                    "file_type": "text/csv",
                }
            )
        )
        preview = screen.parse_preview(dict(OPTIONS))
        self.assertNotIn("error", preview)
        headers = preview["headers"]
        fields = [
            "/".join(preview["matches"].get(number) or []) or False
            for number in range(len(headers))
        ]
        self.assertEqual(fields, headers, "every column is recognised by itself")
        return screen.execute_import(
            fields, headers, dict(preview["options"]), dryrun=dryrun
        )
