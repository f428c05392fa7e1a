# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where Odoo 19 comes from.

In this order: `ODOO_HOME`; an importable `odoo` 19.0; the cache; the Debian archive's
package; a shallow clone of the public repository (`SANDBOX_ODOO_GIT` overrides its
address).
"""

import importlib.util
import os
import pathlib
import re
import shutil
from dataclasses import dataclass

import apt
from core import CACHE, REPO, SetupError, base_environment, last_lines, run, say, step

SERIES = "19.0"
PACKAGE = "odoo-19"
TESTED = "19.0.0+dfsg-1"
GIT = "https://github.com/odoo/odoo"
NEEDED = ("base", "web", "sale_stock", "product_expiry", "hr", "portal", "rating")
#: what links inside the Debian package point to: (package, suite, version glob).
#: Odoo's style sheets are made for Font Awesome 4; the newest suite ships a later one
#: without those files.
COMPANIONS = [
    ("libjs-jquery", None, "*"),
    ("libjs-underscore", None, "*"),
    ("libjs-jquery-form", None, "*"),
    ("fonts-glyphicons-halflings", None, "*"),
    ("fonts-inconsolata", None, "*"),
    ("fonts-montserrat", None, "*"),
    ("fonts-roboto-unhinted", None, "*"),
    ("fonts-ocr-b", None, "*"),
    ("fonts-font-awesome", "bookworm", "*4.7*"),
]
HINT = "set ODOO_HOME to an Odoo 19 source tree, or unset it"


@dataclass(frozen=True)
class Odoo:
    """A usable Odoo source tree.

    :param path: the folder to put on PYTHONPATH
    :param source: how it was found, in words
    :param version: what its release.py says
    :param addons: its folders of addons
    """

    path: pathlib.Path
    source: str
    version: str
    addons: tuple


def _python_path(home):
    """Return the folder from which `import odoo` finds the tree in `home`, or None.

    `odoo` is a namespace package in 19 (no __init__.py): look for its release.py.
    """
    home = pathlib.Path(home)
    parents = [home, home / "usr/lib/python3/dist-packages"]
    if home.name == "odoo":
        parents.append(home.parent)
    return next((p for p in parents if (p / "odoo/release.py").is_file()), None)


def _check(path, source):
    """Return the tree as `Odoo`.

    :raise SetupError: when it is of another series or lacks addons
    """
    text = (path / "odoo/release.py").read_text()
    found = re.search(r"^version_info\s*=\s*\((\d+|'[^']+'),\s*(\d+)", text, re.M)
    series = ".".join(found.groups()) if found else "unknown"
    if series != SERIES:
        raise SetupError(
            f"the Odoo at {path} ({source}) is {series}, {SERIES} is needed", hint=HINT
        )
    # a git checkout keeps most addons beside the package, the Debian package inside it
    addons = tuple(
        str(folder)
        for folder in (path / "odoo/addons", path / "addons")
        if (folder / "base").is_dir() or (folder / "web").is_dir()
    )
    lacking = [
        name
        for name in NEEDED
        if not any(
            (pathlib.Path(a) / name / "__manifest__.py").is_file() for a in addons
        )
    ]
    if lacking:
        raise SetupError(
            f"the Odoo at {path} ({source}) lacks the addons {', '.join(lacking)}",
            hint=HINT,
        )
    return Odoo(path, source, series, addons)


def _importable():
    """Return a link of ours to an `odoo` 19.0 that this interpreter can import.

    The link keeps the rest of that site-packages away from our own pinned packages.
    """
    try:
        spec = importlib.util.find_spec("odoo")
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or []) if spec else []:
        release = pathlib.Path(place) / "release.py"
        if release.is_file() and f"({SERIES.replace('.', ', ')}" in release.read_text():
            folder = CACHE / "importable"
            folder.mkdir(parents=True, exist_ok=True)
            link = folder / "odoo"
            if not link.is_symlink() or os.readlink(link) != str(place):
                link.unlink(missing_ok=True)
                link.symlink_to(place)
            return folder
    return None


def find_odoo():
    """Return a usable Odoo, fetching it when there is none.

    :rtype: Odoo
    """
    home = os.environ.get("ODOO_HOME")
    if home:
        path = _python_path(pathlib.Path(home).absolute())
        if not path:
            raise SetupError(
                f"ODOO_HOME={home} holds no Odoo: no odoo/release.py in it", hint=HINT
            )
        return _check(path, "ODOO_HOME")
    path = _importable()
    if path:
        return _check(path, "importable")
    marker = CACHE / "tree/.complete"
    if not marker.is_file():
        _fetch()
    return _check(_python_path(CACHE / "tree"), marker.read_text().split("\n")[0])


def _fetch():
    for old in CACHE.glob("tree*"):
        shutil.rmtree(old, ignore_errors=True)
    fresh = CACHE / "tree.new"
    fresh.mkdir(parents=True)
    try:
        source = _fetch_package(fresh)
    except SetupError as error:
        say(f"note: Odoo does not come from the Debian archive: {error.what}")
        shutil.rmtree(fresh)
        try:
            source = _fetch_git(fresh)
        except SetupError as second:
            raise SetupError(
                "get Odoo 19, neither from the Debian archive nor by git",
                f"Debian: {error.what}\n{last_lines(error.why)}\n"
                f"git: {second.what}\n{last_lines(second.why)}",
                "is the network up? Or set ODOO_HOME to an Odoo 19 source tree",
            ) from None
    (fresh / ".complete").write_text(f"{source}\n")
    fresh.rename(CACHE / "tree")


def _fetch_package(tree):
    archive = apt.Archive("apt-odoo", suites=["sid", "bookworm"])
    with step("Odoo: read the Debian archive's package list"):
        archive.update()
    picks = archive.pick([(PACKAGE, "sid", f"{SERIES}*"), *COMPANIONS])
    version = picks[0].partition("=")[2]
    if version != TESTED:
        say(f"note: {PACKAGE} is now {version}; {TESTED} is what was tested here")
    with step(f"Odoo: download {picks[0]} and what it links to"):
        debs = archive.download(picks, CACHE / "debs")
    with step("Odoo: unpack"):
        for deb in debs:
            # 820 of the package's 1,100 MB are translations: keep the Chinese ones
            own = deb.name.startswith(PACKAGE) and os.environ.get("ODOO_LANGS") != "all"
            apt.unpack(
                deb, tree, ["*/i18n/[!z]*.po", "*/i18n_extra/[!z]*.po"] if own else []
            )
        _mend(tree)
    shutil.rmtree(CACHE / "debs", ignore_errors=True)
    shutil.rmtree(CACHE / "apt-odoo", ignore_errors=True)
    return f"Debian package {picks[0]}"


def _mend(tree):
    """Make the package's static files whole.

    Font Awesome's links cross formats: point each at the file of its own name.  Debian
    leaves out mail's selfie_segmentation.js (the blurred background of calls); the
    bundle then reports an error to the browser's console, which fails every browser
    test: put an empty file there.
    """
    odoo = tree / "usr/lib/python3/dist-packages/odoo"
    stub = odoo / "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(
            "/* left out by Debian; empty, so that the bundle is complete */\n"
        )
    fonts = tree / "usr/share/fonts-font-awesome/fonts"
    for sub in ("lib/fontawesome/fonts", "src/libs/fontawesome/fonts"):
        folder = odoo / "addons/web/static" / sub
        for link in folder.iterdir() if folder.is_dir() else ():
            if link.is_symlink() and (fonts / link.name).exists():
                link.unlink()
                link.symlink_to(os.path.relpath(fonts / link.name, folder))


def _fetch_git(tree):
    address = os.environ.get("SANDBOX_ODOO_GIT", GIT)
    with step(f"Odoo: shallow clone of {address}, branch {SERIES}"):
        run(
            ["git", "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30"]
            + ["clone", "-q", "--depth", "1", "--branch", SERIES, address, tree],
            "clone Odoo's public repository",
            heartbeat=True,
            cwd=REPO,
            env={**base_environment(), "GIT_TERMINAL_PROMPT": "0"},
        )
    return f"git {address}, branch {SERIES}"
