# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A pytest plugin: each worker has a file store of its own, next to its own database.

pytest-odoo lets all workers share the files of the database they were copied from.
After each class of tests Odoo deletes the files that no record of *its* database knows,
and so those that another worker has just attached and not committed.
"""

import contextlib
import os
import shutil
from pathlib import Path

import pytest_odoo

from odoo.tools import config


@contextlib.contextmanager
def own_filestore(original, name):
    """Lend the worker's database its copy; hard links, as Odoo never changes a file."""
    if original == name:
        yield
        return
    stores = Path(config["data_dir"]) / "filestore"
    shutil.rmtree(stores / name, ignore_errors=True)
    if (stores / original).is_dir():
        shutil.copytree(stores / original, stores / name, copy_function=os.link)
    try:
        yield
    finally:
        shutil.rmtree(stores / name, ignore_errors=True)


def pytest_configure():
    """Put it in the place of the shared one."""
    if not hasattr(pytest_odoo, "_shared_filestore"):
        raise RuntimeError("pytest-odoo lends files in another way: see own_files.py")
    pytest_odoo._shared_filestore = own_filestore
