# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``pip install .`` into an environment with Odoo makes the three addons available."""

import json
import os
import shutil
import sys
import sysconfig
from email.parser import Parser
from pathlib import Path
from types import SimpleNamespace

import pytest

from ..repository import ADDONS, BASE, ROOT, manifest, project_files
from .common import TEMPLATE, Odoo, command, database, odoo_root, states

FIND_ADDONS = """
import json, sys
from odoo.tools import config
config.parse_config(["-c", sys.argv[1]])
from odoo.modules import Manifest
print(json.dumps({m.name: m.path for m in Manifest.all_addon_manifests()}))
"""


def files_below(folder):
    """Return the files below a folder, with what they hold."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def environment_with_odoo(folder):
    """Make a virtual environment that sees the Odoo of this interpreter.

    It also sees the packages of this interpreter, setuptools among them, so that
    nothing is fetched.
    """
    command(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    site = Path(paths["purelib"])
    here = sysconfig.get_paths()
    lines = {here["purelib"], here["platlib"], str(odoo_root())}
    (site / "with_odoo.pth").write_text("".join(f"{line}\n" for line in sorted(lines)))
    return SimpleNamespace(python=python, site=site, before=files_below(site))


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install a copy of this checkout, from a path with spaces."""
    folder = tmp_path_factory.mktemp("wheel")
    checkout = folder / "a checkout with spaces"
    for path in project_files():
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, checkout / path)
    found = environment_with_odoo(folder / "venv")
    found.folder, found.checkout = folder, checkout
    found.checkout_before = files_below(checkout)
    pip = [sys.executable, "-m", "pip", "--python", found.python, "install"]
    pip += ["--no-build-isolation", "--no-compile", "--disable-pip-version-check"]
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PIP_USER")}
    command(*pip, checkout, cwd=folder, env=env)
    found.files = {
        path: content
        for path, content in files_below(found.site).items()
        if path not in found.before
    }
    return found


def test_each_file_of_the_addons_is_installed_and_nothing_else(installed):
    """Data, icons, readme and tests come along, what lies beside the addons not."""
    expected = {
        Path("odoo", "addons", path): (ROOT / path).read_bytes()
        for path in project_files()
        if path.parts[0] in ADDONS
    }
    found = {
        path: content
        for path, content in installed.files.items()
        if not path.parts[0].endswith(".dist-info")
    }
    assert sorted(set(expected) - set(found)) == []
    assert sorted(set(found) - set(expected)) == []
    assert [path for path in found if found[path] != expected[path]] == []


def test_the_checkout_is_left_as_it_was(installed):
    """Nothing is written beside the sources: a read-only checkout does as well."""
    after = files_below(installed.checkout)
    assert sorted(set(after) ^ set(installed.checkout_before)) == []


def test_metadata_says_version_licence_and_needs(installed):
    """The package has the version of the addons and asks for no Odoo from an index."""
    (path,) = (path for path in installed.files if path.name == "METADATA")
    metadata = Parser().parsestr(installed.files[path].decode())
    assert metadata["Version"] == manifest(BASE)["version"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert "LGPL-3.0-or-later" in (metadata["License"], metadata["License-Expression"])
    assert metadata.get_all("Requires-Dist") == ["XlsxWriter"]


def test_the_server_finds_the_addons(installed, tmp_path):
    """Odoo lists the addons among its own, without an entry in ``addons_path``."""
    odoo = Odoo(tmp_path, "unused", addons_path=(), python=installed.python, path=False)
    script = [installed.python, "-c", FIND_ADDONS, odoo.conf]
    output = command(*script, cwd=tmp_path, env=odoo.env)
    found = json.loads(output.splitlines()[-1])
    for addon in ADDONS:
        assert Path(found[addon]) == installed.site / "odoo" / "addons" / addon
    assert Path(found["base"]) == odoo_root() / "odoo" / "addons" / "base"


def test_the_server_installs_the_base_addon(installed, tmp_path):
    """The real server installs it from the package, views and rights included."""
    with database("wheel", os.environ.get(TEMPLATE)) as name:
        odoo = Odoo(tmp_path, name, (), python=installed.python, path=False)
        odoo.install(BASE)
        assert states(name, BASE) == {BASE: "installed"}
