# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Let the tests that need no Odoo run without it.

``pytest -p no:odoo tests`` runs what needs neither Odoo nor a database. Files that
import Odoo can't be collected then and are left out; with the plugin they always run.
"""

import ast
import os

from hypothesis import HealthCheck, settings

from .repository import ROOT

# What hypothesis remembers of its runs is no part of the checkout, and a busy machine
# is no fault of the code.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".odoo" / "hypothesis")
)
settings.register_profile(
    "repository", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repository")


def _imports_odoo(source):
    """Whether a Python source imports Odoo at its top level."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False  # let pytest collect it and say where it is wrong
    names = []
    for node in body:
        if isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return any(name.split(".")[0] == "odoo" for name in names)


def pytest_ignore_collect(collection_path, config):
    """Leave out a file that imports Odoo when the plugin for it is switched off."""
    if config.pluginmanager.has_plugin("odoo") or collection_path.suffix != ".py":
        return None
    return _imports_odoo(collection_path.read_text(encoding="utf-8")) or None
