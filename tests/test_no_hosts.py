# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""No file names a server that packages come from, nor a place on somebody's machine.

Where packages come from is a matter of the machine's own settings (pip's, apt's); a
path of one machine is wrong on the next.
"""

import re
from pathlib import Path

from .repository import ROOT, project_files, report

REGISTRY = re.compile(
    r"https?://[^/\s]*(?:debian|pypi|pythonhosted|npm)", re.IGNORECASE
)
BEFORE = r"(?<![\w.~/}-])"  # what stands there makes it part of a longer path
HOMES = re.compile(BEFORE + r"/(?:(?:home|Users)/\w|root/)")
# Too common to say anything about one machine.
EVERYWHERE = {
    Path(path) for path in ("/", "/tmp", "/opt", "/srv", "/usr", "/var", "/mnt")
}


def path_patterns(root, home):
    """Return the patterns of paths that only one machine has."""
    places = {root, root.parent, home} - EVERYWHERE
    alternatives = "|".join(re.escape(str(place)) for place in sorted(places))
    return [HOMES, re.compile(f"{BEFORE}(?:{alternatives})(?:/|$)", re.MULTILINE)]


def place_problems(path, text, patterns):
    """Yield the lines of a text that name such a server or place."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern in patterns:
            if match := pattern.search(line):
                yield f"{path}:{number}: names {match.group()}"


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    """What is written here holds on every machine and behind every mirror."""
    patterns = [REGISTRY, *path_patterns(ROOT, Path.home())]
    problems = []
    for path in project_files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # an image or the like
        problems += place_problems(path, text, patterns)
    report(problems)


def test_checks_fire_on_planted_faults():
    """Servers and places are noticed, public pages and web addresses are not."""
    # put together here, so that this file passes its own check
    slash = "/"
    root, home = Path(slash, "data", "projects", "odoo"), Path(slash, "data", "me")
    patterns = [REGISTRY, *path_patterns(root, home)]
    for fault in (
        "https:" + "//deb.debian.org/debian",
        "http:" + "//files.pythonhosted.org/x",
        "https:" + "//pypi.example.com/simple",
        "https:" + "//registry.npmjs.org/x",
        f"cd {root}",
        f"cd {root}/tests",
        f'"{root.parent}/other"',
        f"see {home}/notes",
        "cd " + slash + "home/somebody",
        "(" + slash + "root/.cache)",
    ):
        assert list(place_problems("f", fault, patterns)), fault
    for fine in (
        "https:" + "//www.gnu.org/licenses/lgpl",
        "https:" + "//www.odoo.com/home/x",
        "/my/home/complaints",
        "apt-get install debian-keyring",
        "<tree>/odoo/addons",
        "odoo/root/x and ~/root/x",
    ):
        assert not list(place_problems("f", fine, patterns)), fine
