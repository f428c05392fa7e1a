# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The kernel of Complaint Management, loaded without Odoo, and what its tests share."""

import importlib
import importlib.util
import sys
from datetime import date, datetime

import pytz

from .repository import ROOT

TOOLS = ROOT / "complaint_management" / "tools"
SHANGHAI = pytz.timezone("Asia/Shanghai")
BERLIN = pytz.timezone("Europe/Berlin")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
# The office hours of most of what follows: 8 hours with a break.
OFFICE = [
    (weekday, *hours) for weekday in range(5) for hours in ((8, 12), (13.5, 17.5))
]


def load(name):
    """Import a module of the kernel, whose own package would ask for Odoo."""
    package = "complaint_kernel"
    if package not in sys.modules:
        spec = importlib.util.spec_from_loader(package, None, is_package=True)
        module = importlib.util.module_from_spec(spec)
        module.__path__ = [str(TOOLS)]
        sys.modules[package] = module
    return importlib.import_module(f"{package}.{name}")


def at(text, tz=SHANGHAI):
    """Return the moment in UTC when clocks of a zone show a time."""
    local = tz.localize(datetime.fromisoformat(text))
    return local.astimezone(pytz.utc).replace(tzinfo=None)


def shown(moment, tz=SHANGHAI):
    """Return what clocks of a zone show at a moment in UTC."""
    local = pytz.utc.localize(moment).astimezone(tz)
    return local.strftime("%a %m-%d %H:%M:%S").removesuffix(":00")
