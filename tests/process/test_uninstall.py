# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The addons go in, up and out, in any combination, and leave nothing behind."""

import itertools
import os

import pytest

from ..repository import ADDONS, BASE, report
from .common import PREPARED, Odoo, database, prepared_database, query, states

# Odoo keeps a row for each module on the addons path, installed or not.
MAKE_KNOWN = 'env["ir.module.module"].update_list()'
UNINSTALL = f"""
modules = env["ir.module.module"].search([("name", "in", {list(ADDONS)!r})])
modules.filtered(lambda m: m.state == "installed").button_immediate_uninstall()
"""

RETURNS = """
product = env["product.product"].create({"name": "Bag", "is_storable": True})
case = env["complaint.case"].create(
    {"complainant_type": "anonymous", "description": "Leaks"})
case.action_register()
kind = env.ref("complaint_returns.complaint_return_class_other")
for step in ("expected", "there"):
    record = env["complaint.return"].create({"case_id": case.id, "line_ids": [(0, 0, {
        "product_id": product.id, "quantity": 5, "class_id": kind.id})]})
    record.action_authorise()
record.action_count_all()
record.action_receive()
env["complaint.return"].create({"case_id": case.id})
"""
UNINSTALL_RETURNS = """
module = env["ir.module.module"].search([("name", "=", "complaint_returns")])
module.button_immediate_uninstall()
"""
TRANSFERS = """
    SELECT p.state, m.quantity
      FROM stock_picking p JOIN stock_move m ON m.picking_id = p.id
     WHERE p.origin LIKE 'RC/%%' ORDER BY 1
"""
STOCK = """
    SELECT l.name, q.quantity
      FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
     WHERE l.usage = 'internal' AND q.quantity > 0
"""

# The schema of a database, each line something that was there before and must be after.
SCHEMA = """
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type
           || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
      FROM information_schema.columns
     WHERE table_schema = 'public'
    UNION ALL
    SELECT 'index ' || tablename || ' ' || indexdef
      FROM pg_indexes
     WHERE schemaname = 'public'
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
           || pg_get_constraintdef(oid)
      FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'relation ' || relkind::text || ' ' || relname
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
"""


def schema_of(name):
    """Return what tables, columns, indexes and constraints a database has."""
    return {line for (line,) in query(name, SCHEMA)}


def tables_that_say(name, word):
    """Return for each table in how many of its rows a word stands, anywhere."""
    tables = query(
        name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    )
    found = {}
    for (table,) in tables:
        statement = f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s'
        found[table] = query(name, statement, f"%{word}%")[0][0]
    return {table: count for table, count in found.items() if count}


def leftovers(name):
    """Return what the addons themselves have in a database, in words."""
    found = []
    for table, column in (
        ("ir_model_data", "module"),
        ("ir_model", "model"),
        ("ir_model_fields", "model"),
        ("ir_model_constraint", "name"),
        ("ir_cron", "cron_name"),
        ("ir_ui_view", "name"),
        ("ir_ui_menu", "web_icon"),
        ("ir_attachment", "res_model"),
    ):
        rows = query(
            name, f"SELECT {column} FROM {table} WHERE {column} ~ %s", "complaint"
        )
        found += [f"{table}: {value}" for (value,) in rows]
    return [*found, *(line for line in schema_of(name) if "complaint" in line)]


def test_uninstall_leaves_nothing_behind(tmp_path):
    """After the addons are gone, the database is what it was before they came."""
    with prepared_database("uninstall", tmp_path) as odoo:
        name = odoo.database
        odoo.script(MAKE_KNOWN)
        schema, words = schema_of(name), tables_that_say(name, "complaint")
        report(leftovers(name))
        odoo.install(*ADDONS)
        assert set(states(name, *ADDONS).values()) == {"installed"}
        assert len(leftovers(name)) > 10, "the check sees nothing while it is there"
        odoo.script(UNINSTALL)
        assert set(states(name, *ADDONS).values()) == {"uninstalled"}
        report(leftovers(name))
        report(schema_of(name) ^ schema)
        assert tables_that_say(name, "complaint") == words, "rows mention complaints"


@pytest.mark.slow
@pytest.mark.parametrize(
    "addons",
    [*((addon,) for addon in ADDONS), *itertools.combinations(ADDONS, 2)],
    ids="-".join,
)
def test_addons_install_upgrade_and_leave_in_any_combination(addons, tmp_path):
    """Each addon alone and each pair, one after the other, goes in, up and out."""
    with prepared_database("matrix", tmp_path) as odoo:
        name = odoo.database
        schema = schema_of(name)
        for addon in addons:
            odoo.install(addon)
        expected = {addon: "uninstalled" for addon in ADDONS}
        expected |= {addon: "installed" for addon in {BASE, *addons}}
        assert states(name, *ADDONS) == expected
        odoo.upgrade(*addons)
        assert states(name, *ADDONS) == expected
        odoo.script(UNINSTALL)
        report(leftovers(name))
        report(schema_of(name) ^ schema)


@pytest.mark.slow
def test_upgrade_of_everything_changes_nothing(tmp_path):
    """``-u all`` on an up-to-date database leaves the schema as it was."""
    with prepared_database("upgrade", tmp_path) as odoo:
        odoo.install(*ADDONS)
        schema = schema_of(odoo.database)
        odoo.upgrade("all")
        assert set(states(odoo.database, *ADDONS).values()) == {"installed"}
        report(schema_of(odoo.database) ^ schema)


def test_uninstall_with_open_returns_loses_no_goods(tmp_path):
    """A draft, an expected and a received return: stock and complaint stay."""
    template = os.environ.get(PREPARED)
    with database("open_returns", template) as name:
        odoo = Odoo(tmp_path, name)
        if not template:
            odoo.install("complaint_returns")
        odoo.script(RETURNS)
        before = query(name, TRANSFERS)
        assert before == [("assigned", 5), ("done", 5)]
        odoo.script(UNINSTALL_RETURNS)
        assert states(name, "complaint_returns") == {"complaint_returns": "uninstalled"}
        assert query(name, TRANSFERS) == before
        assert query(name, STOCK) == [("Returned Goods", 5)]
        assert query(name, "SELECT count(*) FROM complaint_case") == [(1,)]
        report([line for line in leftovers(name) if "complaint_return" in line])
