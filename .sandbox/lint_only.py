# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A pytest plugin: Odoo's own `test_lint` looks at the addons of this repository only.

What goes by manifest is narrowed to the addons that lie directly in the repository; the
cache with all of Odoo may lie below it, too. What walks the registry is narrowed to the
models that one of them defines or extends, and what Odoo asks of the docstrings of its
own kernel is asked of ours as well.
"""

from pathlib import Path

from odoo.modules import Manifest
from odoo.modules.registry import Registry

ROOT = Path(__file__).resolve().parent.parent
OCA_KEYS = {"development_status", "maintainers"}  # of manifests, unknown to Odoo

_all_addon_manifests = Manifest.all_addon_manifests


def own_manifests():
    """Return the manifests of the addons that lie directly in this repository."""
    return [
        manifest
        for manifest in _all_addon_manifests()
        if Path(manifest.path).resolve().parent == ROOT
    ]


def own_modules():
    """Return the names of the addons of this repository."""
    return [manifest.name for manifest in own_manifests()]


class OwnRegistry:
    """The part of a registry that the addons of this repository define or extend."""

    def __init__(self, db_name):
        self.registry = Registry(db_name)

    def items(self):
        """Return name and class of each model that one of our addons has a hand in."""
        prefixes = tuple(f"odoo.addons.{name}." for name in own_modules())
        found = [
            (name, model)
            for name, model in self.registry.items()
            if any(base.__module__.startswith(prefixes) for base in model.mro())
        ]
        assert found, "none of the addons is installed in this database"
        return found


def pytest_collection_modifyitems(items):
    """Give the test modules the narrowed view instead of what they imported."""
    Manifest.all_addon_manifests = staticmethod(own_manifests)
    for module in {item.module for item in items}:
        if hasattr(module, "Registry"):
            module.Registry = OwnRegistry
        if hasattr(module, "get_modules"):
            module.get_modules = own_modules
        if hasattr(module, "MODULES_TO_LINT"):
            module.MODULES_TO_LINT += tuple(own_modules())
        if hasattr(module, "MANIFEST_KEYS"):
            module.MANIFEST_KEYS |= OCA_KEYS
