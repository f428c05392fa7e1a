# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Install the addons beside Odoo: ``pip install .`` into an environment that has it.

Metadata only. Each addon keeps its folder at the top of the repository and becomes
``odoo.addons.<name>``. ``odoo`` and ``odoo.addons`` are namespaces without
``__init__`` in Odoo 19: nothing is shipped for them, and the addons are found wherever
Odoo itself lies, without an entry in ``addons_path``.
"""

import ast
import atexit
import glob
import os
import shutil
import tempfile

from setuptools import setup

ROOT = os.path.dirname(os.path.abspath(__file__))
ADDONS = sorted(
    name
    for name in os.listdir(ROOT)
    if os.path.isfile(os.path.join(ROOT, name, "__manifest__.py"))
)


def read(*path):
    """Return the text of a file of this repository."""
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def walk(addon):
    """Yield the folders of an addon and their files, as paths below the addon.

    What Python or a tool leaves behind (caches, compiled files, dot-folders) is no
    part of the addon.
    """
    top = os.path.join(ROOT, addon)
    for folder, subfolders, files in os.walk(top):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name != "__pycache__" and not name.startswith(".")
        )
        below = os.path.relpath(folder, top)
        yield (
            "" if below == "." else below,
            sorted(name for name in files if not name.endswith((".pyc", ".pyo"))),
        )


packages, package_dir, package_data = [], {}, {}
for addon in ADDONS:
    package_dir[f"odoo.addons.{addon}"] = addon
    for below, files in walk(addon):
        if "__init__.py" in files:
            parts = below.split(os.sep) if below else []
            packages.append(".".join(["odoo.addons", addon, *parts]))
        # Named one by one: setuptools would leave out Python files of folders that are
        # no package (migrations) and, without a list, all that is no Python.
        package_data.setdefault(f"odoo.addons.{addon}", []).extend(
            glob.escape(os.path.join(below, name)) for name in files
        )

# setuptools writes into the checkout, and what an earlier run left in build/ gets into
# the next wheel. A folder of our own lets a read-only checkout be installed, too.
scratch = tempfile.mkdtemp(prefix="complaint-setup-")
atexit.register(shutil.rmtree, scratch, ignore_errors=True)

os.chdir(ROOT)
setup(
    name="odoo-addons-complaint-management",
    version=ast.literal_eval(read("complaint_management", "__manifest__.py"))[
        "version"
    ],
    description="Complaint handling for Odoo 19: case file, quality, returns",
    long_description=read("README.md") if os.path.isfile("README.md") else "",
    long_description_content_type="text/markdown",
    author="Complaint Management Contributors",
    license="LGPL-3.0-or-later",
    python_requires=">=3.11",
    # Odoo is not named: the `odoo` of package indexes is no server of this version, and
    # whoever installs addons has the server already – from the source, a distribution's
    # package or an image – where pip can't see it and would try to fetch another.
    install_requires=["XlsxWriter"],
    packages=packages,
    package_dir=package_dir,
    package_data=package_data,
    zip_safe=False,
    options={
        "build": {"build_base": scratch},
        "egg_info": {"egg_base": scratch},
    },
    classifiers=[
        "Framework :: Odoo",
        "Framework :: Odoo :: 19.0",
        "Programming Language :: Python :: 3",
    ],
)
