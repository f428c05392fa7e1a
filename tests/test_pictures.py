# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Each picture that a readme names is there, small enough, and none lies unused."""

import ast
import re
from pathlib import Path

from .repository import ADDONS, ROOT, project_files, report, text_of

IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
MAX_BYTES = 150_000


def named_pictures():
    """Yield (text, words, file) for each picture that a text of ours shows."""
    for path in project_files():
        if path.suffix != ".md":
            continue
        for words, target in IMAGE.findall(text_of(path)):
            yield path, words, (ROOT / path.parent / target).resolve()


def test_each_picture_that_is_named_is_there_and_says_what_it_shows():
    """A reader without pictures knows what he or she misses."""
    found = list(named_pictures())
    assert found, "the readmes show nothing"
    report(
        f"{path}: there is no {file.name}"
        for path, _, file in found
        if not file.is_file()
    )
    report(
        f"{path}: {file.name} has no words" for path, words, file in found if not words
    )


def test_no_picture_lies_unused():
    """What lies in `static/description` is shown by a readme or by the Apps menu."""
    used = {file for _path, _words, file in named_pictures()}
    for addon in ADDONS:
        manifest = ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())
        used.update((ROOT / addon / image).resolve() for image in manifest["images"])
        used.add((ROOT / addon / "static" / "description" / "icon.png").resolve())
    report(
        f"{path}: nothing shows it"
        for path in project_files()
        if path.parts[1:3] == ("static", "description") and (ROOT / path) not in used
    )


def test_pictures_are_small():
    """They are downloaded with the addon by everybody."""
    report(
        f"{path}: {(ROOT / path).stat().st_size} bytes, at most {MAX_BYTES}"
        for path in project_files()
        if Path(path).suffix == ".png" and (ROOT / path).stat().st_size > MAX_BYTES
    )
