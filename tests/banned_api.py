# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Odoo no longer has, as patterns, each with the replacement and a bad sample.

Old tutorials and addons of earlier versions are full of it. Some of it fails at once,
most is silently ignored or merely warned about.
"""

import re
from typing import NamedTuple

PY, XML, JS = (".py",), (".xml",), (".js",)
PY_XML = PY + XML


class Banned(NamedTuple):
    """One thing that must not be used."""

    suffixes: tuple
    pattern: str
    instead: str
    sample: str

    def lines_in(self, text):
        """Yield the numbers of the lines that use it."""
        for match in re.finditer(self.pattern, text):
            yield text.count("\n", 0, match.start()) + 1


BANNED = [
    # the ORM
    Banned(PY, r"\b_sql_constraints\b", "models.Constraint", "_sql_constraints = []"),
    Banned(
        PY, r"\bodoo\.osv\b|\bimport osv\b", "fields.Domain", "from odoo.osv import x"
    ),
    Banned(PY, r"\bdef name_get\b|\.name_get\(", "display_name", "partner.name_get()"),
    Banned(
        PY, r"\bdef name_search\b", "_rec_names_search", "    def name_search(self):"
    ),
    Banned(
        PY,
        r"(?:\.|\bdef )read_group\(",
        "_read_group, which returns records",
        "self.read_group([], ['a'], ['b'])",
    ),
    Banned(
        PY, r"\._(?:cr|uid|context)\b", "self.env.cr, .uid, .context", "self._cr.x()"
    ),
    Banned(
        PY,
        r"\bcheck_access_(?:rights|rule)\b|\b_filter_access_rules",
        "check_access, has_access, _filtered_access",
        "self.check_access_rights('read')",
    ),
    Banned(PY, r"\btoggle_active\b", "action_archive", "self.toggle_active()"),
    Banned(PY, r"\bgroup_operator\b", "aggregator", "x = Float(group_operator='sum')"),
    Banned(
        PY, r"\b_check_(?:m2m_)?recursion\b", "_has_cycle", "self._check_recursion()"
    ),
    Banned(PY, r"\bcr\.commit\(", "ir.cron._commit_progress", "self.env.cr.commit()"),
    Banned(
        PY,
        r"(?i)\bfor (?:no key )?update\b(?! skip locked)",
        "lock_for_update; only the escalation may skip locked rows",
        "query = 'SELECT id FROM x FOR UPDATE'",
    ),
    Banned(
        PY,
        r"\bin (?:self\.)?env\b(?![.\[(])",
        "a dependency or a hook",
        "if 'sale.order' in self.env:",
    ),
    Banned(
        PY,
        r",\s*['\"](?:<>|==)['\"]\s*,",
        "the operators != and = in domains",
        "[('state', '<>', 'new')]",
    ),
    Banned(PY, r"\bSavepointCase\b", "TransactionCase", "class X(SavepointCase):"),
    Banned(
        PY,
        r"_hook\(cr, (?:registry|pool)\)",
        "a hook takes env",
        "def post_init_hook(cr, registry):",
    ),
    Banned(PY, r"\btype\s*=\s*['\"]json['\"]", "jsonrpc", "@route('/x', type='json')"),
    # users and groups
    Banned(PY_XML, r"\bgroups_id\b", "group_ids", '<field name="groups_id"/>'),
    # models and fields that are gone
    Banned(
        PY_XML,
        r"\bprocurement\.group\b",
        "stock.reference",
        "self.env['procurement.group']",
    ),
    Banned(
        PY_XML,
        r"\b(?:quantity_done|qty_done|reserved_availability)\b",
        "quantity and picked",
        "move.quantity_done = 3",
    ),
    Banned(
        PY,
        r"['\"]?\btype\b['\"]?\s*(?::|==|=|['\"],\s*['\"]=['\"],)\s*['\"]product['\"]",
        "type='consu' and is_storable",
        "{'type': 'product'}",
    ),
    Banned(
        PY,
        r"precision_rounding\s*=\s*[\w.]*uom[\w.]*\.rounding",
        "uom.compare, is_zero, round",
        "float_compare(a, b, precision_rounding=line.product_uom_id.rounding)",
    ),
    Banned(
        XML, r'name="(?:numbercall|doall)"', "the interval alone", '<f name="doall"/>'
    ),
    # views
    Banned(XML, r"<tree\b", "<list>", '<tree string="x">'),
    Banned(
        PY_XML,
        r"view_mode['\"]?\s*(?:[:=>]|\)\s*=)\s*['\"]?[\w,]*\btree\b",
        "list",
        '<field name="view_mode">tree,form</field>',
    ),
    Banned(
        XML, r"\sattrs\s*=", "invisible=, readonly=, required=", '<field attrs="{}"/>'
    ),
    Banned(XML, r"\sstates\s*=", "invisible=", '<button states="draft"/>'),
    Banned(XML, r"\bkanban-box\b", 't-name="card"', '<t t-name="kanban-box">'),
    Banned(XML, r"\boe_chatter\b", "<chatter/>", '<div class="oe_chatter">'),
    Banned(XML, r"<group\b[^>]*\sexpand=", "a bare <group>", '<group expand="0">'),
    Banned(XML, r"\bo_setting_box\b", "<setting>", '<div class="o_setting_box">'),
    # the client
    Banned((*PY_XML, ".js"), r"/web#", "/odoo/<path>/<id>", 'url = "/web#id=3"'),
    Banned(JS, r"\bodoo\.define\b", "plain ES modules", "odoo.define('x', f);"),
    Banned(JS, r"@odoo-module", "nothing, it is a module", "/** @odoo-module **/"),
    Banned(JS, r"\bQUnit\b", "Hoot", "QUnit.test('x', f);"),
]
