# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a page of 80 tags costs, against a page of Odoo's own partner categories.

Both are small lists with a translated name, a colour and an archive. Tags have a rule
by company besides, which reads the company of what is on the page: one query more. Of
a page with a single row that is half the cost, of a full one it must be little.
"""

from common import Benchmark

PAGE = 80
BOUNDS = {1: 2.5, 10_000: 1.5}
QUERIES = 3  # the page, how many there are in all, their companies


def page_of(model):
    """Return a function that reads the first page of a list view of a model."""
    specification = {"display_name": {}, "name": {}, "color": {}, "active": {}}
    return lambda: model.web_search_read([], specification, limit=PAGE)


def fill(model, number):
    """Create records until there are so many, and let PostgreSQL count them."""
    there = model.with_context(active_test=False).search_count([])
    rows = range(there, number)
    model.create([{"name": f"Sample {row:06d}", "color": row % 12} for row in rows])
    model.flush_model()
    model.env.cr.execute(f'ANALYZE "{model._table}"')


def main():
    """Compare the two lists when they are short and when they are long."""
    with Benchmark("list of tags") as bench:
        tags = bench.env["complaint.tag"]
        categories = bench.env["res.partner.category"]
        for number, bound in BOUNDS.items():
            fill(tags, number)
            fill(categories, number)
            ours, peer = page_of(tags), page_of(categories)
            bench.compare(f"{number:,} rows", ours, peer, bound, QUERIES)


if __name__ == "__main__":
    main()
