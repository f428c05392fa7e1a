# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The manifests agree with each other, with the files on disk and with the style."""

import ast
import fnmatch
import re

import pytest

from .repository import ADDONS, AUTHOR, BASE, addon_files, manifest, report, text_of

REQUIRED = {
    "name": str,
    "version": str,
    "category": str,
    "summary": str,
    "author": str,
    "license": str,
    "development_status": str,
    "depends": list,
    "data": list,
}
FORBIDDEN = {"description": "readme/DESCRIPTION.md replaces it"}

# Kinds of data files in the order in which a manifest names them.
ORDER = {
    "groups": "security/*_groups.xml",
    "rules": "security/*_security.xml",
    "access rights": "security/ir.model.access.csv",
    "data": "data/*",
    "wizard views": "wizard/*",
    "reports": "report/*",
    "menus": "views/*_menus.xml",  # before the next, which it is a part of
    "views": "views/*",
}
PLACES = ("data", "security", "views", "wizard", "wizards", "report", "demo")


def key_problems(values):
    """Yield what is wrong with the keys of a manifest."""
    for key, kind in REQUIRED.items():
        if not isinstance(values.get(key), kind):
            yield f"{key}: missing or no {kind.__name__}"
    for key, reason in FORBIDDEN.items():
        if key in values:
            yield f"{key}: {reason}"
    if values.get("author") != AUTHOR:
        yield f"author: {values.get('author')!r} instead of {AUTHOR!r}"
    if values.get("license") != "LGPL-3":
        yield f"license: {values.get('license')!r} instead of 'LGPL-3'"
    if not re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", values.get("version", "")):
        yield f"version: {values.get('version')!r} is not of the form 19.0.x.y.z"


def listing_problems(values, files):
    """Yield what is not listed, listed but missing, or listed in the wrong place.

    :param dict values: a manifest
    :param set files: the files of the addon, as strings relative to it
    """
    data, demo = values.get("data", []), values.get("demo", [])
    for name in sorted(files):
        place, _, below = name.partition("/")
        if place in PLACES and below and name.endswith((".xml", ".csv")):
            expected = "demo" if place == "demo" else "data"
            if name not in values.get(expected, []):
                yield f"{name}: not listed under {expected!r}"
    for name in data + demo:
        if name not in files:
            yield f"{name}: listed but not there"
    for name in {name for name in data + demo if (data + demo).count(name) > 1}:
        yield f"{name}: listed twice"


def kind_of(name):
    """Return the kind of a data file, or None for a place nobody expects."""
    for kind, pattern in ORDER.items():
        if fnmatch.fnmatch(name, pattern):
            return kind
    return None


def order_problems(data):
    """Yield the data files that stand before one of an earlier kind."""
    order = [kind for kind in ORDER if kind != "menus"] + ["menus"]
    last = 0
    for name in data:
        kind = kind_of(name)
        if kind is None:
            yield f"{name}: in none of the known places"
        elif order.index(kind) < last:
            yield f"{name}: {kind} have to stand before {order[last]}"
        else:
            last = order.index(kind)


def asset_problems(values, files, addon):
    """Yield the asset patterns without a file and the static code in no bundle."""
    patterns = []
    for bundle in values.get("assets", {}).values():
        for entry in bundle:
            patterns.append(entry if isinstance(entry, str) else entry[-1])
    bundled = set()
    for pattern in patterns:
        if not pattern.startswith(f"{addon}/"):
            continue
        # `**` also stands for no folder at all, which fnmatch does not know
        below = pattern.removeprefix(f"{addon}/")
        found = fnmatch.filter(files, below.replace("**/", "*"))
        bundled.update(found)
        if not found:
            yield f"assets: {pattern} matches no file"
    for name in sorted(set(fnmatch.filter(files, "static/src/*.js")) - bundled):
        yield f"{name}: in no bundle"


