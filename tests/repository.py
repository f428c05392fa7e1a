# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the convention tests know of the repository: its root, its files, its addons."""

import ast
import os
import subprocess
from functools import cache
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
AUTHOR = "Complaint Management Contributors"
BASE = "complaint_management"
ADDONS = (BASE, "complaint_quality", "complaint_returns")

# Folders that hold nothing of ours; only needed where git can't tell.
_SKIPPED = {".git", ".odoo", "__pycache__", "build", "dist", "node_modules"}


@cache
def project_files():
    """Return the files of the project, as paths below its root.

    These are the tracked files and the new ones that git does not ignore. Without git,
    or in a copy that is no checkout of its own, the tree is walked instead.
    """
    try:
        top = _git("rev-parse", "--show-toplevel").strip()
        if Path(top).resolve() != ROOT:
            return _walked_files()
        names = _git("ls-files", "-co", "--exclude-standard", "-z").split("\0")
    except (OSError, subprocess.CalledProcessError):
        return _walked_files()
    # a file that was deleted but not yet committed is still listed
    return sorted({Path(name) for name in names if name and (ROOT / name).is_file()})


def _git(*args):
    command = ["git", "-C", str(ROOT), *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _walked_files():
    found = []
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [
            name
            for name in subfolders
            if name not in _SKIPPED and not name.endswith(("_cache", ".egg-info"))
        ]
        below = Path(folder).relative_to(ROOT)
        found += [
            below / name
            for name in names
            if not name.endswith((".pyc", ".pyo", ".log"))
        ]
    return sorted(found)


def addon_files(*suffixes, addon=None, tests=True):
    """Return the files of all addons, or of one, with one of the suffixes.

    :param bool tests: False leaves out what lies in a folder `tests`
    :return: paths below the root
    :rtype: list[Path]
    """
    addons = (addon,) if addon else ADDONS
    return [
        path
        for path in project_files()
        if path.parts[0] in addons
        and (not suffixes or path.suffix in suffixes)
        and (tests or "tests" not in path.parts)
    ]


def text_of(path):
    """Return the text of a file given by its path below the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def manifest(addon):
    """Return the manifest of an addon as a dictionary."""
    return ast.literal_eval(text_of(Path(addon, "__manifest__.py")))


def translation_file(addon, name):
    """Return a translation file of an addon, read; fail when there is none."""
    path = ROOT / addon / "i18n" / name
    # polib takes the name of a file that is not there for a translation itself
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing"
    return polib.pofile(str(path), encoding="utf-8")


def report(problems):
    """Fail with one problem per line; no problem passes."""
    problems = list(problems)
    assert not problems, "\n" + "\n".join(str(problem) for problem in problems)
