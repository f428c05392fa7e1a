# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""An Odoo for the tests of a file, on a database of its own."""

import os

import pytest

from ..repository import BASE
from .common import PREPARED, Odoo, database


@pytest.fixture(scope="module")
def odoo(request, tmp_path_factory):
    """Hand out an Odoo with the addons, on a database that is dropped afterwards.

    Where nobody prepared a database, the addon is installed that the file names
    ``ADDON``.
    """
    name = request.module.__name__.rpartition(".test_")[2]
    template = os.environ.get(PREPARED)
    with database(name, template) as database_name:
        odoo = Odoo(tmp_path_factory.mktemp(name), database_name)
        if not template:
            odoo.install(getattr(request.module, "ADDON", BASE))
        yield odoo