def imported_addons(source):
    """Return the addons that a Python source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("odoo.addons."):
                found.add(name.split(".")[2])
    return found


def names_below(addon):
    """Return the files of an addon as strings relative to it."""
    return {path.relative_to(addon).as_posix() for path in addon_files(addon=addon)}


@pytest.mark.parametrize("addon", ADDONS)
def test_manifest_has_the_keys_we_agreed_on(addon):
    """A manifest says name, author, licence and version in the one agreed form."""
    report(key_problems(manifest(addon)))


def test_all_addons_carry_the_same_version():
    """The three addons are released together."""
    assert len({manifest(addon)["version"] for addon in ADDONS}) == 1


@pytest.mark.parametrize("addon", ADDONS)
def test_every_data_file_is_listed_and_every_listed_file_exists(addon):
    """No view, rule or demo file lies about unloaded, and none is loaded in vain."""
    report(listing_problems(manifest(addon), names_below(addon)))


@pytest.mark.parametrize("addon", ADDONS)
def test_data_is_loaded_in_the_agreed_order(addon):
    """Groups come first, menus last: what a file refers to is loaded before it."""
    report(order_problems(manifest(addon)["data"]))


@pytest.mark.parametrize("addon", ADDONS)
def test_assets_and_static_files_belong_together(addon):
    """Each asset pattern finds a file, each script under static/src is in a bundle."""
    report(asset_problems(manifest(addon), names_below(addon), addon))


def test_satellites_rest_on_the_base_alone():
    """Quality and returns need the base and know nothing of each other."""
    for addon in ADDONS:
        known = {addon} if addon == BASE else {addon, BASE}
        depends = set(manifest(addon)["depends"])
        assert (BASE in depends) == (addon != BASE)
        assert not depends & (set(ADDONS) - known), addon
        for path in addon_files(".py", addon=addon):
            foreign = imported_addons(text_of(path)) & (set(ADDONS) - known)
            assert not foreign, f"{path} imports {foreign}"


def test_checks_fire_on_planted_faults():
    """Each check of this file notices the fault it is there for."""
    good = {
        **{"name": "X", "version": "19.0.1.0.0", "category": "C", "summary": "S"},
        **{"author": AUTHOR, "license": "LGPL-3", "development_status": "Beta"},
        **{"depends": [], "data": ["views/x_views.xml"]},
    }
    files = {"views/x_views.xml", "__manifest__.py"}
    assert not [*key_problems(good), *listing_problems(good, files)]
    for fault in (
        {"version": "18.0.1.0.0"},
        {"version": "19.0.1.0"},
        {"author": "Somebody"},
        {"license": "AGPL-3"},
        {"summary": None},
        {"description": "text"},
    ):
        assert list(key_problems(good | fault)), fault
    assert list(listing_problems(good, files | {"security/a_groups.xml"}))
    assert list(listing_problems(good, files | {"demo/a_demo.xml"}))
    assert list(listing_problems(good, set()))
    assert list(listing_problems(good | {"data": good["data"] * 2}, files))
    assert not list(order_problems(["security/x_groups.xml", "views/x_menus.xml"]))
    assert list(order_problems(["security/x_security.xml", "security/x_groups.xml"]))
    assert list(order_problems(["views/x_menus.xml", "views/x_views.xml"]))
    assert list(order_problems(["views/x_views.xml", "wizard/x_views.xml"]))
    assert list(order_problems(["elsewhere/x.xml"]))
    assets = {"assets": {"web.assets_backend": ["x/static/src/**/*"]}}
    assert not list(asset_problems(assets, {"static/src/a.js"}, "x"))
    assert not list(asset_problems(assets, {"static/src/b/a.js"}, "x"))
    assert list(asset_problems(assets, set(), "x"))
    assert list(asset_problems({}, {"static/src/a.js"}, "x"))
    assert imported_addons("from odoo.addons.a.b import c") == {"a"}
    assert imported_addons("from odoo.addons import a") == {"a"}
